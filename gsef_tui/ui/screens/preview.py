"""The preview: the report as it will be handed in, on the whole screen."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from gsef_tui.model.session import Session

from ..text import content
from ..widgets.bars import Bar, FooterBar
from ..widgets.report_view import ReportView
from .overlay import OverlayScreen


class PreviewScreen(OverlayScreen):
    """Shows the report of one session; F2 returns to the cursor in the notes."""

    FOOTER = ("preview", "palette")
    CLOSED_BY = "preview"

    def __init__(self, session: Session, place: str = "") -> None:
        super().__init__()
        self._session = session
        self._place = place
        self.view = ReportView()

    def compose(self) -> ComposeResult:
        """Yield a heading, the report, and the footer."""
        yield Bar(id="header")
        yield self.view
        yield Vertical(id="panels")
        yield FooterBar()

    def on_mount(self) -> None:
        """Lay out the report."""
        self.query_one("#header", Bar).say(
            Content.assemble(
                content(" Preview", "strong"), content("   as it will be handed in", "muted")
            )
        )
        self.view.show(self._session, self._place)
        self.set_focus(self.view)
        self.call_after_refresh(self.update_footer)

    def on_resize(self) -> None:
        """Fit the footer to the width of the screen."""
        self.call_after_refresh(self.update_footer)

    def footer_keys(self) -> list[tuple[str, str]]:
        """Return the key that goes back, those that scroll, then the others."""
        keys = super().footer_keys()
        return [(key, "Back" if name == "Preview" else name) for key, name in keys[:1]] + [
            ("↑ ↓ PgUp PgDn", "Scroll"),
            *keys[1:],
        ]
