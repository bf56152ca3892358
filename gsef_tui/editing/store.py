"""The session that is open, as one value that only transactions change.

Typing arrives as small edits that the screen shows already, so no key joins or copies a whole note.
The session value is brought up to date when it is read: by the saver, the preview, or a count. Any
thread may read it; transactions are dispatched on one thread only.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from msgspec.structs import replace

from gsef_tui.model.edits import append_unfiled
from gsef_tui.model.kinds import EntryKind
from gsef_tui.model.places import Place, keys_at, text_at, with_keys, with_text
from gsef_tui.model.session import Session
from gsef_tui.model.turns import FLOOR, speakers_by_turn, with_speakers

from .transactions import (
    Change,
    HoldLine,
    Redo,
    Replace,
    ReplaceSilently,
    TextEdit,
    Transaction,
    Undo,
)
from .undo import Edit, StructureEdit, UndoHistory

Listener: TypeAlias = Callable[[Change], None]


class SessionStore:
    """Holds the open session. ``dispatch`` is the only way in, ``subscribe`` the only way out."""

    def __init__(
        self,
        session: Session,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.revision = 0
        """How often the session has changed."""
        self.used_ids = _ids(session)
        """Ids of questions and pictures that exist or existed: none is used twice."""
        self._session = session
        self._half_line = ""
        self._pending: list[TextEdit] = []
        self._lock = threading.Lock()  # guards the session and the pending edits
        self._history = UndoHistory(monotonic)
        self._listeners: list[Listener] = []
        self._unpublished: deque[Change] = deque()
        self._publishing = False

    # -- what it holds ----------------------------------------------------------------------------

    @property
    def session(self) -> Session:
        """The session as it is now."""
        with self._lock:
            for edit in self._pending:
                text = text_at(self._session, edit.place)
                end = edit.offset + len(edit.removed)
                text = text[: edit.offset] + edit.inserted + text[end:]
                self._session = with_text(self._session, edit.place, text)
            self._pending.clear()
            return self._session

    @property
    def session_to_save(self) -> Session:
        """The session to write to disk: the held line is added under Not filed."""
        session, line = self.session, self._half_line
        return append_unfiled(session, line) if line else session

    def text(self, place: Place) -> str:
        """Return the current text at a place."""
        return text_at(self.session, place)

    # -- the way in, and the way out --------------------------------------------------------------

    def dispatch(self, transaction: Transaction) -> Change | None:
        """Carry out a transaction and notify every listener; return None if it changed nothing."""
        change = self._carried_out(transaction)
        if change is not None:
            self._publish(change)
        return change

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` after each change, on the thread that dispatches.

        A change made by a listener is published after all listeners have received the change
        before. Returns a function that ends the subscription.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def close_batch(self) -> None:
        """Close the current undo batch, because the user has moved elsewhere."""
        self._history.close_batch()

    def _publish(self, change: Change) -> None:
        self._unpublished.append(change)
        if self._publishing:
            return
        self._publishing = True
        try:
            while self._unpublished:
                change = self._unpublished.popleft()
                for listener in tuple(self._listeners):
                    listener(change)
        finally:
            self._publishing = False

    # -- transactions -----------------------------------------------------------------------------

    def _carried_out(self, transaction: Transaction) -> Change | None:
        match transaction:
            case TextEdit():
                return self._typed(transaction)
            case Replace():
                return self._replaced(transaction)
            case ReplaceSilently(after):
                if after is self.session:
                    return None
                self._set(after)
                return Change(transaction, self.revision, Place(""))
            case HoldLine(text):
                if text == self._half_line:
                    return None
                self._half_line = text
                return Change(transaction, self.revision, Place(""))
            case Undo():
                return self._moved(transaction, self._history.undo(self._apply))
            case Redo():
                return self._moved(transaction, self._history.redo(self._apply))

    def _typed(self, edit: TextEdit) -> Change | None:
        if not edit.removed and not edit.inserted:
            return None
        self._history.record_text(edit, lambda: keys_at(self.session, edit.place))
        self._take(edit)
        return Change(edit, self.revision, edit.place)

    def _replaced(self, replacement: Replace) -> Change | None:
        before, after = self.session, replacement.after
        parts = _parts(before), _parts(after)
        changed = [key for key in {**parts[0], **parts[1]} if _differ(*parts, key)]
        if not changed:
            return None
        old, new = ({key: part.get(key) for key in changed} for part in parts)
        here, there = replacement.here, replacement.there or replacement.here
        self._history.record_structure(
            StructureEdit(
                here, there, old, new, replacement.merge, replacement.begins, replacement.named
            )
        )
        self.used_ids |= _ids(after)
        self._set(after)
        return Change(replacement, self.revision, there, structure=True)

    def _moved(self, transaction: Undo | Redo, edits: list[Edit]) -> Change | None:
        """Return the change that an undo or redo of these edits made; the last edit gives the
        place."""
        if not edits:
            return None
        structure = any(isinstance(edit, StructureEdit) for edit in edits)
        last = edits[-1]
        if isinstance(last, StructureEdit):
            place, named = last.place, last.named
            return Change(transaction, self.revision, place, structure=structure, named=named)
        shown = last.inverse
        cursor = shown.offset + len(shown.inserted)
        return Change(transaction, self.revision, last.place, cursor, (shown,), structure)

    def _apply(self, edit: Edit) -> Edit:
        """Undo an edit, and return the edit that redoes it."""
        if isinstance(edit, StructureEdit):
            self._set(_with_parts(self.session, edit.before))
            return edit.inverse
        keys = keys_at(self.session, edit.place)
        self._take(edit.inverse)
        self._set(with_keys(self.session, edit.place, edit.keys))
        return replace(edit.inverse, keys=keys)

    def _take(self, edit: TextEdit) -> None:
        with self._lock:
            last = self._pending[-1] if self._pending else None
            if (
                last is not None
                and last.place == edit.place
                and not edit.removed
                and edit.offset == last.offset + len(last.inserted)
            ):
                self._pending[-1] = replace(last, inserted=last.inserted + edit.inserted)
            else:
                self._pending.append(edit)
            self.revision += 1

    def _set(self, session: Session) -> None:
        with self._lock:
            self._session = session
            self.revision += 1


def _ids(session: Session) -> set[str]:
    """Return the ids of all entries of a session, such as its questions and pictures."""
    sections = [
        section for section in session.template.sections if isinstance(section.kind, EntryKind)
    ]
    return {key for section in sections for key in session.exchanges(section.id)}


def _parts(session: Session) -> dict[str, Any]:
    """Split a session into the parts that an undo step may restore.

    Of the turns only the speakers count: the beginning or end of a turn is not part of a step. The
    id is left out too, because an undo keeps it.
    """
    whole = {name: getattr(session, name) for name in session.__struct_fields__ if name != "id"}
    sections = whole.pop("sections")
    if FLOOR in session.extra:
        whole["extra"] = {key: value for key, value in session.extra.items() if key != FLOOR}
        whole |= {f"{FLOOR}.{key}": who for key, who in speakers_by_turn(session.extra).items()}
    return whole | {f"sections.{key}": value for key, value in sections.items()}


def _with_parts(session: Session, parts: Mapping[str, Any]) -> Session:
    sections = dict(session.sections)
    fields: dict[str, Any] = {}
    speakers: dict[str, Any] = {}
    for key, value in parts.items():
        head, _, section = key.partition(".")
        if not section:
            fields[head] = value
        elif head == FLOOR:
            speakers[section] = value
        elif value is None:
            sections.pop(section, None)
        else:
            sections[section] = value
    extra = dict(fields.pop("extra", session.extra))
    if FLOOR in session.extra:
        extra[FLOOR] = session.extra[FLOOR]
    return replace(session, sections=sections, extra=with_speakers(extra, speakers), **fields)


def _differ(before: Mapping[str, Any], after: Mapping[str, Any], key: str) -> bool:
    """Return whether a part differs. Equal mappings may still differ in their order, which matters,
    so equal values are compared by their ``repr``."""
    old, new = before.get(key), after.get(key)
    return old is not new and (old != new or repr(old) != repr(new))
