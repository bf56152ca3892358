"""The preview: the report as it will be handed in, on the whole screen."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from gsef_tui.model.session import Session

from ..text import content
from ..widgets.bars import Bar, FooterBar
from ..widgets.note_area import NoteArea
from ..widgets.report_view import ReportView
from .base import BaseScreen


class PreviewScreen(BaseScreen):
    """Shows one session's report; F2 returns to the cursor one came from."""

    FOOTER = ("preview", "palette")
    CLOSED_BY = "preview"

    def __init__(self, session: Session, place: str = "") -> None:
        super().__init__()
        self._session = session
        self._place = place
        self.view = ReportView()

    def compose(self) -> ComposeResult:
        """A line that says what this is, the report, the way back."""
        yield Bar(id="header")
        yield self.view
        yield Vertical(id="panels")
        yield FooterBar()

    def on_mount(self) -> None:
        """Lay the report out."""
        self.query_one("#header", Bar).say(
            Content.assemble(
                content(" Preview", "bold"), content("   as it will be handed in", "dim")
            )
        )
        self.view.show(self._session, self._place)
        self.set_focus(self.view)
        self.call_after_refresh(self.update_footer)

    def on_resize(self) -> None:
        """The footer is as wide as the screen."""
        self.call_after_refresh(self.update_footer)

    def footer_keys(self) -> list[tuple[str, str]]:
        """How one goes back, and how one moves."""
        keys = super().footer_keys()
        return [(key, "Back" if name == "Preview" else name) for key, name in keys[:1]] + [
            ("↑ ↓ PgUp PgDn", "Scroll"),
            *keys[1:],
        ]

    async def last_text(self) -> NoteArea | None:
        """A letter typed here belongs to the note: back to it."""
        await self.close_screen()
        screen = self.app.screen
        return await screen.last_text() if isinstance(screen, BaseScreen) else None
