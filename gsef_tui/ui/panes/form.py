"""A pane of fields, one below the other; lists end in an empty field that creates the next
entry."""

from __future__ import annotations

import itertools
from collections.abc import Awaitable, Callable

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import DescendantFocus
from textual.widgets import Static

from gsef_tui.editing.open_session import OpenSession
from gsef_tui.editing.transactions import TextEdit
from gsef_tui.model.places import Place
from gsef_tui.model.template import Section

from ..text import content
from ..widgets.expander import Expander
from ..widgets.note_area import FieldHolder, NoteArea
from .base import Pane, focus_area


class FieldSpec(Struct, frozen=True):
    """The description of a field.

    ``place``: the place of its text; None in the empty last field, for which ``make`` creates the
    entry at its first letter. ``head``: an entry begins here. ``keeps_lines``: the pane makes
    several entries of several pasted lines. ``entries``: each line of the text is an entry.
    """

    key: str
    label: str
    place: Place | None = None
    one_line: bool = True
    placeholder: str = ""
    make: Callable[[], Place] | None = None
    head: bool = False
    keeps_lines: bool = False
    entries: bool = False


class Field(Vertical):
    """A label, a text, and a line below for a problem or for how the text was understood."""

    DEFAULT_CSS = """
    Field { height: auto; }
    Field.head { margin-top: 1; }
    Field Horizontal { height: auto; }
    Field .label { width: 15; color: $gsef-muted; height: 1; }
    Field:focus-within .label { color: $accent; text-style: bold; }
    Field .note { height: auto; margin-left: 15; color: $gsef-muted; display: none; }
    Field .note.shown { display: block; }
    Field .note.error, Field .note.doubtful { color: $warning; }
    """

    def __init__(
        self,
        spec: FieldSpec,
        text: str,
        typed: Callable[[NoteArea, int, str, str, int], None],
        read_only: bool = False,
    ) -> None:
        super().__init__(classes="head" if spec.head else "")
        self.spec = spec
        self.fresh = spec.place is None
        self.area = NoteArea(
            text,
            typed=typed,
            one_line=spec.one_line,
            keeps_lines=spec.keeps_lines,
            entries=spec.entries,
            placeholder=spec.placeholder,
            classes="field",
            read_only=read_only,
        )
        self._label = Static(content(f" {spec.label}"), classes="label")
        self._note = Static("", classes="note", markup=False)

    def compose(self) -> ComposeResult:
        """Yield the label and the text side by side, with the note below."""
        with Horizontal():
            yield self._label
            yield self.area
        yield self._note

    def rebind(self, spec: FieldSpec) -> None:
        """Use the field for another place, such as that of the entry which its first letter
        created."""
        if spec.label != self.spec.label:
            self._label.update(content(f" {spec.label}"))
        if spec.placeholder != self.spec.placeholder:
            self.area.placeholder = content(spec.placeholder)
        self.spec = spec
        self.set_class(spec.head, "head")

    def mark(self, focused: bool) -> None:
        """Show or remove the bar that marks the focused field."""
        self._label.update(content(f"{'▌' if focused else ' '}{self.spec.label}"))

    def note(self, text: str = "", error: bool = False, doubtful: bool = False) -> None:
        """Show a text under the field, or remove it."""
        self._note.update(content(text))
        self._note.set_class(doubtful, "doubtful")
        self._note.set_class(bool(text), "shown")
        self._note.set_class(error, "error")

    def show_whole(self) -> None:
        """Scroll the form so that the note below the text is seen too, as soon as it is laid out.

        What the cursor is in stays in view; of a longer note as much as there is room for.
        """
        self.call_after_refresh(self._scroll_to_note)

    def _scroll_to_note(self) -> None:
        self._note.scroll_visible(animate=False, force=True)
        self.area.scroll_cursor_visible()


