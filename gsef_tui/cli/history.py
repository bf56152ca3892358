"""``gsef-tui history``: list the earlier versions of a session."""

from __future__ import annotations

import os
from pathlib import Path

import click

from gsef_tui.storage.copies import Copy
from gsef_tui.storage.errors import UnreadableFile, shown
from gsef_tui.storage.history import Version, versions
from gsef_tui.storage.unsaved import unsaved_texts

from .output import columns, say, show, write_json
from .paths import FILE

EXAMPLES = """\b
Examples:
  gsef-tui history FILE
  gsef-tui history FILE --json | jq -r '.[0].path'
  gsef-tui restore FILE 20260512T184107Z     the name is in the first column
"""


@click.command("history", epilog=EXAMPLES, short_help="List the earlier versions of a session.")
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
def command(file: Path, as_json: bool) -> None:
    """The earlier versions of a session, the newest first.

    One is kept before the first change of a sitting and every ten minutes of editing: all of the
    last day, then one a day. A session that was moved, renamed or deleted has its versions still;
    "from PATH" is the path that it had then. A copy that was written because the session could not
    be saved in its place is listed first, as long as the session has not been opened again; restore
    takes its name as well.
    """
    found = versions(file)
    copies = unsaved_texts(file)
    if not found and not copies and not file.exists():
        raise UnreadableFile(f"{shown(file)}: file not found, and no version of it: check the name")
    if as_json:
        write_json([*map(_copy_as_json, copies), *map(_as_json, found)])
    elif found or copies:
        for line in columns([*map(_copy_row, copies), *map(_row, found)]):
            show(line)
    else:
        say(f"{shown(file)}: no earlier versions yet. The next change keeps one")


def _as_json(version: Version) -> dict[str, str | int | None]:
    return {
        "version": version.name,
        "at": version.at.isoformat(),
        "size": version.size,
        "path": str(version.path),
        "from": None
        if version.origin is None
        else os.fsencode(version.origin).decode(errors="replace"),
    }


def _copy_as_json(copy: Copy) -> dict[str, str | int | None]:
    return {
        "version": copy.name,
        "at": copy.written.isoformat(),
        "size": _size(copy),
        "path": str(copy.path),
        "from": None,
    }


def _copy_row(copy: Copy) -> tuple[str, str, str, str]:
    where = "in memory only, lost at restart: " if copy.fleeting else "never saved: "
    at = f"{copy.written.astimezone():%Y-%m-%d %H:%M}"
    size = f"{_size(copy) / 1024:.1f} KB"
    return copy.name, at, f"{size:>10}", f"{where}{copy.path}"


def _size(copy: Copy) -> int:
    try:
        return copy.path.stat().st_size
    except OSError:
        return 0


def _row(version: Version) -> tuple[str, str, str, str]:
    size = f"{version.size / 1024:.1f} KB"
    at = f"{version.at.astimezone():%Y-%m-%d %H:%M}"
    origin = f"from {version.origin}" if version.origin is not None else ""
    return version.name, at, f"{size:>10}", origin
