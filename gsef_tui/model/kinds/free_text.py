"""The kind whose sections hold one text of nobody in particular."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..place import Place
from ..values import FreeText
from .base import Kind, with_section

if TYPE_CHECKING:
    from ..session import Session
    from ..template import Section


class TextKind(Kind):
    """One text: ``unfiled``."""

    limited = True

    def text_at(self, session: Session, section: Section, place: Place) -> str:
        """Return the text."""
        return session.text(section.id)

    def with_texts(
        self, session: Session, section: Section, texts: Sequence[tuple[Place, str]]
    ) -> Session:
        """Set the text."""
        value = session.sections.get(section.id)
        free = value if isinstance(value, FreeText) else FreeText()
        for _, text in texts:
            free = replace(free, text=text)
        return with_section(session, section.id, free)

    def place_without_person(self, section: Section) -> Place | None:
        """Return the section itself."""
        return Place(section.id)

    def takes_lines(self, place: Place) -> bool:
        """Return True: every line may be added."""
        return True

    def status(self, session: Session, section: Section, codes: Sequence[str]) -> str:
        """Return the number of paragraphs; empty for an empty text."""
        text = session.text(section.id)
        return str(sum(1 for block in text.split("\n\n") if block.strip()) or "")


TEXT = TextKind("text")
