"""Places on the command line: ``--at presentations.BA``."""

from __future__ import annotations

from gsef_tui.model.places import FORUM, Place
from gsef_tui.model.session import Session


def places_there(session: Session, text: str) -> list[str]:
    """Return the places that the user may have meant by ``text``.

    These are the places in its section if the template has that section, else all sections.
    """
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
