"""Decisions in a report: a numbered list."""

from __future__ import annotations

from collections.abc import Iterator

from gsef_tui.model.template import Section
from gsef_tui.report.blocks import Item, List, Paragraph
from gsef_tui.report.notes import plain_lines
from gsef_tui.report.renderers import RENDERERS, Placed, SectionRenderer, Source

from .model import DECISIONS, decisions


class DecisionsRenderer(SectionRenderer):
    def blocks(self, source: Source, section: Section) -> Iterator[Placed]:
        found = [text for text in decisions(source.session, section).items if text.strip()]
        items = tuple(
            Item((Paragraph(plain_lines(text)),), f"{number}.")
            for number, text in enumerate(found, 1)
        )
        if items:
            yield section.id, List(items, ordered=True)


def register() -> None:
    RENDERERS.register(DECISIONS, DecisionsRenderer())
