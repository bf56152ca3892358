"""Kinds in which each person has a text: presentations, answers, the closing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..keyed import moved, put_note, with_note
from ..place import Place
from ..values import Fact, Notes
from .base import Kind, with_section

if TYPE_CHECKING:
    from ..session import Session
    from ..template import Section


class NotesKind(Kind):
    """A note for each person: ``presentations.BA``."""

    by_person = True
    limited = True

    def places(self, session: Session, section: Section) -> Iterator[Place]:
        """Yield the place of each note that exists."""
        yield from (Place(section.id, code) for code in session.notes(section.id))

    def text_at(self, session: Session, section: Section, place: Place) -> str:
        """Return a person's note."""
        return session.notes(section.id).get(place.key, "")

    def with_texts(
        self, session: Session, section: Section, texts: Sequence[tuple[Place, str]]
    ) -> Session:
        """Set notes; a new one comes last."""
        notes = dict(session.notes(section.id))
        for place, text in texts:
            put_note(notes, place.key, text)
        return with_section(session, section.id, notes)

    def siblings(self, session: Session, section: Section, place: Place) -> Mapping[str, Fact]:
        """Return the notes of the section."""
        return session.notes(section.id)

    def with_keys(
        self, session: Session, section: Section, place: Place, keys: Iterable[str]
    ) -> Session:
        """Return the session with a note under each key; a missing one is empty."""
        notes = session.notes(section.id)
        return with_section(session, section.id, {key: notes.get(key, "") for key in keys})

    def addresses(self, session: Session, section: Section) -> list[str]:
        """Return the code of each person, with a note or without, and of every other note."""
        return list(dict.fromkeys((*session.people, *session.notes(section.id))))

    def code_at(self, section: Section, place: Place) -> str:
        """Return the key."""
        return place.key

    def codes(self, session: Session, section: Section) -> set[str]:
        """Return the keys of the notes."""
        return set(session.notes(section.id))

    def texts_of(self, session: Session, section: Section, code: str) -> list[str]:
        """Return the person's note."""
        return [session.notes(section.id).get(code, "")]

    def with_codes(
        self,
        session: Session,
        section: Section,
        codes: Mapping[str, str],
        change: Callable[[Notes], Notes],
    ) -> Session:
        """Change the keys of the notes."""
        return with_section(session, section.id, change(session.notes(section.id)))

    def moved(self, session: Session, section: Section, place: Place, by: int) -> Session:
        """Move a note in the order of the section."""
        notes = session.notes(section.id)
        if place.key not in notes:
            return session
        return with_section(session, section.id, moved(notes, place.key, by))

    def is_titled(self, place: Place) -> bool:
        """Return whether the place is a note, which is titled by its person."""
        return bool(place.key)

    def takes_lines(self, place: Place) -> bool:
        """Return whether the place is a person's note."""
        return bool(place.key)

    def status(self, session: Session, section: Section, codes: Sequence[str]) -> str:
        """Return how many of ``codes`` have a note: ``2/3``."""
        notes = session.notes(section.id)
        return f"{sum(1 for code in codes if notes.get(code))}/{len(codes)}"


class ClosingKind(NotesKind):
    """The conclusion of the person who leads, ``closing.moderator``, and remarks by code."""

    has_role = True

    def places(self, session: Session, section: Section) -> Iterator[Place]:
        """Yield the summary, then each remark."""
        yield Place(section.id, section.role)
        yield from super().places(session, section)

    def text_at(self, session: Session, section: Section, place: Place) -> str:
        """Return the summary or a remark."""
        closing = session.closing(section.id)
        is_summary = place.key in ("", section.role)
        return closing.summary if is_summary else closing.remarks.get(place.key, "")

    def with_texts(
        self, session: Session, section: Section, texts: Sequence[tuple[Place, str]]
    ) -> Session:
        """Set the summary and remarks."""
        closing = session.closing(section.id)
        for place, text in texts:
            if place.key in ("", section.role):
                closing = replace(closing, summary=text)
            else:
                closing = replace(closing, remarks=with_note(closing.remarks, place.key, text))
        return with_section(session, section.id, closing)

    def siblings(self, session: Session, section: Section, place: Place) -> Mapping[str, Fact]:
        """Return the remarks; the summary is alone."""
        return {} if place.key in ("", section.role) else session.notes(section.id)

    def with_keys(
        self, session: Session, section: Section, place: Place, keys: Iterable[str]
    ) -> Session:
        """Return the session with a remark under each key; a missing one is empty."""
        closing = session.closing(section.id)
        remarks = {key: closing.remarks.get(key, "") for key in keys}
        return with_section(session, section.id, replace(closing, remarks=remarks))

    def addresses(self, session: Session, section: Section) -> list[str]:
        """Return the role of the summary and the code of each person."""
        return list(dict.fromkeys((section.role, *super().addresses(session, section))))

    def code_at(self, section: Section, place: Place) -> str:
        """Return the key of a remark."""
        return "" if place.key == section.role else place.key

    def conclusion_key(self, section: Section) -> str | None:
        """Return the role whose conclusion the summary is."""
        return section.role

    def with_codes(
        self,
        session: Session,
        section: Section,
        codes: Mapping[str, str],
        change: Callable[[Notes], Notes],
    ) -> Session:
        """Change the keys of the remarks."""
        closing = session.closing(section.id)
        return with_section(session, section.id, replace(closing, remarks=change(closing.remarks)))

    def moved(self, session: Session, section: Section, place: Place, by: int) -> Session:
        """Move a remark."""
        closing = session.closing(section.id)
        if place.key not in closing.remarks:
            return session
        remarks = moved(closing.remarks, place.key, by)
        return with_section(session, section.id, replace(closing, remarks=remarks))

    def place_without_person(self, section: Section) -> Place | None:
        """Return the summary."""
        return Place(section.id, section.role)

    def status(self, session: Session, section: Section, codes: Sequence[str]) -> str:
        """Return ``✓`` if there is a summary or a remark, else ``○``."""
        return "✓" if self.is_complete(session, section) else "○"

    def is_complete(self, session: Session, section: Section) -> bool:
        """Return whether there is a summary or a remark."""
        closing = session.closing(section.id)
        return bool(closing.summary or any(closing.remarks.values()))


NOTES = NotesKind("notes")
ANSWERS = NotesKind("answers")
CLOSING = ClosingKind("closing")
