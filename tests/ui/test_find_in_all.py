"""Find in the notes of all sessions: what is typed while it searches, and what is found late."""

from __future__ import annotations

import threading
from collections.abc import Generator
from pathlib import Path

import pytest

from gsef_tui.storage import notes_index
from gsef_tui.storage.notes_index import Found
from gsef_tui.ui.panels.find_in_all import FindInAll

from .hand import Hand, at_work


class Held:
    """A search that waits for the test before each of its results."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go_on = threading.Semaphore(0)
        self.texts: list[str] = []
        self.ended: list[str] = []
        self._search = notes_index.search_notes
        monkeypatch.setattr(notes_index, "search_notes", self._held)
        monkeypatch.setattr(notes_index, "AT_ONCE", 1)
        monkeypatch.setattr(notes_index, "SNAPSHOT_EVERY", -1.0)

    def _held(self, folder: Path, text: str) -> Generator[Found, None, None]:
        self.texts.append(text)
        try:
            for step in self._search(folder, text):
                self.go_on.acquire(timeout=30)
                yield step
        finally:
            self.ended.append(text)


@pytest.fixture
def three(folder: Path) -> list[Path]:
    paths = [folder / f"2031-10-0{n}-s{n}.toml" for n in (1, 2, 3)]
    for n, path in enumerate(paths, 1):
        path.write_text(
            f'format = 1\ntemplate = "gsef"\n[session]\ntitle = "Séance {n}"\n'
            f'date = 2031-10-0{n}\n[unfiled]\ntext = "- moulin {n}"\n'
        )
    return paths


def titles(hand: Hand) -> list[str]:
    panel = hand.home.panel
    assert isinstance(panel, FindInAll)
    return [hit.title for hit in panel._rows.items]


async def test_hits_come_one_after_the_other_with_progress_and_the_chosen_one_stays(
    folder: Path, three: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch)
    async with at_work(folder) as hand:
        await hand.press("ctrl+f")
        await hand.type("moulin")
        held.go_on.release(1)
        await hand.until(lambda: "0 of 3 sessions searched…" in hand.seen, "the progress")
        held.go_on.release(2)
        await hand.until(lambda: "2 of 3 sessions searched…" in hand.seen, "two sessions")
        assert titles(hand) == ["Séance 3", "Séance 2"]
        await hand.press("down")
        held.go_on.release(9)
        await hand.until(lambda: "3 lines" in hand.seen, "all hits")
        assert "searched…" not in hand.seen
        assert titles(hand) == ["Séance 3", "Séance 2", "Séance 1"]
        await hand.press("enter")
        assert hand.opened.path == three[1]
        assert hand.area.selected_text == "moulin"


async def test_enter_typed_ahead_of_the_first_hit_waits_for_it(
    folder: Path, three: list[Path]
) -> None:
    async with at_work(folder) as hand:
        await hand.press("ctrl+f")
        await hand.burst([*"moulin 2", "enter"])
        await hand.until(lambda: hand.app.opened is not None, "a session")
        assert hand.opened.path == three[1]


@pytest.mark.parametrize("key", ["s", "escape"])
async def test_a_letter_or_esc_ends_the_search(
    folder: Path, three: list[Path], monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    held = Held(monkeypatch)
    async with at_work(folder) as hand:
        await hand.press("ctrl+f")
        await hand.type("moulin")
        await hand.until(lambda: held.texts, "the search")
        await hand.press(key)
        held.go_on.release(99)
        await hand.until(lambda: "moulin" in held.ended, "the end of the search")
        if key == "s":
            await hand.until(lambda: "not found" in hand.seen, "the other search")
        else:
            assert hand.home.panel is None
            assert held.texts == ["moulin"]
