"""The editor of one text: a note, or a field of a form.

It has the interface of a TextArea. What you type passes through ``clean`` and is reported as small
edits; the widget's own history is off, because the open session has one undo order for everything.
The widget runs its keys within its key handler, so that keys of one burst keep their order.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import ClassVar, Protocol, runtime_checkable

from textual import events
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditHistory, EditResult, Location, Selection

from gsef_tui.model.clean import clean, clean_line

from ..text import common_start, content
from ..textual_private.application import builtin_actions
from ..textual_private.editor.text_area import FastTextArea
from .expander import Expander
from .line_time import LineTime
from .list_lines import begin_line, indent_lines, outdent_lines

Typed = Callable[["NoteArea", int, str, str, int], None]
"""Called with each edit: the offset, the text taken out, the text put in, the cursor before."""


@runtime_checkable
class FieldHolder(Protocol):
    """Contains fields, and knows their order."""

    def field_left(self, area: NoteArea, by: int) -> None:
        """Go from a field to the next (``by`` 1) or to the one before (-1)."""


class _NoHistory(EditHistory):
    """Keeps nothing, because undo belongs to the open session."""

    def record(self, edit: Edit) -> None:
        """Forget the edit."""


class NoteArea(FastTextArea):
    """A text that you can type into.

    ``one_line``: a field; Enter leaves it, and line ends become spaces. ``keeps_lines``: a paste of
    several lines into such a field keeps them. ``entries``: each line is an entry of a list,
    such as a question; a paste at the end of the text adds no empty one.
    """

    DEFAULT_CSS = """
    NoteArea {
        border: none; padding: 0; background: transparent; scrollbar-size-vertical: 1;
        &:focus { border: none; background: transparent; }
        &.field { height: auto; max-height: 12; }
    }
    """
    # Keys of TextArea that our commands use, or that would bypass the undo of the open session.
    _TAKEN: ClassVar[frozenset[str]] = frozenset(
        ["f6", "f7", "ctrl+z", "super+z", "ctrl+y", "super+y", "ctrl+f", "ctrl+up", "ctrl+down"]
    )
    _OWN: ClassVar[dict[str, str]] = {
        **builtin_actions(TextArea),
        "alt+left": "cursor_word_left",  # on macOS
        "alt+right": "cursor_word_right",
    }

    def __init__(
        self,
        text: str = "",
        *,
        typed: Typed | None = None,
        one_line: bool = False,
        keeps_lines: bool = False,
        entries: bool = False,
        placeholder: str = "",
        classes: str = "",
        read_only: bool = False,
    ) -> None:
        super().__init__(
            clean(text),
            classes=classes,
            compact=True,
            highlight_cursor_line=False,
            placeholder=content(placeholder),
            read_only=read_only,
        )
        self.cursor_blink = False
        self.one_line = one_line
        self._entries = entries
        self._clean = clean_line if one_line and not keeps_lines else clean
        self._typed = typed
        self._mirroring = False
        self.pasting = False
        """Whether the edit that is being reported is a paste."""
        self._hit: Selection | None = None  # the selection that shows what was found
        self.line_time = LineTime()
        self.expander: Expander | None = None
        self.history = _NoHistory(0, 0, 0)

    # -- edits ------------------------------------------------------------------------------------

    def edit(self, edit: Edit, told: Callable[[], None] | None = None) -> EditResult:
        """Make an edit and report it to ``typed``. Every change of the text passes through here."""
        if self._mirroring:
            return super().edit(edit, told)
        edit.text = self._clean(edit.text)
        offset = self.document.offset_of(edit.top)
        removed = self.document.get_text_range(edit.top, edit.bottom)
        cursor = self.document.offset_of(self.selection.end)
        row = edit.top[0]
        before = self.document[row]

        def tell() -> None:
            self.line_time.on_edit(row, before, removed, edit.text)
            if self._typed is not None and (removed or edit.text):
                self._typed(self, offset, removed, edit.text, cursor)

        height = self.wrapped_document.height
        result = super().edit(edit, tell)
        if self.wrapped_document.height != height:
            self.scroll_cursor_visible()  # TextArea did so before it knew the new height
        return result

    def apply_external(
        self, offset: int, removed: str, inserted: str, cursor: int | None = None
    ) -> None:
        """Show an edit that was made elsewhere: by undo, or in the session's value."""
        start, end = self.location_of(offset), self.location_of(offset + len(removed))
        self._mirroring = True
        try:
            self.replace(inserted, start, end, maintain_selection_offset=True)
        finally:
            self._mirroring = False
        if cursor is not None:
            self.move_cursor(self.location_of(cursor))

    def show_text(self, text: str) -> None:
        """Show another text by replacing only the part that differs."""
        old = self.text
        if old == text:
            return
        start = common_start(old, text)
        end = common_start(old[start:][::-1], text[start:][::-1])
        self.apply_external(start, old[start : len(old) - end], text[start : len(text) - end])

    # -- where ------------------------------------------------------------------------------------

    def location_of(self, offset: int) -> Location:
        """Return the row and column of an offset in characters, or the end of a shorter text."""
        last = self.document.line_count - 1
        for row in range(last + 1):
            length = len(self.document[row])
            if offset <= length or row == last:
                return row, min(offset, length)
            offset -= length + 1
        return 0, 0

    @property
    def cursor_offset_in_text(self) -> int:
        """The position of the cursor, in characters from the start."""
        return self.document.offset_of(self.selection.end)

    def to_end(self) -> None:
        """Put the cursor at the end of the text."""
        self.move_cursor(self.document.end)

    def on_hide(self, event: events.Hide) -> None:
        """Keep the focus if the text has been shown again since: Textual says late that it was
        hidden, and moves the focus elsewhere."""
        if all(node.display for node in self.ancestors_with_self):
            event.prevent_default()

    def show_hit(self, start: int, end: int, replaceable: bool) -> None:
        """Select what was found, with the cursor at its end. Typing replaces it only if it is
        ``replaceable``."""
        self.move_cursor(self.location_of(start))
        self.move_cursor(self.location_of(end), select=True)
        self._hit = None if replaceable else self.selection

    def _leave_hit(self) -> None:
        """Before something is typed: drop the selection if it still shows what was found."""
        if self._hit is not None and self.selection == self._hit:
            self.selection = Selection.cursor(self.selection.end)
        self._hit = None

    def on_mouse_down(self) -> None:
        """Treat what the mouse selects from now on as your selection."""
        self._hit = None

    def on_resize(self) -> None:
        """Keep the cursor in view when a panel takes room."""
        self.call_after_refresh(self.scroll_cursor_visible)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the rows of a region; blank rows if the screen draws the widget once more after
        its removal, when its styles are gone and Textual would raise an exception."""
        if self.parent is None:
            return [Strip.blank(crop.width)] * crop.height
        return super().render_lines(crop)

    # -- keys -------------------------------------------------------------------------------------

    async def process_key(self, event: events.Key) -> bool:
        """Handle a key at once, and return whether it belongs to this widget."""
        key = event.key
        if key.startswith("alt+") and key not in self._OWN:
            return True  # an old terminal sends ESC and the letter, which must not be typed
        if key == "enter":
            self._enter()
            self._ended("\n")
        elif key == "tab":
            return self._tab()
        elif key == "shift+tab":
            return self._back_tab()
        elif key in ("up", "down") and self._leaves(key):
            self._leave(-1 if key == "up" else 1)
        elif key == "ctrl+c" and self.selection.is_empty:
            return False  # nothing to copy here; the screen may have something
        elif key in self._OWN and key not in self._TAKEN:
            await self.run_action(self._OWN[key])
        elif event.character is not None and is_text(event.character):
            self._insert(event.character)
            self._ended(event.character)
        else:
            return False
        return True

    def _ended(self, character: str) -> None:
        """Expand the abbreviation before the key that was just typed, if any."""
        if self.expander is not None:
            self.expander.on_edit(self, character)

    async def on_key(self, event: events.Key) -> None:
        """Handle a key that was posted to the widget itself as ``process_key`` does."""
        event.prevent_default()
        if await self.process_key(event):
            event.stop()

    def process_paste(self, text: str) -> None:
        """Insert a pasted text as a whole, in one edit."""
        text = self._clean(text)
        self._leave_hit()
        if self._entries and max(self.selection) == self.document.end:
            text = text.rstrip("\n")
        self.pasting = True
        try:
            self._insert(text)
        finally:
            self.pasting = False

    def insert_typed(self, text: str) -> None:
        """Insert a text that one key stands for, such as a time stamp, in one edit."""
        self._insert(text)

    async def on_paste(self, event: events.Paste) -> None:
        """Handle a paste that was posted to the widget itself as ``process_paste`` does."""
        event.stop()
        event.prevent_default()
        self.process_paste(event.text)

    def _insert(self, text: str) -> None:
        self._leave_hit()
        self.replace_typed(text, *self.selection)

    def _leave(self, by: int) -> None:
        """Go to the next field (1) or the one before (-1) in the field's container. This happens at
        once, because the next key of a burst belongs there."""
        if self.expander is not None:
            self.expander.finish(self)
        holder = next((n for n in self.ancestors if isinstance(n, FieldHolder)), None)
        if holder is not None:
            holder.field_left(self, by)

    def _leaves(self, key: str) -> bool:
        if not self.has_class("field") or not self.selection.is_empty:
            return False
        return self.cursor_at_first_line if key == "up" else self.cursor_at_last_line

    def _enter(self) -> None:
        if self.one_line:
            self._leave(1)
            return
        self._leave_hit()
        begin_line(self)

    def _tab(self) -> bool:
        if self.one_line or self.has_class("field"):
            self._leave(1)
            return True
        if self.read_only:
            return False
        indent_lines(self)
        return True

    def _back_tab(self) -> bool:
        if self.one_line or self.has_class("field"):
            self._leave(-1)
            return True
        return not self.read_only and outdent_lines(self)


def is_text(character: str) -> bool:
    """Return whether a key's character is text, which includes no-break spaces, soft hyphens and
    joiners."""
    return bool(character) and unicodedata.category(character[0]) not in ("Cc", "Cs")
