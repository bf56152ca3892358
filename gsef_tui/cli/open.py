"""``gsef-tui`` and ``gsef-tui FILE``: open the user interface."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from gsef_tui.storage.opening import open_to_edit

from .documents import folder_of_sessions, sessions_option
from .paths import FILE
from .places import places_there
from .reading import mention


@click.command("gsef-tui")
@click.argument("file", type=FILE, required=False)
@click.option("--at", metavar="PLACE", help="The place to open: presentations.BA")
@sessions_option
@click.pass_context
def command(
    context: click.Context, file: Path | None, at: str | None = None, sessions: Path | None = None
) -> int:
    """Open a session, or the list of those at hand.

    The cursor is at the end of PLACE: a section's id, or id.code (presentations.BA).
    """
    before = context.parent.params.get("at") if context.parent else None
    return open_screen(file, at or before or "", folder_of_sessions(sessions))


def open_screen(file: Path | None, at: str, folder: Path) -> int:
    """Run the user interface until the user leaves it, and return its status.

    Raises UnreadableFile if the file cannot be read, and UsageError if the session does not have
    the place or there is no terminal; nothing is shown then.
    """
    document = None
    if file is not None:
        mention(document := open_to_edit(file))
    if document is not None and at:
        there = places_there(document.session, at)
        if at not in there:
            raise click.UsageError(f"--at {at}: no such place. Places: {', '.join(there)}")
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.UsageError("the screen needs a terminal; show, export and list do not")
    from gsef_tui.ui import run

    return run(document, place=at, folder=folder)
