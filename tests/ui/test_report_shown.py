"""What F2 and the side show is the report as it is handed in: typeset, from the notes as typed."""

from __future__ import annotations

from pathlib import Path

from gsef_tui.ui.screens.preview import PreviewScreen
from gsef_tui.ui.widgets.report_view import ReportView

from .hand import Hand, at_work

TYPED = "Qui paie? La 3^e phase: l'État"
SET = "Qui paie\u202f? La 3ᵉ phase\u00a0: l’État"


def text(view: ReportView) -> str:
    return "\n".join("".join(s.text for s in segments) for _, segments in view.lines)


async def note(hand: Hand) -> None:
    await hand.type(TYPED)
    assert hand.text("presentations.KM") == TYPED


async def test_the_preview_is_typeset(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.KM") as hand:
        await note(hand)
        await hand.press("f2")
        assert isinstance(hand.screen, PreviewScreen)
        view = hand.screen.view
        await hand.until(lambda: SET in text(view))
        assert TYPED not in text(view)
        await hand.press("f2")
        assert hand.area.text == TYPED


async def test_the_report_beside_is_typeset(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.KM", size=(160, 40)) as hand:
        await note(hand)
        view = hand.screen.query_one("#side", ReportView)
        await hand.until(lambda: SET in text(view))
        assert TYPED not in text(view)
