"""A session file as the commands need it: opened, checked, drawn up as an outline."""

from __future__ import annotations

from pathlib import Path

import click
from click.decorators import FC

from gsef_tui.checks import Finding, check
from gsef_tui.storage.documents import Document, open_document
from gsef_tui.storage.finding import sessions_folder
from gsef_tui.storage.pictures import resolve
from gsef_tui.storage.settings import load_settings
from gsef_tui.storage.templates import in_place_of_any, require_template, template_problem

from .output import say
from .paths import FOLDER


def sessions_option(command: FC) -> FC:
    """Give a command ``--sessions``, which may stand before the command's name too."""
    text = "The folder of the sessions, for this time."
    return click.option("--sessions", type=FOLDER, metavar="DIR", help=text)(command)


def template_option(command: FC) -> FC:
    """Give a command ``--template``, which stands in for the template that a session names."""
    text = "Another template, for this time: its file, or the id of one at hand."
    return click.option("--template", "template", metavar="FILE", help=text)(command)


def folder_of_sessions(option: Path | None) -> Path:
    """The folder meant: by the option here or before the command, else as settings and habit say.

    What is wrong with the settings is said, and does not stop anybody.
    """
    context = click.get_current_context()
    before = context.parent.params.get("sessions") if context.parent else None
    settings, problems = load_settings()
    for problem in problems:
        say(problem)
    return sessions_folder(option or before, settings)


def read(path: Path, template: str | None = None) -> Document:
    """The session of a file; what keeps it from being shown as it was meant is said.

    ``template`` is the file or id of one to read it with. Raises UnreadableFile.
    """
    with in_place_of_any(require_template(template) if template is not None else None):
        document = open_document(path)
    mention(document, template)
    return document


def mention(document: Document, template: str | None = None) -> None:
    """Say what keeps a session from being shown as it was meant."""
    path = document.path
    if document.newer:
        say(f"{path}: written by a newer version of this program; what is new in it is not shown")
    problem = template_problem(document.session.template) if template is None else ""
    if problem:
        say(f"{path}: {problem}: its tables are shown as they stand")


def find(document: Document, *, wording: bool = True) -> tuple[Finding, ...]:
    """What is missing in a session or contradicts itself, its pictures looked for on disk."""
    return check(
        document.session,
        document.template,
        picture=lambda file: resolve(document.path, file) is not None,
        wording=wording,
    )
