"""Report templates as values: sections, facts, roles and their labels.

A template is data. The panes of the screen, the order and the headings of the report, and the
tables of a session file all follow it; the code contains no fact, role or heading.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from .fact_values import FieldType as FieldType
from .kinds import FACTS, TEXT, Kind

RESERVED_IDS = frozenset(
    [
        "format",
        "id",
        "template",
        "language",
        "forum",
        "session",
        "people",
        "ideas",
        "expansions",
        "waved",
        "floor",
        "unfiled",
    ]
)
"""Names of keys and tables that any session file may have; no section may use one as its id."""

UNFILED = "unfiled"
"""The section, in every template, for text that has no other place yet. It is never printed."""

Labels = Mapping[str, str]
"""A text by language: ``{"fr": "Réponses", "en": "Answers"}``."""


def label(labels: Labels, language: str) -> str:
    """Return the text in ``language``, else in English, else in any language, else ``""``."""
    return labels.get(language) or labels.get("en") or next(iter(labels.values()), "")


class Choice(Struct, frozen=True, forbid_unknown_fields=True):
    """One known value of a fact, with its name in each language."""

    id: str
    labels: Labels


class Field(Struct, frozen=True, forbid_unknown_fields=True):
    """A fact of the session or of the forum.

    ``row`` names another field of the section, on whose row this one is printed (an end time beside
    its start time). ``cldr`` is the kind of CLDR names that the values are: ``languages`` or
    ``territories``. ``required`` facts are reported if they are missing. ``means`` is what the fact
    means to the program, whatever its id: ``title``, ``day``, ``starts``, ``ends``, ``zone`` or
    ``spoken`` of the session, ``first_day``, ``last_day``, ``name`` or ``theme`` of the forum.
    """

    id: str
    type: FieldType = FieldType.TEXT
    labels: Labels = {}
    short: Labels = {}
    choices: tuple[Choice, ...] = ()
    cldr: str = ""
    row: str = ""
    means: str = ""
    required: bool = False
    example: str = ""


class Role(Struct, frozen=True, forbid_unknown_fields=True):
    """The role of a person in the session.

    ``leads``: has number 0 and gives the conclusion. ``speaks``: is expected to give a
    presentation, an answer and a remark. ``printed``: is listed among the participants in the
    report. ``prefixes`` are words that, before a colon on a line of people, set this role.
    """

    id: str
    labels: Labels
    leads: bool = False
    speaks: bool = False
    printed: bool = True
    prefixes: tuple[str, ...] = ()


class Limits(Struct, frozen=True, forbid_unknown_fields=True):
    """How long a text of a section may be; 0 means no limit.

    ``paragraphs`` applies to each text (each person's, in a section of notes), ``sentences`` to
    each line or list item: ``sentences = 1`` asks for one sentence per item.
    """

    paragraphs: int = 0
    sentences: int = 0
    words: int = 0


class Section(Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the report.

    ``labels``: the heading in the report; ``short``: at most 14 columns, for the screen; ``hint``:
    printed in a blank form only; ``words``: the labels inside the section (``name``,
    ``organisation``, ``country``, ``answer``, ``question``, ``asked_by``, ``remarks``).
    ``role``: in a closing, the role whose conclusion it is, which is the key of the summary in the
    section's table. ``blanks``: the number of empty entries in a blank form. ``required``: the
    section is reported if it is empty.
    """

    id: str
    kind: Kind
    labels: Labels = {}
    short: Labels = {}
    hint: Labels = {}
    words: Mapping[str, Labels] = {}
    fields: tuple[Field, ...] = ()
    role: str = ""
    blanks: int = 0
    required: bool = True
    limits: Limits = Limits()


class ReportLook(Struct, frozen=True, forbid_unknown_fields=True):
    """What a report shows besides its text.

    ``logo`` is the path of a picture, or empty; a template's file gives the name of a file beside
    itself. ``logo_alt`` says what the picture shows; without it that is the forum's name.
    """

    logo: str = ""
    logo_alt: Labels = {}


class Template(Struct, frozen=True, forbid_unknown_fields=True):
    """A forum's report template: its sections in order, its facts and roles, and all wording."""

    id: str
    names: Labels
    languages: tuple[str, ...]
    sections: tuple[Section, ...]
    roles: tuple[Role, ...] = ()
    forum: tuple[Field, ...] = ()
    words: Mapping[str, Labels] = {}
    report: ReportLook = ReportLook()

    @property
    def file_id(self) -> str:
        """The id by which session files name the template."""
        return self.id

    def section(self, section_id: str) -> Section | None:
        """Return the section with that id, the unfiled one included; None if there is none."""
        return next((s for s in self.all_sections if s.id == section_id), None)

    @property
    def all_sections(self) -> tuple[Section, ...]:
        """The sections in order, with the unfiled one last."""
        unfiled = Section(
            id=UNFILED,
            kind=TEXT,
            labels=self.words.get(UNFILED, {"en": "Not filed"}),
            short=self.words.get(UNFILED, {"en": "Not filed"}),
        )
        return (*self.sections, unfiled)

    def of_kind(self, kind: Kind) -> tuple[Section, ...]:
        """Return the sections of a kind, in order."""
        return tuple(s for s in self.sections if s.kind is kind)

    @property
    def facts(self) -> tuple[Field, ...]:
        """All facts of the session, from all sections of facts."""
        return tuple(f for s in self.of_kind(FACTS) for f in s.fields)

    def fact(self, means: str) -> Field | None:
        """Return the fact of the session or forum with that ``Field.means``; None without one."""
        return next((f for f in (*self.facts, *self.forum) if f.means == means), None)

    def role(self, role_id: str) -> Role | None:
        """Return the role with that id; for an empty id, the first role that speaks."""
        if not role_id:
            return next((r for r in self.roles if r.speaks), None)
        return next((r for r in self.roles if r.id == role_id), None)

    def word(self, word: str, language: str) -> str:
        """Return a word of the template in a language; empty if the template has none."""
        return label(self.words.get(word, {}), language)


class StandIn(Template, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A template used in place of the one that a session's file names and will still name.

    ``replaces`` is the id in the file.
    """

    replaces: str

    @property
    def file_id(self) -> str:
        """The id of the template that is replaced."""
        return self.replaces


def in_place_of(template: Template, template_id: str) -> Template:
    """Return a template for sessions whose files name another one by ``template_id``."""
    if template.file_id == template_id:
        return template
    fields = {name: getattr(template, name) for name in Template.__struct_fields__}
    return StandIn(**fields, replaces=template_id)


def unknown_template(template_id: str) -> Template:
    """Return a template of which nothing but the id is known."""
    return Template(id=template_id, names={}, languages=(), sections=())
