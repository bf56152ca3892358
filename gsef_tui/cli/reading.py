"""Reading a session, and finding the folder of sessions.

This module does not import click, so that a plain command line opens the user interface sooner.
"""

from __future__ import annotations

from pathlib import Path

from gsef_tui.storage.discovery import sessions_folder
from gsef_tui.storage.documents import Document, open_document
from gsef_tui.storage.errors import shown
from gsef_tui.storage.recovery import recover
from gsef_tui.storage.settings import load_settings
from gsef_tui.storage.templates import in_place_of_any, require_template, template_problem

from .output import say


def folder_meant(option: Path | None) -> Path:
    """Return the folder of sessions: ``option`` if given, else the one ``sessions_folder`` finds.

    Problems with the settings are reported; they are not errors.
    """
    settings, problems = load_settings()
    for problem in problems:
        say(problem)
    return sessions_folder(option, settings)


def read(path: Path, template: str | None = None) -> Document:
    """Return the session in a file; report what cannot be shown as intended.

    ``template`` is the file or the id of a template that replaces the session's own. Raises
    UnreadableFile if the session or the template cannot be read.
    """
    recover(path.parent)
    with in_place_of_any(require_template(template) if template is not None else None):
        document = open_document(path)
    mention(document, template)
    return document


def mention(document: Document, template: str | None = None) -> None:
    """Report what in a session cannot be shown as intended."""
    for notice in notices(document, template):
        say(notice)


def notices(document: Document, template: str | None = None) -> list[str]:
    """Return what in a session cannot be shown as intended, in sentences."""
    where = shown(document.path)
    found: list[str] = []
    if document.newer:
        newer = "a newer version of this program wrote it; what is new in it is not shown"
        found.append(f"{where}: {newer}")
    problem = template_problem(document.session.template.file_id) if template is None else ""
    if problem:
        found.append(f"{where}: {problem}: its tables are shown as they stand")
    return found
