"""Decisions read back from a report: a line each, without its number."""

from __future__ import annotations

from collections.abc import Sequence

from gsef_tui.imports.draft import Draft
from gsef_tui.imports.filling import READERS, SectionReader
from gsef_tui.imports.labels import LabelIndex, without_marker
from gsef_tui.imports.source_lines import SourceLine
from gsef_tui.model.places import Place
from gsef_tui.model.template import Section

from .model import DECISIONS


def _fill(draft: Draft, index: LabelIndex, section: Section, lines: Sequence[SourceLine]) -> None:
    texts = [without_marker(line.text) for line in lines if line.text.strip()]
    draft.write(Place(section.id), "\n".join(texts))


def register() -> None:
    READERS.register(DECISIONS, SectionReader(_fill, plain=True))
