"""A few lines that the user should read before going on."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widgets import Static

from ..text import content
from .base import Panel


class Notice(Panel):
    """Lines that wrap, so that nothing is cut off. The focus stays where it is, so the user can go
    on typing; Esc closes the panel."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__()
        self._lines = lines

    def compose(self) -> ComposeResult:
        """Yield the lines; the first names the problem."""
        for n, line in enumerate(self._lines):
            yield Static(content(line), classes="head error" if n == 0 else "", markup=False)

    DEFAULT_CSS = """
    Notice .head { height: auto; color: $gsef-strong; text-style: bold; }
    """
