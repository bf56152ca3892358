"""Kinds whose sections hold entries by id: public questions and pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..keyed import moved, with_note
from ..place import Place
from ..values import Exchange, Fact, Notes, Screenshot
from .base import EntryKind, TextType, with_section

if TYPE_CHECKING:
    from ..session import Session
    from ..template import Section

ASKED_BY = "asked_by"
"""The part of a public question that names who asked it."""


class ExchangesKind(EntryKind):
    """Public questions: ``exchanges.q1``, ``exchanges.q1.asked_by``, ``exchanges.q1.KO``."""

    def with_new_entries(self, session: Session, section: Section, ids: Sequence[str]) -> Session:
        """Add empty questions."""
        value = {**session.exchanges(section.id), **dict.fromkeys(ids, Exchange())}
        return with_section(session, section.id, value)

    def places(self, session: Session, section: Section) -> Iterator[Place]:
        """Yield, for each question, its place, that of who asked it, and those of the answers."""
        for key, exchange in session.exchanges(section.id).items():
            yield Place(section.id, key)
            yield Place(section.id, key, ASKED_BY)
            yield from (Place(section.id, key, code) for code in exchange.answers)

    def text_at(self, session: Session, section: Section, place: Place) -> str:
        """Return a question, who asked it, or an answer."""
        exchange = session.exchanges(section.id).get(place.key)
        if exchange is None:
            return ""
        if place.part == ASKED_BY:
            return exchange.asked_by
        return exchange.answers.get(place.part, "") if place.part else exchange.question

    def with_texts(
        self, session: Session, section: Section, texts: Sequence[tuple[Place, str]]
    ) -> Session:
        """Set questions, who asked them, and answers."""
        exchanges = dict(session.exchanges(section.id))
        for place, text in texts:
            old = exchanges.get(place.key, Exchange())
            exchanges[place.key] = _with_text(old, place.part, text)
        return with_section(session, section.id, exchanges)

    def text_type(self, place: Place) -> TextType:
        """Return the type of a part of an exchange."""
        return TextType.ASKER if place.part == ASKED_BY else TextType.SPOKEN

    def siblings(self, session: Session, section: Section, place: Place) -> Mapping[str, Fact]:
        """Return the answers to the question, for an answer."""
        if place.part in ("", ASKED_BY):
            return {}
        exchange = session.exchanges(section.id).get(place.key)
        return exchange.answers if exchange else {}

    def with_keys(
        self, session: Session, section: Section, place: Place, keys: Iterable[str]
    ) -> Session:
        """Return the session with an answer under each key; a missing one is empty."""
        exchanges = session.exchanges(section.id)
        exchange = exchanges.get(place.key)
        if exchange is None:
            return session
        answers = {key: exchange.answers.get(key, "") for key in keys}
        value = {**exchanges, place.key: replace(exchange, answers=answers)}
        return with_section(session, section.id, value)

    def addresses(self, session: Session, section: Section) -> list[str]:
        """Return each question's id, followed by its answers."""
        return [
            key
            for q, exchange in session.exchanges(section.id).items()
            for key in (q, *(f"{q}.{code}" for code in exchange.answers))
        ]

    def code_at(self, section: Section, place: Place) -> str:
        """Return the code of the person who answers."""
        return "" if place.part == ASKED_BY else place.part

    def codes(self, session: Session, section: Section) -> set[str]:
        """Return the codes of all people who answer."""
        exchanges = session.exchanges(section.id).values()
        return {code for exchange in exchanges for code in exchange.answers}

    def texts_of(self, session: Session, section: Section, code: str) -> list[str]:
        """Return the person's answers."""
        return [e.answers.get(code, "") for e in session.exchanges(section.id).values()]

    def with_codes(
        self,
        session: Session,
        section: Section,
        codes: Mapping[str, str],
        change: Callable[[Notes], Notes],
    ) -> Session:
        """Change the keys of the answers, and the codes of those who asked."""
        exchanges = {
            key: replace(
                exchange,
                asked_by=codes.get(exchange.asked_by, exchange.asked_by),
                answers=change(exchange.answers),
            )
            for key, exchange in session.exchanges(section.id).items()
        }
        return with_section(session, section.id, exchanges)

    def moved(self, session: Session, section: Section, place: Place, by: int) -> Session:
        """Move an answer among those to its question, else the whole question."""
        exchanges = session.exchanges(section.id)
        if place.key not in exchanges:
            return session
        if place.part in ("", ASKED_BY):
            return with_section(session, section.id, moved(exchanges, place.key, by))
        exchange = exchanges[place.key]
        exchange = replace(exchange, answers=moved(exchange.answers, place.part, by))
        return with_section(session, section.id, {**exchanges, place.key: exchange})

    def is_titled(self, place: Place) -> bool:
        """Return whether the place is in a question, which is titled by its id."""
        return bool(place.key)

    def takes_lines(self, place: Place) -> bool:
        """Return whether the place is a question or an answer."""
        return bool(place.key) and place.part != ASKED_BY

    def status(self, session: Session, section: Section, codes: Sequence[str]) -> str:
        """Return the number of questions, and of those without an answer: ``3, 1?``."""
        exchanges = session.exchanges(section.id).values()
        unanswered = sum(1 for e in exchanges if not any(e.answers.values()))
        return f"{len(exchanges)}, {unanswered}?" if unanswered else str(len(exchanges))


