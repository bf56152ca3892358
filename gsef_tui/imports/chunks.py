"""Chunks of a report: lines that belong to one section."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath

from gsef_tui.model.kinds import PEOPLE, PICTURES
from gsef_tui.model.template import Section

from .columns import HEAD_OF_PEOPLE, TableHead
from .filling import READERS
from .labels import LabelIndex, LabelMatch
from .source_lines import SourceLine

TOP = 2
"""The level that a section has whose heading is not marked as one."""


class Chunk:
    """Lines that belong to one section.

    ``section`` is None for the lines before the first section, and for those under a heading that
    the template does not have. ``level`` is that of the heading, ``highest`` that of the highest
    heading among the lines, or 0.
    """

    def __init__(self, section: Section | None, heading: str = "", level: int = TOP) -> None:
        self.section = section
        self.heading = heading
        self.level = level
        self.highest = 0
        self.lines: list[SourceLine] = []

    def add(self, *lines: SourceLine) -> None:
        """Add lines."""
        self.lines += lines
        levels = [line.level for line in lines if line.level]
        self.highest = min((*levels, self.highest) if self.highest else levels, default=0)

    @property
    def is_empty(self) -> bool:
        """Whether the chunk has neither a heading of its own, nor text, nor a picture."""
        return not self.heading and not any(
            line.text.strip() or line.picture for line in self.lines
        )


class Chunks:
    """The chunks so far: the last one gets the lines that follow.

    ``found`` counts the labels that were recognised, ``languages`` those of each language.
    """

    def __init__(self, index: LabelIndex) -> None:
        self.languages: Counter[str] = Counter()
        self.found = 0
        self._template = index.template
        self._chunks = [Chunk(None)]
        self._pictures: list[Chunk] = []
        self._begun: set[str] = set()

    @property
    def all(self) -> list[Chunk]:
        """The chunks in order; those of pictures amid the text of other sections come last."""
        return [*self._chunks, *self._pictures]

    @property
    def last(self) -> Chunk:
        """The chunk that gets the lines that follow."""
        return self._chunks[-1]

    @property
    def section(self) -> Section | None:
        """The section of the last chunk."""
        return self.last.section

    @property
    def is_first(self) -> bool:
        """Whether no section has begun."""
        return len(self._chunks) == 1

    @property
    def is_plain(self) -> bool:
        """Whether the text here is no prose, in which a label may stand by chance."""
        here = self.section
        return here is None or READERS[here.kind].plain

    @property
    def head(self) -> TableHead | None:
        """The head that a table here may have; before any section, that of participants."""
        return READERS[self.section.kind].head if self.section else HEAD_OF_PEOPLE

    @property
    def people(self) -> Section | None:
        """The template's section of people."""
        return next(iter(self._template.of_kind(PEOPLE)), None)

    def add(self, *lines: SourceLine) -> None:
        """Add lines to the last chunk."""
        self.last.add(*lines)

    def begin(self, section: Section, rest: str = "", level: int = TOP) -> None:
        """Begin a section; ``rest`` stands beside its heading."""
        self._chunks.append(Chunk(section, level=level))
        self._begun.add(section.id)
        if rest:
            self.add(SourceLine(rest))

    def begin_loose(self, line: SourceLine) -> None:
        """Begin what stands under a heading that the template does not have."""
        self._chunks.append(Chunk(None, line.text, line.level))

    def has_begun(self, section: Section) -> bool:
        """Return whether a section has begun before, perhaps several times."""
        return section.id in self._begun

    def add_picture(self, line: SourceLine) -> None:
        """File a picture among the pictures; the text around it stays in its section.

        The template's logo above the first section is no picture of the session.
        """
        if self.is_first and line.text and line.text == PurePath(self._template.report.logo).name:
            return
        if self.section is not None and self.section.kind is PICTURES:
            self.add(line)
            return
        section = next(iter(self._template.of_kind(PICTURES)), None)
        if section is not None:
            chunk = Chunk(section)
            chunk.add(line)
        else:
            said = dict.fromkeys(filter(None, (line.text, line.alt, line.caption)))
            heading, *texts = said or ("",)
            chunk = Chunk(None, heading)
            chunk.add(*map(SourceLine, texts))
        self._pictures.append(chunk)

    def note(self, known: LabelMatch) -> None:
        """Count a label that was recognised."""
        self.found += 1
        if known.language:
            self.languages[known.language] += 1
