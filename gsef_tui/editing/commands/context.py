"""What commands ask of the screen they are carried out on, and no more."""

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
    from gsef_tui.capture.apply_line import CaptureState
    from gsef_tui.checks import Finding
    from gsef_tui.storage.discovery import Hit, Summary
    from gsef_tui.storage.library import Deleted
    from gsef_tui.storage.unsaved import Recovered

STAYS = 6.0
"""Seconds for which a message stays in the footer."""

PanelName: TypeAlias = Literal[
    "abbreviations", "check", "conflict", "copies", "export", "find", "go_to", "ideas", "line",
    "palette", "verify",
]  # fmt: skip
"""The panels that commands open, by name: ``ui.panels.registry`` knows their classes."""

Answer: TypeAlias = Callable[[str], Awaitable[str]]
"""Takes a person's answer, and returns what is wrong with it, or an empty text."""


class Selection(Struct, frozen=True):
    """What is selected in the text that has the focus. ``start``, ``end`` are offsets in
    characters; ``cursor`` is the end that moves; ``text`` is what is selected, ``whole`` the text
    of the note or field."""

    start: int
    end: int
    cursor: int
    text: str
    whole: str


class PanelMemory:
    """What panels keep while a session is open: where the last capture line went, the lines that
    were typed so far, what was looked for last, and the recovered text that was decided about."""

    def __init__(self) -> None:
        self.line: CaptureState | None = None
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
        """What is remembered from one run to the next."""

    def say(self, text: str, *, error: bool = False, stays: float = STAYS) -> None:
        """Show one sentence in the footer for a while, in seconds."""

    async def ask(self, question: str, text: str, answer: Answer, hint: str = "") -> None:
        """Ask one question at the foot of the screen; ``text`` is proposed as the answer."""

    async def toggle_panel(self, name: PanelName) -> None:
        """Open a panel, or close it where it is open."""

    def copy(self, text: str, said: str = "Sent to the clipboard") -> None:
        """Put text on the clipboard, and say so."""

    def short(self, text: str, columns: int) -> str:
        """Text of at most so many columns, cut with an ellipsis."""


class AppContext(Context, Protocol):
    """What the application offers on every screen."""

    async def show_help(self) -> None:
        """Show every key that works on this screen."""

    def next_theme(self) -> str:
        """Switch to the next theme and return its name."""

    async def quit(self) -> None:
        """Save and end; soon after a key, ask for a second press."""

    async def leave_unsaved(self) -> None:
        """Give up what could not be saved, and end."""


class SessionContext(Context, Protocol):
    """The screen of the open session. ``last_export``: the report that was written last;
    ``panel_name``: the panel that is open."""

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
        """What is missing or contradicts itself now; the header says in a few words what is
        missing."""

    def dispatch(self, transaction: Transaction) -> Change | None:
        """Carry out a transaction; None where it changed nothing."""

    async def apply(self, after: Session, there: Place) -> bool:
        """Replace the session as one act, and go where it leads; whether it was allowed to."""

    async def go(self, place: Place, cursor: int | None = None) -> None:
        """Show a place, the cursor at an offset or at the end of its text."""

    async def go_to_hit(self, hit: Hit) -> None:
        """Show a place with what was found there selected."""

    def selection(self) -> Selection | None:
        """What is selected in the note or field of the current place; None without one."""

    async def type_text(self, text: Callable[[float], str], *, apart: bool = False) -> None:
        """Type at the cursor of the capture line, else of the note, replacing nothing.

        ``text`` gets the moment at which the line under the cursor was begun, in seconds since the
        epoch. ``apart``: put a space between it and a word that follows.
        """

    async def paste_text(self, text: str) -> None:
        """Put a text in place of the selection of the note typed into last."""

    async def select_all(self) -> None:
        """Select the whole text of the note typed into last."""

    async def leave_panel(self, refocus: bool = True) -> None:
        """Close the panel that is open, if any; ``refocus``: the focus returns to where it came
        from."""

    async def show_page(self, lines: Sequence[str]) -> None:
        """Show lines as a page of plain text."""

    async def show_preview(self) -> None:
        """Show the report on the whole screen."""

    async def next_part(self) -> None:
        """Move the focus to the next part of the screen."""

    def show_overview(self) -> str:
        """Show the overview beside the notes, or no longer, as ``app_state`` says; returns what to
        say about it."""

    def undo_in_line(self) -> bool:
        """In the capture line, take back an abbreviation that was just expanded; whether it was."""

    async def reopen(self, *, take_over: bool = False, done: str = "") -> str:
        """Open the session again as its file has it now, with its lock where ``take_over``; then
        show ``done``. What keeps it from being opened, where everything stays as it was, or an
        empty text."""

    async def close_session(self) -> None:
        """Save, remember the place, and go back to the list of sessions."""

    def open_file(self, path: Path) -> None:
        """Open a file with the program that this machine has for it, and say how that went."""


class HomeContext(Context, Protocol):
    """The list of sessions."""

    @property
    def folder(self) -> Path:
        """The folder whose sessions are listed."""

    @property
    def chosen(self) -> Summary | None:
        """The session under the bar."""

    @property
    def deleted(self) -> list[Deleted]:
        """The sessions that were moved to the bin in this window, the last one last."""

    def refill(self, at: Path) -> None:
        """Read the folder again, the bar at a session; where it is gone, at the one after it."""

    def use_folder(self, folder: Path) -> None:
        """List another folder, and remember it."""

    async def show_new(self) -> None:
        """Show the form of a new session."""

    async def open_session(self, path: Path) -> None:
        """Open a session; say why where it cannot be opened."""

    def session_moved(self, old: Path, new: Path) -> None:
        """A session's file has another name: what is remembered of it goes with it."""


class FormContext(Context, Protocol):
    """The form of a new session."""

    async def undo(self) -> None:
        """Take back what was typed last in the form."""

    async def redo(self) -> None:
        """Do again what was last taken back."""

    async def create(self) -> None:
        """Make the session, and open it where notes begin."""

    async def close_form(self) -> None:
        """Close the form; what is typed in it is kept."""
