"""What is read before anything is done: a session, and the folder of the sessions.

Without click: whoever opens the screen by a plain command line waits for no more than this.
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
    """The folder of the sessions: the one named, else as settings and habit say.

    What is wrong with the settings is said, and does not stop anybody.
    """
    settings, problems = load_settings()
    for problem in problems:
        say(problem)
    return sessions_folder(option, settings)


def read(path: Path, template: str | None = None) -> Document:
    """The session of a file; what keeps it from being shown as it was meant is said.

    ``template`` is the file or id of one to read it with. Raises UnreadableFile.
    """
    recover(path.parent)
    with in_place_of_any(require_template(template) if template is not None else None):
        document = open_document(path)
    mention(document, template)
    return document


def mention(document: Document, template: str | None = None) -> None:
    """Say what keeps a session from being shown as it was meant."""
    where = shown(document.path)
    if document.newer:
        say(f"{where}: written by a newer version of this program; what is new in it is not shown")
    problem = template_problem(document.session.template.file_id) if template is None else ""
    if problem:
        say(f"{where}: {problem}: its tables are shown as they stand")
