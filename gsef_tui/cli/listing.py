"""``gsef-tui list``: list the sessions in the folder."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from msgspec import Struct

from gsef_tui.checks import Finding, missing_count, summary
from gsef_tui.storage.discovery import Summary, newest_first, read_sessions, summary_of
from gsef_tui.storage.documents import Document
from gsef_tui.storage.errors import UnreadableFile, shown

from .documents import find, folder_of_sessions, sessions_option
from .output import GAP, columns, say, show, write_json
from .reading import mention

EXAMPLES = """\b
Examples:
  gsef-tui list
  gsef-tui list --sessions ~/Documents/forum-2026
  gsef-tui list --json | jq -r '.[] | select(.missing > 0).path'
"""
NARROWEST_TITLE = 20
TITLE, UNLIMITED = 3, 10_000


class Row(Struct, frozen=True):
    """A session that could be read, with the findings of the checks."""

    session: Summary
    findings: tuple[Finding, ...]


@click.command("list", epilog=EXAMPLES, short_help="List the sessions and what is missing in each.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
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
        say(f"no sessions in {shown(folder)}. gsef-tui new creates one")


def _rows(folder: Path) -> list[Row]:
    """Return the sessions of a folder, and report each that cannot be read."""
    found = list(read_sessions(folder))
    documents = {d.path: d for d in found if isinstance(d, Document)}
    rows: list[Row] = []
    for entry in newest_first(map(summary_of, documents.values())):
        mention(documents[entry.path])
        rows.append(Row(entry, find(documents[entry.path], wording=False)))
    for problem in found:
        if isinstance(problem, UnreadableFile):
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
    """Print one line for each session; on a terminal, titles are cut so that file names fit.

    Titles are left out if they would have fewer than NARROWEST_TITLE columns: the file is named
    after the title.
    """
    lines = [
        (
            row.session.day.isoformat() if row.session.day else "",
            row.session.language,
            summary(row.findings),
            row.session.title,
            shown(row.session.path.name),
        )
        for row in rows
    ]
    room = _room(lines) if sys.stdout.isatty() else UNLIMITED
    if room < NARROWEST_TITLE:
        lines = [(day, language, found, "", file) for day, language, found, _, file in lines]
    for line in columns(lines, widest={TITLE: room}):
        show(line)


def _room(lines: Sequence[Sequence[str]]) -> int:
    """Return the columns of the terminal that are left for the titles."""
    import shutil

    from rich.cells import cell_len

    others = [at for at in range(len(lines[0])) if at != TITLE]
    taken = sum(max(cell_len(line[at]) for line in lines) + len(GAP) for at in others)
    return shutil.get_terminal_size().columns - taken
