"""A few lines that a person should read before going on."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widgets import Static

from ..text import content
from .base import Panel


class Notice(Panel):
    """Lines that wrap, so that nothing of them is cut off. The focus stays where it is, typing goes
    on; Esc closes it."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__()
        self._lines = lines

    def compose(self) -> ComposeResult:
        """The first line says what is the matter."""
        for n, line in enumerate(self._lines):
            yield Static(content(line), classes="head error" if n == 0 else "", markup=False)

    DEFAULT_CSS = """
    Notice .head { height: auto; text-style: bold; }
    """
