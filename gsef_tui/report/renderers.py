"""The renderers of sections, and the registry that maps each kind of section to one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeAlias

from msgspec.structs import replace

from gsef_tui.model.kinds import (
    ANSWERS,
    ASKED_BY,
    CLOSING,
    EXCHANGES,
    FACTS,
    NOTES,
    PEOPLE,
    PICTURES,
    QUESTIONS,
    TEXT,
    Registry,
)
from gsef_tui.model.people import role_of
from gsef_tui.model.places import Place, fact_text
from gsef_tui.model.session import (
    NOBODY,
    Exchange,
    Notes,
    SectionTable,
    SectionValue,
    Session,
)
from gsef_tui.model.template import Section, label
from gsef_tui.model.times import fact_times

from .blocks import Block, Entry, Heading, Paragraph, Picture, Row, Span, Table
from .display_names import country_name, one_line, participant_line, person_name
from .facts import fact_rows
from .notes import parse_note, plain_lines

Placed: TypeAlias = tuple[str, Block]
"""A block with the place in the session that it shows."""


class Source(NamedTuple):
    """The input of a report: a session without the rapporteur's own marks, and a language.

    ``blank``: the report is a blank form.
    """

    session: Session
    language: str
    blank: bool = False

    def word(self, section: Section, word: str) -> str:
        """Return a word of a section in the report's language; empty if the template has none."""
        return label(section.words.get(word, {}), self.language)

    def name(self, code: str) -> str:
        """Return the name of a person as the report prints it."""
        return person_name(self.session, code)


class SectionRenderer:
    """Renders sections of one kind, below their heading."""

    blank_words: tuple[str, ...] = ()
    """The labels of an empty entry in a blank form, by their names in ``Section.words``."""
    numbered = False
    """Whether the empty entries of a blank form are numbered."""

    def blocks(self, source: Source, section: Section) -> Iterator[Placed]:
        """Yield the blocks of a section."""
        raise NotImplementedError

    def blank(self, source: Source, section: Section) -> Iterator[Placed]:
        """Yield the empty entries that a blank form has instead of the blocks."""
        for number in range(1, section.blanks + 1 if self.blank_words else 0):
            first = number if self.numbered else 0
            for word in self.blank_words:
                yield section.id, Entry(source.word(section, word), number=first)
                first = 0

    def excerpt(self, source: Source, section: Section, code: str) -> Iterator[Placed]:
        """Yield a heading and the blocks of what one person said; nothing if they said nothing."""
        yield from ()

    def anonymized(self, value: SectionValue) -> SectionValue | None:
        """Return a section's value without traces of people outside its texts.

        The value is None if the section is left out. The caller makes the texts themselves
        anonymous. Unknown keys of the file are removed.
        """
        return replace(value, extra={}) if isinstance(value, SectionTable) else value


class FactsRenderer(SectionRenderer):
    """A table of facts, also in a blank form."""

    def blocks(self, source: Source, section: Section) -> Iterator[Placed]:
        """Yield the table."""
        yield section.id, Table(_fact_rows(source, section))

    blank = blocks


def _fact_rows(source: Source, section: Section) -> tuple[Row, ...]:
    session = source.session
    times = fact_times(session)
    return fact_rows(
        section.fields, session.facts, times, source.language, session.template.languages
    )


class PeopleRenderer(SectionRenderer):
    """The participants under their roles, also in a blank form.

    A role that the template lacks is printed by its id. If the section has no heading, the roles
    have headings of its level.
    """

    def blocks(self, source: Source, section: Section) -> Iterator[Placed]:
        """Yield a heading for each role and a line for each person."""
        session = source.session
        groups: dict[str, list[str]] = {
            role.id: [] for role in session.template.roles if role.printed
        }
        for code, person in session.people.items():
            role = role_of(session, code)
            if role is None or role.printed:
                groups.setdefault(role.id if role else person.role, []).append(code)
        for role_id, codes in groups.items():
            role = session.template.role(role_id)
            heading = label(role.labels, source.language) if role else one_line(role_id)
            if heading:
                yield section.id, Heading(3 if section.labels else 2, heading)
            if codes:
                lines = [participant_line(session, code) for code in codes]
                yield section.id, Paragraph(tuple((Span(line),) for line in lines))

    blank = blocks


