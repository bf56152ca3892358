"""Places on the command line: ``--at presentations.BA``."""

from __future__ import annotations

from gsef_tui.model.places import FORUM, Place
from gsef_tui.model.session import Session


def places_there(session: Session, text: str) -> list[str]:
    """The places that a word of the command line may mean: those of its section where that is
    known, else the sections."""
    template = session.template
    section_id = Place.parse(text).section
    section = template.section(section_id)
    if section_id == FORUM and template.forum:
        return [str(Place(FORUM, field.id)) for field in template.forum]
    if section is None:
        return [section.id for section in template.all_sections]
    return [
        section.id,
        *(f"{section.id}.{key}" for key in section.kind.addresses(session, section)),
    ]
