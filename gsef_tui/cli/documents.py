"""Sessions as the commands need them: their folder, the options for it, what is missing."""

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
    """Give a command ``--sessions``, which may stand before the command's name too."""
    text = "The folder of the sessions, for this time."
    return click.option("--sessions", type=FOLDER, metavar="DIR", help=text)(command)


def template_option(command: FC) -> FC:
    """Give a command ``--template``, which stands in for the template that a session names."""
    text = "Another template, for this time: its file, or the id of one at hand."
    return click.option("--template", "template", metavar="FILE", help=text)(command)


def folder_of_sessions(option: Path | None) -> Path:
    """The folder meant, by the option here or before the command, else by settings and habit."""
    context = click.get_current_context()
    before = context.parent.params.get("sessions") if context.parent else None
    return folder_meant(option or before)


def find(document: Document, *, wording: bool = True) -> tuple[Finding, ...]:
    """What is missing in a session or contradicts itself, its pictures looked for on disk."""
    from gsef_tui.checks import check

    return check(
        document.session,
        picture=lambda file: resolve(document.path, file) is not None,
        wording=wording,
    )
