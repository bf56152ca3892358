"""Leaving a session: whether that would lose anything, and what to tell a person about it.

The rule: no command leaves while something typed is neither in the session's file (or its conflict
copy) nor in a copy on a disk. A copy in memory does not count, since a restart of the machine
removes it. Giving up what is unsaved is a command of its own.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from msgspec import Struct

from .errors import remedy, shown
from .save_state import SaveState

WORD = "leave"
"""What a person types to give up what is unsaved."""


class Unkept(Struct, frozen=True):
    """What would be lost: so many words, typed since then, for this reason.

    ``words`` is 0 where something was changed but no word was added. ``copy``: the copy in memory
    that has it; None where there is none.
    """

    words: int
    since: datetime
    reason: str
    copy: Path | None

    @property
    def amount(self) -> str:
        """How much it is: ``12 words``."""
        if not self.words:
            return "your latest changes"
        return "1 word" if self.words == 1 else f"{self.words:,} words"


def unkept(state: SaveState, words: int) -> Unkept | None:
    """What leaving now would lose; None where it would lose nothing."""
    if state.safe or state.unkept_since is None:
        return None
    copy = state.copy if state.fleeting and state.held else None
    return Unkept(words, state.unkept_since, state.reason or "the disk does not answer", copy)


def refusal(lost: Unkept) -> list[str]:
    """Why a command does not leave and what helps, a line each."""
    where = f"only in memory, lost at restart: {shown(lost.copy)}" if lost.copy else "saved nowhere"
    lines = [f"Not left: {lost.amount}, typed since {lost.since:%H:%M}, {where} ({lost.reason})."]
    if help_ := remedy(lost.reason):
        lines.append(f"What helps: {help_}; the session is then saved by itself.")
    lines.append("More › Leave without saving gives up what is not saved.")
    return lines


def question(lost: Unkept) -> tuple[str, str]:
    """What is asked before unsaved text is given up: the question, and a line below it."""
    if lost.copy is not None:
        below = f"It is only in memory, lost at restart: {shown(lost.copy)}"
        return f"Type “{WORD}” to leave {lost.amount} unsaved", below
    below = f"Typed since {lost.since:%H:%M}, saved nowhere: {lost.reason}. Esc goes back"
    return f"Type “{WORD}” to lose {lost.amount}", below


def parting(lost: Unkept, path: Path) -> str:
    """The sentence on standard error after unsaved text was given up, or lost to a signal."""
    what = f"{shown(path)}: {lost.amount}, typed since {lost.since:%H:%M}, could not be saved"
    if lost.copy is not None:
        return (
            f"{what} ({lost.reason}) and are only in memory, lost at restart: {shown(lost.copy)}; "
            f"open the session before that to bring them back"
        )
    return f"{what} anywhere ({lost.reason}); the file is as last saved"


def told(state: SaveState, path: Path) -> str:
    """The sentence on standard error after a session was left that is not in its own place; empty
    where it is."""
    if state.kept or not state.safe or state.copy is None:
        return ""
    return (
        f"{shown(path)}: not saved ({state.reason}); what you typed is in a copy, which comes back "
        f"when you open the session: {shown(state.copy)}"
    )
