"""The commands of the line mode that lead somewhere, and undo."""

from __future__ import annotations

from gsef_tui.capture.targets import other_target
from gsef_tui.model import navigation
from gsef_tui.model.places import Place

from .line_lists import no_place
from .line_mode import LineMode
from .line_places import place_meant
from .overview import next_empty
from .step_summary import step_summary
from .transactions import Redo, Undo


def goto(mode: LineMode, words: str) -> list[str]:
    """Go to a place; without words to the next place at which nothing is noted yet."""
    if not words:
        empty = next_empty(mode.session, mode.here)
        if empty == mode.here:
            return ["There is no empty place."]
        return _gone(mode, empty)
    place = place_meant(mode, words)
    return [no_place(words)] if place is None else _gone(mode, place)


def next_place(mode: LineMode, words: str) -> list[str]:
    """Go to the place below in the outline."""
    return _step(mode, 1)


def previous_place(mode: LineMode, words: str) -> list[str]:
    """Go to the place above in the outline."""
    return _step(mode, -1)


def back(mode: LineMode, words: str) -> list[str]:
    """Let the next line without an address go to the place of the user."""
    return _gone(mode, mode.here)


def target(mode: LineMode, words: str) -> list[str]:
    """Move the target of the next line between the section and the open question."""
    moved = other_target(mode.session, mode.line)
    if moved is mode.line:
        return ["There is no public question yet."]
    mode.line = moved
    return [mode.whereabouts()]


def undo(mode: LineMode, words: str) -> list[str]:
    """Undo the latest step."""
    return _undone(mode, Undo(), "Undone", "Nothing to undo.")


def redo(mode: LineMode, words: str) -> list[str]:
    """Redo what was undone last."""
    return _undone(mode, Redo(), "Redone", "Nothing to redo.")


def _undone(mode: LineMode, step: Undo | Redo, done: str, nothing: str) -> list[str]:
    before = mode.session
    change = mode.opened.dispatch(step)
    if change is None:
        return [nothing]
    mode.moved()
    summary = change.named or step_summary(before, mode.session)
    return [f"{done}: {summary}" if summary else done]


def _gone(mode: LineMode, place: Place) -> list[str]:
    mode.go(place)
    return [mode.whereabouts()]


def _step(mode: LineMode, by: int) -> list[str]:
    place = navigation.neighbour(mode.session, mode.here, by)
    if place is None:
        return ["This is the last place." if by > 0 else "This is the first place."]
    return _gone(mode, place)