class FormPane(Pane):
    """The fields that ``specs`` returns. After each change of structure the list is built again,
    and fields that stay keep their cursor."""

    DEFAULT_CSS = """
    FormPane VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; }
    """

    def __init__(self, opened: OpenSession, section: Section) -> None:
        super().__init__(opened, section)
        self.fields: list[Field] = []
        self._body = VerticalScroll(can_focus=False)
        self._last: Field | None = None
        self._acts: list[Callable[[], Awaitable[None]]] = []

    def compose(self) -> ComposeResult:
        """Yield the empty form; the fields are added on arrival."""
        yield self._body

    # -- what a subclass defines ------------------------------------------------------------------

    def specs(self) -> list[FieldSpec]:
        """Return the fields for the current session."""
        raise NotImplementedError

    def text_of(self, spec: FieldSpec) -> str:
        """Return the text of a field."""
        return self.opened.text(spec.place) if spec.place is not None else ""

    def typed_in(self, field: Field, edit: tuple[int, str, str, int]) -> None:
        """Record an edit of a field; the first letter in an empty last field creates its entry."""
        place = field.spec.place
        if place is not None:
            self.record(place, edit, pasted=field.area.pasting)
            return
        assert field.spec.make is not None
        place = field.spec.make()
        self.record(place, edit, pasted=field.area.pasting)
        field.rebind(next(spec for spec in self.specs() if spec.place == place))
        field.mark(True)
        self.before_next_key(self.rebuild)

    def left(self, field: Field) -> None:
        """Read what was typed, because the user leaves the field, and show what cannot be read."""

    # -- the pane ---------------------------------------------------------------------------------

    @property
    def here(self) -> Place:
        """The place of the field that was typed into last."""
        field = self.focused_field or self._last
        if field is None or field.spec.place is None:
            return Place(self.section.id)
        return field.spec.place

    @property
    def area(self) -> NoteArea | None:
        """The text that was typed into last."""
        field = self.focused_field or self._last or next(iter(self.fields), None)
        return field.area if field else None

    @property
    def focused_field(self) -> Field | None:
        """The field that has the focus. It is exact as soon as the screen sets the focus; the
        area's own ``has_focus`` changes later."""
        focused = self.screen.focused
        return next((field for field in self.fields if field.area is focused), None)

    async def arrive(self, place: Place, cursor: int | None = None) -> None:
        """Go to the field of a place. Without one, go to the empty field at the end of a list, or
        else to the first empty field, or to the first."""
        await self.rebuild()
        field = next((f for f in self.fields if f.spec.place == place), None)
        if field is None and self.fields:
            empty = (f for f in self.fields if not f.area.text)
            last = self.fields[-1]
            field = last if last.spec.place is None else next(empty, self.fields[0])
        focus_area(field.area if field else None, cursor)

    async def rebuild(self) -> None:
        """Bring the fields in line with the session."""
        kept = {field.spec.key: field for field in self.fields}
        wanted = self.specs()
        keys = {spec.key for spec in wanted}
        gone = [field for field in self.fields if field.spec.key not in keys]
        fields: list[Field] = []
        for spec in wanted:
            field = kept.get(spec.key)
            if field is None:
                field = Field(spec, self.text_of(spec), self._typed, self.opened.read_only)
                field.area.expander = Expander(self.opened.abbreviations)
            else:
                field.rebind(spec)
                self.refresh_text(field)
            fields.append(field)
        had_focus = any(field.area.has_focus for field in gone)
        new = [field for field in fields if field not in self.fields]
        self.fields = fields
        for field in gone:
            await field.remove()
        if new:
            await self._body.mount_all(new)
        for before, field in itertools.pairwise(fields):
            children = list(self._body.children)
            if children.index(field) != children.index(before) + 1:
                self._body.move_child(field, after=before)
        if had_focus and fields:
            focus_area(fields[min(len(fields) - 1, 0)].area, None)
        self._mark()

    def scroll_to_end(self) -> None:
        """Scroll to the last field, and stay there until something is typed.

        How high a text is, it knows only after it was laid out for the first time.
        """
        self._body.anchor()

    def refresh_text(self, field: Field) -> None:
        """Show the field's current text."""
        field.area.show_text(self.text_of(field.spec))

    def reflect(self, edit: TextEdit) -> None:
        """Show an edit that an undo made."""
        for field in self.fields:
            if field.spec.place == edit.place:
                end = edit.offset + len(edit.inserted)
                field.area.apply_external(edit.offset, edit.removed, edit.inserted, end)

    def leaving(self) -> None:
        """Read the field that the user is leaving."""
        if self._last is not None and self._last in self.fields:
            last, self._last = self._last, None
            self.left(last)

    def _typed(self, area: NoteArea, offset: int, removed: str, inserted: str, cursor: int) -> None:
        self._body.anchor(False)
        field = next(field for field in self.fields if field.area is area)
        self.typed_in(field, (offset, removed, inserted, cursor))

    def field_left(self, area: NoteArea | None, by: int) -> None:
        """Go to the next or previous field; past either end, to the container of the form."""
        at = next((n for n, f in enumerate(self.fields) if f.area is area), None)
        if at is None:
            at = -1 if by > 0 else len(self.fields)
        else:
            self.left(self.fields[at])
        if 0 <= at + by < len(self.fields):
            focus_area(self.fields[at + by].area, None)
            return
        if area is not None:
            holder = next((n for n in self.ancestors if isinstance(n, FieldHolder)), None)
            if holder is not None:
                holder.field_left(area, by)

    def before_next_key(self, act: Callable[[], Awaitable[None]]) -> None:
        """Call ``act`` before the next key."""
        self._acts.append(act)
        self.call_later(self.settle)  # without a key, nothing else calls settle

    async def settle(self) -> None:
        """Call what is waiting."""
        while self._acts:
            await self._acts.pop(0)()

    @on(DescendantFocus)
    def _moved(self) -> None:
        field = self.focused_field
        if field is not self._last:
            self.leaving()
            self._last = field
        self._mark()

    def _mark(self) -> None:
        for field in self.fields:
            field.mark(field.area.has_focus)
