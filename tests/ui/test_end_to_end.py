"""A session from nothing to the exported file and back, by keys alone, at three sizes."""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from gsef_tui.storage.documents import open_document

from .hand import Hand, at_work

PEOPLE = """Modératrice : Anne Mercier, Réseau des cantines (France)
- Lucía Torres, Cocina Común (Chili)
- 김민수, 밥상 협동조합
"""


def picture(path: Path) -> Path:
    """A PNG of one grey point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        sum_ = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", sum_)

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(b"\0\x80")), chunk(b"IEND", b""))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(parts))
    return path


async def make_session(hand: Hand) -> None:
    """The form, top to bottom."""
    await hand.press("enter")
    for text in ("Les cantines du quartier", "3", "Français", "4/10/2031", "20h", "21:30", "KST"):
        await hand.type(text)
        await hand.press("tab")
    await hand.press("tab")
    await hand.paste(PEOPLE)
    await hand.press("tab")
    await hand.type("Qui cuisine ?\nQui mange ?")
    await hand.press("ctrl+s")
    facts = (await hand.on_disk()).facts
    assert hand.opened.path.name == "2031-10-04-les-cantines-du-quartier.toml"
    assert facts["title"] == "Les cantines du quartier"
    assert facts["type"] == "Atelier"
    assert [str(facts[key]) for key in ("date", "starts", "ends", "time_zone")] == [
        "2031-10-04", "20:00:00", "21:30:00", "Asia/Seoul",
    ]  # fmt: skip
    assert facts["questions"] == ("Qui cuisine ?", "Qui mange ?")


async def take_notes(hand: Hand) -> None:
    """Two presentations, an answer, a public question with two answers, the conclusion."""
    people = hand.session.people
    assert {code: person.role for code, person in people.items()} == {
        "AM": "moderator", "LT": "speaker", "GS": "speaker",
    }  # fmt: skip
    assert hand.here == "presentations.LT"
    await hand.type("Une cuisine\n- à tous\nla clé")
    await hand.press("f3", "2")
    await hand.type("Deux cuisines")
    await hand.press("f3", "right", "1")
    assert hand.here == "answers.LT"
    await hand.type("Tout le monde")
    await hand.press("f3")
    await hand.type("pub")
    await hand.press("enter")
    assert hand.here == "exchanges"
    await hand.type("Et le soir ?")
    await hand.press("tab")
    await hand.type("une voisine")
    await hand.press("tab")
    await hand.type("LT: aussi")
    await hand.press("tab")
    await hand.type("on verra")
    await hand.press("f3", "0")
    assert hand.here == "closing.moderator"
    await hand.type("Cuisiner ensemble.")
    saved = await hand.on_disk()
    assert dict(saved.notes("presentations")) == {
        "LT": "Une cuisine\n- à tous\n- la clé", "GS": "Deux cuisines",
    }  # fmt: skip
    assert dict(saved.notes("answers")) == {"LT": "Tout le monde"}
    asked = saved.exchanges("exchanges")["q1"]
    assert (asked.question, asked.asked_by) == ("Et le soir ?", "une voisine")
    assert dict(asked.answers) == {"LT": "aussi", "_": "on verra"}
    assert saved.closing("closing").summary == "Cuisiner ensemble."


async def add_picture(hand: Hand, source: Path) -> None:
    """A picture by its path, with a caption; then something that belongs nowhere."""
    await hand.press("ctrl+down")
    while hand.notes.here.section != "screenshots":
        await hand.press("ctrl+down")
    await hand.paste(f"'{source}'")
    await hand.press("tab")
    await hand.type("La salle")
    await hand.press("ctrl+down")
    assert hand.here == "unfiled"
    await hand.type("Bonjour")
    saved = await hand.on_disk()
    shot = saved.screenshots("screenshots")["s1"]
    assert (shot.file, shot.caption) == (source.name, "La salle")
    copied = hand.opened.path.with_suffix("") / source.name
    assert copied.read_bytes() == source.read_bytes()
    assert saved.text("unfiled") == "Bonjour"


async def follow_the_check(hand: Hand) -> None:
    """The one answer that is missing; Enter leads there, F8 closes."""
    await hand.press("f8")
    assert "1 missing" in hand.seen
    assert "no answer" in hand.seen
    await hand.press("enter")
    assert hand.here == "answers.GS"
    await hand.type("Personne")
    await hand.until(lambda: "no answer" not in hand.seen, "the finding goes")
    await hand.press("f8")
    assert hand.notes.panel is None
    assert (await hand.on_disk()).notes("answers")["GS"] == "Personne"


async def export(hand: Hand) -> None:
    """A first export, a second that replaces it after one more Enter, and somebody else's file."""
    target = hand.opened.path.with_name(f"{hand.opened.path.stem}-fr.docx")
    await hand.press("f5", "enter")
    await hand.until(lambda: hand.notes.panel is None, "the report is written")
    assert zipfile.is_zipfile(target)
    assert hand.footer.startswith("Exported: ")
    first = target.read_bytes()
    await hand.type(" !")
    await hand.press("f5", "enter")
    assert target.read_bytes() == first
    assert "to replace" in hand.seen
    await hand.press("enter")
    await hand.until(lambda: hand.notes.panel is None, "the report is written again")
    second = target.read_bytes()
    assert second != first
    target.write_bytes(b"somebody else's")
    await hand.press("f5", "enter")
    await hand.until(lambda: hand.notes.panel is None, "the report is written beside it")
    assert target.read_bytes() == b"somebody else's"
    numbered = [p for p in target.parent.glob("*.docx") if p != target]
    assert [zipfile.is_zipfile(path) for path in numbered] == [True]


async def preview_and_back(hand: Hand) -> None:
    """The report from the same outline; the same key returns to the cursor."""
    await hand.press("left", "left")
    here, cursor = hand.here, hand.area.cursor_offset_in_text
    await hand.press("f2")
    await hand.until(lambda: "LES CANTINES" in hand.seen.upper() or "Personne" in hand.seen)
    await hand.press("f2")
    assert (hand.here, hand.area.cursor_offset_in_text) == (here, cursor)


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (60, 20), (140, 45)], ids="{0[0]}x{0[1]}".format)
async def test_from_nothing_to_the_report_and_back(
    folder: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    source = picture(tmp_path / "La salle 1.png")
    async with at_work(folder, size=size) as hand:
        assert "Enter creates the first session" in hand.seen
        await make_session(hand)
        await take_notes(hand)
        await add_picture(hand, source)
        await follow_the_check(hand)
        await export(hand)
        await preview_and_back(hand)
        path, value, here = hand.opened.path, hand.session, hand.here
        await hand.press("ctrl+o")
        assert [row.path for row in hand.home.rows.items] == [path]
        assert "Les cantines du quartier" in hand.seen
        assert open_document(path).session == value
        await hand.press("enter")
        assert hand.here == here
        assert hand.area.cursor_offset_in_text == len(hand.area.text)
        await hand.type("?")
        assert (await hand.on_disk()).notes("answers")["GS"] == "Personne !?"
