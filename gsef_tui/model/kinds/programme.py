"""Kinds whose content is in tables that every session has: facts, people, questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from msgspec.structs import fields, replace

from ..fact_values import FieldType, fact_text, fact_value
from ..keyed import moved, put
from ..place import Place
from ..values import Fact, Person
from .base import Kind, TextType

if TYPE_CHECKING:
    from ..session import Session
    from ..template import Section


class _InFacts(Kind):
    """A kind whose texts are facts of the session."""

    has_table = False

    def text_type(self, place: Place) -> TextType:
        """Return plain text."""
        return TextType.PLAIN

    def siblings(self, session: Session, section: Section, place: Place) -> Mapping[str, Fact]:
        """Return all facts of the session."""
        return session.facts

    def with_keys(
        self, session: Session, section: Section, place: Place, keys: Iterable[str]
    ) -> Session:
        """Return the session with these facts only, in this order."""
        facts = session.facts
        return replace(session, facts={key: facts[key] for key in keys if key in facts})


class FactsKind(_InFacts):
    """Facts of the session, as the template's fields list them: ``facts.title``."""

    has_fields = True
    separator = None

    def places(self, session: Session, section: Section) -> Iterator[Place]:
        """Yield a place for each field."""
        yield from (Place(section.id, field.id) for field in section.fields)

    def text_at(self, session: Session, section: Section, place: Place) -> str:
        """Return a fact as text."""
        return fact_text(session.facts.get(place.key, ""))

    def with_texts(
        self, session: Session, section: Section, texts: Sequence[tuple[Place, str]]
    ) -> Session:
        """Set facts; an empty text removes one."""
        types = {field.id: field.type for field in section.fields}
        facts = session.facts
        for place, text in texts:
            value = fact_value(text, types.get(place.key, FieldType.TEXT)) if text else None
            facts = put(facts, place.key, value)
        return replace(session, facts=facts)

    def addresses(self, session: Session, section: Section) -> list[str]:
        """Return the ids of the fields."""
        return [field.id for field in section.fields]

    def status(self, session: Session, section: Section, codes: Sequence[str]) -> str:
        """Return how many required facts are missing: ``-2``, or ``✓``."""
        missing = sum(1 for f in section.fields if f.required and not session.facts.get(f.id))
        return f"-{missing}" if missing else "✓"


class QuestionsKind(_InFacts):
    """The main questions: one fact of lines, under the section's id."""

    is_fact = True
    separator = "\n"

    def text_at(self, session: Session, section: Section, place: Place) -> str:
        """Return the questions, one per line."""
        return fact_text(session.facts.get(section.id, ""))

    def with_texts(
        self, session: Session, section: Section, texts: Sequence[tuple[Place, str]]
    ) -> Session:
        """Set the questions, one per line."""
        facts = session.facts
        for _, text in texts:
            facts = put(facts, section.id, tuple(text.split("\n")) if text else None)
        return replace(session, facts=facts)

    def place_without_person(self, section: Section) -> Place | None:
        """Return the section itself."""
        return Place(section.id)

    def takes_lines(self, place: Place) -> bool:
        """Return True: every line may become a question."""
        return True

    def status(self, session: Session, section: Section, codes: Sequence[str]) -> str:
        """Return the number of questions."""
        lines = session.facts.get(section.id, ())
        return str(sum(1 for line in lines if line.strip()) if isinstance(lines, tuple) else 0)


@cache
def _parts_of_people() -> tuple[str, ...]:
    """Return the parts of a person that are texts, except the role."""
    texts = (f.name for f in fields(Person) if f.type in (str, tuple[str, ...]))
    return tuple(name for name in texts if name != "role")


class PeopleKind(Kind):
    """The participants: ``participants.BA.name``, ``….organisation``."""

    has_table = False

    def places(self, session: Session, section: Section) -> Iterator[Place]:
        """Yield each part of each person, except the role and the absence."""
        for code in session.people:
            yield from (Place(section.id, code, part) for part in _parts_of_people())

    def text_at(self, session: Session, section: Section, place: Place) -> str:
        """Return a part of a person, the name by default; other spellings are one per line."""
        value = getattr(session.people.get(place.key, Person()), place.part or "name", "")
        return "\n".join(value) if isinstance(value, tuple) else str(value)

    def with_texts(
        self, session: Session, section: Section, texts: Sequence[tuple[Place, str]]
    ) -> Session:
        """Set parts of people."""
        people = dict(session.people)
        for place, text in texts:
            part = place.part or "name"
            value = (tuple(text.split("\n")) if text else ()) if part == "also" else text
            person = people.get(place.key, Person())
            people[place.key] = replace(person, **{part: value})
        return replace(session, people=people)

    def text_type(self, place: Place) -> TextType:
        """Return the type of a part of a person."""
        return TextType.PERSON

    def addresses(self, session: Session, section: Section) -> list[str]:
        """Return the people's codes."""
        return list(session.people)

    def code_at(self, section: Section, place: Place) -> str:
        """Return the key."""
        return place.key

    def moved(self, session: Session, section: Section, place: Place, by: int) -> Session:
        """Move a person in the programme's order."""
        return replace(session, people=moved(session.people, place.key, by))

    def is_titled(self, place: Place) -> bool:
        """Return whether the place is a person's field, which is titled by the person."""
        return bool(place.part)

    def status(self, session: Session, section: Section, codes: Sequence[str]) -> str:
        """Return the number of people."""
        return str(len(session.people))


FACTS = FactsKind("facts")
PEOPLE = PeopleKind("people")
QUESTIONS = QuestionsKind("questions")
