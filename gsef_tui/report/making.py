"""From a session to a file's bytes, as the command line and the export panel both want it."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from gsef_tui.model.session import Session
from gsef_tui.model.template import Template

from .blocks import Outline
from .formats import Format, Options, Rendered, ReportInput
from .leaving import AskLeft, go_on, never
from .naming import report_language
from .pictures import Lookup
from .slip import make_slip
from .typography import printed_outline, typeset

STORED = frozenset(("json", "toml", "package"))
"""Formats that hold the session as it is stored, so never one speaker's part alone."""


CHAT = 1000
"""So many characters fit into one message of any call's chat."""


class Wanted(Struct, frozen=True):
    """What is wanted of a report.

    ``language``: of its labels, the session's own where empty. ``blank``: the form beforehand.
    ``as_typed``: without typography. ``nameless``: nobody is named. ``only``: the code of the one
    speaker whose part it is to be. ``options``: what a format may be told besides. ``times``: with
    the time stamps that were typed.
    """

    language: str = ""
    blank: bool = False
    as_typed: bool = False
    nameless: bool = False
    only: str = ""
    options: Options = Options()
    times: bool = False


def make_report(
    session: Session,
    template: Template,
    chosen: Format,
    wanted: Wanted,
    picture: Lookup,
    left: AskLeft = never,
) -> Rendered:
    """The report as bytes. Raises ``KeyError`` where nobody has the code of ``only``, CannotWrite
    where a program for the format is missing, Left once it is wanted no more."""

    def look(file: str) -> Path | None:
        go_on(left)
        return picture(file)

    session, wanted, left_over = _as_wanted(session, template, wanted)
    rendered = chosen.render(
        ReportInput(
            session=session,
            template=template,
            outline=_outline(session, template, wanted),
            picture=look,
            options=wanted.options,
            left=left,
        )
    )
    rendered = replace(rendered, left_over=left_over)
    size = len(rendered.data.decode()) if wanted.only and chosen.id == "text" else 0
    if size <= CHAT:
        return rendered
    long = f"{size} characters: a call's chat may take {CHAT} at once, so send it in parts"
    return replace(rendered, warnings=(*rendered.warnings, long))


def _as_wanted(
    session: Session, template: Template, wanted: Wanted
) -> tuple[Session, Wanted, tuple[tuple[str, str], ...]]:
    """The session in the language, and with or without the names, that are wanted; what is wanted
    of that: without names a code is another one, and so is what files are called; and the words
    that may still name somebody."""
    if wanted.language:
        session = replace(session, language=wanted.language)
    if not wanted.nameless:
        return session, wanted, ()
    from .anonymous import anonymous

    without = anonymous(session, template)
    options = replace(wanted.options, stem=without.stem)
    only = without.codes.get(wanted.only, wanted.only)
    return without.session, replace(wanted, only=only, options=options), without.left_over


def _outline(session: Session, template: Template, wanted: Wanted) -> Outline:
    if not wanted.only:
        return printed_outline(
            session, template, blank=wanted.blank, as_typed=wanted.as_typed, times=wanted.times
        )
    slip = make_slip(session, template, wanted.only, times=wanted.times)
    if wanted.as_typed:
        return slip
    printed = typeset(slip, report_language(session, template))
    return replace(printed, header=(printed.name,) if printed.name else ())  # a title, no name
