"""Reports without names, for sessions under the Chatham House Rule.

The rule allows participants to use what was said, but not to reveal who said it. Names, other
spellings, codes, organisations and addresses with a name in them are replaced everywhere; askers
and pictures are removed. So is everything that the file holds besides the report: the id, which
leads back to the session, who had the floor, dismissed findings, what a newer version wrote. A
program cannot recognise every name, so single words from the names that still occur, and mail
addresses, are listed for the rapporteur.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from gsef_tui.model.edits import change_codes, codes_in_use
from gsef_tui.model.kinds import TextType
from gsef_tui.model.places import FORUM, Place, fact_text, text_at, text_type, with_texts
from gsef_tui.model.search import places
from gsef_tui.model.session import Fact, Person, SectionValue, Session
from gsef_tui.model.template import UNFILED, Section
from gsef_tui.model.times import fact_times
from gsef_tui.storage.filenames import file_stem

from .addresses import AddressNames, addresses
from .display_names import report_language
from .left_words import left_words
from .name_patterns import GONE, Named, replacing
from .renderers import RENDERERS

_LETTERS = "PNYZABCDEFGHIJKLMOSTUVW"
"""The letters with which the codes of an anonymous report may begin."""


class Anonymous(Struct, frozen=True):
    """A session without names.

    ``left_over`` are the words that the rapporteur should check, each with its place; those in what
    is not filed count in a format that holds the whole session only. ``codes`` are the new codes by
    the old ones, whose initials would reveal people. ``stem`` is the name for a file of the
    session, without extension.
    """

    session: Session
    left_over: tuple[tuple[str, str], ...]
    codes: Mapping[str, str]
    stem: str

    def doubtful(self, whole_session: bool) -> tuple[tuple[str, str], ...]:
        """Return the words to check in a report, or in a format that holds the whole session."""
        return tuple(left for left in self.left_over if whole_session or left[1] != UNFILED)


def anonymous(session: Session) -> Anonymous:
    """Return the session with numbers for names: speakers first, in the programme's order."""
    aliases = alias_of_each(session)
    change = _replacing(session, aliases)
    changed = replace(
        session,
        forum={key: _changed(value, change) for key, value in session.forum.items()},
        facts={key: _changed(value, change) for key, value in session.facts.items()},
        sections={s.id: session.sections[s.id] for s in _there(session)},
        extra={},
        id="",
    )
    texts: dict[Place, str] = {}
    for place in places(changed):
        section = session.template.section(place.section)
        if section is None or not section.kind.has_table:
            continue
        text = text_at(changed, place)
        if (new := change(text)) != text:
            texts[place] = new
    changed = with_texts(changed, texts)
    people = {code: Person(role=p.role, name=aliases[code]) for code, p in session.people.items()}
    changed = replace(changed, people=people, sections=dict(_without_traces(changed)))
    left = tuple(_left_over(session, changed))
    codes = _codes(session)
    changed = change_codes(changed, codes)
    title = session.template.fact("title")
    stem = file_stem(
        fact_times(changed).day,
        fact_text(changed.facts.get(title.id, "")) if title else "",
    )
    return Anonymous(changed, left, codes, stem)


def alias_of_each(session: Session) -> Mapping[str, str]:
    """Return a replacement for each person's name, by code: the template's word and a number."""
    word = session.template.word("anonymous", report_language(session)) or "Person"
    speak = {role.id for role in session.template.roles if role.speaks}
    ordered = sorted(session.people, key=lambda code: session.people[code].role not in speak)
    aliases = {code: f"{word} {number}" for number, code in enumerate(ordered, 1)}
    return {code: aliases[code] for code in session.people}


def _replacing(session: Session, aliases: Mapping[str, str]) -> Callable[[str], str]:
    """Return the function that replaces names, and addresses with names in them, in a text."""
    change = replacing(_named(session, aliases))
    people, organisations = _names(session)
    names = AddressNames(people, organisations)

    def changed(text: str) -> str:
        kept: list[str] = []
        end = 0
        for address in addresses(text):
            if names.are_in(address.text):
                kept += (change(text[end : address.start]), GONE)
                end = address.end
        return "".join((*kept, change(text[end:])))

    return changed


def _named(session: Session, aliases: Mapping[str, str]) -> Iterator[Named]:
    """Yield names with their replacements; a person's name wins over an equal organisation."""
    for code, person in session.people.items():
        for name in (person.name, *person.also):
            yield Named(name, aliases[code], is_person=True)
        yield Named(code, aliases[code], is_code=True)
    for code in codes_in_use(session) - set(session.people):
        yield Named(code, GONE, is_code=True)
    for person in session.people.values():
        yield Named(person.organisation, GONE)
    for name in _askers(session):
        yield Named(name, GONE, is_person=True)


def _names(session: Session) -> tuple[list[str], list[str]]:
    """Return the names of people, those who asked among them, and of organisations."""
    people = [name for person in session.people.values() for name in (person.name, *person.also)]
    organisations = [person.organisation for person in session.people.values()]
    return [*people, *_askers(session)], organisations


def _changed(value: Fact, change: Callable[[str], str]) -> Fact:
    if isinstance(value, str):
        return change(value)
    return tuple(map(change, value)) if isinstance(value, tuple) else value


def _there(session: Session) -> Iterator[Section]:
    """Yield the sections that the template has; the content of others could not be checked."""
    return (section for section in session.template.all_sections if section.id in session.sections)


def _without_traces(session: Session) -> Iterator[tuple[str, SectionValue]]:
    """Yield the sections without askers, pictures (which show faces and names) and unknown keys."""
    for section in _there(session):
        value = RENDERERS[section.kind].anonymized(session.sections[section.id])
        if value is not None:
            yield section.id, value


def _codes(session: Session) -> dict[str, str]:
    """Return a new code for each: a number after a letter that no such code in use begins with."""
    used = sorted(codes_in_use(session) - set(session.people))
    codes = [*session.people, *used]
    taken = {code[0] for code in codes if code[1:].isdigit()}
    letter = next(letter for letter in _LETTERS if letter not in taken)
    return {code: f"{letter}{number}" for number, code in enumerate(codes, 1)}


def _left_over(before: Session, after: Session) -> Iterable[tuple[str, str]]:
    """Yield what may still name somebody in a text, with its place.

    That is a single word of a name, and an address that belongs to somebody.
    """
    find = left_words(*_names(before))
    for place in places(after):
        section = after.template.section(place.section)
        if section is None and place.section not in (FORUM, UNFILED):
            continue
        if text_type(after.template, place) is not TextType.PERSON:
            text = text_at(after, place)
            personal = [each.text for each in addresses(text) if each.is_personal]
            for word in dict.fromkeys((*find(text), *personal)):
                yield word, str(place)


def _askers(session: Session) -> list[str]:
    """Return the names of those who asked and are not among the people.

    "une participante" is no name.
    """
    asked_by = (
        section.kind.text_at(session, section, place)
        for section in session.template.sections
        for place in section.kind.places(session, section)
        if section.kind.text_type(place) is TextType.ASKER
    )
    return [name for name in asked_by if name not in session.people and name != name.lower()]
