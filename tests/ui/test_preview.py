"""What F2 and the side show is the report as it is handed in: typeset, from the notes as typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual._compositor import Compositor

from gsef_tui.model.places import with_text
from gsef_tui.ui.screens.preview import PreviewScreen
from gsef_tui.ui.screens.session.side_preview import moment
from gsef_tui.ui.widgets.line_view import LineView
from gsef_tui.ui.widgets.report_view import ReportView

from .editor.test_key_cost import Counted
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


async def shown(hand: Hand, view: ReportView, word: str) -> None:
    """Wait until a word stands in the report beside, and is drawn."""
    await hand.until(lambda: word in text(view))
    await hand.settle()


@pytest.mark.slow
async def test_of_the_report_beside_only_the_rows_that_changed_are_drawn(
    folder: Path, cantines: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(folder, cantines, "presentations.LT", size=(160, 40)) as hand:
        view = hand.screen.query_one("#side", ReportView)
        await shown(hand, view, "une cuisine")
        drawn: list[int] = []
        plain = LineView.render_line

        def listened(self: LineView, y: int) -> object:
            if self is view:
                drawn.append(y)
            return plain(self, y)

        monkeypatch.setattr(LineView, "render_line", listened)
        await hand.type("X")
        await shown(hand, view, "une cuisineX")
        assert len(drawn) == 1
        await hand.type("\nY")
        await shown(hand, view, "• Y")
        below = len(view.lines) - drawn[0]
        assert 1 < len(drawn) - 1 <= below, "what stands under the new line has moved"


async def test_a_longer_report_changes_nothing_else_of_the_screen(
    folder: Path, cantines: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(folder, cantines, "presentations.LT", size=(160, 40)) as hand:
        view = hand.screen.query_one("#side", ReportView)
        await shown(hand, view, "une cuisine")
        passes = Counted(monkeypatch, Compositor, "reflow")
        view.show_lines([segments for _, segments in view.lines * 9])
        await hand.settle()
        assert passes.calls == 0
        assert view.max_scroll_y == 9 * len(view.lines) - view.size.height
        assert view.vertical_scrollbar.window_virtual_size == 9 * len(view.lines)


@pytest.mark.slow
async def test_a_report_that_became_shorter_is_scrolled_no_further_than_its_end(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, "presentations.LT", size=(160, 16)) as hand:
        view = hand.screen.query_one("#side", ReportView)
        await shown(hand, view, "une cuisine")
        view.scroll_end(animate=False)
        await hand.until(lambda: view.scroll_offset.y == len(view.lines) - view.size.height > 0)
        view.show_lines([segments for _, segments in view.lines[:20]])
        await hand.settle()
        assert view.scroll_offset.y == 20 - view.size.height
        view.show_lines([])
        await hand.settle()
        assert view.scroll_offset.y == 0


async def test_what_is_typed_while_the_report_is_laid_out_comes_after_it(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, "presentations.LT", size=(160, 40)) as hand:
        view = hand.screen.query_one("#side", ReportView)
        await shown(hand, view, "une cuisine")
        session = hand.session
        for word in ("un", "deux", "trois"):
            view.show(with_text(session, hand.notes.here, word))
        await hand.until(lambda: "trois" in text(view))


def test_the_report_follows_when_the_hands_rest_and_else_within_a_second() -> None:
    assert moment(last_key=5.0, seen=10.0) == 10.0, "the hands rest already"
    assert moment(last_key=9.9, seen=10.0) == pytest.approx(10.2)
    assert moment(last_key=10.5, seen=10.0) == pytest.approx(10.8)
    assert moment(last_key=10.95, seen=10.0) == 11.0, "somebody who never stops looks up too"
    assert moment(last_key=float("-inf"), seen=10.0) == 10.0


def visible(view: ReportView) -> list[str]:
    top = view.scroll_offset.y
    rows = view.lines[top : top + view.size.height]
    return ["".join(segment.text for segment in row) for _, row in rows]


@pytest.mark.slow
async def test_the_report_beside_follows_the_hands_to_either_end_of_a_long_note(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, "presentations.LT", size=(160, 30)) as hand:
        view = hand.screen.query_one("#side", ReportView)
        await hand.paste("\n" + "\n".join(f"la ligne {n}" for n in range(80)))
        await hand.type("fin")
        await hand.until(lambda: "la ligne 79fin" in visible(view))
        hand.area.move_cursor((0, 0))
        await hand.type("X")
        await hand.until(lambda: any("une cuisine" in row for row in visible(view)))
