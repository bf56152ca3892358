"""``gsef-tui restore``: bring back an earlier version of a session."""

from __future__ import annotations

from pathlib import Path

import click

from gsef_tui.storage.errors import shown
from gsef_tui.storage.filenames import without_suffix
from gsef_tui.storage.recovery import recover
from gsef_tui.storage.restoring import restore

from .output import say
from .paths import FILE

EXAMPLES = """\b
Examples:
  gsef-tui restore FILE 20260512T184107Z     the name as gsef-tui history says it
"""


@click.command("restore", epilog=EXAMPLES, short_help="Restore an earlier version.")
@click.argument("file", type=FILE)
@click.argument("version")
def command(file: Path, version: str) -> None:
    """Bring an earlier version of a session back, as a new change.

    What is there now becomes a version first, so that nothing is lost by it. A session that was
    deleted is there again.
    """
    recover(file.parent)
    before = restore(file, version)
    after = f"; what was there is version {before.name}" if before else ""
    say(f"{shown(file)}: as it was in version {without_suffix(version)}{after}")
