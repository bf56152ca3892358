"""What a report template says: sections, facts, roles and their labels, as values.

A template is data. The panes of the screen, the order and the headings of the report, and the
tables of a session file all follow it; no fact, role or heading is known to the code.
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
"""Names of tables that every session file may have, so no section of a template may take them."""

UNFILED = "unfiled"
"""The section that every template has: what belongs nowhere yet. It is never printed."""

Labels = Mapping[str, str]
"""A text by language: ``{"fr": "Réponses", "en": "Answers"}``."""


def label(labels: Labels, language: str) -> str:
    """The text in ``language``, else in English, else in any language, else nothing."""
    return labels.get(language) or labels.get("en") or next(iter(labels.values()), "")


class Choice(Struct, frozen=True, forbid_unknown_fields=True):
    """One known value of a fact, with its name in each language."""

    id: str
    labels: Labels


class Field(Struct, frozen=True, forbid_unknown_fields=True):
    """A fact of the session or of the forum.

    ``row`` names another field of the section on whose printed row this one stands (an end beside
    its start). ``cldr`` says that values are names CLDR knows (``languages`` or ``territories``).
    ``required`` facts are reported missing. ``means`` tells the program what it has to know of a
    fact, whatever the template calls it: ``title``, ``day``, ``starts``, ``ends``, ``zone`` or
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
    """What a person is in the session.

    ``leads``: has digit 0 and gives the conclusion. ``speaks``: a presentation, an answer and a
    remark are expected. ``printed``: stands among the participants of the report. ``prefixes`` are
    words that, before a colon on a line of people, give the person this role.
    """

    id: str
    labels: Labels
    leads: bool = False
    speaks: bool = False
    printed: bool = True
    prefixes: tuple[str, ...] = ()


class Limits(Struct, frozen=True, forbid_unknown_fields=True):
    """How long a text of a section may be; 0 is no limit.

    ``paragraphs`` counts in each text (each person's, in a section of notes), ``sentences`` in each
    line or item of a list: ``sentences = 1`` asks for one sentence an issue.
    """

    paragraphs: int = 0
    sentences: int = 0
    words: int = 0


class Section(Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the report.

    ``labels``: the heading in the report; ``short``: at most 14 columns, for the screen; ``hint``:
    printed in a blank form only; ``words``: the labels inside the section (``name``,
    ``organisation``, ``country``, ``answer``, ``question``, ``asked_by``, ``remarks``).
    ``role``: in a closing, whose conclusion it is: the key of the text in the section's table.
    ``blanks``: how many empty entries a blank form shows. ``required``: reported where empty.
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


class Template(Struct, frozen=True, forbid_unknown_fields=True):
    """A forum's report template: its sections in order, with everything that is said in words."""

    id: str
    names: Labels
    languages: tuple[str, ...]
    sections: tuple[Section, ...]
    roles: tuple[Role, ...] = ()
    forum: tuple[Field, ...] = ()
    words: Mapping[str, Labels] = {}

    @property
    def file_id(self) -> str:
        """The id by which the files of its sessions name the template."""
        return self.id

    def section(self, section_id: str) -> Section | None:
        """The section of that id, the unfiled one included."""
        return next((s for s in self.all_sections if s.id == section_id), None)

    @property
    def all_sections(self) -> tuple[Section, ...]:
        """The sections in order, and last what is not filed yet."""
        unfiled = Section(
            id=UNFILED,
            kind=TEXT,
            labels=self.words.get(UNFILED, {"en": "Not filed"}),
            short=self.words.get(UNFILED, {"en": "Not filed"}),
        )
        return (*self.sections, unfiled)

    def of_kind(self, kind: Kind) -> tuple[Section, ...]:
        """The sections of a kind, in order."""
        return tuple(s for s in self.sections if s.kind is kind)

    @property
    def facts(self) -> tuple[Field, ...]:
        """All facts of the session, over all sections of facts."""
        return tuple(f for s in self.of_kind(FACTS) for f in s.fields)

    def fact(self, means: str) -> Field | None:
        """The fact of session or forum that means this to the program, if the template has one."""
        return next((f for f in (*self.facts, *self.forum) if f.means == means), None)

    def role(self, role_id: str) -> Role | None:
        """The role of that id; a person without a role has the first that speaks."""
        if not role_id:
            return next((r for r in self.roles if r.speaks), None)
        return next((r for r in self.roles if r.id == role_id), None)

    def word(self, word: str, language: str) -> str:
        """A word of the template in a language; nothing where the template has none."""
        return label(self.words.get(word, {}), language)


class StandIn(Template, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A template in place of the one that a session's file names, and goes on naming.

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
