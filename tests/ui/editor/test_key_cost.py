"""What a key costs, counted instead of timed: rows, passes, bytes, joins, files."""

from __future__ import annotations

import statistics
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Document, WrappedDocument

from gsef_tui.model import words
from gsef_tui.ui.screens.session.status import StatusPresenter
from gsef_tui.ui.textual_private.compositor import RowsCompositor
from gsef_tui.ui.textual_private.editor import wrapping
from gsef_tui.ui.textual_private.editor.incremental import CellsUpdate

from ...process.terminal import PROGRAM, Terminal, person
from ..hand import Hand, at_work

pytestmark = pytest.mark.usefixtures("no_seconds")

LARGE = "\n".join(f"une ligne de notes, la {n}, avec quelques mots de plus" for n in range(4000))


@pytest.fixture
def large(cantines: Path) -> Path:
    """A session with some 200 KB in one note."""
    text = cantines.read_text()
    cantines.write_text(text.replace('"- une cuisine"', f"'''\n{LARGE}'''"))
    return cantines


@asynccontextmanager
async def noting(folder: Path, session: Path) -> AsyncIterator[Hand]:
    """At the end of the long note, in a window of 120 columns."""
    async with at_work(folder, session, "presentations.LT", size=(120, 40)) as hand:
        await hand.press("x", "y")
        await hand.until(lambda: hand.opened.saver.state.saved)
        yield hand


class Counted:
    """How often something is called, while it does what it did."""

    def __init__(self, patch: pytest.MonkeyPatch, owner: object, name: str) -> None:
        self.calls = 0
        plain = getattr(owner, name)

        def counted(*arguments: object, **named: object) -> object:
            self.calls += 1
            return plain(*arguments, **named)

        patch.setattr(owner, name, counted)


