"""The export panel: what is left while it is being written, what is remembered, where it goes."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from zipfile import ZipFile

import pytest
from msgspec.structs import replace

from gsef_tui.cli.program import run
from gsef_tui.report import typeset
from gsef_tui.report.formats import FORMATS
from gsef_tui.storage.app_state import AppState, load_app_state, save_app_state
from gsef_tui.storage.documents import open_document
from gsef_tui.storage.encode import encode
from tests.report.programs import is_here, needs_typst
from tests.ui.hand import Hand, at_work


@pytest.fixture
def printer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A LibreOffice that never ends; the file has its number once it runs. There is no Typst."""
    started = tmp_path / "started"
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(
        f"#!/bin/sh\necho $$ > {started}.new; mv {started}.new {started}\nsleep 50\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    monkeypatch.setattr(typeset, "is_here", lambda: False)
    save_app_state(AppState(export_format="pdf"))
    return started


def runs(started: Path) -> bool:
    try:
        os.kill(int(started.read_text()), 0)
    except ProcessLookupError:
        return False
    return True


async def begin(hand: Hand, printer: Path) -> None:
    """A PDF that is being written, and that says so."""
    await hand.press("f5", "enter")
    await hand.until(printer.exists, "the printer has started")
    await hand.until(lambda: "Exporting… Esc cancels" in hand.seen, "what takes long is said")
    assert runs(printer)


@pytest.mark.slow
async def test_escape_ends_the_program_that_prints_and_no_file_appears(
    folder: Path, cantines: Path, printer: Path
) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        before = set(folder.iterdir())
        await begin(hand, printer)
        await hand.press("escape")
        await hand.until(
            lambda: "Export cancelled. No file was written." in hand.seen, "it has ended"
        )
        assert not runs(printer)
        assert set(folder.iterdir()) == before
        await hand.press("escape")
        assert hand.notes.panel is None


@pytest.mark.slow
async def test_what_was_there_before_is_there_still(
    folder: Path, cantines: Path, printer: Path
) -> None:
    target = cantines.with_name(f"{cantines.stem}-fr.pdf")
    target.write_bytes(b"ours, of yesterday")
    async with at_work(folder, cantines, "presentations.LT") as hand:
        before = set(folder.iterdir())
        await begin(hand, printer)
        await hand.press("escape")
        await hand.until(
            lambda: "Export cancelled. No file was written." in hand.seen, "it has ended"
        )
        assert set(folder.iterdir()) == before
        assert target.read_bytes() == b"ours, of yesterday"


@pytest.mark.slow
@needs_typst
async def test_a_typst_that_panics_is_one_sentence_and_the_panel_goes_on(
    folder: Path, cantines: Path
) -> None:
    """Typst 0.15 panics at a character of more than 65,535 bytes."""
    session = open_document(cantines).session
    session = replace(session, sections={"presentations": {"LT": "e" + "\u0301" * 40_000}})
    cantines.write_bytes(encode(session))
    save_app_state(AppState(export_format="pdf"))
    async with at_work(folder, cantines, "presentations.LT") as hand:
        await hand.press("f5", "enter")
        await hand.until(lambda: "Typst crashed" in hand.seen, "the crash is said")
        assert "export DOCX instead" in hand.seen
        await hand.press("up", "up", "up", "up", "up", "up")
        await hand.press("left", "left", "enter")
        await hand.until(lambda: list(folder.glob("*.docx")), "the other format is written")


@pytest.mark.slow
@pytest.mark.parametrize("key", ["f5", "f8"])
async def test_a_panel_that_goes_leaves_what_it_was_writing(
    folder: Path, cantines: Path, printer: Path, key: str
) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        before = set(folder.iterdir())
        await begin(hand, printer)
        await hand.press(key)
        await hand.until(lambda: "Export cancelled. No file was written." in hand.footer, "said")
        assert not runs(printer)
        assert set(folder.iterdir()) == before


@pytest.mark.slow
async def test_the_program_that_prints_ends_with_ours(
    folder: Path, cantines: Path, printer: Path
) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        await begin(hand, printer)
    await asyncio.get_running_loop().shutdown_default_executor()  # as asyncio.run does at its end
    assert not runs(printer)
    assert not [path for path in folder.iterdir() if path.suffix in (".pdf", ".tmp")]


@pytest.mark.slow
async def test_the_choices_are_remembered(folder: Path, cantines: Path, tmp_path: Path) -> None:
    """Format, typography and folder for any session; language and names for this one. A part that
    was sent to one speaker is not."""
    other = cantines.with_name("2031-10-05-jardins.toml")
    other.write_bytes(cantines.read_bytes())
    away = tmp_path / "à remettre"
    away.mkdir()
    async with at_work(folder, cantines, "presentations.LT") as hand:
        await hand.press("f5", *["right"] * 3)  # html
        await hand.press("down", "right", "down", "right", "down", "right", "down", "right")
        await hand.press("down", *["ctrl+u"] * 3)
        await hand.type(f"{away}/part.html")
        await hand.press("enter")
        await hand.until(lambda: hand.notes.panel is None, "written")
        assert (away / "part.html").is_file()
        await hand.press("f5")
        assert f"{away}/2031-10-04-les-cantines-du-quartier-en-anonymous.html" in hand.texts()
        for chosen in ("▐html▌", "▐English▌", "▐as typed▌", "▐without names▌", "▐whole▌"):
            assert chosen in hand.seen
    assert load_app_state().export_folder == str(away)
    async with at_work(folder, other) as hand:
        await hand.press("f5")
        assert f"{away}/{other.stem}-fr.html" in hand.texts()
        for chosen in ("▐html▌", "▐Français▌", "▐as typed▌", "▐with names▌", "▐whole▌"):
            assert chosen in hand.seen


@pytest.mark.slow
async def test_a_folder_that_has_gone_is_forgotten(folder: Path, cantines: Path) -> None:
    save_app_state(AppState(export_folder=str(folder / "gone")))
    async with at_work(folder, cantines) as hand:
        await hand.press("f5")
        assert str(cantines.with_name(f"{cantines.stem}-fr.docx")) in hand.texts()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("~nobody-at-all/x.docx", "there is no folder"),
        ("gone/x.docx", "there is no folder"),
        ("a" * 300 + ".docx", "name too long: name another file"),
    ],
)
async def test_a_path_that_cannot_be_written_is_a_sentence(
    folder: Path, cantines: Path, typed: str, says: str
) -> None:
    async with at_work(folder, cantines) as hand:
        before = set(folder.parent.rglob("*"))
        await hand.press("f5", "up", *["ctrl+u"] * 3)
        await hand.paste(typed)
        await hand.press("enter")
        await hand.until(lambda: says in hand.read, says)
        assert set(folder.parent.rglob("*")) == before


