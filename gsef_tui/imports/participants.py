"""Reader of the participants: a line each, a row of a table each, or a heading each."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from gsef_tui.model.people import parse_person
from gsef_tui.model.session import Person
from gsef_tui.model.template import Section

from .draft import Draft
from .labels import LabelIndex, head_of, without_marker
from .links import without_addresses
from .names import may_be_name
from .source_lines import SourceLine

_LONGEST_PERSON = 160


def fill_people(
    draft: Draft, index: LabelIndex, section: Section, lines: Sequence[SourceLine]
) -> None:
    """Fill people, one on each line, with the role whose heading stands above.

    A heading that is neither a role nor a person's line is nobody, and so are the lines below it.
    """
    _Participants(draft, index).read(lines)


class _Participants:
    """Reads the lines of the participants in order."""

    def __init__(self, draft: Draft, index: LabelIndex) -> None:
        self._draft = draft
        self._index = index
        self._role = ""
        self._nobody: list[str] = []
        self._about = ""

    def read(self, lines: Sequence[SourceLine]) -> None:
        """Add the people of these lines to the draft."""
        for line in lines:
            text = line.text.strip()
            if not text or self._index.is_hint(text):
                continue
            if line.columns:
                self._read_columns(line)
                continue
            text = self._without_role(", ".join(filter(None, line.cells)) or text, line)
            if text and line.level:
                self._read_heading(text)
            elif text and (self._nobody or self._about):
                self._read_below(text)
            elif text:
                self._read_person(" ".join(text.split("\n")))
        self._end_heading()

    def _without_role(self, text: str, line: SourceLine) -> str:
        """Return the text without the role that it names, which the people below have."""
        head = head_of(text)
        known = self._index.role(head.label, loosely=head.colon or line.level > 0)
        if known and known.role and (not head.rest or head.colon):
            self._end_heading()
            self._role = known.role.id
            return head.rest
        return text

    def _read_heading(self, text: str) -> None:
        self._end_heading()
        person = parse_person(text, self._draft.session.template)
        if person.name and (person.country or may_be_name(text)):
            self._read_person(text)
            self._about = person.name
        else:
            self._nobody = [text]

    def _read_below(self, text: str) -> None:
        """Keep a line below a heading: of nobody, or about the person who stands there."""
        if self._about:
            self._draft.unfile(f"{self._about} : {text}", f"below {self._about}")
        else:
            self._nobody.append(text)

    def _end_heading(self) -> None:
        if self._nobody:
            what = f"no participant is called “{self._nobody[0]}”"
            self._draft.unfile("\n".join(self._nobody), what)
        self._nobody, self._about = [], ""

    def _read_person(self, text: str) -> None:
        if self._draft.is_unidentified(text):
            self._draft.unidentified(text, self._role)
            return
        bare, addresses = without_addresses(text)
        person = parse_person(without_marker(bare).replace("**", ""), self._draft.session.template)
        if not person.name or len(text) > _LONGEST_PERSON:
            self._draft.unfile(text, "no person of the programme")
            return
        self._add(person, [(address, "an address") for address in addresses])

    def _read_columns(self, line: SourceLine) -> None:
        """Add the person of a row whose columns are known; what no column names is not filed."""
        self._end_heading()
        found = {column: " ".join(text.split()) for column, text in line.by_column.items()}
        bare, addresses = without_addresses(found.pop("name", ""))
        if not bare:
            self._draft.unfile(line.text, "no person of the programme")
            return
        if self._draft.is_unidentified(bare):
            self._draft.unidentified(bare, self._role)
            return
        person = parse_person(bare, self._draft.session.template)
        rest = [(address, "an address") for address in addresses]
        if word := found.pop("role", ""):
            known = self._index.role(word, loosely=True)
            if known and known.role:
                person = replace(person, role=known.role.id)
            else:
                rest.append((word, "no role of the template"))
        found.pop("", "")
        rest += ((other, "no column of the template") for other in line.without_column)
        self._add(replace(person, **found), rest)

    def _add(self, person: Person, rest: Sequence[tuple[str, str]]) -> None:
        self._draft.programme(person if person.role else replace(person, role=self._role))
        for text, why in rest:
            self._draft.unfile(f"{person.name} : {text}", why)
