"""Exports of a session: one request and one service for the export panel and ``gsef-tui export``.

A second export after a correction replaces the first one, as long as that file is unchanged. Every
other existing file is left alone: the export then gets a number.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from gsef_tui.model.gaps import find_gaps
from gsef_tui.model.session import Session
from gsef_tui.report.cancellation import CancelCheck, never, raise_if_cancelled
from gsef_tui.report.display_names import report_stem
from gsef_tui.report.formats import Format, Rendered
from gsef_tui.report.render import ReportRequest, render_report
from gsef_tui.storage.app_state import AppState, exported, with_export, with_wanted
from gsef_tui.storage.documents import fingerprint
from gsef_tui.storage.exports import write_export
from gsef_tui.storage.filenames import free_path
from gsef_tui.storage.folders import expanded
from gsef_tui.storage.pictures import resolve
from gsef_tui.storage.plain_files import open_plain_file
from gsef_tui.storage.targets import InvalidTarget, check_target

if TYPE_CHECKING:
    from gsef_tui.report.anonymous import Anonymous


class Target(Struct, frozen=True):
    """The file that an export writes.

    ``overwrite`` allows the service to replace a file at ``path``. ``asked`` is the path that the
    user named; it differs from ``path`` if another file already has that name.
    """

    path: Path
    asked: Path
    overwrite: bool = False


class ExportRequest(Struct, frozen=True):
    """One export: the format, the contents of the report, and the file to write.

    ``target`` is None if the caller takes the bytes itself, for standard output.
    """

    format: Format
    report: ReportRequest = ReportRequest()
    target: Target | None = None


class Exported(Struct, frozen=True):
    """An export on disk: its path, the sha256 of its bytes in hexadecimal, and a sentence for each
    thing that could not be shown in it."""

    path: Path
    digest: str
    warnings: tuple[str, ...]


class InvalidRequest(Exception):
    """A request that the service cannot carry out for this session.

    ``field`` is the field of ReportRequest that is wrong, and ``value`` its value, empty if it is
    only wrong together with another field. ``reason`` follows the two in a message, as in ``--only
    XX: nobody has this code``. The text of the exception is a sentence that needs neither.
    """

    def __init__(self, field: str, value: str, reason: str, sentence: str = "") -> None:
        super().__init__(sentence or f"{value}: {reason}")
        self.field = field
        self.value = value
        self.reason = reason


class RemainingNames(Struct, frozen=True):
    """The user has to confirm that these words of an anonymous report name nobody.

    Each word comes with its places: ``Duval (exchanges.q1, closing)``.
    """

    words: tuple[str, ...]


class ReplacesExport(Struct, frozen=True):
    """The user has to confirm that the last export, which nobody has changed, is replaced."""

    path: Path


Confirmation: TypeAlias = RemainingNames | ReplacesExport


class ExportService:
    """Exports one session as it is now. ``path`` is the file of the session.

    The export panel validates a request, asks the user for the ``confirmation``, and then calls
    ``export``. The command line calls ``render`` and ``write`` in turn, to report in between what
    the report lacks. These three methods may run on any thread.
    """

    def __init__(self, session: Session, path: Path) -> None:
        self.session = session
        self.path = path
        self._anonymous: Anonymous | None = None

    @property
    def languages(self) -> Sequence[str]:
        """The languages that a report can have: the template's, or the session's own if it has
        none."""
        return self.session.template.languages or (self.session.language,)

    def gap_count(self, report: ReportRequest) -> int:
        """Return the number of gaps that the report prints as […]; an empty form has none."""
        return 0 if report.blank else len(find_gaps(self.session))

    # -- checks -----------------------------------------------------------------------------------

    def validate(self, request: ExportRequest) -> None:
        """Check a request against the session and the disk.

        Raises InvalidRequest if the language, the person or the format does not go with this
        session, InvalidTarget if no file can be written at the path, and TargetExists if there is
        one that must not be replaced.
        """
        report = request.report
        if report.language and report.language not in self.languages:
            there = ", ".join(self.languages)
            raise InvalidRequest("language", report.language, f"choose one of {there}")
        if request.target is not None:
            self._check_target(request.target)
        if report.only and report.only not in self.session.people:
            there = ", ".join(self.session.people) or "nobody"
            reason = f"no person has this code. Codes: {there}"
            raise InvalidRequest("only", report.only, reason)
        if report.only and request.format.whole_session:
            raise InvalidRequest(
                "only",
                "",
                f"not for {request.format.id}, which holds the whole session",
                "This format holds the whole session: choose another, or the whole",
            )

    def _check_target(self, target: Target) -> None:
        if self._is_session(target.path):
            raise InvalidTarget(target.path, "the session itself: name another file")
        check_target(target.path, overwrite=target.overwrite)

    def _is_session(self, path: Path) -> bool:
        try:
            return os.path.samefile(path, self.path)
        except OSError:  # one of the two does not exist
            return False

    def confirmation(self, request: ExportRequest) -> Confirmation | None:
        """Return what the user has to confirm before the file is written, if anything."""
        if request.report.anonymous:
            whole = request.format.whole_session
            if left := self.without_names().doubtful(whole):
                return RemainingNames(_by_word(left))
        if request.target is not None and request.target.overwrite:
            return ReplacesExport(request.target.path)
        return None

    # -- paths ------------------------------------------------------------------------------------

    def propose_path(self, request: ExportRequest, memory: AppState) -> Path:
        """Propose a path for the file.

        The folder is that of the last export, if it still exists, else the session's. The name is
        the session's with what tells this export from others: language, anonymity, and person.
        """
        report, path = request.report, self.path
        if memory.export_folder and os.path.isdir(memory.export_folder):
            path = Path(memory.export_folder) / path.name
        stem, names, only = path.stem, "", report.only
        if report.anonymous:
            without = self.without_names()
            stem, names, only = without.stem, "anonymous", without.codes.get(only, "")
        parts = (stem, report.language, names, only.lower())
        return path.with_name("-".join(filter(None, parts)) + request.format.suffix)

    def plan_target(self, typed: str, request: ExportRequest, memory: AppState) -> Target:
        """Return the file to write for a path that the user typed.

        A folder gets the proposed name. A file that is not the last export, unchanged, is left
        alone: the target is then the next free name beside it.
        """
        asked = expanded(typed).absolute()
        if os.path.isdir(asked):
            asked /= self.propose_path(request, memory).name
        if not os.path.lexists(asked):
            return Target(asked, asked)
        if not self._is_session(asked) and _is_unchanged_export(asked, memory):
            return Target(asked, asked, overwrite=True)
        return Target(free_path(asked.parent, asked.stem, asked.suffix), asked)

    def without_names(self) -> Anonymous:
        """Return the session without names; it is computed once."""
        if self._anonymous is None:
            from gsef_tui.report.anonymous import anonymous

            self._anonymous = anonymous(self.session)
        return self._anonymous

    # -- the report -------------------------------------------------------------------------------

    def render(self, request: ExportRequest, cancelled: CancelCheck = never) -> Rendered:
        """Render the report as bytes.

        Raises InvalidRequest, InvalidTarget, CannotWrite if a program that the format needs is
        missing, and Cancelled once ``cancelled`` returns True.
        """
        self.validate(request)
        options = replace(request.report.options, stem=report_stem(self.path))
        return render_report(
            self.session,
            request.format,
            replace(request.report, options=options),
            lambda file: resolve(self.path, file),
            cancelled,
        )

    def write(self, target: Target, rendered: Rendered, cancelled: CancelCheck = never) -> Exported:
        """Write a rendered report durably.

        Raises InvalidTarget if the disk refuses it, and Cancelled; what was at the path is then
        still there, unchanged.
        """
        try:
            write_export(
                target.path,
                rendered.data,
                over=target.overwrite,
                check=lambda: raise_if_cancelled(cancelled),
            )
        except OSError as error:
            raise InvalidTarget.from_error(target.path, error) from None
        return Exported(target.path, fingerprint(rendered.data), rendered.warnings)

    def export(self, request: ExportRequest, cancelled: CancelCheck = never) -> Exported:
        """Render the report and write it to the target of the request.

        Raises what ``render`` and ``write`` raise, and ValueError if the request has no target.
        """
        if request.target is None:
            raise ValueError("the request has no target")
        return self.write(request.target, self.render(request, cancelled), cancelled)


def state_after_export(
    memory: AppState, session_path: Path, request: ExportRequest, result: Exported
) -> AppState:
    """Return what the program remembers after an export.

    It remembers the format, the typography and the folder for every session, and the language and
    the anonymity for this one. It does not remember the person that ``only`` selected.
    """
    report = request.report
    memory = with_export(memory, result.path, result.digest)
    memory = with_wanted(memory, session_path, report.language, nameless=report.anonymous)
    folder = result.path.parent
    beside_session = folder == Path(os.path.abspath(session_path)).parent
    return replace(
        memory,
        export_format=request.format.id,
        export_as_typed=report.as_typed,
        export_folder="" if beside_session else str(folder),
    )


def _is_unchanged_export(path: Path, memory: AppState) -> bool:
    digest = exported(memory, path)
    if not digest:
        return False
    import hashlib

    try:
        with open_plain_file(path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == digest
    except OSError:
        return False


def _by_word(left: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Return each word with the places where it stands."""
    words = dict.fromkeys(word for word, _ in left)
    return tuple(f"{word} ({', '.join(place for w, place in left if w == word)})" for word in words)
