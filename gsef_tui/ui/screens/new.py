"""New session: one form in the order of the report. What is typed is kept as a draft on disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from gsef_tui.model.kinds import FACTS, NOTES
from gsef_tui.model.places import Place, fact_text
from gsef_tui.model.session import Session
from gsef_tui.storage import library
from gsef_tui.storage.documents import Document, open_document
from gsef_tui.storage.durable import make_folder
from gsef_tui.storage.errors import CannotWrite, UnreadableFile
from gsef_tui.storage.finding import Summary
from gsef_tui.storage.folders import state_folder
from gsef_tui.storage.lock import holder_of
from gsef_tui.storage.templates import load_template

from ..desk import Desk
from ..panes.base import Pane
from ..panes.new import NewForm
from ..text import content
from ..widgets.bars import Bar, FooterBar
from ..widgets.choices import Choices
from ..widgets.note_area import NoteArea
from .base import BaseScreen


class NewScreen(BaseScreen):
    """Makes a session of a folder. Left half done, the form is there again the next time."""

    SCOPE = "home"
    FOOTER = ("help", "palette")

    def __init__(self, folder: Path, newest: Summary | None) -> None:
        super().__init__()
        self._folder = folder
        self._desk = Desk(draft(newest), lambda state: None)
        template = self._desk.template
        facts = template.of_kind(FACTS)
        self._title_fact = template.fact("title")
        self._form = NewForm(self._desk, facts[0] if facts else template.all_sections[0])

    def compose(self) -> ComposeResult:
        """What this is, the form, create or close."""
        yield Bar(id="header")
        yield self._form
        yield Choices((("create", "Create"), ("close", "Close")), self._chosen, id="actions")
        yield Vertical(id="panels")
        yield FooterBar()

    async def on_mount(self) -> None:
        """The first field that is empty."""
        says = "   nothing is required but a title; the rest can be filled in while it runs"
        self.query_one("#header", Bar).say(
            Content.assemble(content(" New session", "bold"), content(says, "dim"))
        )
        await self._form.arrive(Place(""))
        self.call_after_refresh(self.tell_footer)

    def on_resize(self) -> None:
        """The footer is as wide as the screen."""
        self.call_after_refresh(self.tell_footer)

    def footer_keys(self) -> list[tuple[str, str]]:
        """How the form is left."""
        return [("^s", "Create"), ("^n", "Close, keeping what is typed"), *super().footer_keys()]

    async def last_text(self) -> NoteArea | None:
        """The field one was in."""
        area = self._form.area
        if area is not None:
            self.set_focus(area)
        return area

    async def take_key(self, event: events.Key) -> bool:
        """From the words below the form, Tab and ↑ lead back into it."""
        if event.key in ("tab", "shift+tab", "up") and self.query_one(Choices).has_focus:
            self._form.field_left(None, -1 if event.key != "tab" else 1)
            return True
        return await super().take_key(event)

    def field_left(self, area: NoteArea, by: int) -> None:
        """Past the last field are the words below."""
        self.set_focus(self.query_one(Choices))

    @on(Pane.Changed)
    async def _changed(self, event: Pane.Changed) -> None:
        await self._form.rebuild()  # the language: every label is another

    async def _chosen(self, word: str) -> None:
        await (self.do_save() if word == "create" else self.do_new())

    async def settle(self) -> None:
        """Fields that are to come or go."""
        await self._form.settle()

    async def do_undo(self) -> None:
        """Take back what was typed last in this form."""
        step = self._desk.undo()
        for edit in step.edits if step else ():
            self._form.reflect(edit)
        if step is not None and step.structure:
            await self._form.rebuild()

    async def do_save(self) -> None:
        """Make the session, and open it where notes begin."""
        self._form.leaving()
        session = self._desk.session
        title = session.facts.get(self._title_fact.id, "") if self._title_fact else ""
        if self._title_fact is not None and not fact_text(title).strip():
            place = Place(self._form.section.id, self._title_fact.id)
            self._form.complain(place, "A title is needed; everything else can wait")
            return
        try:
            path = library.create(self._folder, session)
        except (CannotWrite, OSError) as error:
            self.say(str(error), error=True, stays=20)
            return
        self._desk.close()
        self._desk.path.unlink(missing_ok=True)
        notes = self._desk.template.of_kind(NOTES)
        app = self.gsef
        await self.app.pop_screen()
        await app.open_session(path, notes[0].id if notes else "")

    async def do_new(self) -> None:
        """Close; the form is kept."""
        self._form.leaving()
        self._desk.close()
        await self.app.pop_screen()

    do_home = do_new


def _drafts() -> Iterator[Path]:
    """Where a form may lie: each window that is open has its own."""
    return (state_folder() / f"new-session{f'-{n}' if n > 1 else ''}.toml" for n in count(1))


def draft(newest: Summary | None) -> Document:
    """The form left half done, else an empty one with the forum of the newest session."""
    with suppress(OSError):  # a first run has no such folder yet; the badge says what fails
        make_folder(state_folder())
    path = next(p for p in _drafts() if holder_of(p) is None)
    try:
        return open_document(path)
    except UnreadableFile:
        if path.exists():  # nobody's notes are thrown away, not even these
            path.replace(path.with_suffix(".unreadable"))
    session = Session()
    if newest is not None:
        try:
            last = open_document(newest.path).session
            session = Session(template=last.template, language=last.language, forum=last.forum)
        except UnreadableFile:
            session = Session()
    template = load_template(session.template)
    if template is None:
        session = Session(language=session.language)
        template = load_template(session.template)
    assert template is not None, "the program comes with this template"
    return Document(path=path, session=session, template=template, data=b"", newer=False)
