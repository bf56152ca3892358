"""Labels of places, in the report's language: ``Réponses › BA Béatrice Alain``."""

from __future__ import annotations

from gsef_tui.model.places import FORUM, Place
from gsef_tui.model.session import NOBODY, Session
from gsef_tui.model.template import Field, Section, label

SEPARATOR = " › "


def place_label(session: Session, place: str, *, names: bool = True) -> str:
    """Return the label of a place in the words of the template, in the report's language.

    A place that the template does not know is returned as written. Without ``names`` only the code
    of a person is given, which fits a narrow list.
    """
    at = Place.parse(place)
    section_id, key, _ = at
    language = session.language
    if section_id == FORUM:
        return next(
            (field_label(f, language) for f in session.template.forum if f.id == key), place
        )
    section = session.template.section(section_id)
    if section is None:
        return place
    heading = section_label(section, language)
    parts = [field_label(f, language) for f in section.fields if f.id == key]
    parts.append(section.kind.entry_name(at))
    parts.append(_person(session, section.kind.code_at(section, at), names))
    return SEPARATOR.join(filter(None, (heading, *parts)))


def section_label(section: Section, language: str) -> str:
    """Return a section's short label, else its heading, else its id."""
    return label(section.short, language) or label(section.labels, language) or section.id


def field_label(field: Field, language: str) -> str:
    """Return a fact's short label, else its label in the report, else its id."""
    return label(field.short, language) or label(field.labels, language) or field.id


def _person(session: Session, code: str, names: bool) -> str:
    if not code or code == NOBODY:
        return ""
    person = session.people.get(code)
    if person is None:
        return f"{code} ?"
    return f"{code} {person.name}" if names and person.name else code
