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
"""The id of the template of a session that is made without naming one."""

DEFAULT_LANGUAGE = "fr"
"""The language of a session whose file names none."""


class Session(Struct, frozen=True):
    """One session of a forum.

    ``template`` says what the session consists of: its sections, facts and roles. The file names it
    by its id, and decoding loads it.

    ``facts`` is the file's ``[session]`` (the lines of question sections among them), ``forum`` its
    ``[forum]``. ``sections`` holds by id the sections that have a table of their own
    (``Kind.has_table``); one that was never touched may be absent. ``id`` identifies the session
    whatever its file is called: 16 lowercase hexadecimal digits, or empty for one that has not been
    saved since ids exist. It is no part of the notes: no undo changes it and no report shows it.
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
        """The notes by code of a section of notes or answers; the remarks of a closing."""
        value = self.sections.get(section)
        if isinstance(value, Closing):
            return value.remarks
        return value if isinstance(value, Mapping) else {}  # type: ignore[return-value]

    def exchanges(self, section: str) -> Exchanges:
        """The public questions of a section, by id."""
        value = self.sections.get(section)
        return value if isinstance(value, Mapping) else {}  # type: ignore[return-value]

    def screenshots(self, section: str) -> Screenshots:
        """The pictures of a section, by id."""
        value = self.sections.get(section)
        return value if isinstance(value, Mapping) else {}  # type: ignore[return-value]

    def closing(self, section: str) -> Closing:
        """The closing of a section."""
        value = self.sections.get(section)
        return value if isinstance(value, Closing) else Closing()

    def text(self, section: str) -> str:
        """The text of a section of free text."""
        value = self.sections.get(section)
        return value.text if isinstance(value, FreeText) else ""
