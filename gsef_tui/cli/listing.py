"""``gsef-tui list``: the sessions at hand."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

import click
from msgspec import Struct

from gsef_tui.checks import Finding, missing_count, summary
from gsef_tui.storage.errors import UnreadableFile
from gsef_tui.storage.finding import Summary, find_sessions

from .documents import find, folder_of_sessions, read, sessions_option
from .output import columns, say, show, write_json

EXAMPLES = """\b
Examples:
  gsef-tui list
  gsef-tui list --sessions ~/Documents/forum-2026
  gsef-tui list --json | jq -r '.[] | select(.missing > 0).path'
"""
NARROWEST_TITLE = 20


class Row(Struct, frozen=True):
    """A session that could be read, with what was found in it."""

    session: Summary
    findings: tuple[Finding, ...]


@click.command("list", epilog=EXAMPLES, short_help="The sessions at hand, and what is missing.")
@click.option("--json", "as_json", is_flag=True, help="A list of sessions for other programs.")
@sessions_option
def command(as_json: bool, sessions: Path | None) -> None:
    """The sessions at hand: date, language, what is missing, title and file, the newest first."""
    folder = folder_of_sessions(sessions)
    rows = _rows(folder)
    if as_json:
        write_json([_as_json(row) for row in rows])
    elif rows:
        _print(rows)
    else:
        say(f"no sessions in {folder}; gsef-tui new makes one")


def _rows(folder: Path) -> list[Row]:
    """The sessions of a folder; one that cannot be read is named, and the others follow."""
    summaries, unreadable = find_sessions(folder)
    rows: list[Row] = []
    for entry in summaries:
        try:
            rows.append(Row(entry, find(read(entry.path))))
        except UnreadableFile as error:
            unreadable.append(error)
    for problem in unreadable:
        say(str(problem))
    return rows


def _as_json(row: Row) -> dict[str, Any]:
    return {
        "path": str(row.session.path.absolute()),
        "date": row.session.day.isoformat() if row.session.day else None,
        "title": row.session.title,
        "language": row.session.language,
        "missing": missing_count(row.findings),
        "contradictions": sum(f.severity == "contradiction" for f in row.findings),
    }


def _print(rows: list[Row]) -> None:
    """One line a session; on a terminal the title gives way, so that the file can be read."""
    lines = [
        (
            row.session.day.isoformat() if row.session.day else "",
            row.session.language,
            summary(row.findings),
            row.session.title,
            row.session.path.name,
        )
        for row in rows
    ]
    widest: dict[int, int] = {}
    if sys.stdout.isatty():
        from rich.cells import cell_len

        taken = sum(max(cell_len(line[at]) for line in lines) + 2 for at in (0, 1, 2, 4))
        widest = {3: max(shutil.get_terminal_size().columns - taken, NARROWEST_TITLE)}
    for line in columns(lines, widest=widest):
        show(line)
