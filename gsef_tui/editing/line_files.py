"""The commands of the line mode that read or write other files: pictures and the report."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from gsef_tui.model.kinds import PICTURES
from gsef_tui.model.template import Section
from gsef_tui.model.times import fact_times
from gsef_tui.report.formats import FORMATS, Format, format_for
from gsef_tui.report.group_photo import group_photo
from gsef_tui.report.render import ReportRequest
from gsef_tui.storage.app_state import LastPlace, last_place
from gsef_tui.storage.errors import CannotWrite, UnreadableFile, shown
from gsef_tui.storage.picture_candidates import hours, newest, picture_folders
from gsef_tui.storage.pictures import attach, resolve

from .export import (
    Exported,
    ExportRequest,
    ExportService,
    InvalidRequest,
    RemainingNames,
    Target,
    state_after_export,
)
from .line_mode import LineMode
from .line_outlook import where


def photo(mode: LineMode, words: str) -> list[str]:
    """Attach a picture with the proposed caption and alternative text; without a path the newest of
    the session's hours."""
    section = next(iter(mode.session.template.of_kind(PICTURES)), None)
    if section is None:
        return ["This report has no pictures."]
    path = words or _newest(mode, section)
    if not path:
        return ["No picture of the session's hours was found. /photo FILE attaches one."]
    try:
        name = attach(mode.opened.path, path)
    except (CannotWrite, UnreadableFile, OSError) as error:
        return [f"No picture was attached. {error}"]
    there = mode.opened.add_picture(section.id, group_photo(mode.session, name))
    return [f"{shown(name)} · {where(mode.session, there)}: {mode.opened.text(there)}"]


def export(mode: LineMode, words: str) -> list[str]:
    """Write the report in a format or to a path; without words as the last time, or as DOCX beside
    the session."""
    memory, path = mode.app_state.current, mode.opened.path
    service = ExportService(mode.session, path)
    chosen = _format(words, memory.export_format)
    if chosen is None:
        known = ", ".join(form.id for form in FORMATS)
        return [f"“{words}” is no format and has no ending of one. Formats: {known}."]
    last = last_place(memory, path) or LastPlace()
    report = ReportRequest(
        language=last.labels if last.labels in service.languages else "",
        as_typed=memory.export_as_typed,
        anonymous=last.nameless,
    )
    request = ExportRequest(chosen, report)
    is_path = format_for(words.lstrip(".")) is None or "/" in words or "." in words[1:]
    typed = words if words and is_path else str(service.propose_path(request, memory))
    try:
        target = service.plan_target(typed, request, memory)
        request = replace(request, target=target)
        service.validate(request)
        if isinstance(service.confirmation(request), RemainingNames):
            return [_names_remain(path)]
        written = service.export(request)
    except (InvalidRequest, CannotWrite) as error:
        return [f"Nothing was exported. {error}"]
    mode.app_state.update(lambda state: state_after_export(state, path, request, written))
    return [_exported(written, target)]


def _newest(mode: LineMode, section: Section) -> str:
    opened = mode.opened
    span = hours(fact_times(opened.session), opened.now())
    if span is None:
        return ""
    shots = opened.session.screenshots(section.id).values()
    known = [found for shot in shots if (found := resolve(opened.path, shot.file))]
    photos = newest(picture_folders(opened.settings.current.pictures), *span, known)
    return str(photos[0].path) if photos else ""


def _format(words: str, last: str) -> Format | None:
    """Return the format that words name or that the ending of a path decides."""
    if words:
        return format_for(words) or format_for(Path(words))
    return format_for(last or "docx") or format_for("docx")


def _names_remain(path: Path) -> str:
    return (
        "Nothing was exported. The last report of this session had no names, and words remain that "
        f"may identify somebody: gsef-tui export --anonymous {shown(path)} lists them."
    )


def _exported(written: Exported, target: Target) -> str:
    done = "Replaced" if target.overwrite else "Exported"
    return " · ".join((f"{done}: {shown(written.path)}", *written.warnings))
