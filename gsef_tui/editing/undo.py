"""The undo history of an open session: what one undo takes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from gsef_tui.model.places import Place

from .transactions import TextEdit

PAUSE = 2.0
"""Seconds without a key after which a new batch of typing begins."""
LONGEST = 100
"""Characters after which a batch ends at the next space."""


class StructureEdit(Struct, frozen=True):
    """A change of more than one text: the parts of the session that differ, before and after.

    ``begins``: the first letter of the next text edit created this entry. ``named``: what an undo
    calls it.
    """

    place: Place
    landing: Place
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    merge: str = ""
    begins: bool = False
    named: str = ""

    @property
    def inverse(self) -> StructureEdit:
        """The edit that undoes this one."""
        there, here = self.landing, self.place
        return StructureEdit(there, here, self.after, self.before, "", self.begins, self.named)


Edit: TypeAlias = TextEdit | StructureEdit


class UndoHistory:
    """The edits that can be undone and redone, in one order over the whole session.

    One undo takes back what a user would call one step. A key joins the current batch if it is
    typed in the same text, where the last key left off, and is of the same sort (an insertion or a
    deletion). A pasted text, a cut text and a replaced selection are batches of their own. A new
    batch begins after a line end (the marker of the next list item belongs to it), after a pause of
    two seconds, after a hundred characters at the next space, and after anything that is not
    typing. An undone edit can be redone until a new edit is made. The history is unlimited.

    ``monotonic`` returns the time in seconds.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._done: list[Edit] = []  # a batch of typing is one edit
        self._undone: list[Edit] = []
        self._open = False  # whether the last batch may still grow
        self._last_key = 0.0

    def record_text(self, edit: TextEdit, keys: Callable[[], tuple[str, ...]]) -> None:
        """Record a text edit. ``keys`` returns the value for ``TextEdit.keys``; it is called only
        if the edit begins a batch."""
        now = self._monotonic()
        joined = self._joined(edit) if self._open and now - self._last_key < PAUSE else None
        if joined is None:
            self._done.append(replace(edit, keys=keys()))
        else:
            self._done[-1] = joined
        self._last_key = now
        self._open = _may_grow(edit, self._done[-1])
        self._undone.clear()

    def record_structure(self, edit: StructureEdit) -> None:
        """Record a change of structure. It joins the last one if both have the same ``merge`` and
        the second follows within the pause."""
        now = self._monotonic()
        last = self._done[-1] if self._done else None
        if (
            edit.merge
            and isinstance(last, StructureEdit)
            and last.merge == edit.merge
            and not self._undone
            and now - self._last_key < PAUSE
        ):
            edit = replace(
                edit,
                place=last.place,
                before={**edit.before, **last.before},
                after={**last.after, **edit.after},
            )
            self._done[-1] = edit
        else:
            self._done.append(edit)
        self._last_key, self._open = now, False
        self._undone.clear()

    def close_batch(self) -> None:
        """Close the current batch, because the user has moved elsewhere; the next edit begins a new
        one."""
        self._open = False

    def undo(self, apply: Callable[[Edit], Edit]) -> list[Edit]:
        """Undo the last batch, and the creation of the entry if its first letter created one.

        ``apply`` undoes one edit in the session and returns the edit that redoes it. Returns the
        undone edits, in the order in which they were undone.
        """
        return self._move(self._done, self._undone, apply)

    def redo(self, apply: Callable[[Edit], Edit]) -> list[Edit]:
        """Redo what was undone last, in the same way as ``undo``."""
        return self._move(self._undone, self._done, apply)

    def _move(
        self, source: list[Edit], target: list[Edit], apply: Callable[[Edit], Edit]
    ) -> list[Edit]:
        moved: list[Edit] = []
        while source and (not moved or (len(moved) == 1 and self._is_split)):
            edit = source.pop()
            self._open = False
            target.append(apply(edit))
            moved.append(edit)
        return moved

    @property
    def _is_split(self) -> bool:
        """Whether an entry is created but the first text typed into it is undone: the two belong
        together."""
        return bool(self._done and self._undone) and _begins(self._done[-1], self._undone[-1])

    def _joined(self, edit: TextEdit) -> TextEdit | None:
        """Return the last edit with this one added to it, or None if this one begins a new
        batch."""
        last = self._done[-1] if self._done else None
        if not isinstance(last, TextEdit) or last.place != edit.place:
            return None
        if len(edit.removed) > 1 or (len(edit.inserted) > 1 and edit.inserted[0] != "\n"):
            return None
        if edit.inserted and not edit.removed and last.inserted and not last.removed:
            if edit.offset == last.offset + len(last.inserted):
                return replace(last, inserted=last.inserted + edit.inserted)
        elif edit.removed and not edit.inserted and last.removed and not last.inserted:
            if edit.offset + len(edit.removed) == last.offset:
                return replace(last, offset=edit.offset, removed=edit.removed + last.removed)
            if edit.offset == last.offset:
                return replace(last, removed=last.removed + edit.removed)
        return None


def _begins(edit: Edit, following: Edit) -> bool:
    """Return whether ``edit`` created the entry into which ``following`` typed the first letter."""
    return (
        isinstance(edit, StructureEdit)
        and edit.begins
        and isinstance(following, TextEdit)
        and edit.landing == following.place
    )


def _may_grow(edit: TextEdit, batch: Edit) -> bool:
    """Return whether the next key may join the batch that this edit ended."""
    text = edit.inserted or edit.removed
    long = isinstance(batch, TextEdit) and len(batch.inserted or batch.removed) >= LONGEST
    return len(text) == 1 and text != "\n" and not (long and text.isspace())
