"""Home: the sessions at hand, filtered as one types, and what can be done with one."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from gsef_tui.storage.documents import open_document

from .hand import Hand, at_work

OTHER = """format = 1
template = "gsef"
language = "es"

[session]
title = "Cooperativas de energía"
date = 2031-10-05

[people.EG]
name = "Éléonore Gómez"
organisation = "Viento Sur"

[presentations]
EG = \"\"\"
Primera línea
un molino de viento\"\"\"
"""


@pytest.fixture
def energia(cantines: Path) -> Path:
    path = cantines.with_name("2031-10-05-energia.toml")
    path.write_text(OTHER, encoding="utf-8")
    return path


def listed(hand: Hand) -> list[str]:
    return [summary.path.name for summary in hand.home.rows.items]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["2031-10-05-energia.toml", "2031-10-04-cantines.toml"]),
        ("ENERGIA", ["2031-10-05-energia.toml"]),
        ("eleonore", ["2031-10-05-energia.toml"]),
        ("viento sur", ["2031-10-05-energia.toml"]),
        ("cocina torres", ["2031-10-04-cantines.toml"]),
        ("밥상", ["2031-10-04-cantines.toml"]),
        ("molino", []),
    ],
)
async def test_letters_filter(folder: Path, energia: Path, typed: str, found: list[str]) -> None:
    async with at_work(folder) as hand:
        await hand.type(typed)
        assert listed(hand) == found
        if found:
            await hand.press("enter")
            assert hand.opened.path.name == found[0]
        else:
            assert "No session found" in hand.seen
            await hand.press("enter")
            assert hand.home.is_current


@pytest.mark.slow
async def test_the_notes_of_all_are_searched_and_enter_opens_at_the_hit(
    folder: Path, energia: Path
) -> None:
    async with at_work(folder) as hand:
        await hand.press("ctrl+f")
        await hand.type("MOLINO")
        await hand.until(lambda: "1 line" in hand.seen, "the hit")
        await hand.press("enter")
        assert hand.opened.path == energia
        assert hand.here == "presentations.EG"
        assert hand.area.selected_text == "molino"


@pytest.mark.slow
async def test_arrows_choose_while_letters_filter(folder: Path, energia: Path) -> None:
    async with at_work(folder) as hand:
        await hand.burst(["down", "enter", *" !"])
        assert hand.opened.path.name == "2031-10-04-cantines.toml"
        await hand.press("ctrl+o")
        assert hand.home.rows.chosen is not None
        assert hand.home.rows.chosen.path.name == "2031-10-04-cantines.toml"


@pytest.mark.slow
async def test_duplicate_rename_and_delete_by_the_words_below(folder: Path, energia: Path) -> None:
    async with at_work(folder) as hand:
        await hand.press("tab", "right", "enter")
        assert hand.footer.startswith("Duplicated as")
        assert len(listed(hand)) == 3
        made = next(s for s in hand.home.rows.items if not s.title)
        assert hand.home.rows.chosen == made
        assert list(open_document(made.path).session.people) == ["EG"]
        await hand.press("tab", "right", "enter")
        await hand.type("Énergie 2")
        await hand.press("enter")
        assert hand.footer == "Renamed to energie-2.toml"
        assert (folder / "energie-2.toml").exists()
        assert not made.path.exists()
        await hand.command("move to bin")
        assert not (folder / "energie-2.toml").exists()
        assert hand.footer.startswith("Moved to the bin")
        assert len(listed(hand)) == 2
        await hand.press("ctrl+z")
        assert hand.footer == "Brought back: energie-2.toml"
        assert hand.home.rows.chosen is not None
        assert hand.home.rows.chosen.path == folder / "energie-2.toml"


async def test_a_deleted_session_comes_back_as_it_was(folder: Path, energia: Path) -> None:
    before = energia.read_bytes()
    async with at_work(folder) as hand:
        await hand.command("move to bin")
        assert not energia.exists()
        await hand.press("ctrl+z")
        assert energia.read_bytes() == before
        await hand.press("ctrl+z")
        assert "Nothing to undo" in hand.footer


@pytest.mark.slow
async def test_a_renamed_session_opens_at_its_last_place(folder: Path, energia: Path) -> None:
    async with at_work(folder, energia, "presentations.EG") as hand:
        await hand.press("ctrl+o")
        await hand.command("rename")
        await hand.type("molinos")
        await hand.press("enter", "enter")
        assert hand.opened.path.name == "molinos.toml"
        assert hand.here == "presentations.EG"


@pytest.mark.slow
async def test_another_folder(folder: Path, energia: Path, tmp_path: Path) -> None:
    other = tmp_path / "others"
    other.mkdir()
    energia.rename(other / energia.name)
    async with at_work(folder, size=(200, 24)) as hand:
        await hand.command("open folder")
        await hand.type(str(tmp_path / "none"))
        await hand.press("enter")
        assert "Folder not found" in hand.read
        await hand.press("ctrl+a", "ctrl+k")
        await hand.type(str(other))
        await hand.press("enter")
        assert listed(hand) == [energia.name]
        await hand.command("open folder")
        await hand.press("escape")
        assert hand.app.app_state.current.folders[0] == str(other)


async def test_what_cannot_be_read_is_named_and_left(folder: Path, energia: Path) -> None:
    broken = energia.read_text(encoding="utf-8").replace('"Cooperativas', "Cooperativas")
    energia.write_text(broken, encoding="utf-8")
    async with at_work(folder, size=(200, 24)) as hand:
        assert energia.name in hand.footer
        assert listed(hand) == ["2031-10-04-cantines.toml"]
    assert energia.read_text(encoding="utf-8") == broken


async def test_a_name_counts_before_a_sentence(folder: Path, energia: Path) -> None:
    """“Other folder” is what it says, though Rename tells of a folder and another name."""
    async with at_work(folder) as hand:
        await hand.press("ctrl+p")
        await hand.type("other folder")
        await hand.press("enter")
        assert "The path of a folder" in hand.seen


@pytest.mark.slow
async def test_the_form_of_a_new_session_is_kept_when_it_is_closed(folder: Path) -> None:
    async with at_work(folder) as hand:
        await hand.press("ctrl+n")
        await hand.type("À moitié")
        await hand.press("ctrl+n")
        assert hand.home.is_current
        assert list(folder.iterdir()) == []
    async with at_work(folder) as hand:
        await hand.press("enter")
        assert "À moitié" in hand.texts()
        await hand.press("ctrl+s")
        assert open_document(hand.opened.path).session.facts["title"] == "À moitié"
        await hand.press("ctrl+o", "ctrl+n")
        assert "À moitié" not in hand.texts()


@pytest.mark.slow
async def test_a_session_without_a_title_is_not_made(folder: Path) -> None:
    async with at_work(folder) as hand:
        await hand.press("ctrl+n", "ctrl+s")
        assert "Enter a title" in hand.seen
        assert list(folder.iterdir()) == []
        await hand.type("Titre")
        await hand.press("ctrl+s")
        assert [path.name for path in folder.glob("*.toml")] == ["titre.toml"]


@pytest.mark.parametrize("width", [60, 80, 140])
async def test_the_folder_is_shown_with_its_end_and_the_count(folder: Path, width: int) -> None:
    deep = folder / "관악구 지역화폐 세션" / "/".join(["dossier partagé"] * 10) / "séances"
    deep.mkdir(parents=True)
    async with at_work(deep, size=(width, 24)) as hand:
        assert hand.header.endswith("séances · 0")
        assert "…" in hand.header
        assert cell_len(hand.header) <= width


async def test_a_conflict_copy_says_when_it_was_made_where_there_is_little_room(
    folder: Path, cantines: Path
) -> None:
    copy = cantines.with_name(f"{cantines.stem}.conflict-20311004-204100.toml")
    copy.write_bytes(cantines.read_bytes())
    async with at_work(folder, size=(60, 20)) as hand:
        assert "↳ conflict copy 04/10 20:41 " in hand.seen
