"""``gsef-tui purge``: remove a session for good, with everything that is kept of it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from gsef_tui.storage.errors import shown
from gsef_tui.storage.purge import belongings, purge

from .output import say, show
from .paths import FILE

EXAMPLES = """\b
Examples:
  gsef-tui purge FILE                        names what goes, and asks
  gsef-tui purge FILE --yes                  without asking
"""


@click.command("purge", epilog=EXAMPLES, short_help="Delete a session and everything kept of it.")
@click.argument("file", type=FILE)
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
def command(file: Path, yes: bool) -> int:
    """Remove a session for good, and name all that was removed.

    With it go its pictures, earlier versions, conflict copies, lock and copies, what was deleted
    under its name, what the program remembers of it, and all reports of faults. Reports that were
    exported stay.
    """
    if not yes and not _agreed(file):
        say(f"{shown(file)}: nothing was deleted")
        return 1
    for path in purge(file):
        show(shown(path))
    return 0


def _agreed(file: Path) -> bool:
    """List what would be removed and ask the user. Raises UsageError if there is no terminal."""
    if not sys.stdin.isatty():
        raise click.UsageError("purge asks for confirmation and needs a terminal; or add --yes")
    for path in belongings(file):
        say(shown(path))
    return click.confirm("Delete all this permanently?", err=True)
