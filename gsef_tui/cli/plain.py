"""The plain command line, ``gsef-tui [FILE [--at PLACE]]``: the screen, without click.

One waits for the screen, and click is a part of that. Whatever else is asked for, and whatever is
wrong, is left to it: nothing was done here then, and nothing said.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .command_index import COMMANDS
from .output import PROGRAM, failed, prepare

if TYPE_CHECKING:
    from gsef_tui.storage.documents import Document

COMPLETING = f"_{PROGRAM}_COMPLETE".replace("-", "_").upper()
"""What is in the environment while a shell asks click what could be meant."""


def open_plainly(arguments: Sequence[str]) -> int | None:
    """The screen, till it is left, and its status; None where this is no plain command line, or
    what it names cannot be opened."""
    match arguments:
        case []:
            file, at = None, ""
        case [file] | [file, "--at", _] if file[:1] != "-" and file not in COMMANDS:
            at = arguments[2] if arguments[2:] else ""
        case _:
            return None
    prepare()
    if COMPLETING in os.environ or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return None
    from .reading import folder_meant, mention

    document = _read(Path(file), at) if file is not None else None
    if file is not None and document is None:
        return None
    try:
        if document is not None:
            mention(document)
        folder = folder_meant(None)
        from gsef_tui.ui import run

        return run(document, place=at, folder=folder)
    except OSError as error:
        return failed(error)


def _read(file: Path, at: str) -> Document | None:
    """The session, where it can be read and has the place."""
    from gsef_tui.storage.documents import open_document
    from gsef_tui.storage.errors import UnreadableFile
    from gsef_tui.storage.recovery import recover

    from .places import places_there

    recover(file.parent)
    try:
        document = open_document(file)
    except UnreadableFile:
        return None
    there = places_there(document.session, at) if at else [at]
    return document if at in there else None
