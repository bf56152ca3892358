"""The save badge of the header, as words. Pure: the caller gives the time."""

from __future__ import annotations

from msgspec import Struct

from gsef_tui.storage.errors import shown
from gsef_tui.storage.save_state import SaveState

ALARM = "alarm"
"""The role of a badge that the user must not miss: a filled block."""
GRACE = 2.0
"""Seconds for which an unsaved key is still shown as saved."""


class Badge(Struct, frozen=True):
    """What the header shows of saving.

    ``says``: the possible wordings, the fullest first; each contains what matters most. ``style``:
    the role in which they are drawn; of what is done, only the sign is. ``where``:
    a word and the path that follows it, shown only if there is room for both.
    """

    says: tuple[str, ...]
    style: str = ""
    where: tuple[str, str] | None = None


def badge(
    state: SaveState, monotonic: float, *, writes: bool = True, held: bool = False, key: str = "F12"
) -> Badge:
    """Return the save badge: saved, the age of the oldest unsaved key, or why it is not saved.

    ``writes``: whether this window may write the file. ``held``: another window has the session,
    and this one can take it over. ``key``: the key that takes it over or resolves a conflict.
    """
    if not writes:
        return Badge(
            (f"read only · {key} takes over", f"read only · {key}") if held else ("read only",),
            "to do",
        )
    if state.taken_by is not None:
        says = (f"✗ READ ONLY: now edited in {state.taken_by}", "✗ READ ONLY: edited elsewhere")
        return Badge(says, ALARM)
    if state.changed:
        ours = state.conflict.name if state.conflict else str(state.copy or "")
        says = (f"✗ CHANGED ELSEWHERE · {key} resolves", f"✗ CHANGED ELSEWHERE · {key}")
        return Badge(says, ALARM, (" · your version in ", shown(ours)) if ours else None)
    since = state.failed_since or state.stalled_since
    if since is not None:
        return _not_saved(state, f"{since:%H:%M}")
    age = 0.0 if state.oldest is None else monotonic - state.oldest
    if age <= GRACE:
        return Badge(("✓ saved",), "done", where=_moved(state))
    return Badge((f"… {age:.0f} s",), "to do")


def _not_saved(state: SaveState, since: str) -> Badge:
    """Return the badge of a failed save, which also shows whether the text is kept elsewhere. If
    room is short, the reason and the time are dropped first."""
    if state.copy is None:
        nowhere = "✗ NOT SAVED" if state.safe else "✗ NOT SAVED ANYWHERE"
        begun = f"{nowhere} since {since}"
        return Badge((f"{begun}: {state.reason}", begun, nowhere, "✗ NOT SAVED"), ALARM)
    begun = f"✗ NOT SAVED since {since}"
    folder = shown(state.copy.parent)
    if state.fleeting:
        only = "in memory only, lost at restart"
        says = (
            f"{begun}: {state.reason} · {only}",
            f"{begun}: {only}",
            f"✗ NOT SAVED: {only}",
            f"✗ {only}",
            "✗ NOT SAVED",
        )
        return Badge(says, ALARM, (": ", folder))
    kept = (f"{begun}: {state.reason} · copy kept", f"{begun} · copy kept", "✗ NOT SAVED")
    return Badge(kept, ALARM, (" in ", folder))


def _moved(state: SaveState) -> tuple[str, str] | None:
    return (" in ", shown(state.moved_to)) if state.moved_to else None
