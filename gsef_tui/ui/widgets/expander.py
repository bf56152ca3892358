"""Expands an abbreviation when the key after it is typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from textual.widgets.text_area import Location

from gsef_tui.capture.abbreviations import WINDOW, Swap, form_at_end

from ..textual_private.editor.text_area import FastTextArea


class Swaps(Protocol):
    """Looks up abbreviations."""

    def find(self, form: str) -> str:
        """Return what an abbreviation stands for; empty if it is not defined."""

    def swap(self, before: str, key: str) -> Swap | None:
        """Return what replaces the end of ``before``, the text before the key that was just
        typed."""


def _never() -> bool:
    return False


class Expander:
    """Watches the keys typed into one text. It reads only the last letters, never the whole text.

    Only letters typed here, key after key, form an abbreviation; a text that was pasted, was there
    before or came back by undo stays as it is. The key is part of the replacement, so that one undo
    restores what was typed, with the cursor after it. While ``off`` returns True nothing is
    expanded.
    """

    def __init__(self, swaps: Swaps, off: Callable[[], bool] = _never) -> None:
        self._swaps = swaps
        self._off = off
        self._typed = ""  # the last keys, and where they end
        self._at: Location = (0, 0)
        self._done: tuple[Location, Location, str, str] | None = None

    def on_edit(self, area: FastTextArea, key: str) -> None:
        """Handle a key that was typed and is already in the text; ``key`` is a line end for
        Enter."""
        row, column = cursor = area.selection.end
        if key != "\n":
            end = row, column - len(key)
        else:
            end = row - 1, len(area.document[row - 1]) if row else 0
        if not self._swapped(area, end, cursor, key):
            self._typed = (self._run(area, end) + key)[-WINDOW:] if key != "\n" else ""
            self._at, self._done = cursor, None

    def finish(self, area: FastTextArea) -> None:
        """Expand an abbreviation before the cursor, because the text is left or its line filed."""
        if area.selection.is_empty:
            cursor = area.selection.end
            self._swapped(area, cursor, cursor, "\n")

    def known(self, area: FastTextArea) -> str:
        """Return what the next key will do if a known abbreviation is before the cursor, else an
        empty text."""
        if not self._typed or self._off():
            return ""
        end = area.selection.end
        form = form_at_end(_before(area, end))
        long = self._swaps.find(form) if form and len(form) <= len(self._run(area, end)) else ""
        return f"{form} → {long}" if long else ""

    def revert_expansion(self, area: FastTextArea) -> bool:
        """Undo an expansion if it was the last change, and return whether it was. This is for a
        text whose edits have no other undo."""
        if self._done is None:
            return False
        start, end, short, long = self._done
        self._done = None
        if area.selection.end != end or area.document.get_text_range(start, end) != long:
            return False
        area.replace_typed(short, start, end)
        return True

    def _swapped(self, area: FastTextArea, end: Location, cursor: Location, key: str) -> bool:
        run = self._run(area, end)
        swap = self._swaps.swap(_before(area, end), key) if run and not self._off() else None
        if swap is None or len(swap.short) > len(run):
            return False
        start = end[0], end[1] - len(swap.short)
        behind = area.document.get_text_range(end, cursor)
        area.replace_typed(swap.long + behind, start, cursor)
        self._typed, self._at = "", area.selection.end
        long = area.document.get_text_range(start, self._at)
        self._done = start, self._at, swap.short + behind, long
        return True

    def _run(self, area: FastTextArea, end: Location) -> str:
        """Return the keys typed one after the other up to a location; deleted letters do not
        count."""
        behind = self._at[1] - end[1]
        if self._at[0] != end[0] or not 0 <= behind < len(self._typed):
            return ""
        run = self._typed[: len(self._typed) - behind]
        return run if area.document[end[0]].endswith(run, 0, end[1]) else ""


def _before(area: FastTextArea, end: Location) -> str:
    return area.document[end[0]][max(0, end[1] - WINDOW) : end[1]]
