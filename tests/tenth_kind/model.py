"""The value of a section of decisions, and its kind: a flat list of texts, edited a line each."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from gsef_tui.model.kinds import Kind, TextType, register_kind, with_section
from gsef_tui.model.places import Place
from gsef_tui.model.session import SectionTable, Session
from gsef_tui.model.template import Section


class Decisions(SectionTable, frozen=True):
    """What was decided, in order."""

    items: tuple[str, ...] = ()


def decisions(session: Session, section: Section) -> Decisions:
    value = session.sections.get(section.id)
    return value if isinstance(value, Decisions) else Decisions()


class DecisionsKind(Kind):
    """A decision a line."""

    separator = "\n"

    def text_at(self, session: Session, section: Section, place: Place) -> str:
        return "\n".join(decisions(session, section).items)

    def with_texts(
        self, session: Session, section: Section, texts: Sequence[tuple[Place, str]]
    ) -> Session:
        value = decisions(session, section)
        for _, text in texts:
            value = replace(value, items=tuple(text.split("\n")) if text else ())
        return with_section(session, section.id, value)

    def text_type(self, place: Place) -> TextType:
        return TextType.PLAIN

    def place_without_person(self, section: Section) -> Place | None:
        return Place(section.id)

    def takes_lines(self, place: Place) -> bool:
        return True

    def status(self, session: Session, section: Section, codes: Sequence[str]) -> str:
        return f"{len(decisions(session, section).items)}!"


DECISIONS = DecisionsKind("decisions")


def register() -> None:
    register_kind(DECISIONS)
