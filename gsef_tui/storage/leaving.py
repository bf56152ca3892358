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

    @property
    def described(self) -> str:
        """How much it is and since when, with its verb: ``12 words typed since 20:41 are``."""
        made = "typed" if self.words else "made"
        return (
            f"{self.amount}, {made} since {self.since:%H:%M}, {'is' if self.words == 1 else 'are'}"
        )


def unkept(state: SaveState, words: int) -> Unkept | None:
    """What leaving now would lose; None where it would lose nothing."""
    if state.safe or state.unkept_since is None:
        return None
    copy = state.copy if state.fleeting and state.held else None
    return Unkept(words, state.unkept_since, state.reason or "the disk does not answer", copy)


def refusal(lost: Unkept) -> list[str]:
    """Why a command does not leave and what helps, a line each."""
    where = "only in memory, lost at restart" if lost.copy else "not saved anywhere"
    lines = [f"Cannot leave: {lost.described} {where} ({lost.reason})."]
    if lost.copy:
        lines.append(f"The copy in memory: {shown(lost.copy)}")
    if help_ := remedy(lost.reason):
        lines.append(f"What helps: {help_}; the session is then saved by itself.")
    lines.append("More › Leave without saving gives up what is not saved.")
    return lines


def not_saved(state: SaveState) -> str:
    """That the session is not saved in its place, why, and where what was typed is instead, or what
    helps where it is nowhere."""
    if state.conflict is not None:
        decides = "Somebody else changed the file; F12 decides"
        return f"{decides}. Yours is saved in {shown(state.conflict)}"
    reason = state.reason or "the disk does not answer"
    if state.copy is not None:
        where = "Only in memory, lost at restart" if state.fleeting else "A copy is kept"
        return f"Not saved: {reason}. {where}: {shown(state.copy)}"
    help_ = remedy(reason)
    nowhere = "Not saved" if state.safe else "Not saved anywhere"
    return f"{nowhere}: {reason}. What helps: {help_}" if help_ else f"{nowhere}: {reason}"


def question(lost: Unkept) -> tuple[str, str]:
    """What is asked before unsaved text is given up: the question, and a line below it."""
    if lost.copy is not None:
        where = f"Only in memory, lost at restart: {shown(lost.copy)}"
        below = f"Not saved since {lost.since:%H:%M}: {lost.reason}. {where}. Esc goes back"
        return f"Type “{WORD}” to leave {lost.amount} unsaved", below
    below = f"Not saved anywhere since {lost.since:%H:%M}: {lost.reason}. Esc goes back"
    return f"Type “{WORD}” to lose {lost.amount}", below


def parting(lost: Unkept, path: Path) -> str:
    """The sentence on standard error after unsaved text was given up, or lost to a signal."""
    what = f"{shown(path)}: {lost.described}"
    if lost.copy is not None:
        return (
            f"{what} only in memory, lost at restart ({lost.reason}): {shown(lost.copy)}; "
            f"opening the session before a restart brings it back"
        )
    return f"{what} lost, saved nowhere ({lost.reason}); the file is as it was last saved"


def told(state: SaveState, path: Path) -> str:
    """The sentence on standard error after a session was left that is not in its own place; empty
    where it is."""
    if state.kept or not state.safe or state.copy is None:
        return ""
    return (
        f"{shown(path)}: not saved ({state.reason}); what you typed is in a copy, which comes back "
        f"when you open the session: {shown(state.copy)}"
    )
