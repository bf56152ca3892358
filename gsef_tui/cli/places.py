"""Places on the command line: ``--at presentations.BA``."""

from __future__ import annotations

from collections.abc import Iterable

from gsef_tui.model.places import FORUM, Place
from gsef_tui.model.session import Session
from gsef_tui.model.template import Kind, Section, Template


def places_there(session: Session, template: Template, text: str) -> list[str]:
    """The places that a word of the command line may mean: those of its section where that is
    known, else the sections."""
    section_id = Place.parse(text).section
    section = template.section(section_id)
    if section_id == FORUM and template.forum:
        return [str(Place(FORUM, field.id)) for field in template.forum]
    if section is None:
        return [section.id for section in template.all_sections]
    return [section.id, *(f"{section.id}.{key}" for key in _keys(session, section))]


def _keys(session: Session, section: Section) -> Iterable[str]:
    """What may stand behind a section's id: each person, noted already or not."""
    match section.kind:
        case Kind.FACTS:
            return [field.id for field in section.fields]
        case Kind.PEOPLE:
            return list(session.people)
        case Kind.NOTES | Kind.ANSWERS:
            return list(dict.fromkeys((*session.people, *session.notes(section.id))))
        case Kind.CLOSING:
            codes = (section.role, *session.people, *session.notes(section.id))
            return list(dict.fromkeys(codes))
        case Kind.EXCHANGES:
            return [
                key
                for q, exchange in session.exchanges(section.id).items()
                for key in (q, *(f"{q}.{code}" for code in exchange.answers))
            ]
        case Kind.PICTURES:
            return list(session.screenshots(section.id))
        case _:
            return []
