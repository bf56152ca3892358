"""The group photo: found under the empty row, taken with one key, its words proposed."""

from __future__ import annotations

import os
import threading
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from gsef_tui.model.session import Screenshot
from gsef_tui.storage.picture_candidates import PictureCandidate
from gsef_tui.ui.panes import pictures
from gsef_tui.ui.panes.pictures import PicturesPane

from .hand import Hand, at_work
from .test_end_to_end import picture

START = datetime(2031, 10, 4, 20, 0, tzinfo=ZoneInfo("Asia/Seoul"))
ALT = "Photo de groupe : Anne Mercier, Lucía Torres et 김민수"


def taken(path: Path, minute: int) -> Path:
    """A picture that was taken so many minutes after the start."""
    path.parent.mkdir(parents=True, exist_ok=True)
    picture(path)
    path.write_bytes(path.read_bytes() + str(minute).encode())
    at = (START + timedelta(minutes=minute)).timestamp()
    os.utime(path, (at, at))
    os.utime(path.parent, (at, at))
    return path


@pytest.fixture
def zoom(home: Path) -> Path:
    """The picture that was taken last, in the folder of the call."""
    taken(home / "Desktop" / "Screenshot at 9.02\u202fPM.png", 62)
    return taken(home / "Documents" / "Zoom" / "2031-10-04 20.00.00" / "zoom_0.png", 84)


def shown(hand: Hand) -> list[str]:
    """The names under the empty row."""
    pane = hand.notes.panes.current
    assert isinstance(pane, PicturesPane)
    return [photo.path.name for photo in pane.photos.photos]


def shots(hand: Hand) -> list[Screenshot]:
    return list(hand.session.screenshots("screenshots").values())


@pytest.mark.slow
async def test_enter_takes_the_newest_with_its_words_and_one_undo_takes_it_back(
    folder: Path, cantines: Path, zoom: Path
) -> None:
    async with at_work(folder, cantines, "screenshots") as hand:
        await hand.until(lambda: "zoom_0.png" in hand.seen)
        row = next(row for row in hand.rows() if "zoom_0.png" in row)
        assert row.split("›")[1].split()[:4] == ["zoom_0.png", "21:24", "1", "KB"]
        assert "~/Documents/Zoom" in row
        await hand.press("enter")
        assert shots(hand) == [Screenshot("zoom_0.png", "Photo de groupe", ALT)]
        assert (cantines.with_suffix("") / "zoom_0.png").read_bytes() == zoom.read_bytes()
        assert hand.here == "screenshots.s1.caption"
        assert hand.area.text == "Photo de groupe"
        assert "zoom_0.png" in hand.footer
        await hand.type(", à 21 h")
        saved = (await hand.on_disk()).screenshots("screenshots")["s1"]
        assert saved == Screenshot("zoom_0.png", "Photo de groupe, à 21 h", ALT)
        await hand.press("ctrl+z")
        assert [shot.caption for shot in shots(hand)] == ["Photo de groupe"]
        await hand.press("ctrl+z")
        assert shots(hand) == []
        await hand.until(lambda: shown(hand)[:1] == ["zoom_0.png"], "it can be taken again")
        await hand.press("ctrl+y")
        assert shots(hand) == [Screenshot("zoom_0.png", "Photo de groupe", ALT)]


async def test_down_chooses_another_and_up_from_the_first_leaves_the_list(
    folder: Path, cantines: Path, zoom: Path
) -> None:
    async with at_work(folder, cantines, "screenshots") as hand:
        await hand.until(lambda: len(shown(hand)) == 2)
        await hand.press("down", "enter")
        assert [shot.file for shot in shots(hand)] == ["Screenshot at 9.02\u202fPM.png"]
        assert shown(hand) == ["zoom_0.png"]
        await hand.press("enter", "enter")
        assert hand.here == "screenshots"
        await hand.press("up")
        assert hand.here == "screenshots.s1.alt"


async def test_what_is_typed_on_the_empty_row_is_a_path(
    folder: Path, cantines: Path, zoom: Path
) -> None:
    async with at_work(folder, cantines, "screenshots") as hand:
        await hand.until(lambda: len(shown(hand)) == 2)
        await hand.type("1.png")
        assert [shot.file for shot in shots(hand)] == ["1.png"]
        await hand.press("enter")
        assert [shot.file for shot in shots(hand)] == ["1.png"], "Enter goes on to the caption"
        assert hand.here == "screenshots.s1.caption"


class Answer:
    """A look that takes as long as the test wants."""

    def __init__(self, patch: pytest.MonkeyPatch, photos: list[PictureCandidate]) -> None:
        self.photos = photos
        self.go = threading.Semaphore(0)
        self.asked = self.given = 0
        patch.setattr(pictures, "newest", self._newest)

    def _newest(self, *_: object) -> list[PictureCandidate]:
        self.asked += 1
        assert self.go.acquire(timeout=10)
        self.given += 1
        return self.photos


