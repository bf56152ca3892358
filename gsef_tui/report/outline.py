"""The report as one outline of blocks: the only place that decides order and headings.

The order is the template's, and within a section that of the session. A report keeps the heading of
an empty section and puts nothing under it; a blank form shows the template's hints and empty
entries instead of what was noted.

A section's blocks come from its own value and from what all sections may name: facts, forum and
people. While those are the same, its blocks are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple, TypeAlias

from msgspec.structs import replace

from gsef_tui.model.facts import fact_times
from gsef_tui.model.people import role_of
from gsef_tui.model.places import FORUM, Place, fact_text
from gsef_tui.model.search import section_places
from gsef_tui.model.session import NOBODY, Exchange, Facts, Notes, Person, Session
from gsef_tui.model.template import Kind, Section, Template, label

from .blocks import (
    Block,
    Entry,
    Heading,
    Hint,
    Outline,
    Paragraph,
    Picture,
    Row,
    Span,
    Table,
)
from .facts import fact_rows
from .marks import without_own_marks
from .naming import country_name, one_line, participant_line, person_name, report_language
from .notes import parse_note, plain_lines
from .remembered import Remembered

Placed: TypeAlias = tuple[str, Block]
"""A block with the place in the session that it shows."""

_NAMED_ANYWHERE = (Kind.FACTS, Kind.PEOPLE, Kind.QUESTIONS)
"""Kinds of section whose texts lie among the facts and the people."""


class _Source(NamedTuple):
    """What the report is made from."""

    session: Session
    template: Template
    language: str
    blank: bool

    def word(self, section: Section, word: str) -> str:
        return label(section.words.get(word, {}), self.language)

    def name(self, code: str) -> str:
        return person_name(self.session, self.template, code)


def make_outline(
    session: Session,
    template: Template,
    *,
    blank: bool = False,
    times: bool = False,
    remembered: Remembered | None = None,
) -> Outline:
    """The outline of a session's report, in the session's language; ``times`` keeps time stamps.

    ``blank`` makes the form that is sent to a rapporteur beforehand: facts, people and questions as
    far as they are known, hints, and empty entries where the notes will be. ``remembered``: where a
    section's blocks are found again while nothing in it changed.
    """
    remembered = remembered or Remembered()
    language = report_language(session, template)
    named = (template, session.forum, session.facts, session.people)
    forum, facts, people = remembered.get("named", named, partial(_named, session, template))
    session = replace(session, forum=forum, facts=facts, people=people)
    source = _Source(session, template, language, blank)
    placed: list[Placed] = []
    for section in template.sections:
        placed += remembered.get_row(
            (section.id, language, blank, times),
            (*named, session.sections.get(section.id)),
            partial(_placed, source, section, times),
        )
    title = template.fact("title")
    return Outline(
        language=source.language,
        header=_header(source),
        title=template.word("report", source.language),
        name=one_line(fact_text(session.facts.get(title.id, ""))) if title else "",
        blocks=tuple(block for _, block in placed),
        places=tuple(place for place, _ in placed),
    )


def _named(session: Session, template: Template) -> tuple[Facts, Facts, Mapping[str, Person]]:
    """Forum, facts and people as they are printed."""
    sections = [s for s in template.all_sections if s.kind in _NAMED_ANYWHERE]
    among = [Place(FORUM, key) for key in session.forum]
    among += [place for section in sections for place in section_places(session, section)]
    printed = without_own_marks(session, template, among=among)
    return printed.forum, printed.facts, printed.people


def _placed(source: _Source, section: Section, times: bool) -> tuple[Placed, ...]:
    """A section's blocks, without the rapporteur's own marks."""
    if section.kind not in _NAMED_ANYWHERE:
        among = section_places(source.session, section)
        printed = without_own_marks(source.session, source.template, times=times, among=among)
        source = source._replace(session=printed)
    return tuple(_section(source, section))


def _header(source: _Source) -> tuple[str, ...]:
    session, template = source.session, source.template
    times = fact_times(session, template)
    rows = fact_rows(template.forum, session.forum, times, source.language, template.languages)
    return tuple(one_line(row.value) for row in rows if row.value)


def _section(source: _Source, section: Section) -> Iterator[Placed]:
    heading = label(section.labels, source.language)
    if heading:
        yield section.id, Heading(2, heading)
    hint = label(section.hint, source.language)
    if source.blank and hint:
        yield section.id, Hint(hint)
    match section.kind:
        case Kind.FACTS:
            head = source.word(section, "fact"), source.word(section, "value")
            yield section.id, Table(_fact_rows(source, section), head if all(head) else None)
        case Kind.PEOPLE:
            yield from _people(source, section)
        case Kind.QUESTIONS:
            yield from _questions(source, section)
        case _ if source.blank:
            yield from _empty_entries(source, section)
        case Kind.NOTES:
            yield from _notes(source, section)
        case Kind.ANSWERS:
            yield from _answers(source, section)
        case Kind.EXCHANGES:
            for key, exchange in source.session.exchanges(section.id).items():
                yield from _exchange(source, section, key, exchange)
        case Kind.CLOSING:
            yield from _closing(source, section)
        case Kind.PICTURES:
            yield from _pictures(source, section)
        case Kind.TEXT:
            text = source.session.text(section.id)
            yield from ((section.id, block) for block in parse_note(text))


def _fact_rows(source: _Source, section: Section) -> tuple[Row, ...]:
    session, template = source.session, source.template
    times = fact_times(session, template)
    return fact_rows(section.fields, session.facts, times, source.language, template.languages)


def _people(source: _Source, section: Section) -> Iterator[Placed]:
    """The participants under their roles; a role that the template lacks has its own name.

    Where the section has no heading, the roles are what stands in its place.
    """
    session, template = source.session, source.template
    groups: dict[str, list[str]] = {role.id: [] for role in template.roles if role.printed}
    for code, person in session.people.items():
        role = role_of(session, template, code)
        if role is None or role.printed:
            groups.setdefault(role.id if role else person.role, []).append(code)
    for role_id, codes in groups.items():
        role = template.role(role_id)
        heading = label(role.labels, source.language) if role else one_line(role_id)
        if heading:
            yield section.id, Heading(3 if section.labels else 2, heading)
        if codes:
            lines = [participant_line(session, template, code) for code in codes]
            yield section.id, Paragraph(tuple((Span(line),) for line in lines))


def _questions(source: _Source, section: Section) -> Iterator[Placed]:
    text = fact_text(source.session.facts.get(section.id, ""))
    lines = [line for line in text.split("\n") if line.strip()]
    if lines:
        yield section.id, Paragraph(plain_lines("\n".join(lines)))


def _empty_entries(source: _Source, section: Section) -> Iterator[Placed]:
    """The empty entries of a blank form: numbered answers, pairs of question and answer."""
    words = {
        Kind.ANSWERS: ("name", "organisation", "country", "answer"),
        Kind.EXCHANGES: ("question", "answer"),
    }.get(section.kind, ())
    for number in range(1, section.blanks + 1 if words else 0):
        first = number if section.kind is Kind.ANSWERS else 0
        for word in words:
            yield section.id, Entry(source.word(section, word), number=first)
            first = 0


def _notes(source: _Source, section: Section) -> Iterator[Placed]:
    """Each person's notes under their name.

    Nobody's in particular come first: under another's name they would be read as theirs.
    """
    notes = _written(source.session.notes(section.id))
    for code in sorted(notes, key=lambda code: code != NOBODY):
        place = str(Place(section.id, code))
        if code != NOBODY:
            yield place, Heading(3, source.name(code))
        for block in parse_note(notes[code]):
            yield place, block


def _answers(source: _Source, section: Section) -> Iterator[Placed]:
    notes = _written(source.session.notes(section.id))
    for number, (code, note) in enumerate(notes.items(), start=1):
        place = str(Place(section.id, code))
        answer = Entry(source.word(section, "answer"), parse_note(note))
        if code == NOBODY:
            yield place, Entry(answer.label, answer.blocks, number)
            continue
        person = source.session.people.get(code)
        country = country_name(person, source.template, source.language) if person else ""
        name = Paragraph(((Span(source.name(code), bold=True),),))
        yield place, Entry(source.word(section, "name"), (name,), number)
        organisation = person.organisation if person else ""
        yield place, Entry(source.word(section, "organisation"), _plain(organisation))
        yield place, Entry(source.word(section, "country"), _plain(country))
        yield place, answer


def _exchange(source: _Source, section: Section, key: str, exchange: Exchange) -> Iterator[Placed]:
    """A question and its answers; one without an answer keeps the answer's label, empty."""
    answers = _written(exchange.answers)
    asked_by = _asked_by(source, exchange)
    if not (exchange.question.strip() or answers or asked_by):
        return
    place = str(Place(section.id, key))
    yield place, Entry(source.word(section, "question"), parse_note(exchange.question))
    if asked_by:
        place_of_name = str(Place(section.id, key, "asked_by"))
        yield place_of_name, Entry(source.word(section, "asked_by"), _plain(asked_by))
    word = source.word(section, "answer")
    for code, note in answers.items():
        name = source.name(code)
        heading = f"{word} ({name})" if name else word
        yield str(Place(section.id, key, code)), Entry(heading, parse_note(note))
    if not answers:
        yield place, Entry(word)


def _asked_by(source: _Source, exchange: Exchange) -> str:
    """Who asked, where that is known: a person's name, or the name as heard."""
    heard = one_line(exchange.asked_by).strip()
    person = source.session.people.get(heard)
    if person:
        return one_line(person.name).strip()
    return "" if heard == NOBODY else heard


def _closing(source: _Source, section: Section) -> Iterator[Placed]:
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


def _pictures(source: _Source, section: Section) -> Iterator[Placed]:
    for key, shot in source.session.screenshots(section.id).items():
        place = str(Place(section.id, key))
        if shot.file.strip():
            yield place, Picture(shot.file, shot.caption, shot.alt)
        elif shot.caption.strip():
            yield place, Paragraph(plain_lines(shot.caption))


def _written(notes: Notes) -> Notes:
    """The notes that hold more than white space."""
    return {code: note for code, note in notes.items() if note.strip()}


def _plain(text: str) -> tuple[Block, ...]:
    return (Paragraph(plain_lines(text)),) if text else ()
