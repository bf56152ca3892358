"""What can be done to an open session, as values; and what a change did, for its listeners."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from gsef_tui.model.places import Place
from gsef_tui.model.session import Session


class TextEdit(Struct, frozen=True):
    """A change inside one text, which its editor shows already.

    ``offset`` counts characters from the start of the text; ``cursor`` is where the cursor stood
    before. ``keys`` are the keys among which the text stood: a first letter adds one and a last
    letter that is deleted may drop one, and their order is the order of speaking.
    """

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


class Replace(Struct, frozen=True):
    """The session becomes ``after``, as one act that can be undone.

    ``here`` is the current place and ``there`` the place that the act leads to. Acts with the same
    ``merge`` that follow each other closely are undone as one: a person's line, while it is typed.
    ``begins``: a first letter made this entry; the batch of typing that it begins is undone with
    it. ``origin``: the part of the screen that made the change and shows it already.
    """

    after: Session
    here: Place
    there: Place | None = None
    merge: str = ""
    begins: bool = False
    origin: object = None


class ReplaceSilently(Struct, frozen=True):
    """The session becomes ``after``, though nobody asked for it, and no undo takes it back: who has
    the floor."""

    after: Session


class HoldLine(Struct, frozen=True):
    """The line that is being typed and not filed yet. On disk it stands under Not filed, so that it
    is not lost with the program; it is no part of the session."""

    text: str


class Undo(Struct, frozen=True):
    """Take back the latest act, wherever it was."""


class Redo(Struct, frozen=True):
    """Do again what was last taken back."""


Transaction: TypeAlias = TextEdit | Replace | ReplaceSilently | HoldLine | Undo | Redo


class Change(Struct, frozen=True):
    """What a transaction did.

    ``revision``: the store's after it. ``place``, ``cursor``: where it happened; for an undo, where
    to look, and the offset at which the cursor belongs. ``text_edits``: edits that the editors do
    not show yet. ``structure``: more than one text changed, so lists of fields may be other ones.
    """

    transaction: Transaction
    revision: int
    place: Place
    cursor: int | None = None
    text_edits: tuple[TextEdit, ...] = ()
    structure: bool = False
