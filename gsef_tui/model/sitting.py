"""A sitting: one session while it is open, with one order of undo over everything done to it.

What is typed arrives as small edits, already on the screen; nothing joins or copies a whole note
for a key. The session value is brought up to date when somebody asks for it: the saver, the
preview, a count. Any thread may ask.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from .floor import FLOOR, speakers_by_turn, with_speakers
from .kinds import EntryKind
from .places import Place, keys_at, text_at, with_keys, with_text
from .session import Session
from .template import Template

PAUSE = 2.0
"""Seconds without a key after which a new batch of typing begins."""
LONGEST = 100
"""Characters after which a batch ends at the next space."""


class TextEdit(Struct, frozen=True):
    """A change inside one text. ``offset`` counts characters from the text's start; ``cursor`` is
    where the cursor stood before, ``keys`` are those among which the text stood (a first letter
    makes one, a last one that goes may drop one: their order is an order of speaking)."""

    place: Place
    offset: int
    removed: str
    inserted: str
    cursor: int = 0
    keys: tuple[str, ...] = ()

    @property
    def inverse(self) -> TextEdit:
        """The edit that takes this one back."""
        return TextEdit(
            self.place, self.offset, self.inserted, self.removed, self.offset + len(self.inserted)
        )


class StructureEdit(Struct, frozen=True):
    """A change of anything else: the parts of the session that differ, before and after.

    ``begins``: the entry that the first letter of the text edit after it made.
    """

    place: Place
    landing: Place
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    merge: str = ""
    begins: bool = False

    @property
    def inverse(self) -> StructureEdit:
        """The edit that takes this one back."""
        return StructureEdit(self.landing, self.place, self.after, self.before, "", self.begins)


class Step(Struct, frozen=True):
    """What an undo or a redo did: where to look, where the cursor belongs, and the text edits to
    be shown there; ``structure`` says that more than text changed."""

    place: Place
    cursor: int | None
    edits: tuple[TextEdit, ...]
    structure: bool


Edit = TextEdit | StructureEdit


class Sitting:
    """The session that is open, and everything that was done to it since.

    Batches of typing. One undo takes back what a person would call one thing. Typing goes on in
    the same batch while it goes on in the same text, at the place where it left off, and is of the
    same sort (letters in, or letters out). A pasted piece, a piece cut out and a replaced
    selection are batches of their own. A new batch begins after a line end (the marker of the next
    item is part of it), after a pause of two seconds, after a hundred characters at the next space,
    and after anything that is not typing. Undone batches can be redone until something new is
    done. There is no limit to their number.
    """

    def __init__(
        self,
        session: Session,
        template: Template,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.template = template
        self.revision = 0
        self.used_ids = _ids(session, template)
        """Ids of questions and pictures that exist or existed: none is used again."""
        self._session = session
        self._monotonic = monotonic
        self._pending: list[TextEdit] = []
        self._lock = threading.Lock()
        self._done: list[Edit] = []  # a batch of typing is one edit
        self._undone: list[Edit] = []
        self._open = False  # whether the last batch may still grow
        self._last_key = 0.0

    @property
    def session(self) -> Session:
        """The session as it is now."""
        with self._lock:
            for edit in self._pending:
                text = text_at(self._session, self.template, edit.place)
                end = edit.offset + len(edit.removed)
                text = text[: edit.offset] + edit.inserted + text[end:]
                self._session = with_text(self._session, self.template, edit.place, text)
            self._pending.clear()
            return self._session

    def text(self, place: Place) -> str:
        """The text at a place, as it is now."""
        return text_at(self.session, self.template, place)

    def record(self, edit: TextEdit) -> None:
        """Take over an edit of a text that the screen shows already."""
        if not edit.removed and not edit.inserted:
            return
        now = self._monotonic()
        joined = self._joined(edit) if self._open and now - self._last_key < PAUSE else None
        if joined is None:
            keys = keys_at(self.session, self.template, edit.place)
            self._done.append(replace(edit, keys=keys))
        else:
            self._done[-1] = joined
        self._last_key = now
        self._open = _goes_on(edit, self._done[-1])
        self._undone.clear()
        self._take(edit)

    def apply(
        self,
        after: Session,
        here: Place,
        there: Place | None = None,
        merge: str = "",
        *,
        begins: bool = False,
    ) -> None:
        """Take over a pure edit of the session's structure.

        ``here`` is where the person was and ``there`` where it leads. Edits with the same
        ``merge`` within the pause are one batch: a line of a person, while it is typed. ``begins``:
        a first letter made this entry; the batch that it begins is taken back together with it.
        """
        before, now = self.session, self._monotonic()
        parts = _parts(before), _parts(after)
        changed = [key for key in {**parts[0], **parts[1]} if _differ(*parts, key)]
        if not changed:
            return
        old, new = ({key: part.get(key) for key in changed} for part in parts)
        edit = StructureEdit(here, there or here, old, new, merge, begins)
        last = self._done[-1] if self._done else None
        if (
            merge
            and isinstance(last, StructureEdit)
            and last.merge == merge
            and not self._undone
            and now - self._last_key < PAUSE
        ):
            edit = replace(edit, place=last.place, before={**old, **last.before})
            edit = replace(edit, after={**last.after, **new})
            self._done[-1] = edit
        else:
            self._done.append(edit)
        self._last_key, self._open = now, False
        self._undone.clear()
        self.used_ids |= _ids(after, self.template)
        self._set(after)

    def set_aside(self, after: Session) -> None:
        """Take over what is no act of the person's and is never taken back: who has the floor."""
        self._set(after)

    def close_batch(self) -> None:
        """What is typed from now on is a new batch: the person has gone elsewhere."""
        self._open = False

    def undo(self) -> Step | None:
        """Take back the last batch, wherever it was."""
        step = self._step(self._done, self._undone)
        if self._done and self._undone and _begins(self._done[-1], self._undone[-1]):
            return self._step(self._done, self._undone)
        return step

    def redo(self) -> Step | None:
        """Do again what was last taken back."""
        step = self._step(self._undone, self._done)
        if self._done and self._undone and _begins(self._done[-1], self._undone[-1]):
            step = self._step(self._undone, self._done)
            return replace(step, structure=True) if step else None
        return step

    def _step(self, taken: list[Edit], given: list[Edit]) -> Step | None:
        if not taken:
            return None
        edit = taken.pop()
        self._open = False
        if isinstance(edit, StructureEdit):
            given.append(edit.inverse)
            self._set(_with_parts(self.session, edit.before))
            return Step(edit.place, None, (), True)
        back = edit.inverse
        given.append(replace(back, keys=keys_at(self.session, self.template, edit.place)))
        self._take(back)
        self._set(with_keys(self.session, self.template, edit.place, edit.keys))
        return Step(edit.place, back.offset + len(back.inserted), (back,), False)

    def _joined(self, edit: TextEdit) -> TextEdit | None:
        """The last edit with this one added to it, where the policy lets them be one."""
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