async def test_nothing_comes_while_somebody_types(
    folder: Path, cantines: Path, zoom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = Answer(monkeypatch, [PictureCandidate(zoom, zoom.stat().st_mtime, 5)])
    async with at_work(folder, cantines, "screenshots") as hand:
        await hand.until(lambda: answer.asked == 1)
        await hand.type("galerie.png")
        answer.go.release()
        await hand.until(lambda: answer.given == 1)
        await hand.settle()
        assert shown(hand) == []
        assert answer.asked == 1, "nothing is looked for while one types"
        await hand.press("enter", "enter", "enter")
        assert hand.here == "screenshots"
        assert shown(hand) == ["zoom_0.png"]
        await hand.until(lambda: answer.asked == 2, "on the empty row it is looked for again")
        answer.go.release()


@pytest.mark.slow
async def test_one_look_at_a_time_and_a_stuck_one_keeps_nobody(
    folder: Path, cantines: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = Answer(monkeypatch, [])
    async with at_work(folder, cantines, "screenshots") as hand:
        await hand.until(lambda: answer.asked == 1)
        await hand.press("ctrl+up", "ctrl+down", "x", "ctrl+q", "ctrl+q")
        assert hand.app.return_value == 0
        assert answer.asked == 1
        stuck = [thread for thread in threading.enumerate() if not thread.daemon]
        assert stuck == [threading.main_thread()]
    answer.go.release()


async def test_a_look_that_began_before_one_was_taken_is_old_news(
    folder: Path, cantines: Path, zoom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = PictureCandidate(zoom, zoom.stat().st_mtime, zoom.stat().st_size)
    answer = Answer(monkeypatch, [photo])
    answer.go.release()
    async with at_work(folder, cantines, "screenshots") as hand:
        await hand.until(lambda: shown(hand) == ["zoom_0.png"])
        await hand.press("ctrl+up", "ctrl+down")
        await hand.until(lambda: answer.asked == 2)
        await hand.press("enter")
        assert len(shots(hand)) == 1
        answer.go.release()
        await hand.until(lambda: answer.asked == 3, "it is looked for once more")
        assert shown(hand) == []
        answer.photos = []
        answer.go.release()
        await hand.until(lambda: answer.given == 3)
        await hand.settle()
        assert shown(hand) == []


async def test_coming_back_from_another_window_it_is_looked_for_again(
    folder: Path, cantines: Path, home: Path
) -> None:
    async with at_work(folder, cantines, "screenshots") as hand:
        assert shown(hand) == []
        hand.app.app_focus = False
        await hand.settle()
        taken(home / "Desktop" / "late.png", 88)
        hand.app.app_focus = True
        await hand.until(lambda: shown(hand) == ["late.png"])


async def test_the_settings_say_where(folder: Path, tmp_path: Path, cantines: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text(f"pictures = ['{tmp_path}/calls']")
    taken(tmp_path / "calls" / "today" / "call.png", 3)
    async with at_work(folder, cantines, "screenshots") as hand:
        await hand.until(lambda: shown(hand) == ["call.png"])


async def test_a_picture_that_went_meanwhile_is_said(
    folder: Path, cantines: Path, zoom: Path
) -> None:
    async with at_work(folder, cantines, "screenshots") as hand:
        await hand.until(lambda: len(shown(hand)) == 2)
        zoom.unlink()
        await hand.press("enter")
        await hand.settle()
        said = " ".join(row[19:].strip() for row in hand.rows())
        assert "zoom_0.png: there is no such picture: check the path" in " ".join(said.split())
        assert shots(hand) == []
        assert shown(hand) == ["Screenshot at 9.02\u202fPM.png"]


async def test_a_heic_photo_is_refused_with_what_to_do(
    folder: Path, cantines: Path, zoom: Path
) -> None:
    heic = zoom.with_name("IMG_0042.HEIC")
    heic.write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(90))
    async with at_work(folder, cantines, "screenshots") as hand:
        await hand.type("'~/Documents/Zoom/2031-10-04 20.00.00/IMG_0042.HEIC'")
        await hand.press("enter")
        await hand.settle()
        said = " ".join(" ".join(row[19:].split()) for row in hand.rows())
        assert "IMG_0042.HEIC: a HEIC photo, which a report cannot show: save it as JPEG" in said
        assert "on an iPhone, Settings > Camera > Formats > Most Compatible makes it take" in said
        assert not cantines.with_suffix("").exists()


async def test_in_a_window_that_only_reads_nothing_is_offered(
    folder: Path, cantines: Path, zoom: Path
) -> None:
    cantines.write_text(cantines.read_text().replace("format = 1", "format = 99"))
    async with at_work(folder, cantines, "screenshots") as hand:
        assert hand.opened.read_only
        assert "photos" not in {thread.name for thread in threading.enumerate()}
        assert shown(hand) == []
        await hand.press("enter")
        assert shots(hand) == []


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (60, 20), (140, 45)], ids="{0[0]}x{0[1]}".format)
async def test_the_list_is_seen_below_a_full_pane(
    folder: Path, cantines: Path, home: Path, zoom: Path, size: tuple[int, int]
) -> None:
    for minute in range(3):
        taken(home / "Pictures" / f"capture {minute}.png", minute)
    async with at_work(folder, cantines, "screenshots", size=size) as hand:
        for number in range(1, 5):
            await hand.until(lambda: hand.area.text == "" and shown(hand))
            await hand.press("enter")
            assert len(shots(hand)) == number
            await hand.press("enter", "enter")
        await hand.until(lambda: "›capture 0.png" in hand.seen)
        await hand.press("enter")
        assert shots(hand)[-1].file == "capture 0.png"
        assert "Pictures of these hours" not in hand.seen
