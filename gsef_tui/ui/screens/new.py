"""The screen of a new session: one form in the order of the report, kept as a draft on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from gsef_tui.editing.background import run_in_background
from gsef_tui.editing.commands.command import Command, Done
from gsef_tui.editing.open_session import OpenSession
from gsef_tui.editing.transactions import Change, Redo, Undo
from gsef_tui.model.kinds import FACTS, NOTES
from gsef_tui.model.places import Place, fact_text
from gsef_tui.model.session import DEFAULT_LANGUAGE, DEFAULT_TEMPLATE, Facts, Session
from gsef_tui.storage import library
from gsef_tui.storage.discovery import Summary
from gsef_tui.storage.documents import Document, open_document
from gsef_tui.storage.durable import make_folder
from gsef_tui.storage.errors import CannotWrite, UnreadableFile
from gsef_tui.storage.folders import state_folder
from gsef_tui.storage.lock import holder_of
from gsef_tui.storage.templates import load_template

from ..panes.new import NewForm
from ..panes.pasted import PasteBox, header_counts
from ..text import content
from ..widgets.bars import Bar, FooterBar
from ..widgets.choice_bar import ChoiceBar
from ..widgets.note_area import NoteArea
from .base import BaseScreen


class NewScreen(BaseScreen):
    """Creates a session in a folder. A half-filled form is shown again the next time.

    ``last`` are the forum's facts of the last session, with which an empty form begins.
    """

    SCOPE = "home"
    FOOTER = ("help", "palette")

    def __init__(self, folder: Path, opened: OpenSession, last: Facts | None = None) -> None:
        super().__init__()
        self._folder = folder
        self._opened = opened
        template = opened.template
        facts = template.of_kind(FACTS)
        self._title_fact = template.fact("title")
        self._form = NewForm(opened, facts[0] if facts else template.all_sections[0], last)
        self._header = Bar(id="header")
        self._box = PasteBox()
        self._doubts_shown = 0
        self._outdated = False

    def compose(self) -> ComposeResult:
        """Yield the heading, the form, and the choices to create or close."""
        yield self._header
        yield self._box
        yield self._form
        yield ChoiceBar((("create", "Create"), ("close", "Close")), self._chosen, id="actions")
        yield Vertical(id="panels")
        yield FooterBar()

    async def on_mount(self) -> None:
        """Focus the first empty field."""
        self._show_pasted()
        self._opened.store.subscribe(self._on_change)
        await self._form.arrive(Place(""))
        self.call_after_refresh(self.update_footer)

    def _show_pasted(self) -> None:
        """Show what was pasted, and how much was read from it."""
        read = self._form.invitation
        says = "only the title is required; the rest can wait"
        style = "muted"
        if read is not None:
            says = header_counts(read, self._form.doubtful)
            style = "$warning" if self._form.doubtful else style
        self._header.say(
            Content.assemble(content(" New session", "strong"), content(f"   {says}", style))
        )
        self._box.show(self._form.pasted, read)
        if self._doubts_shown != self._form.doubtful:
            self._doubts_shown = self._form.doubtful
            self.call_after_refresh(self.update_footer)

    def on_resize(self) -> None:
        """Fit the footer to the width of the screen."""
        self.call_after_refresh(self.update_footer)

    def footer_keys(self) -> list[tuple[str, str]]:
        """Return the keys that create the session or close the form, then the others."""
        doubts = [("Tab", "Next doubt")] if self._form.doubtful else []
        return [("^s", "Create"), *doubts, ("^n", "Close, kept"), *super().footer_keys()]

    async def last_text(self) -> NoteArea | None:
        """Focus the field that was typed into last, and return it."""
        area = self._form.area
        if area is not None:
            self.set_focus(area)
        return area

    async def process_key(self, event: events.Key) -> bool:
        """Lead Tab and ↑ from the choices below back into the form."""
        if event.key in ("tab", "shift+tab", "up") and self.query_one(ChoiceBar).has_focus:
            self._form.field_left(None, -1 if event.key != "tab" else 1)
            return True
        if event.key == "tab" and self._form.focused_field and self._form.go_to_doubt():
            return True
        return await super().process_key(event)

    def field_left(self, area: NoteArea, by: int) -> None:
        """Focus the choices below, past the last field."""
        self.set_focus(self.query_one(ChoiceBar))

    def action(self, command: Command) -> Callable[[], Done] | None:
        """Return the function that runs a command in the form."""
        run = command.form
        return super().action(command) if run is None else lambda: run(self)

    def _on_change(self, change: Change) -> None:
        for edit in change.text_edits:
            self._form.reflect(edit)
        if change.structure and change.origin is not self._form:
            self._outdated = True

    async def update(self) -> None:
        """Rebuild the form after a change from elsewhere; another language changes every label."""
        if self._outdated:
            self._outdated = False
            await self._form.rebuild()
        self._show_pasted()

    async def _chosen(self, word: str) -> None:
        await (self.create() if word == "create" else self.close_form())

    async def settle(self) -> None:
        """Add and remove fields before the next key."""
        await super().settle()
        await self._form.settle()

    async def undo(self) -> None:
        """Undo the last edit in the form."""
        self._opened.dispatch(Undo())

    async def redo(self) -> None:
        """Redo what was undone last."""
        self._opened.dispatch(Redo())

    async def create(self) -> None:
        """Create the session, and open it at the notes."""
        self._form.leaving()
        opened, session = self._opened, self._opened.session
        title = session.facts.get(self._title_fact.id, "") if self._title_fact else ""
        if self._title_fact is not None and not fact_text(title).strip():
            place = Place(self._form.section.id, self._title_fact.id)
            self._form.complain(place, "Enter a title. Everything else can wait.")
            return

        def made() -> Path:
            path = library.create(self._folder, session)
            opened.close()
            opened.path.unlink(missing_ok=True)
            return path

        try:
            path = await run_in_background(made)
        except (CannotWrite, OSError) as error:
            self.say(str(error), error=True, stays=20)
            return
        notes = opened.template.of_kind(NOTES)
        app = self.services
        await self.close_screen()
        await app.open_session(path, notes[0].id if notes else "")

    async def close_form(self) -> None:
        """Close the form; keep what was typed in it."""
        self._form.leaving()
        await run_in_background(self._opened.close)
        await self.close_screen()


def last_forum(newest: Summary | None) -> Facts:
    """Return the forum's facts of the newest session; empty without one. May wait for the disk."""
    return _empty_session(newest).forum


