"""Leaving a session: whether that would lose anything, and the messages about it.

The rule: no command leaves while something that the user typed is neither in the session's file (or
its conflict copy) nor in a copy on a disk. A copy in memory does not count, since a restart of the
machine removes it. Discarding unsaved text is a command of its own.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from msgspec import Struct

from gsef_tui.model.wording import counted

from .errors import remedy, shown
from .save_state import SaveState

WORD = "leave"
"""What the user types to discard unsaved text."""


class Unkept(Struct, frozen=True):
    """What the user would lose: the number of words, since when, and why they are not saved.

    ``words`` is 0 if something was changed but no word was added. ``copy``: the copy in memory that
    has the text; None if there is none.
    """

    words: int
    since: datetime
    reason: str
    copy: Path | None

    @property
    def amount(self) -> str:
        """The amount: ``12 words``."""
        if not self.words:
            return "your latest changes"
        return counted(self.words, "{n} word", "{n:,} words")

    @property
    def described(self) -> str:
        """The amount and since when: ``12 words typed since 20:41``."""
        made = "typed" if self.words else "made"
        return f"{self.amount} {made} since {self.since:%H:%M}"


def unkept(state: SaveState, words: int) -> Unkept | None:
    """Return what the user would lose by leaving now; None if nothing."""
    if state.safe or state.unkept_since is None:
        return None
    copy = state.copy if state.fleeting and state.held else None
    return Unkept(words, state.unkept_since, state.reason or "the disk does not answer", copy)


def refusal(lost: Unkept) -> list[str]:
    """Return why a command does not leave, and the remedy, one line each."""
    where = "only in memory, lost at restart" if lost.copy else "not saved anywhere"
    lines = [f"Cannot leave: {lost.described}, {where} ({lost.reason})."]
    if lost.copy:
        lines.append(f"The copy in memory: {shown(lost.copy)}")
    if help_ := remedy(lost.reason):
        lines.append(f"What helps: {help_}; the session is then saved by itself.")
    lines.append("More › Leave without saving discards what is not saved.")
    return lines


def not_saved(state: SaveState, key: str = "F12") -> str:
    """Return that the session is not saved in its place, why, and where the text is instead.

    If the text is nowhere, the message gives the remedy. ``key`` resolves a conflict.
    """
    if state.conflict is not None:
        elsewhere = f"The file was changed elsewhere. {key} resolves this"
        return f"{elsewhere}. Your version is in {shown(state.conflict)}"
    reason = state.reason or "the disk does not answer"
    if state.copy is not None:
        where = "Only in memory, lost at restart" if state.fleeting else "A copy is kept"
        return f"Not saved: {reason}. {where}: {shown(state.copy)}"
    help_ = remedy(reason)
    nowhere = "Not saved" if state.safe else "Not saved anywhere"
    return f"{nowhere}: {reason}. What helps: {help_}" if help_ else f"{nowhere}: {reason}"


def question(lost: Unkept) -> tuple[str, str]:
    """Return the question before unsaved text is discarded, and the line below it."""
    if lost.copy is not None:
        where = f"Only in memory, lost at restart: {shown(lost.copy)}"
        below = f"Not saved since {lost.since:%H:%M}: {lost.reason}. {where}. Esc goes back"
        return f"Type “{WORD}” to leave {lost.amount} unsaved", below
    below = f"Not saved anywhere since {lost.since:%H:%M}: {lost.reason}. Esc goes back"
    return f"Type “{WORD}” to lose {lost.amount}", below


def loss_message(lost: Unkept, path: Path) -> str:
    """Return the message on standard error after unsaved text was discarded or lost to a signal."""
    what = f"{shown(path)}: {lost.described}"
    if lost.copy is not None:
        return (
            f"{what}, only in memory, lost at restart ({lost.reason}): {shown(lost.copy)}; "
            "open the session before a restart to bring it back"
        )
    return f"{what}, lost: saved nowhere ({lost.reason}). The file is as it was last saved"


def last_message(lost: Unkept | None, state: SaveState, path: Path) -> str:
    """Return the message on standard error when a session ends: what is lost, else what is only in
    a copy; empty if the session is in its place."""
    return outcome_message(state, path) if lost is None else loss_message(lost, path)


def outcome_message(state: SaveState, path: Path) -> str:
    """Return the message on standard error after the user left a session that is only in a copy.

    Empty if the session is in its place.
    """
    if state.kept or not state.safe or state.copy is None:
        return ""
    return (
        f"{shown(path)}: not saved ({state.reason}); what you typed is in a copy, which comes back "
        f"when you open the session: {shown(state.copy)}"
    )