@pytest.mark.slow
async def test_a_letter_draws_its_cells_and_a_move_one_row_in_one_pass(
    folder: Path, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with noting(folder, large) as hand:
        rows = Counted(monkeypatch, type(hand.area), "render_line")
        passes = Counted(monkeypatch, Compositor, "render_partial_update")
        whole = Counted(monkeypatch, Compositor, "render_full_update")
        drawn = Counted(monkeypatch, CellsUpdate, "__init__")
        await hand.press("a")
        assert (drawn.calls, passes.calls, whole.calls) == (1, 0, 0)
        assert rows.calls == 2, "as it was, which is known, and as it is"
        await hand.press("left")
        assert (rows.calls, passes.calls, whole.calls) == (3, 1, 0)
        await hand.press("up")  # the row that was left and the one that was come to
        assert (rows.calls, passes.calls, whole.calls) == (5, 2, 0)


@pytest.mark.slow
async def test_a_move_asks_no_container_for_rows_that_nobody_sees(
    folder: Path, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with noting(folder, large) as hand:
        asked: list[int] = []
        plain = RowsCompositor._get_renders

        def renders(self: RowsCompositor, crop: Region | None = None) -> object:
            for region, clip, strips in plain(self, crop):
                asked.append(len(strips))
                yield region, clip, strips

        monkeypatch.setattr(RowsCompositor, "_get_renders", renders)
        await hand.press("left")
        assert asked == [1, 1], "one row of the scroll bar, one of the note"


@pytest.mark.slow
def test_a_letter_sends_few_bytes(large: Path, tmp_path: Path) -> None:
    """The clock and the counts may come between: the median counts."""
    with Terminal(
        [PROGRAM, large, "--at", "presentations.LT"],
        environment=person(tmp_path / "home"),
        folder=tmp_path,
        columns=120,
        rows=40,
    ) as terminal:
        terminal.wait_for("la 3999")
        typed = ""
        sent: list[int] = []
        for letter in "QWERT한글Z":
            before = len(terminal.sent)
            terminal.type(letter)
            typed += letter
            terminal.wait_for(typed)
            sent.append(len(terminal.sent) - before)
        assert statistics.median(sent) <= 350


@pytest.mark.slow
async def test_no_key_joins_the_text_or_looks_at_all_its_lines(
    folder: Path, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with noting(folder, large) as hand:
        joined: list[str] = []
        for owner, name in ((Document, "text"), (TextArea, "text"), (WrappedDocument, "height")):
            monkeypatch.setattr(owner, name, _told(owner, name, joined))
        await hand.press("a", "left", "up", "enter", "b", "backspace", "backspace", "down")
        assert joined == []
        assert hand.area.text
        assert joined == ["TextArea.text", "Document.text"], "both are listened to"


def _told(owner: type, name: str, joined: list[str]) -> property:
    """The same property, that leaves word when it is asked for."""
    plain: property = getattr(owner, name)
    ask = plain.fget
    assert ask is not None

    def told(self: object) -> object:
        joined.append(f"{owner.__name__}.{name}")
        return ask(self)

    return property(told)


@pytest.mark.slow
async def test_a_paste_wraps_its_own_lines_once_and_joins_nothing(
    folder: Path, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with noting(folder, large) as hand:
        area = hand.area
        area.move_cursor((2000, 12))
        await hand.settle()
        joined: list[str] = []
        for owner, name in ((Document, "text"), (TextArea, "text"), (WrappedDocument, "height")):
            monkeypatch.setattr(owner, name, _told(owner, name, joined))
        wrapped = Counted(monkeypatch, wrapping, "cuts")
        slow = Counted(monkeypatch, wrapping, "compute_wrap_offsets")
        whole = Counted(monkeypatch, WrappedDocument, "wrap")
        await hand.paste("\r".join(f"collé, l’une des lignes, nº {n}" for n in range(500)))
        assert area.document.line_count == 4000 + 499
        assert (wrapped.calls, slow.calls, whole.calls, joined) == (500, 0, 0, [])
        await hand.press("a", "left", "down", "backspace")
        assert wrapped.calls == 502, "a letter wraps its line"


@pytest.mark.slow
async def test_a_letter_after_a_paste_waits_for_no_count(
    folder: Path, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(StatusPresenter, "tick", lambda self: None)
    async with noting(folder, large) as hand:
        before = words._in_line.cache_info().misses
        await hand.paste("\r".join(f"une ligne collée sur dix mille, {n}" for n in range(16_000)))
        assert "Enter: paste" in hand.seen
        await hand.press("enter", "W")
        assert hand.area.text.endswith("15999W")
        assert words._in_line.cache_info().misses - before < 10
        hand.notes.status.update()
        assert words._in_line.cache_info().misses - before >= 16_000


@pytest.mark.slow
async def test_a_window_that_keeps_its_width_wraps_nothing(
    folder: Path, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with noting(folder, large) as hand:
        wrapped = Counted(monkeypatch, wrapping, "cuts")
        await hand.resize(120, 30)
        assert wrapped.calls == 0
        await hand.press("f4", "escape")
        assert wrapped.calls <= 3, "the panel's own field"
        await hand.resize(100, 30)
        assert wrapped.calls >= 4000


@pytest.mark.slow
async def test_a_row_that_was_drawn_before_is_the_same_strip(folder: Path, large: Path) -> None:
    """The compositor keeps with a strip what it made of it: scrolling makes one row, not forty."""
    async with noting(folder, large) as hand:
        area, all_of_it = hand.area, Region(0, 0, *hand.area.region.size)
        before: list[Strip] = area.render_lines(all_of_it)
        await hand.press("enter")
        after = area.render_lines(all_of_it)
        kept = {id(strip) for strip in before}
        made = sum(id(strip) not in kept for strip in after)
        assert 0 < made <= 2, "the row that was left, and the new one"


@pytest.mark.slow
async def test_counting_words_looks_at_the_lines_that_changed(
    folder: Path, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with noting(folder, large) as hand:
        hand.notes.status.update()
        before = words._in_line.cache_info().misses
        await hand.type("un mot")
        hand.notes.status.update()
        assert words._in_line.cache_info().misses - before <= 3


async def test_only_the_line_of_the_outline_that_changed_is_drawn(
    folder: Path, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with noting(folder, large) as hand:
        outline = hand.notes.query_one("OutlineView")
        hand.notes.status.update()
        await hand.settle()
        rows = Counted(monkeypatch, type(outline), "render_line")
        await hand.type(" un")
        hand.notes.status.update()
        await hand.settle()
        assert 0 < rows.calls <= 2, "the section's line and the person's"


@pytest.mark.slow
async def test_a_session_is_opened_without_looking_at_the_others(
    folder: Path, cantines: Path
) -> None:
    others = [cantines.with_name(f"other-{n}.toml") for n in range(3)]
    for other in others:
        other.write_text(cantines.read_text())
    opened: list[str] = []
    listening = True

    def listen(event: str, arguments: tuple[object, ...]) -> None:
        if listening and event == "open" and isinstance(arguments[0], str):
            opened.append(Path(arguments[0]).name)

    sys.addaudithook(listen)
    try:
        async with at_work(folder, cantines) as hand:
            await hand.press("x")
            assert cantines.name in opened
            assert not {other.name for other in others} & set(opened)
            await hand.press("ctrl+o")
            assert {other.name for other in others} <= set(opened)
    finally:
        listening = False


async def test_a_letter_is_taken_down_before_it_is_drawn(
    folder: Path, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever sees it may pull the plug."""
    async with noting(folder, large) as hand:
        there: list[bool] = []
        plain = CellsUpdate.__init__

        def drawn(self: CellsUpdate, pieces: Sequence[tuple[int, int, Strip]]) -> None:
            there.append(hand.session.notes("presentations")["LT"].endswith("xy¤"))
            plain(self, pieces)

        monkeypatch.setattr(CellsUpdate, "__init__", drawn)
        await hand.press("¤")
        assert there == [True]


@pytest.mark.slow
async def test_a_row_of_a_long_line_is_drawn_from_that_row_alone(
    folder: Path, cantines: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With tabs, and with text selected: the stock widget works through the whole line a row."""
    text = cantines.read_text()
    line = "\\tété" * 10_000
    cantines.write_text(text.replace('"- une cuisine"', f'"{line}"'))
    whole = Counted(monkeypatch, TextArea, "_render_line")
    measured = Counted(monkeypatch, wrapping, "get_tab_widths")
    async with noting(folder, cantines) as hand:
        before = measured.calls
        await hand.press("z", "shift+up", "shift+up", "backspace")
        assert hand.area.size.height > 20
        assert whole.calls == 0
        assert measured.calls - before <= 8  # to wrap it and to draw it, for each of two edits
