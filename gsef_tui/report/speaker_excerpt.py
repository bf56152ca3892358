"""One speaker's part of the report, which the rapporteur sends them to confirm."""

from __future__ import annotations

from msgspec.structs import replace

from gsef_tui.model.session import Session

from .blocks import Outline, Paragraph, Span
from .display_names import person_name, report_language
from .marks import without_own_marks
from .outline import make_outline
from .renderers import RENDERERS, Placed, Source


def speaker_excerpt(session: Session, code: str, *, times: bool = False) -> Outline:
    """Return the outline of what one person presented, answered and remarked.

    It begins with the template's request to complete or correct it, in the report's language.
    Sections without a note of theirs are left out, as the excerpt should be short enough for the
    chat of a call. ``times`` keeps time stamps. Raises KeyError if nobody has the code.
    """
    if code not in session.people:
        raise KeyError(code)
    session = without_own_marks(session, times=times)
    source = Source(session, report_language(session))
    placed: list[Placed] = []
    request = session.template.word("slip", source.language)
    if request:
        placed.append(("", Paragraph(((Span(request),),))))
    for section in session.template.sections:
        placed += RENDERERS[section.kind].excerpt(source, section, code)
    whole = make_outline(session, times=times)
    return replace(
        whole,
        title=person_name(session, code),
        header=(whole.name,) if whole.name else (),
        blocks=tuple(block for _, block in placed),
        places=tuple(place for place, _ in placed),
        logo=None,
        contents="",
    )
