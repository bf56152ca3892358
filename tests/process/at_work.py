"""A session of three people, open in the installed program, and what its file has."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from .terminal import PROGRAM, Terminal

SESSION = """\
format = 1
template = "gsef"
language = "fr"

[session]
title = "Les cantines du quartier"
questions = ["Qui cuisine ?"]

[people.AM]
role = "moderator"
name = "Anne Mercier"

[people.LT]
role = "speaker"
name = "Lucía Torres"
organisation = "Cocina Común"
country = "Chili"

[people.KM]
role = "speaker"
name = "김민수"

[presentations]
LT = "- une cuisine"
"""


def opened(
    path: Path,
    environment: Mapping[str, str],
    *options: str,
    program: Sequence[str | Path] = (PROGRAM,),
    footer: str = "F1 Help",
    badge: str = "✓ saved",
) -> Terminal:
    """The program with a session, its footer drawn. ``program``: another way to start it."""
    terminal = Terminal([*program, path, *options], environment=environment, folder=path.parent)
    terminal.wait_for(footer)
    terminal.wait_for(badge)
    return terminal


def stored(path: Path) -> dict[str, Any]:
    """The session's file."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def note(path: Path, code: str) -> str:
    """A presentation, as the file has it."""
    found = stored(path).get("presentations", {}).get(code, "")
    assert isinstance(found, str)
    return found