class QuestionsRenderer(SectionRenderer):
    """The questions, one on each line, also in a blank form."""

    def blocks(self, source: Source, section: Section) -> Iterator[Placed]:
        """Yield one paragraph."""
        text = fact_text(source.session.facts.get(section.id, ""))
        lines = [line for line in text.split("\n") if line.strip()]
        if lines:
            yield section.id, Paragraph(plain_lines("\n".join(lines)))

    blank = blocks


class NotesRenderer(SectionRenderer):
    """Each person's notes under their name."""

    def blocks(self, source: Source, section: Section) -> Iterator[Placed]:
        """Yield a heading and the note of each person.

        The note without a person comes first: after a name it would be read as that person's.
        """
        notes = _written(source.session.notes(section.id))
        for code in sorted(notes, key=lambda code: code != NOBODY):
            place = str(Place(section.id, code))
            if code != NOBODY:
                yield place, Heading(3, source.name(code))
            for block in parse_note(notes[code]):
                yield place, block

    def excerpt_heading(self, source: Source, section: Section) -> str:
        """Return the heading over one person's note."""
        return section.labels.get(source.language, "")

    def excerpt(self, source: Source, section: Section, code: str) -> Iterator[Placed]:
        """Yield the person's note."""
        text = source.session.notes(section.id).get(code, "")
        if text:
            place = str(Place(section.id, code))
            yield place, Heading(2, self.excerpt_heading(source, section))
            yield from ((place, block) for block in parse_note(text))


class AnswersRenderer(NotesRenderer):
    """Numbered answers, each with the person who gives it."""

    blank_words = ("name", "organisation", "country", "answer")
    numbered = True

    def blocks(self, source: Source, section: Section) -> Iterator[Placed]:
        """Yield name, organisation, country and answer."""
        notes = _written(source.session.notes(section.id))
        for number, (code, note) in enumerate(notes.items(), start=1):
            place = str(Place(section.id, code))
            answer = Entry(source.word(section, "answer"), parse_note(note))
            if code == NOBODY:
                yield place, Entry(answer.label, answer.blocks, number)
                continue
            person = source.session.people.get(code)
            country = (
                country_name(person, source.session.template, source.language) if person else ""
            )
            name = Paragraph(((Span(source.name(code), bold=True),),))
            yield place, Entry(source.word(section, "name"), (name,), number)
            organisation = person.organisation if person else ""
            yield place, Entry(source.word(section, "organisation"), _plain(organisation))
            yield place, Entry(source.word(section, "country"), _plain(country))
            yield place, answer


class ExchangesRenderer(SectionRenderer):
    """Public questions with their answers."""

    blank_words = ("question", "answer")

    def blocks(self, source: Source, section: Section) -> Iterator[Placed]:
        """Yield each exchange."""
        for key, exchange in source.session.exchanges(section.id).items():
            yield from _exchange(source, section, key, exchange)

    def excerpt(self, source: Source, section: Section, code: str) -> Iterator[Placed]:
        """Yield each question that the person answered, with their answer."""
        question, answer = (
            section.words.get(word, {}).get(source.language, "") for word in self.blank_words
        )
        for key, exchange in source.session.exchanges(section.id).items():
            if exchange.answers.get(code):
                place = str(Place(section.id, key))
                yield place, Entry(question, parse_note(exchange.question))
                yield place, Entry(answer, parse_note(exchange.answers[code]))

    def anonymized(self, value: SectionValue) -> SectionValue | None:
        """Leave out the names of those who asked."""
        if not isinstance(value, Mapping):
            return None
        return {
            key: replace(entry, asked_by="", extra={})
            for key, entry in value.items()
            if isinstance(entry, Exchange)
        }


