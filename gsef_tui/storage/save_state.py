"""What of an open session is on disk, and what is not."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Literal, TypeAlias

from msgspec import Struct

from .lock import Holder
from .unsaved import Recovered

Choice: TypeAlias = Literal["mine", "theirs"]
"""Whose text the session's file gets after a conflict."""


class SaveState(Struct, frozen=True):
    """What of an open session is on disk, and what is not.

    ``oldest``: when the oldest change that is not on disk was made, by the monotonic clock; None if
    all is saved. ``failed_since``: when saving began to fail, None if it does not; ``reason`` then
    says why in a few words. ``stalled_since``: when the save began that the disk has not answered
    for too long. In both cases ``copy`` is where a copy was saved instead, if that was possible,
    and ``fleeting`` says whether it lies in memory and is lost when the machine restarts.

    ``unkept_since``: when the oldest change was made that would not survive a restart, since it is
    neither in the session's place nor in a copy on a disk; None if there is none. ``held``: whether
    all such changes are at least in a copy in memory.

    ``changed``: somebody else changed the file; it is left alone until ``Autosaver.resolve``
    decides whose text it gets. ``conflict``: the copy that our text goes to since then; None if we
    had nothing to lose. ``taken_by``: who has taken the session over. ``read_only``: this window
    does not write the session any more, since it was taken over or the user chose the other text.

    ``moved_to``: the present path of the file, if it or a folder above it was renamed or moved.
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
        """Whether all reported changes are on disk, be it in the conflict copy."""
        return self.oldest is None and self.failed_since is None

    @property
    def saved(self) -> bool:
        """Whether all reported changes are on disk, in the session's own place."""
        return self.kept and self.conflict is None and not self.changed

    @property
    def safe(self) -> bool:
        """Whether all reported changes survive this process and the next restart of the machine.

        They do in the session's place, in its conflict copy, and in a copy on a disk.
        """
        return self.kept or self.unkept_since is None
