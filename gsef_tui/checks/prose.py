"""The texts of a report in which somebody speaks or is spoken of."""

from __future__ import annotations

from collections.abc import Iterator

from gsef_tui.model.places import Place, text_at
from gsef_tui.model.search import places
from gsef_tui.model.session import Session
from gsef_tui.model.template import Kind, Template

_SPOKEN = (Kind.NOTES, Kind.ANSWERS, Kind.EXCHANGES, Kind.CLOSING, Kind.TEXT)
ASKED_BY = "asked_by"


def prose(session: Session, template: Template) -> Iterator[tuple[Place, str]]:
    """Each text that is printed and not empty, with its place, in the order of the report; who
    asked a question is no such text, and what is not filed is not printed."""
    spoken = {section.id for section in template.sections if section.kind in _SPOKEN}
    for place in places(session, template):
        if place.section in spoken and place.part != ASKED_BY:
            text = text_at(session, template, place)
            if text.strip():
                yield place, text
