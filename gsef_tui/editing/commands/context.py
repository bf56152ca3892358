"""The interface that a screen offers to commands."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from msgspec import Struct

from gsef_tui.model.places import Place
from gsef_tui.model.session import Session
from gsef_tui.model.template import Template

from ..app_state import AppStateStore
from ..open_session import OpenSession
from ..settings import SettingsStore
from ..transactions import Change, Transaction

if TYPE_CHECKING:
    from gsef_tui.capture.targets import CaptureState
    from gsef_tui.checks import Finding
    from gsef_tui.storage.discovery import Hit, Summary
    from gsef_tui.storage.library import Deleted
    from gsef_tui.storage.unsaved import Recovered

STAYS = 6.0
"""Seconds for which a message stays in the footer."""

PanelName: TypeAlias = Literal[
    "abbreviations", "check", "conflict", "copies", "export", "find", "go_to", "ideas", "line",
    "palette", "themes", "verify",
]  # fmt: skip
"""The panels that commands open, by name: ``ui.panels.session_panels`` knows their classes."""

Answer: TypeAlias = Callable[[str], Awaitable[str]]
"""Takes the user's answer, and returns what is wrong with it, or an empty text."""


class Selection(Struct, frozen=True):
    """The selection in the text that has the focus.

    ``start``, ``end`` are offsets in characters; ``cursor`` is the end that moves; ``text`` is the
    selected text, ``whole`` the text of the note or field.
    """

    start: int
    end: int
    cursor: int
    text: str
    whole: str


class PanelMemory:
    """What panels keep while a session is open.

    ``line``: where the last capture line went. ``draft``: a line that is not filed yet.
    ``earlier``: the lines typed so far. ``sought``: the last search text. ``decided``: the
    recovered text that the user has decided about.
    """

    def __init__(self) -> None:
        self.line: CaptureState | None = None
        self.draft = ""
        self.earlier: list[str] = []
        self.sought = ""
        self.decided: Recovered | None = None


class Context(Protocol):
    """What every screen offers."""

    @property
    def settings(self) -> SettingsStore:
        """The settings."""

    @property
    def app_state(self) -> AppStateStore:
        """What is remembered between runs."""

    def say(self, text: str, *, error: bool = False, stays: float = STAYS) -> None:
        """Show one sentence in the footer for ``stays`` seconds."""

    async def ask(self, question: str, text: str, answer: Answer, hint: str = "") -> None:
        """Ask one question at the bottom of the screen; ``text`` is the proposed answer."""

    async def toggle_panel(self, name: PanelName) -> None:
        """Open a panel, or close it if it is open."""

    def copy(self, text: str, said: str = "Copied to the clipboard") -> None:
        """Put ``text`` on the clipboard, and show ``said``."""

    def key(self, command_id: str) -> str:
        """Return the name of a command's first key, as messages show it; if it has none, how the
        palette leads to it."""

    def short(self, text: str, columns: int) -> str:
        """Return the text cut to at most ``columns`` columns, with an ellipsis."""


class AppContext(Context, Protocol):
    """What the application offers on every screen."""

    async def show_help(self) -> None:
        """Show every key that works on this screen."""

    async def quit(self) -> None:
        """Save and quit; soon after a key, ask for a second press first."""

    async def leave_unsaved(self) -> None:
        """Quit and give up what could not be saved."""


class SessionContext(Context, Protocol):
    """What the screen of the open session offers.

    ``last_export``: the path of the last report written; ``panel_name``: the open panel.
    """

    last_export: Path | None
    panel_name: PanelName | None

    @property
    def opened(self) -> OpenSession:
        """The open session."""

    @property
    def session(self) -> Session:
        """The session as it is now."""

    @property
    def template(self) -> Template:
        """The template of the session."""

    @property
    def here(self) -> Place:
        """The current place."""

    @property
    def panel_memory(self) -> PanelMemory:
        """What panels keep while the session is open."""

    def findings(self) -> Sequence[Finding]:
        """Return what is missing or contradictory now; the header shows a summary of what is
        missing."""

    def dispatch(self, transaction: Transaction) -> Change | None:
        """Carry out a transaction and return the change; None if it changed nothing."""

    async def apply(self, after: Session, there: Place) -> bool:
        """Replace the session as one undo step, and go to ``there``; return whether it was
        allowed."""

    async def go(self, place: Place, cursor: int | None = None) -> None:
        """Show a place, with the cursor at an offset or at the end of its text."""

    async def go_to_hit(self, hit: Hit, *, replaceable: bool = False) -> None:
        """Show the place of a search hit, with the hit selected. Typing replaces it only if it is
        ``replaceable``."""

    def selection(self) -> Selection | None:
        """Return the selection in the note or field of the current place; None if it has
        neither."""

    async def type_text(self, text: Callable[[float], str], *, apart: bool = False) -> None:
        """Type at the cursor of the capture line, or of the note if none is open; replace nothing.

        ``text`` receives the time at which the line under the cursor was begun, in seconds since
        the epoch. ``apart``: put a space between the text and a word that follows.
        """

    async def paste_text(self, text: str) -> None:
        """Replace the selection of the note that was typed into last."""

    async def select_all(self) -> None:
        """Select the whole text of the note that was typed into last."""

    async def leave_panel(self, refocus: bool = True) -> None:
        """Close the open panel, if any; ``refocus``: return the focus to where it came from."""

    async def show_page(self, lines: Sequence[str]) -> None:
        """Show lines as a plain-text page."""

    async def show_preview(self) -> None:
        """Show the report on the whole screen."""

    async def next_part(self) -> None:
        """Move the focus to the next part of the screen."""

    def show_overview(self) -> str:
        """Show or hide the overview beside the notes, as ``app_state`` says; return the message for
        it."""

    def undo_in_line(self) -> bool:
        """Undo an abbreviation that was just expanded in the capture line; return whether there was
        one."""

    async def reopen(self, *, take_over: bool = False, done: str = "") -> str:
        """Open the session again from its file, with its lock if ``take_over`` is set; then show
        ``done``.

        Returns why it cannot be opened, in which case nothing changes, or an empty text.
        """

    async def close_session(self) -> None:
        """Save, remember the place, and go back to the list of sessions."""

    def open_file(self, path: Path) -> None:
        """Open a file with this machine's program for it, and report the outcome."""


class HomeContext(Context, Protocol):
    """What the list of sessions offers."""

    @property
    def folder(self) -> Path:
        """The folder whose sessions are listed."""

    @property
    def chosen(self) -> Summary | None:
        """The selected session."""

    @property
    def deleted(self) -> list[Deleted]:
        """The sessions that this window moved to the bin, the latest last."""

    async def refill(self, at: Path) -> None:
        """Read the folder again and select a session, or the one after it if it is gone."""

    async def use_folder(self, folder: Path) -> None:
        """List another folder, and remember it."""

    async def show_new(self) -> None:
        """Show the form of a new session."""

    async def open_session(self, path: Path) -> None:
        """Open a session, or show why it cannot be opened."""

    def session_moved(self, old: Path, new: Path) -> None:
        """Move what is remembered about a session to the new name of its file."""


class FormContext(Context, Protocol):
    """What the form of a new session offers."""

    async def undo(self) -> None:
        """Undo the last edit in the form."""

    async def redo(self) -> None:
        """Redo what was undone last."""

    async def create(self) -> None:
        """Create the session, and open it at the notes."""

    async def close_form(self) -> None:
        """Close the form; keep what was typed in it."""
