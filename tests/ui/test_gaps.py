"""Gaps and time stamps, with the keys of a person at work."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from textual.app import App

from gsef_tui.ui.screens.plain_text import PlainTextScreen
from gsef_tui.ui.widgets.line_time import LineTime

from .hand import at_work

SEOUL = ZoneInfo("Asia/Seoul")


def moment(hour: int, minute: int, second: int = 0) -> datetime:
    """A moment of the session."""
    return datetime(2031, 10, 4, hour, minute, second, tzinfo=SEOUL)


def at(hour: int, minute: int, second: int = 0) -> float:
    """A moment of the session, in seconds."""
    return moment(hour, minute, second).timestamp()


async def test_a_gap_has_the_time_of_the_session_s_zone(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        hand.opened.now = lambda: moment(20, 47, 59)
        await hand.type(" de ")
        await hand.press("ctrl+l")
        assert hand.text("presentations.LT") == "- une cuisine de @@20:47"
        await hand.type(" et")
        await hand.press("ctrl+z")
        assert "@@20:47" in hand.text("presentations.LT")


async def test_a_gap_swallows_no_word_and_no_selection(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        hand.opened.now = lambda: moment(20, 47)
        await hand.press("home", "right", "right")
        await hand.press("ctrl+l")
        assert hand.text("presentations.LT") == "- @@20:47 une cuisine"
        await hand.press("shift+end", "ctrl+l")
        assert hand.text("presentations.LT") == "- @@20:47 une cuisine@@20:47"


async def test_a_gap_in_the_one_line(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "answers.LT") as hand:
        hand.opened.now = lambda: moment(20, 47)
        await hand.press("f4")
        await hand.type("KM: selon ")
        await hand.press("ctrl+l", "enter")
        assert hand.text("answers.KM") == "selon @@20:47"


@pytest.mark.slow
async def test_nothing_is_typed_where_one_may_only_read(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines) as first, at_work(folder, cantines, "unfiled") as hand:
        assert first.opened.holder is None
        await hand.press("ctrl+l", "f9")
        assert hand.text("unfiled") == "Bonjour"
        assert "Read only" in hand.footer


async def test_f7_goes_from_gap_to_gap_and_what_is_typed_fills_it(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        await hand.type(" @@20:47, et")
        await hand.press("f3")
        await hand.type("Non")
        await hand.press("escape")
        await hand.notes.run_command("next_place")
        await hand.type("peu @@20:58.")
        second = hand.here
        await hand.press("f7")
        assert hand.here == "presentations.LT"
        await hand.type("loi")
        assert hand.text("presentations.LT") == "- une cuisine loi, et"
        await hand.press("f7")
        assert hand.here == second
        await hand.type("deux")
        assert hand.text(second) == "peu deux."


@pytest.mark.parametrize("start", ["presentations.LT", "exchanges.q1"])
async def test_a_gap_in_an_answer_to_the_public_is_selected_too(
    folder: Path, cantines: Path, start: str
) -> None:
    answer = '\n[exchanges.q1]\nquestion = "Qui ?"\nanswers = { KM = "un @@20:47 deux" }\n'
    cantines.write_text(cantines.read_text(encoding="utf-8") + answer, encoding="utf-8")
    async with at_work(folder, cantines, start) as hand:
        await hand.press("f7")
        assert hand.here == "exchanges.q1.KM"
        assert hand.area.selected_text == "@@20:47"
        await hand.type("ou")
        assert hand.text("exchanges.q1.KM") == "un ou deux"


async def test_without_a_gap_f7_is_the_next_empty_place(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        await hand.press("f7")
        assert hand.here == "presentations.KM"


@pytest.mark.slow
async def test_the_gap_one_stands_in_is_not_gone_to_again(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        await hand.type(" @@")
        await hand.press("f7")
        assert hand.here == "presentations.KM"
        await hand.press("f7")
        assert hand.here == "presentations.LT"


@pytest.mark.slow
async def test_f7_closes_go_to_and_leaves_check_open(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.LT", size=(120, 30)) as hand:
        await hand.press("f3", "f7")
        assert hand.notes.panel is None
        await hand.press("f8", "f7")
        assert hand.notes.panel is not None


async def test_a_stamp_is_the_first_key_of_the_line_less_the_lag(
    folder: Path, cantines: Path, tmp_path: Path
) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text("lag = 4\n", encoding="utf-8")
    async with at_work(folder, cantines, "presentations.LT") as hand:
        hand.area.line_time.clock = lambda: at(20, 40)
        await hand.press("enter")
        hand.area.line_time.clock = lambda: at(20, 47, 3)
        await hand.type("une")
        hand.area.line_time.clock = lambda: at(20, 59)
        await hand.type(" école ")
        await hand.press("f9")
        assert hand.text("presentations.LT").endswith("- une école [20:46]")


@pytest.mark.slow
async def test_the_page_to_copy_is_nothing_but_its_lines(
    folder: Path, cantines: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []
    monkeypatch.setattr(App, "copy_to_clipboard", lambda self, text: copied.append(text))
    async with at_work(folder, cantines, "presentations.LT") as hand:
        await hand.type(" @@20:47")
        await hand.command("Gaps to ask")
        lines = ["Il me manque un passage :", "Lucía Torres\u00a0: 20:47 «\u00a0une cuisine\u00a0»"]
        assert [row.rstrip() for row in hand.rows()[:3]] == [*lines, ""]
        await hand.press("ctrl+c")
        assert copied == ["\n".join(lines)]
        assert "clipboard" in hand.footer
        await hand.press("escape")
        assert not isinstance(hand.app.screen, PlainTextScreen)
        assert hand.here == "presentations.LT"


async def test_without_gaps_there_is_no_page(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        await hand.command("Gaps to ask")
        assert "No gaps" in hand.footer


@pytest.mark.slow
async def test_the_export_panel_says_how_many_gaps_there_are(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        await hand.press("f5")
        assert "gap" not in hand.seen
        await hand.press("f5")
        await hand.type(" @@ @@")
        await hand.press("f5")
        assert "missing, see F8 · 2 gaps print as […]" in hand.seen


async def test_the_preview_prints_a_gap_as_exports_do(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        await hand.type(" @@20:47 [20:48]")
        await hand.press("f2")
        await hand.until(lambda: "une cuisine […]" in hand.seen)
        assert "@@" not in hand.seen
        assert "20:48" not in hand.seen


@pytest.mark.parametrize(
    ("edits", "row", "began"),
    [
        ([], 0, 9),
        ([(0, "", "", "a"), (0, "a", "", "b")], 0, 0),
        ([(0, "", "", "a"), (0, "a", "a", ""), (0, "", "", "b")], 0, 2),
        ([(1, "- ", "", "a"), (0, "x", "", "y")], 1, 0),
        ([(1, "", "", "a"), (0, "x", "", "\n")], 2, 0),
        ([(1, "", "", "a"), (0, "x", "", "\n")], 1, 9),
        ([(2, "", "", "a"), (0, "x", "x\n", "")], 1, 0),
        ([(0, "a", "", "\n- "), (1, "- ", "", "b"), (1, "- b", "", "c")], 1, 1),
        ([(0, "déjà", "", "x")], 0, 9),
    ],
)
def test_when_a_line_was_begun(
    edits: list[tuple[int, str, str, str]], row: int, began: float
) -> None:
    now = 0.0
    times = LineTime(lambda: now)
    for number, edit in enumerate(edits):
        now = float(number)
        times.on_edit(*edit)
    now = 9.0
    assert times.began(row) == began
