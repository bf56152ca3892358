"""What is on disk of an open session, and what is not."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Literal, TypeAlias

from msgspec import Struct

from .lock import Holder
from .unsaved import Recovered

Choice: TypeAlias = Literal["mine", "theirs"]
"""Whose text the session's file is to have after a conflict."""


class SaveState(Struct, frozen=True):
    """What is on disk and what is not.

    ``oldest``: when the oldest change not on disk was made, by the monotonic clock; None when all
    is saved. ``failed_since``: when saving began to fail, None while it does not; then ``reason``
    says why in a few words. ``stalled_since``: when the save began that the disk has not answered
    for too long. In both cases ``copy`` is where a copy was saved instead, if it could be, and
    ``fleeting`` says that it lies in memory and is gone after a restart of the machine.

    ``unkept_since``: when the oldest change was made that would not outlive a restart, being
    neither in the session's place nor in a copy on a disk; None while there is no such change.
    ``held``: whether these are at least in a copy in memory.

    ``changed``: somebody else changed the file; it is left alone till ``Autosaver.resolve`` says
    whose text it is to have. ``conflict``: the copy that ours goes to since then; None where there
    was nothing of ours to lose. ``taken_by``: who has taken the session over. ``read_only``: this
    window writes the session no more, since it was taken over or theirs was chosen.

    ``moved_to``: where the file is now, since it or a folder above it was renamed or moved.
    ``recovered``: text of an earlier window that could not be saved in the session's place.
    """

    oldest: float | None = None
    failed_since: datetime | None = None
    stalled_since: datetime | None = None
    reason: str = ""
    copy: Path | None = None
    fleeting: bool = False
    unkept_since: datetime | None = None
    held: bool = True
    changed: bool = False
    conflict: Path | None = None
    taken_by: Holder | None = None
    read_only: bool = False
    moved_to: Path | None = None
    recovered: Recovered | None = None

    @property
    def kept(self) -> bool:
        """Whether all that was reported as changed is on disk, be it in the conflict copy."""
        return self.oldest is None and self.failed_since is None

    @property
    def saved(self) -> bool:
        """Whether all that was reported as changed is on disk, in the session's own place."""
        return self.kept and self.conflict is None and not self.changed

    @property
    def safe(self) -> bool:
        """Whether all that was reported as changed outlives this process and the next restart of
        the machine: in the session's place, its conflict copy, or a copy on a disk."""
        return self.kept or self.unkept_since is None
