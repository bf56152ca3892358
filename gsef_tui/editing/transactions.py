"""The changes that can be made to an open session, as values, and what each did, for listeners."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from gsef_tui.model.places import Place
from gsef_tui.model.session import Session


class TextEdit(Struct, frozen=True):
    """A change inside one text, which its editor shows already.

    ``offset`` counts characters from the start of the text; ``cursor`` is where the cursor stood
    before. ``keys`` are the keys of the section or entry that holds the text: a first letter adds
    one, deleting the last letter may drop one, and their order is the order in which people spoke.
    ``pasted``: the text was written elsewhere, so nobody is speaking it now.
    """

    place: Place
    offset: int
    removed: str
    inserted: str
    cursor: int = 0
    keys: tuple[str, ...] = ()
    pasted: bool = False

    @property
    def inverse(self) -> TextEdit:
        """The edit that undoes this one."""
        return TextEdit(
            self.place, self.offset, self.inserted, self.removed, self.offset + len(self.inserted)
        )


class Replace(Struct, frozen=True):
    """Replaces the session with ``after``, as one step that can be undone.

    ``here`` is the current place and ``there`` the place to show afterwards. Steps with the same
    ``merge`` that follow each other closely are undone together, such as the keys of a person's
    line. ``begins``: a first letter created this entry; both are undone together. ``origin``: the
    part of the screen that made the change and shows it already. ``named``: what an undo calls the
    step, with its place; the user then need not go there to see it.
    """

    after: Session
    here: Place
    there: Place | None = None
    merge: str = ""
    begins: bool = False
    origin: object = None
    named: str = ""


class ReplaceSilently(Struct, frozen=True):
    """Replaces the session with ``after`` without an undo step, for changes that the user did not
    make, such as who has the floor."""

    after: Session


class HoldLine(Struct, frozen=True):
    """Keeps the capture line that is not filed yet. It is saved under Not filed, so that a crash
    does not lose it; it is not part of the session."""

    text: str


class Undo(Struct, frozen=True):
    """Undoes the latest step, wherever it was made."""


class Redo(Struct, frozen=True):
    """Redoes the step that was undone last."""


Transaction: TypeAlias = TextEdit | Replace | ReplaceSilently | HoldLine | Undo | Redo


class Change(Struct, frozen=True):
    """What a transaction did.

    ``revision``: the store's revision after it. ``place``, ``cursor``: where it happened; after an
    undo, the place to show and the offset for the cursor. ``text_edits``: edits that the editors do
    not show yet. ``structure``: more than one text changed, so lists of fields may have changed
    too. ``named``: as in the ``Replace`` that was undone or redone.
    """

    transaction: Transaction
    revision: int
    place: Place
    cursor: int | None = None
    text_edits: tuple[TextEdit, ...] = ()
    structure: bool = False
    named: str = ""

    @property
    def origin(self) -> object:
        """The part of the screen that made the change and shows it already, if any."""
        return self.transaction.origin if isinstance(self.transaction, Replace) else None
