"""The printed texts of a session by their type, such as the notes of what was said."""

from __future__ import annotations

from collections.abc import Iterator

from gsef_tui.model.kinds import TextType
from gsef_tui.model.places import Place
from gsef_tui.model.session import Session


def prose(session: Session) -> Iterator[tuple[Place, str]]:
    """Yield each spoken text that is printed and not empty, with its place, in report order.

    Unfiled text is not printed.
    """
    return texts_of_type(session, TextType.SPOKEN)


def texts_of_type(session: Session, of_type: TextType) -> Iterator[tuple[Place, str]]:
    """Yield each printed text of a type that is not empty, with its place, in report order."""
    for section in session.template.sections:
        for place in section.kind.places(session, section):
            if section.kind.text_type(place) is of_type:
                text = section.kind.text_at(session, section, place)
                if text.strip():
                    yield place, text
