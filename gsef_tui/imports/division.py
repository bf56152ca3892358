"""Division of a report's lines among the sections of a template."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from gsef_tui.model.kinds import FACTS, PEOPLE, PICTURES, Kind
from gsef_tui.model.template import Section

from .filling import READERS
from .labels import LabelIndex, LabelMatch, head_of
from .source_lines import SourceLine


class Chunk:
    """Lines that belong to one section.

    ``section`` is None for the lines before the first section, and for those under a heading that
    the template does not have.
    """

    def __init__(self, section: Section | None, heading: str = "") -> None:
        self.section = section
        self.heading = heading
        self.lines: list[SourceLine] = []

    @property
    def is_empty(self) -> bool:
        """Whether the chunk has neither a heading of its own, nor text, nor a picture."""
        return not self.heading and not any(
            line.text.strip() or line.picture for line in self.lines
        )


class Division:
    """A report's lines in chunks.

    ``found`` counts the labels that were recognised, ``languages`` those of each language.
    """

    def __init__(self, lines: Sequence[SourceLine], index: LabelIndex) -> None:
        self.chunks = [Chunk(None)]
        self.languages: Counter[str] = Counter()
        self.found = 0
        self._index = index
        self._lines = lines
        self._begun: set[str] = set()
        self._whole = {
            known.section.id
            for line in lines
            if (known := index.section(head_of(line.text).label)) and known.section
        }
        for at, line in enumerate(lines):
            self._take(at, line)

    def _take(self, at: int, line: SourceLine) -> None:
        if line.row and self._index.is_table_head(line.text):
            return
        if line.picture:
            pictures = next(iter(self._index.template.of_kind(PICTURES)), None)
            if self._section is None or self._section.kind is not PICTURES:
                self._begin(pictures, line)
            self.chunks[-1].lines.append(line)
            return
        begins = line.text.strip() and (
            self._is_section(at, line) or self._is_listed(line) or self._is_loose(line)
        )
        if not begins:
            self.chunks[-1].lines.append(line)

    @property
    def _section(self) -> Section | None:
        return self.chunks[-1].section

    def _is_section(self, at: int, line: SourceLine) -> bool:
        """Return whether a line is the heading of a section, and begin that section if so.

        Plain text begins a section only once; the second time it is somebody's words.
        """
        head = head_of(line.text)
        here = self._section
        if here is not None and head.colon and self._index.word(here, head.label):
            return False
        known = self._index.section(head.label)
        if known is None and (line.level or self._stands_alone(at, head.rest, head.colon)):
            known = self._index.shortened_section(head.label)
            if known and known.section and known.section.id in self._whole:
                known = None
        if known is None or known.section is None:
            return False
        if not line.level and (line.row or known.section.id in self._begun):
            return False
        self._note(known)
        self._begin(known.section, line, head.rest)
        return True

    def _is_listed(self, line: SourceLine) -> bool:
        """Return whether a line is a fact, or a heading of people, and file it if so.

        Such a line begins its section even without the section's heading.
        """
        here = self._section.kind if self._section else None
        head = head_of(line.text)
        if here is not None and not READERS[here].plain and not line.row:
            return False
        known = self._index.field(head.label) if head.colon or line.row else None
        if known is None and here in (None, FACTS):
            before = self._index.field_before(line.text)
            known = before[0] if before else None
        if known is None and self._is_people(head.label, here):
            return self._begin_people(line)
        if known is None or (not self._is_first_chunk and here is None):
            return False
        self._note(known)
        if self._section != known.section:
            self._begin(known.section, line)
        self.chunks[-1].lines.append(line)
        return True

    def _is_people(self, label: str, here: Kind | None) -> bool:
        return here in (None, FACTS) and self._index.role(label) is not None

    def _begin_people(self, line: SourceLine) -> bool:
        people = next(iter(self._index.template.of_kind(PEOPLE)), None)
        if people is None:
            return False
        self._begin(people, line)
        self.chunks[-1].lines.append(line)
        return True

    @property
    def _is_first_chunk(self) -> bool:
        return len(self.chunks) == 1

    def _is_loose(self, line: SourceLine) -> bool:
        """Return whether a line is a heading that the template does not have.

        The lines that follow it are then not filed.
        """
        here = self._section
        if not line.level or line.level > 2 or self._is_first_chunk:
            return False
        if here and here.kind is PEOPLE and self._index.role(line.text, loosely=True):
            return False
        if here and here.kind.by_person and 2 <= len(line.text.split()) <= 5:
            return False  # it may be somebody's name
        if here and self._index.word(here, line.text):
            return False
        self.chunks.append(Chunk(None, line.text))
        return True

    def _stands_alone(self, at: int, rest: str, colon: bool) -> bool:
        around = [self._lines[n].text for n in (at - 1, at + 1) if 0 <= n < len(self._lines)]
        return colon and not rest and not any(text.strip() for text in around)

    def _begin(self, section: Section | None, line: SourceLine, rest: str = "") -> None:
        self.chunks.append(Chunk(section, line.text if section is None else ""))
        if section is not None:
            self._begun.add(section.id)
        if rest:
            self.chunks[-1].lines.append(SourceLine(rest))

    def _note(self, known: LabelMatch) -> None:
        self.found += 1
        if known.language:
            self.languages[known.language] += 1
