"""``gsef-tui import``: make a session from reports that others have already written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click
from msgspec.structs import replace

from gsef_tui.imports import Imported, read_report
from gsef_tui.model.template import Template
from gsef_tui.storage.encode import encode
from gsef_tui.storage.errors import CannotWrite, UnreadableFile, reason_of, shown
from gsef_tui.storage.filenames import has_suffix
from gsef_tui.storage.history import keep
from gsef_tui.storage.library import create
from gsef_tui.storage.lock import hold
from gsef_tui.storage.reading import read_file
from gsef_tui.storage.session_id import new_id
from gsef_tui.storage.sidecars import has_other_names
from gsef_tui.storage.templates import (
    load_template,
    require_template,
    template_ids,
)
from gsef_tui.storage.version_folders import id_for_save

from .documents import folder_of_sessions, sessions_option, template_option
from .output import say, write_path
from .paths import FILE
from .reading import read
from .writing import may_be_written, write, write_new

EXAMPLES = """\b
Examples:
  gsef-tui import report.docx                 a session in the folder of sessions
  gsef-tui import report.txt -o session.toml  a session of that name
  gsef-tui import answers.odt --into FILE     what it adds to a session
"""


@click.command("import", epilog=EXAMPLES, short_help="Import a report into a session.")
@click.argument("files", metavar="FILE...", type=FILE, nargs=-1, required=True)
@click.option("--into", type=FILE, metavar="SESSION", help="Add what is new to this session.")
@click.option("-o", "--output", type=FILE, metavar="PATH", help="The session file to create.")
@template_option
@sessions_option
def command(
    files: tuple[Path, ...],
    into: Path | None,
    output: Path | None,
    template: str | None,
    sessions: Path | None,
) -> None:
    """Read reports in a forum's template back: text, Markdown, HTML, DOCX or ODT.

    What kind of file it is its content says. What fits nowhere goes to what is not filed, and each
    thing that was not clear is said. Without --into or -o each report becomes a session in the
    folder of sessions, whose path is printed.
    """
    if into and (output or template):
        raise click.UsageError("--into cannot be combined with -o or --template")
    if output and len(files) > 1:
        raise click.UsageError("-o names one session: import the files one by one")
    if into:
        _add(files, into)
        return
    templates = [require_template(template)] if template else _templates()
    folder = folder_of_sessions(sessions)
    for path in files:
        imported = _read(path, templates)
        session = imported.session
        made = create(folder, session) if output is None else output
        if output is not None:
            _write_new(output, encode(replace(session, id=new_id())))
        write_path(made)


def _templates() -> list[Template]:
    """Return all valid templates on this machine."""
    return [known for name in template_ids() if (known := load_template(name))]


def _read(path: Path, templates: Sequence[Template]) -> Imported:
    imported = read_report(read_file(path, "report"), shown(path), templates)
    _say(path, imported)
    return imported


def _say(path: Path, imported: Imported) -> None:
    for sentence in imported.notes:
        say(f"{shown(path)}: {sentence}")


def _write_new(path: Path, data: bytes) -> None:
    if not has_suffix(path.name):
        raise click.UsageError(f"-o {shown(path)}: the name of a session ends in .toml")
    may_be_written(path)
    write_new(path, data)


def _add(files: Sequence[Path], into: Path) -> None:
    """Add reports to a session while holding its lock.

    All or nothing: if one report cannot be read, the session file is unchanged. It is unchanged
    too if the session holds everything already, and the user is told. Raises
    UnreadableFile in that case, and CannotWrite if the session cannot be saved.
    """
    lock = hold(into)
    try:
        document = read(into)
        if document.newer:
            raise UnreadableFile(f"{shown(into)}: of a newer format. Update the program first")
        session = document.session
        for path in files:
            data = read_file(path, "report")
            imported = read_report(data, shown(path), [session.template], into=session)
            _say(path, imported)
            session = imported.session
        if session == document.session:
            say(f"{shown(into)}: nothing new: the session is unchanged")
        else:
            session = replace(session, id=id_for_save(into, document.session.id))
            _keep(into)
            if has_other_names(into):
                say(f"{shown(into)}: its other names (hard links) keep the old text")
            write(into, encode(session))
    finally:
        lock.release()
    write_path(into)


def _keep(path: Path) -> None:
    """Keep the session's file as a version for ``history``. Raises CannotWrite if that fails."""
    try:
        keep(path, read_file(path), datetime.now())
    except OSError as error:
        raise CannotWrite(
            f"{shown(path)}: nothing was added; the present text cannot be kept as a version: "
            f"{reason_of(error)}"
        ) from None