def _exchange(source: Source, section: Section, key: str, exchange: Exchange) -> Iterator[Placed]:
    """Yield a question and its answers; without an answer, the empty label of an answer."""
    answers = _written(exchange.answers)
    asked_by = _asked_by(source, exchange)
    if not (exchange.question.strip() or answers or asked_by):
        return
    place = str(Place(section.id, key))
    yield place, Entry(source.word(section, "question"), parse_note(exchange.question))
    if asked_by:
        place_of_name = str(Place(section.id, key, ASKED_BY))
        yield place_of_name, Entry(source.word(section, "asked_by"), _plain(asked_by))
    word = source.word(section, "answer")
    for code, note in answers.items():
        name = source.name(code)
        heading = f"{word} ({name})" if name else word
        yield str(Place(section.id, key, code)), Entry(heading, parse_note(note))
    if not answers:
        yield place, Entry(word)


def _asked_by(source: Source, exchange: Exchange) -> str:
    """Return who asked, if known: the name of one of the people, or the name as heard."""
    heard = one_line(exchange.asked_by).strip()
    person = source.session.people.get(heard)
    if person:
        return one_line(person.name).strip()
    return "" if heard == NOBODY else heard


class ClosingRenderer(NotesRenderer):
    """The conclusion, then each person's remark."""

    def blocks(self, source: Source, section: Section) -> Iterator[Placed]:
        """Yield the summary and the remarks."""
        closing = source.session.closing(section.id)
        place = str(Place(section.id, section.role))
        for block in parse_note(closing.summary):
            yield place, block
        remarks = _written(closing.remarks)
        if remarks:
            yield section.id, Heading(3, source.word(section, "remarks"))
        for code in sorted(remarks, key=lambda code: code != NOBODY):
            place = str(Place(section.id, code))
            blocks = parse_note(remarks[code])
            if code == NOBODY:
                yield from ((place, block) for block in blocks)
            else:
                yield place, Entry(source.name(code), blocks)

    def excerpt_heading(self, source: Source, section: Section) -> str:
        """Return the heading of the remarks, else the section's."""
        remarks = section.words.get("remarks", {}).get(source.language, "")
        return remarks or super().excerpt_heading(source, section)


class PicturesRenderer(SectionRenderer):
    """Pictures with their captions."""

    def blocks(self, source: Source, section: Section) -> Iterator[Placed]:
        """Yield each picture; without a file, only its caption."""
        for key, shot in source.session.screenshots(section.id).items():
            place = str(Place(section.id, key))
            if shot.file.strip():
                yield place, Picture(shot.file, shot.caption, shot.alt)
            elif shot.caption.strip():
                yield place, Paragraph(plain_lines(shot.caption))

    def anonymized(self, value: SectionValue) -> SectionValue | None:
        """Leave out all pictures: they show faces and names."""
        return None


class TextRenderer(SectionRenderer):
    """One text."""

    def blocks(self, source: Source, section: Section) -> Iterator[Placed]:
        """Yield the blocks of the text."""
        blocks = parse_note(source.session.text(section.id))
        yield from ((section.id, block) for block in blocks)


RENDERERS: Registry[SectionRenderer] = Registry(
    "report",
    {
        FACTS: FactsRenderer(),
        PEOPLE: PeopleRenderer(),
        QUESTIONS: QuestionsRenderer(),
        NOTES: NotesRenderer(),
        ANSWERS: AnswersRenderer(),
        EXCHANGES: ExchangesRenderer(),
        CLOSING: ClosingRenderer(),
        PICTURES: PicturesRenderer(),
        TEXT: TextRenderer(),
    },
)
"""The renderer of each kind."""


def _written(notes: Notes) -> Notes:
    """Return the notes of which something is printed."""
    return {code: note for code, note in notes.items() if parse_note(note)}


def _plain(text: str) -> tuple[Block, ...]:
    return (Paragraph(plain_lines(text)),) if text else ()
