"""A session while a mail is read into it: its values, its people, and what is not read yet."""

from __future__ import annotations

import re
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from gsef_tui.model.cldr import LANGUAGES, code_of, language_name
from gsef_tui.model.codes import NoCodeLeft
from gsef_tui.model.edits import add_person
from gsef_tui.model.kinds import FACTS, PEOPLE, QUESTIONS
from gsef_tui.model.lazy_pattern import lazy_pattern
from gsef_tui.model.people import as_one
from gsef_tui.model.person_lines import Reading
from gsef_tui.model.places import FORUM, Place, text_at, with_text
from gsef_tui.model.session import Person, Session
from gsef_tui.model.template import Field

from .invitation_people import person_readings, words_not_kept
from .labels import key_of, without_marker
from .roster import Roster

IN_QUOTES = lazy_pattern(r"[«“\"‘『「]\s*(.+?)\s*[»”\"’』」]")

LANGUAGE_CODES = frozenset(
    ("fr", "en", "es", "ko", "pt", "ar", "de", "it", "zh", "ja", "ru", "ca", "eu", "gl", "nl")
)
"""The codes of languages that count where a mail writes them in capitals."""


class Doubt(StrEnum):
    """Why a part that was read may be wrong."""

    NOT_SAID = "not said"
    """The mail does not say that it is this; it stands where this usually does."""
    SEVERAL = "several"
    """The mail names several; ``readings`` has them."""
    NO_YEAR = "no year"
    MONTH_OR_DAY = "month or day"
    """``3/12/2026``; ``readings`` has both days."""
    WEEKDAY = "weekday"
    """The weekday is not that of the day."""
    ZONES = "zones"
    """The hours of two zones are not the same time."""


class ReadPart(Struct, frozen=True):
    """One thing that was read: where it was put, and from which line, counted from 1.

    ``doubt`` is None if the mail says it clearly. ``readings`` are the texts among which the user
    may choose, that which was taken first; empty if there is but one.
    """

    place: Place
    line: int
    doubt: Doubt | None = None
    readings: tuple[str, ...] = ()


class MailLine(Struct):
    """A line of the text while it is read. ``left`` is what of it is not read yet."""

    number: int
    text: str
    left: str


class InvitationDraft:
    """The session so far, and where each of its parts comes from. Nothing is overwritten."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.template = session.template
        self.parts: list[ReadPart] = []
        self._roster = Roster(session.people)
        self._questions: list[str] = []

    @property
    def last_question(self) -> str:
        """The question that was read last; empty if none was."""
        return self._questions[-1] if self._questions else ""

    def go_on(self, text: str) -> None:
        """Add a row to the question that was read last."""
        self._questions[-1] += f" {text.strip()}"

    def has(self, field: Field) -> bool:
        """Return whether a fact has a value."""
        return bool(text_at(self.session, self.place(field)))

    def place(self, field: Field) -> Place:
        """Return the place of a fact of the session or the forum."""
        if field in self.template.forum:
            return Place(FORUM, field.id)
        sections = self.template.of_kind(FACTS)
        return next(Place(s.id, field.id) for s in sections if field in s.fields)

    def put(
        self, place: Place, text: str, line: MailLine, doubt: Doubt | None = None,
        readings: tuple[str, ...] = (),
    ) -> bool:  # fmt: skip
        """Put a text at a place unless another is there; return whether it was put."""
        before = text_at(self.session, place)
        if not text or (before and before != text):
            return False
        self.session = with_text(self.session, place, text)
        self.parts.append(ReadPart(place, line.number, doubt, readings))
        return True

    def set_fact(self, means: str, text: str, line: MailLine, doubt: Doubt | None = None) -> bool:
        """Set a fact by its meaning unless it has a value; return whether it was set."""
        field = self.template.fact(means)
        if field is None or not self.put(self.place(field), text, line, doubt):
            return False
        line.left = ""
        return True

    def set_language(self, text: str, line: MailLine) -> None:
        """Set the language that is spoken from the first one that a text names."""
        field = self.template.fact("spoken")
        first = re.split(r"[(,;/、·+]|\s(?:et|and|y)\s", text)[0].strip(" .")
        code = code_of(first, "languages", LANGUAGES)
        if not code and first.lower() in LANGUAGE_CODES:
            code = first.lower()
        if not code:
            self.set_fact("spoken", text, line, Doubt.NOT_SAID)
            return
        name = language_name(code, self.session.language)
        if field and self.put(self.place(field), name, line):
            line.left = text[text.find(first) + len(first) :].strip(" ,;/()（）.")

    def add_question(self, text: str, line: MailLine, doubt: Doubt | None = None) -> None:
        """Add a main question, without its number and quotation marks."""
        section = next(iter(self.template.of_kind(QUESTIONS)), None)
        question = unquoted(without_marker(text))
        if section is None or not question:
            return
        self._questions.append(question)
        self.parts.append(ReadPart(Place(section.id), line.number, doubt))
        line.left = ""

    def read_people(
        self, text: str, line: MailLine, role: str, doubt: Doubt | None = None
    ) -> bool:  # fmt: skip
        """Add the people on a line; return whether there are any."""
        read = person_readings(text, self.template, inline=text != line.text)
        missed: list[str] = []
        for reading in read:
            self._add_person(reading, line, role, doubt)
        if not read:
            return False
        for part in re.split(r"[;；]", text) if len(read) > 1 else [text]:
            named = [r.person for r in read if r.person.name in part]
            if rest := words_not_kept(part, _all_in_one(named), self.template):
                names = ", ".join(person.name for person in named)
                missed.append(f"{names} : {rest}" if names else rest)
        line.left = "; ".join(missed)
        return True

    def _add_person(self, reading: Reading, line: MailLine, role: str, doubt: Doubt | None) -> None:
        section = next(iter(self.template.of_kind(PEOPLE)), None)
        person = reading.person
        person = replace(person, role=person.role or role)
        known = self._roster.closest(person.name)
        people = self.session.people
        readings: tuple[str, ...] = ()
        if known:
            before = people[known]
            if key_of(before.name) != key_of(person.name):
                doubt, readings = Doubt.SEVERAL, (before.name, person.name)
            joined = as_one(before, person)
            self.session = replace(self.session, people={**people, known: joined})
            self._roster.add_spelling(known, person.name)
            code = known
        else:
            try:
                self.session, code = add_person(self.session, person)
            except NoCodeLeft:
                return
            self._roster.add(code, self.session.people[code])
        if reading.doubtful and doubt is None:
            doubt = Doubt.NOT_SAID
        if section is not None:
            self.parts.append(ReadPart(Place(section.id, code), line.number, doubt, readings))

    def finish(self) -> Session:
        """Return the session, with its questions."""
        section = next(iter(self.template.of_kind(QUESTIONS)), None)
        if self._questions and section is not None:
            before = text_at(self.session, Place(section.id))
            texts = [*([before] if before else []), *self._questions]
            self.session = with_text(self.session, Place(section.id), "\n".join(texts))
        return self.session


def unquoted(text: str) -> str:
    """Return a text without quotation marks around the whole of it."""
    found = IN_QUOTES.fullmatch(text.strip().strip("*").strip())
    return found[1] if found else text.strip()


def _all_in_one(people: list[Person]) -> Person:
    """Return one person with the words of several, to compare a line with."""
    return Person(
        name=" ".join(person.name for person in people),
        organisation=" ".join(person.organisation for person in people),
        country=" ".join(person.country for person in people),
        position=" ".join(person.position for person in people),
        also=tuple(name for person in people for name in person.also),
    )
