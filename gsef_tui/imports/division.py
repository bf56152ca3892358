"""Division of a report's lines among the sections of a template."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from gsef_tui.model.kinds import CLOSING, EXCHANGES, FACTS, PEOPLE, Kind

from .chunks import TOP, Chunk, Chunks
from .labels import LabelIndex, head_of
from .names import may_be_name
from .source_lines import SourceLine
from .table_rows import TableRows


class Division:
    """A report's lines in chunks.

    ``is_name`` returns whether a text is the name of one of the people: a heading with such a name
    ends no section of theirs. ``matter`` are the lines of front matter. ``remarks`` are sentences
    for the user. ``doubtful``: a heading may be a name, of which only the caller can be certain
    once the people are known.
    """

    def __init__(
        self,
        lines: Sequence[SourceLine],
        index: LabelIndex,
        is_name: Callable[[str], bool] | None = None,
    ) -> None:
        self.matter = [line for line in lines if line.matter]
        self.remarks: list[str] = []
        self.doubtful = False
        self._chunks = Chunks(index)
        self._rows = TableRows(self._chunks, index, self._take_text)
        self._index = index
        self._is_name = is_name
        self._lines = [line for line in lines if not line.matter]
        self._whole = {
            known.section.id
            for line in self._lines
            if (known := index.section(head_of(line.text).label)) and known.section
        }
        self._is_slip = any(index.is_word("slip", line.text) for line in self._lines)
        for at, line in enumerate(self._lines):
            self._take(at, line)

    @property
    def chunks(self) -> list[Chunk]:
        """The chunks in order; those of pictures amid the text of other sections come last."""
        return self._chunks.all

    @property
    def found(self) -> int:
        """The number of labels that were recognised."""
        keys = (head_of(line.text).label for line in self.matter)
        of_matter = sum(self._index.field_by_key(key) is not None for key in keys)
        return self._chunks.found + of_matter + self._is_slip

    @property
    def languages(self) -> Counter[str]:
        """The number of labels of each language."""
        return self._chunks.languages

    def _take(self, at: int, line: SourceLine) -> None:
        if line.cells:
            self._rows.take(at, line)
        elif line.picture:
            self._chunks.add_picture(line)
        else:
            if line.text.strip():
                self._rows.end()
            self._take_text(at, line)

    def _take_text(self, at: int, line: SourceLine) -> None:
        begins = line.text.strip() and (
            self._is_section(at, line) or self._is_listed(line) or self._is_loose(at, line)
        )
        if not begins:
            self._chunks.add(line)

    def _is_section(self, at: int, line: SourceLine) -> bool:
        """Return whether a line is the heading of a section, and begin that section if so.

        Plain text begins a section only once; the second time it is somebody's words.
        """
        head = head_of(line.text)
        here = self._chunks.section
        if here is not None and head.colon and self._index.word(here, head.label):
            return False
        if self._is_slip and self._is_question(line):
            return True
        known, begins = self._index.section(head.label), False
        if known is None and (line.level or self._stands_alone(at, head.rest, head.colon)):
            known = self._index.shortened_section(head.label)
            if known is None and line.level:
                known, begins = self._index.section_beginning(head.label), True
            if known and known.section and known.section.id in self._whole:
                known = None
        if known is None or known.section is None:
            return self._is_remarks(at, line)
        if not line.level and self._chunks.has_begun(known.section):
            return False
        if begins:
            short = known.section.short.get(known.language, "")
            self.remarks.append(f"“{head.label}” is taken for the section “{short}”")
        self._chunks.note(known)
        self._chunks.begin(known.section, head.rest, line.level or TOP)
        return True

    def _is_remarks(self, at: int, line: SourceLine) -> bool:
        """Return whether a line heads the remarks of a closing that has no heading above them."""
        head = head_of(line.text)
        if not line.level and not self._stands_alone(at, head.rest, head.colon):
            return False
        for section in self._index.template.of_kind(CLOSING):
            known = self._index.word(section, head.label)
            if known and known.word == "remarks" and not self._chunks.has_begun(section):
                self._chunks.note(known)
                self._chunks.begin(section, level=line.level or TOP)
                self._chunks.add(line)
                return True
        return False

    def _is_question(self, line: SourceLine) -> bool:
        """Return whether a line is a public question in a slip, which gives them no heading."""
        head = head_of(line.text)
        for section in self._index.template.of_kind(EXCHANGES) if head.colon else ():
            known = self._index.word(section, head.label)
            if known and known.word == "question" and self._chunks.section != section:
                self._chunks.begin(section)
                self._chunks.add(line)
                return True
        return False

    def _is_listed(self, line: SourceLine) -> bool:
        """Return whether a line is a fact, or a heading of people, and file it if so.

        Such a line begins its section even without the section's heading. A heading that begins
        like a fact is a heading.
        """
        section = self._chunks.section
        here = section.kind if section else None
        head = head_of(line.text)
        if not self._chunks.is_plain:
            return False
        known = self._index.field(head.label, section) if head.colon else None
        if known is None and here in (None, FACTS) and not line.level:
            before = self._index.field_before(line.text, section)
            known = before[0] if before else None
        if known is None and self._is_people(head.label, here):
            return self._begin_people(line)
        if known is None or known.section is None or (not self._chunks.is_first and here is None):
            return False
        self._chunks.note(known)
        if self._chunks.section != known.section:
            self._chunks.begin(known.section)
        self._chunks.add(line)
        return True

    def _is_people(self, label: str, here: Kind | None) -> bool:
        return here in (None, FACTS) and self._index.role(label) is not None

    def _begin_people(self, line: SourceLine) -> bool:
        people = self._chunks.people
        if people is None:
            return False
        self._chunks.begin(people, level=line.level or TOP)
        self._chunks.add(line)
        return True

    def _is_loose(self, at: int, line: SourceLine) -> bool:
        """Return whether a line is a heading that the template does not have.

        The lines that follow it are then not filed. A heading deeper than that of its section
        stands inside the section.
        """
        chunk = self._chunks.last
        here = chunk.section
        if not line.level or line.level > chunk.level:
            return bool(line.level) and self._chunks.is_first and self._is_below_a_title(at, line)
        if self._chunks.is_first:
            return self._is_below_a_title(at, line)
        label = head_of(line.text).label
        if here and here.kind is PEOPLE and self._index.role(line.text, loosely=True):
            return False
        if here and here.kind.by_person and self._is_somebody(label):
            return False
        if here and self._index.word(here, line.text):
            return False
        self._chunks.begin_loose(line)
        return True

    def _is_somebody(self, label: str) -> bool:
        """Return whether a heading may be a name: somebody's, or like one."""
        if self._is_name is None:
            self.doubtful = True
        elif self._is_name(label):
            return True
        return may_be_name(label)

    def _is_below_a_title(self, at: int, line: SourceLine) -> bool:
        """Return whether a heading before the first section is loose, and begin its chunk if so.

        It is if it stands below a title, and text below it that names no fact.
        """
        is_below = 0 < self._chunks.last.highest < line.level
        if self._index.is_word("report", line.text) or not is_below:
            return False
        texts = [below for below in self._until_a_heading(at + 1) if below.text.strip()]
        if not texts or any(self._names_a_fact(below) for below in texts):
            return False
        self._chunks.begin_loose(line)
        return True

    def _until_a_heading(self, at: int) -> Iterator[SourceLine]:
        while at < len(self._lines) and not self._lines[at].level:
            yield self._lines[at]
            at += 1

    def _names_a_fact(self, line: SourceLine) -> bool:
        head = head_of(line.cells[0] if line.cells else line.text)
        return bool(
            self._index.field(head.label)
            or self._index.role(head.label)
            or self._index.section(head.label)
            or self._index.field_before(line.text)
            or self._index.is_table_head(line.cells)
        )

    def _stands_alone(self, at: int, rest: str, colon: bool) -> bool:
        around = [self._lines[n].text for n in (at - 1, at + 1) if 0 <= n < len(self._lines)]
        return colon and not rest and not any(text.strip() for text in around)
