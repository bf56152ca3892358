"""The plain command line, ``gsef-tui [FILE [--at PLACE]]``, which opens a session without click.

The user waits for the user interface, and importing click would add to that. Every other command
line, and every error, is left to click: this module then does nothing and reports nothing.
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
"""The environment variable that is set while a shell asks click for completions."""


def open_plainly(arguments: Sequence[str]) -> int | None:
    """Run the user interface until the user leaves it, and return its status.

    None if this is not a plain command line, or if its file or place cannot be opened.
    """
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
    """Return the session, or None if it cannot be read or does not have the place."""
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
