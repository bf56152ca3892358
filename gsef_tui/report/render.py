"""Renders a session as the bytes of a file, in any format."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from gsef_tui.model.session import Session

from .blocks import Outline
from .cancellation import CancelCheck, never, raise_if_cancelled
from .display_names import report_language
from .formats import Format, Options, Rendered, ReportInput
from .note_language import notes_language
from .pictures import Lookup
from .speaker_excerpt import speaker_excerpt
from .typography import printed_outline, typeset

CHAT = 1000
"""The number of characters that fit into one chat message of any video call."""


class ReportRequest(Struct, frozen=True):
    """What a report should contain, in any format.

    ``language`` is the language of the labels; empty means the session's own. ``blank`` asks for
    the empty form that is sent before the session. ``as_typed`` leaves out the typography of the
    language. ``anonymous`` leaves out all names and pictures. ``only`` is a person's code: the
    report is that person's part alone. ``options`` are the settings of single formats. ``times``
    keeps the time stamps that were typed.
    """

    language: str = ""
    blank: bool = False
    as_typed: bool = False
    anonymous: bool = False
    only: str = ""
    options: Options = Options()
    times: bool = False


def render_report(
    session: Session,
    format: Format,
    request: ReportRequest,
    picture: Lookup,
    cancelled: CancelCheck = never,
) -> Rendered:
    """Render a session as the bytes of a file.

    Raises KeyError if nobody has the code ``request.only``, CannotWrite if a program that the
    format needs is missing, and Cancelled once ``cancelled`` returns True.
    """

    def look(file: str) -> Path | None:
        raise_if_cancelled(cancelled)
        return picture(file)

    notes = notes_language(session)
    session, request, left_over = _requested(session, format, request)
    rendered = format.render(
        ReportInput(
            session=session,
            outline=_outline(session, request, notes),
            picture=look,
            options=request.options,
            cancelled=cancelled,
        )
    )
    rendered = replace(rendered, left_over=left_over)
    size = len(rendered.data.decode()) if request.only and format.id == "text" else 0
    if size <= CHAT:
        return rendered
    long = f"{size} characters: a call's chat may take {CHAT} at once, so send it in parts"
    return replace(rendered, warnings=(*rendered.warnings, long))


def _requested(
    session: Session, format: Format, request: ReportRequest
) -> tuple[Session, ReportRequest, tuple[tuple[str, str], ...]]:
    """Apply the language and the anonymity of a request to the session.

    Returns the session, the request that fits it (an anonymous session has other codes, and its
    files have another name), and the words that may still name somebody, each with its place.
    """
    if request.language:
        session = replace(session, language=request.language)
    if not request.anonymous:
        return session, request, ()
    from .anonymous import anonymous

    without = anonymous(session)
    options = replace(request.options, stem=without.stem)
    only = without.codes.get(request.only, request.only)
    request = replace(request, only=only, options=options)
    return without.session, request, without.doubtful(format.whole_session)


def _outline(session: Session, request: ReportRequest, notes: str) -> Outline:
    if not request.only:
        return printed_outline(
            session,
            blank=request.blank,
            as_typed=request.as_typed,
            times=request.times,
            notes=notes,
        )
    slip = speaker_excerpt(session, request.only, times=request.times, notes=notes)
    if request.as_typed:
        return slip
    printed = typeset(slip, report_language(session))
    return replace(printed, header=(printed.name,) if printed.name else ())  # a title, no name