def _begins(edit: Edit, following: Edit) -> bool:
    """Whether an act is the entry that the first letter of the one after it made."""
    return (
        isinstance(edit, StructureEdit)
        and edit.begins
        and isinstance(following, TextEdit)
        and edit.landing == following.place
    )


def _goes_on(edit: TextEdit, batch: Edit) -> bool:
    """Whether the next key may join the batch that this edit ended."""
    text = edit.inserted or edit.removed
    long = isinstance(batch, TextEdit) and len(batch.inserted or batch.removed) >= LONGEST
    both = bool(edit.inserted and edit.removed)
    return not both and len(text) == 1 and text != "\n" and not (long and text.isspace())


def _ids(session: Session, template: Template) -> set[str]:
    """Return the ids of all entries of a session, such as its questions and pictures."""
    sections = [s for s in template.sections if isinstance(s.kind, EntryKind)]
    return {key for section in sections for key in session.exchanges(section.id)}


def _parts(session: Session) -> dict[str, Any]:
    """A session taken apart into what can change on its own. Of the floor only whose each turn is:
    that a turn began or ended is no part of an act. The id is no part either: an undo keeps it."""
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
    """Whether a part differs. Mappings that are equal may still differ in order, and theirs means
    something: what is equal is compared as written out."""
    old, new = before.get(key), after.get(key)
    return old is not new and (old != new or repr(old) != repr(new))
