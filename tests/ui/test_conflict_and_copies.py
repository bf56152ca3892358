"""What is shown of text that is not in a session's file: two texts side by side, and copies."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.cells import cell_len

from gsef_tui.storage.copies import Copy
from gsef_tui.ui.panels.copies import _pieces
from gsef_tui.ui.panels.notice import Notice

from .hand import Hand, at_work

AT = datetime(2031, 10, 4, 20, 41, tzinfo=UTC)
ORIGIN = Path("/home/mira/Documents partagés du Forum/séances/2031-10-04-관악구 지역화폐.toml")
LONG = Path("/home/mira") / "/".join(["un dossier au nom très long"] * 7)


async def changed_by_another(hand: Hand, path: Path) -> None:
    """Somebody else writes the file while something is typed here."""
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Bonjour", "Buenos días, 여러분"), encoding="utf-8")
    await hand.type("!")
    await hand.until(lambda: "F12" in hand.header)


@pytest.mark.slow
@pytest.mark.parametrize("width", [60, 80, 140])
async def test_two_texts_stand_under_their_heads_and_the_first_choice_is_marked(
    folder: Path, cantines: Path, width: int
) -> None:
    async with at_work(folder, cantines, "unfiled", size=(width, 24)) as hand:
        await changed_by_another(hand, cantines)
        await hand.press("f12")
        rows = hand.rows()
        head = next(row for row in rows if "in the file" in row)
        texts = next(row for row in rows if "Buenos" in row)
        mine = head.index("mine")
        assert texts[mine:].startswith("Bonjour!")
        assert cell_len(head[: head.index("in the file")]) == cell_len(
            texts[: texts.index("Buenos")]
        )
        assert "Both versions are kept, whichever you choose." in hand.read
        assert "▌Keep my version" in hand.seen
        await hand.press("right")
        assert "▌Keep the other version" in hand.seen
        assert "▌Keep my version" not in hand.seen
        await hand.press("left", "enter")
        await hand.until(lambda: hand.footer.startswith("Your version is in the file."))


async def test_a_file_that_somebody_else_changed_is_said_with_the_way_out_first(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, "unfiled", size=(60, 20)) as hand:
        await changed_by_another(hand, cantines)
        await hand.until(lambda: "F12 resolves this. Your version is in /" in hand.footer)
        assert hand.footer.endswith(".toml")
        conflict = hand.opened.saver.state.conflict
        assert conflict is not None
        await hand.press("ctrl+s")
        assert "F12 resolves this. Your version is in /" in hand.footer
        assert hand.footer.endswith(conflict.name[-10:])


async def test_a_message_of_two_rows_moves_the_notes_and_gives_the_row_back(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, "unfiled", size=(80, 24)) as hand:
        hand.notes.say(f"Not saved: disk full. A copy is kept: {LONG}.toml", error=True)
        await hand.settle()
        rows = hand.rows()
        assert rows[-2].startswith("Not saved: disk full. A copy is kept: /home/mira")
        assert rows[-1].rstrip().endswith("très long.toml")
        hand.notes.hush()
        await hand.settle()
        assert "F1" in hand.rows()[-1]
        assert not hand.rows()[-2].strip("│ ")


async def test_a_notice_lets_one_type_on(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "unfiled") as hand:
        await hand.notes.open_panel(Notice(["Cannot leave", "You can go on typing."]))
        await hand.type("!")
        assert hand.text("unfiled") == "Bonjour!"
        await hand.press("escape")
        assert "Cannot leave" not in hand.seen


@pytest.mark.parametrize("width", [60, 80, 140])
def test_a_copy_is_told_by_when_what_and_the_folder_it_was_in(width: int) -> None:
    copy = Copy(Path("/state/copies/x.toml"), ORIGIN, "", AT, fleeting=False)
    pieces = _pieces(copy, width)
    assert cell_len("".join(text for text, _ in pieces)) <= width
    assert pieces[1][0].startswith("2031-10-04-관악구")
    assert pieces[3][0].startswith("/home/")
    assert pieces[3][0].rstrip().endswith("séances")


def test_a_copy_that_a_restart_removes_says_so() -> None:
    pieces = _pieces(Copy(Path("/dev/shm/x.toml"), ORIGIN, "", AT, fleeting=True), 60)
    assert pieces[3][0].rstrip() == "in memory only"
    assert pieces[3][1] == "error"
