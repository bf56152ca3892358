"""Home with many sessions: read once, the newest first, and never shown as they were."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

from gsef_tui.editing import readiness
from gsef_tui.editing.session_list import AT_ONCE
from gsef_tui.model import folding
from gsef_tui.storage import index
from gsef_tui.storage.documents import Document, open_document
from gsef_tui.ui.screens.home import screen

from .hand import Hand, at_work

MANY = 3 * AT_ONCE


@pytest.fixture
def many(folder: Path) -> list[Path]:
    paths = [folder / f"2031-{n // 28 + 1:02}-{n % 28 + 1:02}-s{n}.toml" for n in range(MANY)]
    for n, path in enumerate(paths):
        day = path.name[:10]
        path.write_text(
            f'format = 1\ntemplate = "gsef"\n[session]\ntitle = "Séance {n}"\ndate = {day}\n'
            f'[people.AM]\nname = "Personne {n % 10}"\n'
        )
    return paths


def titles(hand: Hand) -> list[str]:
    return [summary.title for summary in hand.home.rows.items]


async def test_the_newest_are_there_at_once_and_the_others_soon(
    folder: Path, many: list[Path]
) -> None:
    async with at_work(folder) as hand:
        assert titles(hand)[:AT_ONCE] == [
            f"Séance {n}" for n in range(MANY - 1, MANY - 1 - AT_ONCE, -1)
        ]
        await hand.press("down", "down")
        await hand.until(lambda: len(titles(hand)) == MANY, "all sessions")
        chosen = hand.home.rows.chosen
        assert chosen is not None
        assert chosen.title == f"Séance {MANY - 3}"


async def test_a_second_start_reads_no_session_and_sees_every_change(
    folder: Path, many: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "FRESH", -1.0)
    monkeypatch.setattr(screen, "KEEP_AFTER", 0.01)
    async with at_work(folder) as hand:
        await hand.until((folder.parent / "state" / "index.json").exists, "the index")
        await hand.until(lambda: len(titles(hand)) == MANY)
    opened: list[str] = []

    def open_and_say(path: Path) -> Document:
        opened.append(path.stem)
        return open_document(path)

    monkeypatch.setattr(index, "open_document", open_and_say)
    monkeypatch.setattr(readiness, "open_document", open_and_say)
    many[0].unlink()
    many[1].write_text(many[1].read_text().replace("Séance", "Changée"))
    (folder / "2030-01-01-new.toml").write_text('format = 1\ntemplate = "gsef"\n')
    async with at_work(folder) as hand:
        assert {name for name in opened if name.endswith(("-s1", "-new"))} == {
            many[1].stem,
            "2030-01-01-new",
        }
        assert len(opened) == 2, "lines whose missing places were counted are not read again"
        assert len(titles(hand)) == MANY
        assert titles(hand)[-2:] == ["Changée 1", ""]
        many[-1].unlink()
        await hand.home.read_folder()
        assert titles(hand)[0] == f"Séance {MANY - 2}"


async def test_a_key_of_the_filter_folds_no_session(
    folder: Path, many: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(folder) as hand:
        await hand.until(lambda: len(titles(hand)) == MANY)
        folded: list[str] = []

        def fold_and_say(text: str) -> str:
            folded.append(text)
            return folding.fold(text)

        monkeypatch.setattr(screen, "fold", fold_and_say)
        await hand.type("SÉance 17")
        assert titles(hand) == [
            f"Séance {n}"
            for n in sorted(range(MANY), reverse=True)
            if ("17" in str(n) or "17" in many[n].stem)
        ]
        await hand.press("backspace", "backspace")
        assert len(titles(hand)) == MANY
        assert len(folded) == len("SÉance 17") + 2


async def test_a_key_of_the_filter_reads_no_file_and_the_count_follows(
    folder: Path, many: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(folder) as hand:
        await hand.until(lambda: len(titles(hand)) == MANY)
        opened: list[Path] = []

        def open_and_say(path: Path) -> Document:
            opened.append(path)
            return open_document(path)

        monkeypatch.setattr(readiness, "open_document", open_and_say)
        monkeypatch.setattr(screen, "COUNT_AFTER", 3600.0)
        await hand.type("s3")
        assert not opened
        before = hand.seen.count("missing")
        assert before < len(titles(hand))
        monkeypatch.setattr(screen, "COUNT_AFTER", 0.01)
        await hand.press("backspace", "3")
        await hand.until(lambda: hand.seen.count("missing") > before + 5, "the counts")
        assert opened


@pytest.mark.slow
async def test_a_session_that_another_program_wrote_is_shown_when_one_comes_back(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder) as hand:
        await hand.press("enter")
        (folder / "2031-10-06-autre.toml").write_text(
            'format = 1\ntemplate = "gsef"\n[session]\ntitle = "Autre"\ndate = 2031-10-06\n'
        )
        await hand.press("ctrl+o")
        assert titles(hand) == ["Autre", "Les cantines du quartier"]
        assert os.listdir(folder.parent / "state")


@pytest.mark.slow
async def test_a_start_looks_at_the_folder_once_and_each_return_once(
    folder: Path, cantines: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Path] = []
    look = index.Index.look

    def look_and_say(self: index.Index) -> list[Path]:
        looked.append(self.folder)
        return look(self)

    monkeypatch.setattr(index.Index, "look", look_and_say)
    async with at_work(folder) as hand:
        assert titles(hand) == ["Les cantines du quartier"]
        assert len(looked) == 1
        await hand.press("enter", "ctrl+o")
        await hand.press("up", "up")
        assert len(looked) == 2
        await hand.press("f1", "f1")
        await hand.until(lambda: len(looked) > 2, "a look after the help")
        await hand.press("up", "up")
        assert len(looked) == 3


async def test_a_key_of_the_filter_works_out_each_style_once_a_frame(
    folder: Path, many: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(folder) as hand:
        await hand.until(lambda: len(titles(hand)) == MANY)
        rows = hand.home.rows
        worked_out: list[str] = []
        frames: list[Region] = []
        style_of, draw = rows.get_component_rich_style, rows.render_lines

        def style_of_and_say(*names: str, partial: bool = False) -> Style:
            worked_out.extend(names)
            return style_of(*names, partial=partial)

        def draw_and_say(crop: Region) -> list[Strip]:
            frames.append(crop)
            return draw(crop)

        await hand.type("s")
        monkeypatch.setattr(rows, "get_component_rich_style", style_of_and_say)
        monkeypatch.setattr(rows, "render_lines", draw_and_say)
        await hand.type("1")
        await hand.until(lambda: frames, "a frame")
        assert len(titles(hand)) < MANY
        lines = sum(crop.height for crop in frames)
        assert lines > 10
        assert len(worked_out) <= 4 * len(frames) < lines
