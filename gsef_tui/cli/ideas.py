"""``gsef-tui ideas``: list the key ideas of sessions, so that the forum can choose from them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from gsef_tui.report.display_names import person_name
from gsef_tui.report.ideas import idea_line, ideas_by_speaker
from gsef_tui.storage.discovery import summary_of
from gsef_tui.storage.documents import Document
from gsef_tui.storage.errors import UnreadableFile, shown

from .documents import template_option
from .output import say, show, write_json
from .paths import FILE
from .reading import read

EXAMPLES = """\b
Examples:
  gsef-tui ideas FILE
  gsef-tui ideas sessions/*.toml
  gsef-tui ideas sessions/*.toml --json | jq -r '.[].text'
"""


@click.command("ideas", epilog=EXAMPLES, short_help="List the key ideas of sessions by speaker.")
@click.argument("files", type=FILE, nargs=-1, required=True, metavar="FILE …")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
@template_option
def command(files: tuple[Path, ...], as_json: bool, template: str | None) -> int:
    """The key ideas (! in F4) of sessions: a session's title, then a line an idea.

    One file that cannot be read is named, and the others follow; the status is then 2.
    """
    documents, status = _documents(files, template)
    if as_json:
        write_json([entry for document in documents for entry in _as_json(document)])
        return status
    told = [document for document in documents if ideas_by_speaker(document.session)]
    for number, document in enumerate(told):
        if number:
            show()
        show(summary_of(document).title or shown(document.path.name))
        for idea in ideas_by_speaker(document.session):
            show(idea_line(document.session, idea))
    if not told and not status:
        say("no key ideas" if len(files) > 1 else f"{files[0]}: no key ideas")
    return status


def _documents(files: tuple[Path, ...], template: str | None) -> tuple[list[Document], int]:
    found, status = [], 0
    for path in files:
        try:
            found.append(read(path, template))
        except UnreadableFile as error:
            say(str(error))
            status = 2
    return found, status


def _as_json(document: Document) -> list[dict[str, Any]]:
    session = document.session
    return [
        {
            "path": str(document.path.absolute()),
            "title": summary_of(document).title,
            "text": idea.text,
            "by": idea.by,
            "name": person_name(session, idea.by) if idea.by else "",
            "at": idea.at.isoformat() if idea.at else None,
        }
        for idea in ideas_by_speaker(session)
    ]
