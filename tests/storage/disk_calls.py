"""What a program asks of the disk about one folder, in order: syncs, and changes of names."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest


class DiskCalls:
    """Notes the calls about a folder when they have returned, while ``monkeypatch`` is in effect.

    ``seen`` has ``sync folder`` for a sync of the folder itself, ``sync file`` for that of a file
    in it, and the names of the functions of ``os`` that change names in it.
    """

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seen: list[str] = []
        self._folder = folder
        for name in ("replace", "rename", "link", "unlink"):
            described = partial(self._renamed, name)
            monkeypatch.setattr(os, name, self._noted(getattr(os, name), described))
        monkeypatch.setattr(os, "fsync", self._noted(os.fsync, self._synced))

    def _synced(self, descriptor: int) -> str:
        status = os.fstat(descriptor)
        if os.path.samestat(status, self._folder.stat()):
            return "sync folder"
        there = [entry.stat(follow_symlinks=False) for entry in os.scandir(self._folder)]
        return "sync file" if any(os.path.samestat(status, each) for each in there) else ""

    def _renamed(self, name: str, path: str | os.PathLike[str], *_: object) -> str:
        return name if Path(path).parent == self._folder else ""

    def _noted(
        self, plain: Callable[..., Any], described: Callable[..., str]
    ) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            result = plain(*given, **named)
            if word := described(*given):
                self.seen.append(word)
            return result

        return call
