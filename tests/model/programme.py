"""The people of an invented programme, and the template that their sessions have."""

from __future__ import annotations

from gsef_tui.model.session import Person
from gsef_tui.model.template import Section
from gsef_tui.storage.templates import require_template

TEMPLATE = require_template("gsef")
PEOPLE = {
    "LT": Person(role="speaker", name="Lucía Torres"),
    "AM": Person(role="moderator", name="Anne Mercier"),
    "KM": Person(role="speaker", name="김민수"),
    "PO": Person(role="audience", name="Pia Olsen"),
    "ZA": Person(role="speaker", name="Zoé Arnal", absent=True),
}


def section(section_id: str) -> Section:
    found = TEMPLATE.section(section_id)
    assert found
    return found