class PicturesKind(EntryKind):
    """Pictures: ``screenshots.s1`` (the file), ``….caption``, ``….alt``."""

    def with_new_entries(self, session: Session, section: Section, ids: Sequence[str]) -> Session:
        """Add pictures without a file."""
        value = {**session.screenshots(section.id), **dict.fromkeys(ids, Screenshot())}
        return with_section(session, section.id, value)

    def places(self, session: Session, section: Section) -> Iterator[Place]:
        """Yield the file, the caption and the alternative text of each picture."""
        for key in session.screenshots(section.id):
            yield from (Place(section.id, key, part) for part in ("", "caption", "alt"))

    def text_at(self, session: Session, section: Section, place: Place) -> str:
        """Return a part of a picture, the name of its file by default."""
        shot = session.screenshots(section.id).get(place.key, Screenshot())
        return str(getattr(shot, place.part or "file", ""))

    def with_texts(
        self, session: Session, section: Section, texts: Sequence[tuple[Place, str]]
    ) -> Session:
        """Set parts of pictures."""
        shots = dict(session.screenshots(section.id))
        for place, text in texts:
            shot = shots.get(place.key, Screenshot())
            shots[place.key] = replace(shot, **{place.part or "file": text})
        return with_section(session, section.id, shots)

    def text_type(self, place: Place) -> TextType:
        """Return the type of a part of a picture."""
        return TextType.PLAIN if place.part else TextType.FILE

    def addresses(self, session: Session, section: Section) -> list[str]:
        """Return the ids of the pictures."""
        return list(session.screenshots(section.id))

    def moved(self, session: Session, section: Section, place: Place, by: int) -> Session:
        """Move a picture in the order of the section."""
        shots = session.screenshots(section.id)
        if place.key not in shots:
            return session
        return with_section(session, section.id, moved(shots, place.key, by))

    def status(self, session: Session, section: Section, codes: Sequence[str]) -> str:
        """Return the number of pictures."""
        return str(len(session.screenshots(section.id)))


def _with_text(exchange: Exchange, part: str, text: str) -> Exchange:
    if part == ASKED_BY:
        return replace(exchange, asked_by=text)
    if part:
        return replace(exchange, answers=with_note(exchange.answers, part, text))
    return replace(exchange, question=text)


EXCHANGES = ExchangesKind("exchanges", "q")
PICTURES = PicturesKind("pictures", "s")