@pytest.mark.slow
@pytest.mark.parametrize("typed", ["", "/"])
async def test_another_format_gives_a_path_without_a_name_its_own(
    folder: Path, cantines: Path, typed: str
) -> None:
    async with at_work(folder, cantines) as hand:
        await hand.press("f5", "up", *["ctrl+u"] * 3)
        await hand.paste(typed)
        await hand.press("down", "right")
        assert str(cantines.with_name(f"{cantines.stem}-fr.odt")) in hand.texts()


@pytest.mark.slow
async def test_a_folder_gets_the_proposed_name(
    folder: Path, cantines: Path, tmp_path: Path
) -> None:
    away = tmp_path / "away"
    away.mkdir()
    async with at_work(folder, cantines) as hand:
        await hand.press("f5", "up", *["ctrl+u"] * 3)
        await hand.type(str(away))
        await hand.press("enter")
        await hand.until(lambda: hand.notes.panel is None, "written")
        assert [path.name for path in away.iterdir()] == [f"{cantines.stem}-fr.docx"]


@pytest.mark.slow
@pytest.mark.parametrize("size", [(60, 20), (140, 45)], ids="{0[0]}x{0[1]}".format)
async def test_words_that_may_name_somebody_are_shown_before_anything_is_written(
    folder: Path, cantines: Path, size: tuple[int, int]
) -> None:
    """As many as there is room for; the choices make way for them and come back."""
    letters = "abcdefghijkl"
    people = "".join(
        f'[people.A{letter.upper()}]\nrole = "speaker"\nname = "Prénom{letter} Famille{letter}"\n'
        for letter in letters
    )
    notes = "".join(f'A{n.upper()} = "Prénom{n} parle, puis Famille{n}"\n' for n in letters)
    cantines.write_text(f'format = 1\ntemplate = "gsef"\n{people}[presentations]\n{notes}')
    async with at_work(folder, cantines, size=size) as hand:
        before = set(folder.iterdir())
        await hand.press("f5", *["down"] * 3, "right", "enter")
        assert "Do these 24 words identify somebody?" in hand.read
        seen = sum(f"Famille{letter}" in hand.seen for letter in letters)
        assert seen == len(letters) or "gsef-tui export --anonymous" in hand.read
        assert "▐docx▌" not in hand.seen
        assert set(folder.iterdir()) == before
        await hand.press("up")
        assert "▐docx▌" in hand.seen
        await hand.press("enter", "enter")
        await hand.until(lambda: hand.notes.panel is None, "written")
        assert len(set(folder.iterdir()) - before) == 1


@pytest.mark.slow
async def test_what_a_package_holds_is_chosen_where_one_is(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines) as hand:
        await hand.press("f5")
        assert "In it" not in hand.seen
        await hand.press("left")
        assert "▐zip▌" in hand.seen
        assert "▐docx pdf▌" in hand.seen
        await hand.press(*["down"] * 5, "right", "enter")
        await hand.until(lambda: hand.notes.panel is None, "written")
    package = cantines.with_name(f"{cantines.stem}-fr.zip")
    with ZipFile(package) as packed:
        endings = [Path(name).suffix for name in packed.namelist()]
    assert [ending for ending in endings if ending != ".pdf"] == [".odt", ".toml"]


@pytest.mark.slow
async def test_the_panel_writes_the_bytes_that_the_command_line_writes(
    folder: Path, cantines: Path, tmp_path: Path
) -> None:
    formats = [known for known in FORMATS if is_here(known)]
    chosen = 0
    async with at_work(folder, cantines) as hand:
        for known in formats:
            steps, chosen = FORMATS.index(known) - chosen, FORMATS.index(known)
            await hand.press("f5", *["right"] * steps, "enter")
            await hand.until(lambda: hand.notes.panel is None, f"{known.id} is written")
    for known in formats:
        written = cantines.with_name(f"{cantines.stem}-fr{known.suffix}")
        target = tmp_path / f"report{known.suffix}"
        options = ["-f", known.id, "-o", str(target), "--language", "fr"]
        assert run(["export", str(cantines), *options]) == 0
        assert target.read_bytes() == written.read_bytes(), known.id
