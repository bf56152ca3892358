"""One speaker's part of the report: what one sends them to be confirmed."""

from __future__ import annotations

from msgspec.structs import replace

from gsef_tui.model.session import Session
from gsef_tui.model.template import Kind, Template

from .blocks import Block, Entry, Heading, Outline, Paragraph, Span
from .marks import without_own_marks
from .naming import person_name, report_language
from .notes import parse_note
from .outline import make_outline


def make_slip(session: Session, template: Template, code: str, *, times: bool = False) -> Outline:
    """The outline of what one person presented, answered and remarked; ``times`` keeps time stamps.

    It opens with the template's request to complete or correct it, in the report's language. A
    section in which nothing of theirs was noted is left out: the slip is to be short enough for
    the chat of a call. Raises ``KeyError`` where nobody has the code.
    """
    if code not in session.people:
        raise KeyError(code)
    session = without_own_marks(session, template, times=times)
    language = report_language(session, template)
    blocks: list[Block] = []
    places: list[str] = []

    def add(place: str, *new: Block) -> None:
        blocks.extend(new)
        places.extend(place for _ in new)

    request = template.word("slip", language)
    if request:
        add("", Paragraph(((Span(request),),)))
    for section in template.sections:
        heading = section.labels.get(language, "")
        if section.kind is Kind.EXCHANGES:
            word = section.words
            for key, exchange in session.exchanges(section.id).items():
                if exchange.answers.get(code):
                    question = Entry(
                        word.get("question", {}).get(language, ""), parse_note(exchange.question)
                    )
                    answer = Entry(
                        word.get("answer", {}).get(language, ""),
                        parse_note(exchange.answers[code]),
                    )
                    add(f"{section.id}.{key}", question, answer)
            continue
        if section.kind is Kind.CLOSING:
            heading = section.words.get("remarks", {}).get(language, "") or heading
        text = session.notes(section.id).get(code, "") if section.kind in _BY_PERSON else ""
        if text:
            add(f"{section.id}.{code}", Heading(2, heading), *parse_note(text))
    whole = make_outline(session, template, times=times)
    return replace(
        whole,
        title=person_name(session, template, code),
        header=(whole.name,) if whole.name else (),
        blocks=tuple(blocks),
        places=tuple(places),
    )


_BY_PERSON = (Kind.NOTES, Kind.ANSWERS, Kind.CLOSING)
