"""Where an export goes and how it is written, without a screen.

A second export after a correction replaces our own last one while nobody has changed it since; any
other file stays, and ours gets a number.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from gsef_tui.model.session import Session
from gsef_tui.model.template import Template
from gsef_tui.report.formats import Format
from gsef_tui.report.leaving import AskLeft, go_on, never
from gsef_tui.report.making import Wanted, make_report
from gsef_tui.report.naming import report_stem
from gsef_tui.storage.durable import write_durably
from gsef_tui.storage.errors import CannotWrite, reason_of
from gsef_tui.storage.exports import file_mode
from gsef_tui.storage.folders import expanded
from gsef_tui.storage.memory import Memory, exported, with_export, with_wanted
from gsef_tui.storage.naming import free_path
from gsef_tui.storage.pictures import resolve
from gsef_tui.storage.plain_files import open_plain_file


class Target(Struct, frozen=True):
    """A file to be written; ``ours`` is there and is our own last export, unchanged since. Where
    another's file has the name that was ``asked`` for, the path is a free one beside it."""

    path: Path
    asked: Path
    ours: bool = False


class Written(Struct, frozen=True):
    """An export that is on disk: where, what it is made of, and what is missing in it."""

    path: Path
    digest: str
    warnings: tuple[str, ...]


def plan(text: str, proposed: Path, memory: Memory) -> Target:
    """The file that a path as typed leads to; a folder gets the file that was proposed."""
    asked = expanded(text).absolute()
    if os.path.isdir(asked):
        asked /= proposed.name
    if not os.path.lexists(asked):
        return Target(asked, asked)
    if _is_ours(asked, memory):
        return Target(asked, asked, ours=True)
    return Target(free_path(asked.parent, asked.stem, asked.suffix), asked)


def _is_ours(path: Path, memory: Memory) -> bool:
    ours = exported(memory, path)
    try:
        if not ours:
            return False
        with open_plain_file(path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == ours
    except OSError:
        return False


def write(
    session: Session,
    template: Template,
    session_path: Path,
    chosen: Format,
    wanted: Wanted,
    target: Path,
    left: AskLeft = never,
) -> Written:
    """Write the report to a file. Raises CannotWrite.

    Once it is ``left`` it raises Left, and what was there before is there still.
    """
    if not os.path.isdir(target.parent):
        raise CannotWrite(f"there is no folder {target.parent}: make it first")
    options = replace(wanted.options, stem=report_stem(session_path))
    rendered = make_report(
        session,
        template,
        chosen,
        replace(wanted, options=options),
        lambda file: resolve(session_path, file),
        left,
    )
    try:
        mode = file_mode(target)
        write_durably(target, rendered.data, mode=mode, check=lambda: go_on(left))
    except OSError as error:
        raise CannotWrite(f"{reason_of(error)}: name another file") from None
    return Written(target, hashlib.sha256(rendered.data).hexdigest(), rendered.warnings)


def remembered(
    memory: Memory, session_path: Path, format_id: str, wanted: Wanted, written: Written
) -> Memory:
    """The memory with what was chosen: of any session the format, the typography and the folder,
    of this one the language and whether it named nobody. Whose part it was is asked each time."""
    memory = with_export(memory, written.path, written.digest)
    memory = with_wanted(memory, session_path, wanted.language, nameless=wanted.nameless)
    folder = written.path.parent
    beside = folder == Path(os.path.abspath(session_path)).parent
    return replace(
        memory,
        export_format=format_id,
        export_as_typed=wanted.as_typed,
        export_folder="" if beside else str(folder),
    )
