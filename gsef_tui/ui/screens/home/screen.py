"""Home: the sessions of a folder, filtered as you type, with the actions below."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import aclosing
from datetime import datetime
from pathlib import Path

from rich.cells import cell_len
from textual import events, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from gsef_tui.editing.background import run_in_background, run_steps_in_background
from gsef_tui.editing.commands.context import PanelName
from gsef_tui.editing.readiness import short_date
from gsef_tui.editing.session_list import AT_ONCE, Listing, Seen, SessionList
from gsef_tui.model.folding import fold
from gsef_tui.storage.conflict_names import conflict_name
from gsef_tui.storage.discovery import Filtered, Summary
from gsef_tui.storage.errors import shown
from gsef_tui.storage.index import Index
from gsef_tui.storage.notes_index import catch_up

from ...panels.base import Panel
from ...text import content, fit, short_path
from ...widgets.bars import Bar, FooterBar
from ...widgets.choice_bar import ChoiceBar
from ...widgets.note_area import NoteArea
from ...widgets.rows import Pieces, Rows
from .actions import HomeActions
from .panels import home_panel, mention_copies

ACTIONS = (
    ("new", "New"),
    ("duplicate", "Duplicate"),
    ("rename", "Rename"),
    ("delete", "Move to bin"),
    ("folder", "Open folder…"),
)

KEEP_AFTER = 1.0
"""Seconds after which the index is saved for the next start."""

COUNT_AFTER = 0.2
"""Seconds without a letter in the filter after which the sessions that came into view are
counted."""


class HomeScreen(HomeActions):
    """The list handles the keys that move, and the filter the keys that type, at the same time."""

    SCOPE = "home"
    FOOTER = ("new", "find", "help", "palette", "quit")

    def __init__(self, folder: Path, sessions: SessionList | None = None) -> None:
        super().__init__(folder)
        self._list = sessions or SessionList()
        self._newest: Summary | None = None
        self._count = 0
        self._filtered = Filtered(())
        self._readings = 0
        self._stale = False
        self._uncounted = False  # whether a row is shown without what is missing in it
        self._counting: Timer | None = None
        self._filter = NoteArea(
            one_line=True,
            typed=self._typed,
            placeholder="type to filter: title, person, organization",
        )
        self.rows: Rows[Summary] = Rows(
            self._pieces, lambda summary: self.open_session(summary.path), id="list"
        )

    def compose(self) -> ComposeResult:
        """Yield the folder, the filter, the sessions, the actions."""
        yield Bar(id="header")
        with Horizontal(id="filter"):
            yield Static(content("▏"), classes="bar")
            yield self._filter
        yield Static("", id="empty", markup=False)
        yield self.rows
        yield ChoiceBar(ACTIONS, self._action, id="actions")
        yield Vertical(id="panels")
        yield FooterBar()

    async def on_mount(self) -> None:
        """Show the sessions and focus the filter."""
        await self.read_folder()
        self.set_focus(self._filter)
        self.run_worker(mention_copies(self), group="copies")

    def on_screen_suspend(self) -> None:
        """Note that the list may change while another screen is shown."""
        self._stale = True

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Update the list on return from another screen."""
        self.call_after_refresh(self.look_again)

    def on_resize(self) -> None:
        """Fit the header and the footer to the width of the screen."""
        self.call_after_refresh(self._update_header)

    async def make_panel(self, name: PanelName) -> Panel | str | None:
        """Return a new panel of that name, or why there is none."""
        if name in ("palette", "themes"):
            return await super().make_panel(name)
        return await home_panel(name, self)

    # -- the list ---------------------------------------------------------------------------------

    @property
    def newest(self) -> Summary | None:
        """The newest session of the folder."""
        return self._newest

    async def read_folder(self, at: Path | None = None) -> None:
        """Read the folder again. If many files are not in the index, the newest are read now and
        the others in the background."""
        self._readings += 1
        reading, folder, seen = self._readings, self.folder, self._seen(at)
        self._stale = False
        listing = await run_in_background(lambda: self._list.read(folder, seen, AT_ONCE))
        if reading != self._readings:  # the folder is read once more
            return
        self._take(listing)
        if listing.unreadable:
            self.say(str(listing.unreadable[0]), error=True, stays=12)
        self._read_rest(listing)

    async def look_again(self) -> None:
        """Read the folder again if another screen has been shown since the last time."""
        if self._stale:
            await self.read_folder()

    @work(exclusive=True, group="rest")
    async def _read_rest(self, listing: Listing) -> None:
        reading = self._readings
        while listing.unread:
            listing = await run_in_background(self._next_of(listing))
            if reading != self._readings:
                return
            self._take(listing)
        # By then the visible rows have been counted, too.
        self.set_timer(KEEP_AFTER, lambda: self._keep(listing.index))

    def _next_of(self, listing: Listing) -> Callable[[], Listing]:
        seen = self._seen()
        return lambda: self._list.read_more(listing, AT_ONCE, seen)

    @work(exclusive=True, group="keep")
    async def _keep(self, index: Index) -> None:
        """Save the index; then prepare the search in the notes, as long as only the list is
        shown."""
        await run_in_background(index.keep)
        async with aclosing(run_steps_in_background(catch_up(index.folder))) as steps:
            async for _ in steps:
                if not self.is_current or self.panel is not None:
                    break

    def _seen(self, at: Path | None = None) -> Seen:
        """Return what the list shows, or would show with a session selected."""
        chosen = self.rows.chosen.file if self.rows.chosen is not None else ""
        words = fold(self._filter.text).split()
        return Seen(words, str(at) if at is not None else chosen, self.app.size.height)

    def _take(self, listing: Listing) -> None:
        self._filtered, self._newest = listing.sessions, listing.newest
        self._count = listing.count
        self._show(keep=True)

    def _typed(self, area: NoteArea, offset: int, removed: str, inserted: str, cursor: int) -> None:
        if self._counting is not None:
            self._counting.stop()
        self._counting = self.set_timer(COUNT_AFTER, self._count_seen)
        self._show()

    async def _count_seen(self) -> None:
        """Show how much is missing in the rows that came into view."""
        self._counting = None
        if self._uncounted:
            self._uncounted = False
            rows, top = self.rows, self.rows.scroll_offset.y
            seen = rows.items[top : top + rows.size.height]
            await run_in_background(lambda: self._list.count(seen))
            rows.refresh()

    def _show(self, keep: bool = False) -> None:
        before = self.rows.chosen if keep else None
        found = self._filtered.by(fold(self._filter.text).split())
        at = next((n for n, s in enumerate(found) if before and s.file == before.file), 0)
        self.rows.show(found, at)
        empty = self.query_one("#empty", Static)
        if empty.display or self.rows.display != bool(found):
            empty.display = not found
            self.rows.display = bool(found)
        if not found:
            empty.update(when_empty(bool(self._count)))
        self._update_header()

    def _update_header(self) -> None:
        if not self.is_attached:
            return
        where = shown(self.folder).replace(str(Path.home()), "~", 1)
        count = f" · {self._count}"
        width = self.size.width
        line = short_path(where, max(10, width - len(" Sessions") - len(count) - 2)) + count
        gap = " " * max(1, width - 9 - cell_len(line) - 1)
        self.query_one("#header", Bar).say(
            Content.assemble(content(" Sessions", "strong"), content(gap + line, "muted"))
        )
        self.update_footer()

    def _pieces(self, summary: Summary, width: int) -> Pieces:
        now = datetime.now().astimezone()
        known = self._list.readiness.of(summary, now)
        if known is None and not self._uncounted:
            self._uncounted = True
            if self._counting is None:
                self.run_worker(self._count_seen(), group="count")
        ready, style = known or ("…", "muted")
        day = short_date(summary.day)
        tail = f"  {fit(summary.language, 2)}   {fit(ready, 12)}"
        room = max(8, width - 13 - len(tail))
        title = summary.title or shown(summary.path.stem)
        if summary.copy_of:
            name = conflict_name(summary.path)
            mark = f"↳ {'conflict copy' if name else 'copy'}"
            mark += f" {name.at:%d/%m %H:%M}" if name and name.at else ""
            title = f"{mark} · {title}" if room > cell_len(mark) + 8 else mark
        return [(f"{day:>11}  ", ""), (fit(title, room), "strong"), (tail, style)]

    def footer_keys(self) -> list[tuple[str, str]]:
        """Return the keys of the footer; Enter comes first, as the most used one."""
        return [("↵", "Open"), *super().footer_keys()]

    # -- keys -------------------------------------------------------------------------------------

    async def process_key(self, event: events.Key) -> bool:
        """Move with the arrows and open with Enter while letters filter; Tab goes to the
        actions."""
        if self.panel is None and self.focused in (self._filter, self.rows):
            if event.key == "enter":
                await self._enter()
                return True
            if event.key in ("up", "down", "pageup", "pagedown"):
                await self.rows.process_key(event)
                return True
            if event.key in ("tab", "shift+tab"):
                self.set_focus(self.query_one(ChoiceBar))
                return True
            if event.key == "escape" and self._filter.text:
                self._filter.clear()
                return True
        elif self.panel is None and event.key in ("tab", "shift+tab", "escape", "up"):
            self.set_focus(self._filter)
            return True
        return await super().process_key(event)

    async def last_text(self) -> NoteArea | None:
        """Focus the filter and return it."""
        self.set_focus(self._filter)
        return self._filter

    async def _action(self, command_id: str) -> None:
        self.set_focus(self._filter)
        await self.run_command(command_id)

    async def _enter(self) -> None:
        if self.rows.display:
            await self.rows.choose()
        elif not self._count:
            await self.show_new()


def when_empty(hidden: bool) -> Content:
    """Return the text for an empty list; ``hidden``: the filter hides all sessions of the
    folder."""
    if hidden:
        return content("No session found. Ctrl+F searches in the notes.")
    return Content.assemble(
        content(
            "Take notes of a forum session live, and hand them in as the forum's report.\n",
            "strong",
        ),
        content("Enter creates the first session in this folder. Only a title is required."),
    )
