"""A session as one frozen value: what a rapporteur notes, and nothing about screen or disk."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from .template import Template
from .values import NOBODY as NOBODY
from .values import Closing as Closing
from .values import Exchange as Exchange
from .values import Exchanges as Exchanges
from .values import Extra as Extra
from .values import Fact as Fact
from .values import Facts as Facts
from .values import FreeText as FreeText
from .values import Notes as Notes
from .values import Person as Person
from .values import Screenshot as Screenshot
from .values import Screenshots as Screenshots
from .values import SectionTable as SectionTable
from .values import SectionValue as SectionValue

FORMAT = 1
"""The version of the file format that this program writes."""

DEFAULT_TEMPLATE = "gsef"
"""The id of the template of a session that is created without naming one."""

DEFAULT_LANGUAGE = "fr"
"""The language of a session whose file names none."""


class Session(Struct, frozen=True):
    """One session of a forum.

    ``template`` defines the sections, facts and roles of the session. The file names it by its id,
    and decoding loads it.

    ``facts`` is the file's ``[session]``, which includes the lines of question sections; ``forum``
    is its ``[forum]``. ``sections`` holds, by id, the sections with a table of their own
    (``Kind.has_table``); one that was never edited may be absent. ``id`` identifies the session
    whatever the name of its file: 16 lowercase hexadecimal digits, or empty if the session has not
    been saved since ids were introduced. The id is not part of the notes: undo does not change it,
    and no report shows it.
    """

    template: Template
    language: str = DEFAULT_LANGUAGE
    forum: Facts = field(default_factory=dict)
    facts: Facts = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    sections: Mapping[str, SectionValue] = field(default_factory=dict)
    extra: Extra = field(default_factory=dict)
    format: int = FORMAT
    id: str = ""

    def notes(self, section: str) -> Notes:
        """Return the notes by code of a section of notes or answers; the remarks of a closing."""
        value = self.sections.get(section)
        if isinstance(value, Closing):
            return value.remarks
        return value if isinstance(value, Mapping) else {}  # type: ignore[return-value]

    def exchanges(self, section: str) -> Exchanges:
        """Return the public questions of a section, by id."""
        value = self.sections.get(section)
        return value if isinstance(value, Mapping) else {}  # type: ignore[return-value]

    def screenshots(self, section: str) -> Screenshots:
        """Return the pictures of a section, by id."""
        value = self.sections.get(section)
        return value if isinstance(value, Mapping) else {}  # type: ignore[return-value]

    def closing(self, section: str) -> Closing:
        """Return the closing of a section; an empty one if it has none."""
        value = self.sections.get(section)
        return value if isinstance(value, Closing) else Closing()

    def text(self, section: str) -> str:
        """Return the text of a section of free text; empty if it has none."""
        value = self.sections.get(section)
        return value.text if isinstance(value, FreeText) else ""