def open_draft(newest: Summary | None) -> OpenSession:
    """Open the draft of a new session. May wait for the disk."""
    return OpenSession(draft(newest), lambda state: None)


def _drafts() -> Iterator[Path]:
    """Yield the paths for a draft: each open window has its own."""
    return (state_folder() / f"new-session{f'-{n}' if n > 1 else ''}.toml" for n in count(1))


def draft(newest: Summary | None) -> Document:
    """Return the half-filled form, or an empty one with the forum of the newest session."""
    with suppress(OSError):  # a first run has no such folder yet; the badge reports a failure
        make_folder(state_folder())
    path = next(p for p in _drafts() if holder_of(p) is None)
    try:
        return open_document(path)
    except UnreadableFile:
        if path.exists():  # no notes are thrown away, not even unreadable ones
            path.replace(path.with_suffix(".unreadable"))
    return Document(path=path, session=_empty_session(newest), data=b"", newer=False)


def _empty_session(newest: Summary | None) -> Session:
    """Return what a form begins with: template, language and forum of the newest session.

    If there is no such session, or its template is gone, the program's own template is used.
    """
    language = DEFAULT_LANGUAGE
    if newest is not None:
        with suppress(UnreadableFile):
            last = open_document(newest.path).session
            if template := load_template(last.template.id):
                return Session(template=template, language=last.language, forum=last.forum)
            language = last.language
    template = load_template(DEFAULT_TEMPLATE)
    assert template is not None, "the program comes with this template"
    return Session(template=template, language=language)
