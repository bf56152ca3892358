"""``gsef-tui list``: list the sessions in the folder."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from msgspec import Struct

from gsef_tui.checks import check, contradiction_count, missing_count, summary_of_counts
from gsef_tui.storage.discovery import Summary
from gsef_tui.storage.documents import Document
from gsef_tui.storage.errors import UnreadableFile, shown
from gsef_tui.storage.index import Index, Listed, load_index, read_files
from gsef_tui.storage.pictures import resolve

from .documents import folder_of_sessions, sessions_option
from .output import GAP, columns, progress, say, show, write_json
from .reading import notices

EXAMPLES = """\b
Examples:
  gsef-tui list
  gsef-tui list --sessions ~/Documents/forum-2026
  gsef-tui list --json | jq -r '.[] | select(.missing > 0).path'
"""
NARROWEST_TITLE = 20
TITLE, UNLIMITED = 3, 10_000

AT_ONCE = 100
"""Number of files that are read between two messages about the progress."""


class Row(Struct, frozen=True):
    """A session that could be read, with what is listed of it."""

    session: Summary
    listed: Listed


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
    """Return the sessions of a folder, and report each that cannot be read.

    Only the files that changed since the last list or the last home are read.
    """
    index = load_index(folder)
    try:
        unread = index.look()
        problems = _read(index, unread)
    except UnreadableFile as error:  # the folder itself
        say(str(error))
        return []
    finally:
        index.keep()
    listed = index.listed()
    rows = [Row(s, listed[s.file]) for s in index.sessions() if s.file in listed]
    for row in rows:
        for notice in row.listed.notices:
            say(notice)
    for problem in problems:
        say(str(problem))
    return rows


def _read(index: Index, unread: Sequence[Path]) -> list[UnreadableFile]:
    """Read the sessions that are not in the index or were never listed, and record them there.

    Return the errors of those that cannot be read, in the order of file names.
    """
    listed = index.listed()
    outdated = (s.path for s in index.sessions() if not _is_valid(s.file, listed.get(s.file)))
    paths = sorted({*unread, *outdated})
    problems: list[UnreadableFile] = []
    for at in range(0, len(paths), AT_ONCE):
        progress("{n} of {all} sessions read", at, len(paths))
        documents: list[Document] = []
        problems += index.take(read_files(paths[at : at + AT_ONCE], documents.append), time.time())
        for document in documents:
            _record(index, document)
    progress("", len(paths), len(paths))
    return problems


def _is_valid(file: str, listed: Listed | None) -> bool:
    """Return whether a session was listed, and each of its pictures is there or not, as it was."""
    if listed is None:
        return False
    return all((resolve(Path(file), name) is not None) == was for name, was in listed.pictures)


def _record(index: Index, document: Document) -> None:
    """Check a session and record what is listed of it, and what home shows."""
    pictures: dict[str, bool] = {}

    def is_there(file: str) -> bool:
        pictures[file] = resolve(document.path, file) is not None
        return pictures[file]

    findings = check(document.session, picture=is_there, wording=False)
    missing, contradictions = missing_count(findings), contradiction_count(findings)
    listed = Listed(missing, contradictions, tuple(pictures.items()), tuple(notices(document)))
    index.set_listed(document.path, listed)
    index.counted(document.path, missing_count(f for f in findings if f.rule != "no-picture"))


def _as_json(row: Row) -> dict[str, Any]:
    return {
        "path": os.path.abspath(row.session.file),
        "date": row.session.day.isoformat() if row.session.day else None,
        "title": row.session.title,
        "language": row.session.language,
        "missing": row.listed.missing,
        "contradictions": row.listed.contradictions,
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
            summary_of_counts(row.listed.missing, row.listed.contradictions),
            row.session.title,
            shown(os.path.basename(row.session.file)),
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
