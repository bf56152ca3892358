"""Where an export goes and how it is written, without a screen.

A second export after a correction replaces our own last one while nobody has changed it since; any
other file stays, and ours gets a number.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from gsef_tui.model.session import Session
from gsef_tui.model.template import Template
from gsef_tui.report.formats import Format, Options
from gsef_tui.report.making import Wanted, make_report
from gsef_tui.report.naming import report_stem
from gsef_tui.storage.durable import write_durably
from gsef_tui.storage.exports import file_mode
from gsef_tui.storage.memory import Memory, exported
from gsef_tui.storage.naming import free_path
from gsef_tui.storage.pictures import resolve


class Target(Struct, frozen=True):
    """A file to be written; ``ours`` is there and is our own last export, unchanged since."""

    path: Path
    ours: bool = False


class Written(Struct, frozen=True):
    """An export that is on disk: where, what it is made of, and what is missing in it."""

    path: Path
    digest: str
    warnings: tuple[str, ...]


def plan(wanted: Path, memory: Memory) -> Target:
    """The file that a path typed or proposed leads to."""
    if not wanted.exists():
        return Target(wanted)
    ours = exported(memory, wanted)
    if ours and wanted.is_file() and hashlib.sha256(wanted.read_bytes()).hexdigest() == ours:
        return Target(wanted, ours=True)
    return Target(free_path(wanted.parent, wanted.stem, wanted.suffix))


def write(
    session: Session,
    template: Template,
    session_path: Path,
    chosen: Format,
    wanted: Wanted,
    target: Path,
) -> Written:
    """Write the report to a file. Raises CannotWrite, OSError."""
    options = Options(stem=report_stem(session_path))
    rendered = make_report(
        session,
        template,
        chosen,
        replace(wanted, options=options),
        lambda file: resolve(session_path, file),
    )
    write_durably(target, rendered.data, mode=file_mode(target))
    return Written(target, hashlib.sha256(rendered.data).hexdigest(), rendered.warnings)
