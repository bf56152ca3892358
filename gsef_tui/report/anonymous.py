"""A report without names, for sessions under the Chatham House rule.

What was said may be used, who said it may not be told: names, other spellings, codes and
organisations are replaced everywhere, askers and pictures go. What cannot be told by a program is
listed for the rapporteur: capitalised words of theirs that are still there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from gsef_tui.model.places import text_at, with_text
from gsef_tui.model.search import places
from gsef_tui.model.session import Exchange, Person, Session
from gsef_tui.model.template import Kind, Template

from .naming import report_language

SHORTEST = 3
"""Letters from which on a capitalised word of a name is looked for."""
GONE = "[…]"
"""What stands in the place of an organisation."""


class Anonymous(Struct, frozen=True):
    """A session that names nobody, and the words in it that a person should look at: each with the
    place where it was left."""

    session: Session
    left_over: tuple[tuple[str, str], ...]


def anonymous(session: Session, template: Template) -> Anonymous:
    """The session with everybody by a number, in the programme's order."""
    aliases = alias_of_each(session, template)
    change = _replacing(session, aliases)
    people = {code: Person(role=p.role, name=aliases[code]) for code, p in session.people.items()}
    changed = session
    for place in places(session, template):
        section = template.section(place.section)
        kind = section.kind if section else None
        if kind is Kind.PEOPLE:
            continue
        text = text_at(session, template, place)
        if (new := change(text)) != text:
            changed = with_text(changed, template, place, new)
    changed = replace(changed, people=people, sections=_without_traces(changed, template))
    return Anonymous(changed, tuple(_left_over(session, changed, template)))


def alias_of_each(session: Session, template: Template) -> Mapping[str, str]:
    """What each person is called: the template's word and a number."""
    word = template.word("anonymous", report_language(session, template)) or "Person"
    return {code: f"{word} {number}" for number, code in enumerate(session.people, 1)}


def _replacing(session: Session, aliases: Mapping[str, str]) -> Callable[[str], str]:
    """Replaces every name, spelling, code and organisation, the longest first, as whole words."""
    table: dict[str, str] = {}
    for code, person in session.people.items():
        for name in (person.name, *person.also, code):
            if name.strip():
                table[name.strip().casefold()] = aliases[code]
        if person.organisation.strip():
            table.setdefault(person.organisation.strip().casefold(), GONE)
    if not table:
        return lambda text: text
    words = "|".join(re.escape(name) for name in sorted(table, key=len, reverse=True))
    codes = {code.casefold(): code for code in session.people}
    pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)

    def one(match: re.Match[str]) -> str:
        found = match[0].casefold()
        # A code is one only in capitals: "ba" is a word in many languages.
        if found in codes and match[0] != codes[found]:
            return match[0]
        return table[found]

    return lambda text: pattern.sub(one, text)


def _without_traces(session: Session, template: Template) -> Mapping[str, object]:
    """The sections without who asked, and without pictures, which show faces and names."""
    sections: dict[str, object] = dict(session.sections)
    for section in template.sections:
        if section.kind is Kind.PICTURES:
            sections.pop(section.id, None)
        elif section.kind is Kind.EXCHANGES and section.id in sections:
            sections[section.id] = {
                key: _unasked(exchange) for key, exchange in session.exchanges(section.id).items()
            }
    return sections


def _unasked(exchange: Exchange) -> Exchange:
    return replace(exchange, asked_by="")


def _left_over(before: Session, after: Session, template: Template) -> Iterable[tuple[str, str]]:
    """Capitalised words of names and organisations that still stand in a text that is printed."""
    words = {
        word
        for person in before.people.values()
        for name in (person.name, *person.also, person.organisation)
        for word in re.findall(r"\w+", name)
        if len(word) >= SHORTEST and not word[0].islower() and not word.isdigit()
    }
    words |= _askers(before, template)
    if not words:
        return
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(words)))})(?!\w)")
    for place in places(after, template):
        section = template.section(place.section)
        if section is None or section.kind in (Kind.PEOPLE, Kind.TEXT):
            continue
        for word in dict.fromkeys(pattern.findall(text_at(after, template, place))):
            yield word, str(place)


def _askers(session: Session, template: Template) -> set[str]:
    """Words of the names of those who asked and are not among the people."""
    names = (
        exchange.asked_by
        for section in template.of_kind(Kind.EXCHANGES)
        for exchange in session.exchanges(section.id).values()
        if exchange.asked_by not in session.people
    )
    found = (word for name in names for word in re.findall(r"\w+", name))
    return {word for word in found if len(word) >= SHORTEST and not word[0].islower()}
