"""What several commands share: options for sessions and templates, the folder, the checks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.decorators import FC

from gsef_tui.storage.documents import Document
from gsef_tui.storage.pictures import resolve

from .paths import FOLDER
from .reading import folder_meant

if TYPE_CHECKING:
    from gsef_tui.checks import Finding


def sessions_option(command: FC) -> FC:
    """Add ``--sessions`` to a command; the user may also give it before the command's name."""
    text = "The folder of the sessions."
    return click.option("--sessions", type=FOLDER, metavar="DIR", help=text)(command)


def template_option(command: FC) -> FC:
    """Add ``--template`` to a command; it replaces the template that a session names."""
    text = "Another template: its file or its id."
    return click.option("--template", "template", metavar="FILE", help=text)(command)


def folder_of_sessions(option: Path | None) -> Path:
    """Return the folder of sessions, which ``--sessions`` or the settings name.

    ``option`` is the value after the command's name; if it is None, the one before the name counts.
    """
    context = click.get_current_context()
    before = context.parent.params.get("sessions") if context.parent else None
    return folder_meant(option or before)


def find(document: Document, *, wording: bool = True) -> tuple[Finding, ...]:
    """Return what is missing in a session or contradicts itself; pictures are looked up on disk."""
    from gsef_tui.checks import check

    return check(
        document.session,
        picture=lambda file: resolve(document.path, file) is not None,
        wording=wording,
    )
