"""Decisions on the screen: one editor, a decision a line."""

from __future__ import annotations

from gsef_tui.ui.panes.pane_registry import VIEWS, SectionView, note_pane

from .model import DECISIONS


def register() -> None:
    VIEWS.register(DECISIONS, SectionView(note_pane, invite="One decision a line"))
