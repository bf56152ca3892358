"""A whole session in the line mode, as a process, and the same lines in F4 on the screen: one
report."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from gsef_tui.model.session import Session
from gsef_tui.report.formats import format_for
from gsef_tui.report.render import ReportRequest, render_report
from gsef_tui.storage.documents import open_document

from .hand import Hand, at_work

SESSION = """format = 1
template = "gsef"
language = "fr"

[session]
title = "Les cantines du quartier"
type = "Atelier"
spoken = "Français"
date = 2031-10-04
starts = 20:00:00
ends = 21:30:00
time_zone = "Asia/Seoul"
questions = ["Qui cuisine ?"]

[people]
AM = { role = "moderator", name = "Anne Mercier" }
LT = { role = "speaker", name = "Lucía Torres", organisation = "Cocina Común", country = "Chili" }
KM = { role = "speaker", name = "김민수" }
"""
PLAYED = (
    ("presentations.LT", "Une cuisine pour quatre écoles", "- deux fours, **venus** de Bogota",
     "+ Awa Diallo, Mairie (Sénégal)", "km: 협동조합 텃밭", "  - 2 hectares", "ad: Un puits",
     "... et un @@20:31", "x1: Et l'eau ?", "lt: Le midi, puis le soir", "s/midi/matin/",
     "AM: On passe aux réponses", "zz: rien", "/bientôt", "! Des toits", "ad! Un puits par école"),
    ("answers.KM", "Oui.", "lt: Non : trop cher", "> AD", "x1: Des baux longs"),
    ("exchanges", "? Nadia, de Lyon: Et le soir ?", "km: 네", "A ad: Si", "q1 lt: Peut-être",
     "?: Et qui paie ?", "A: la ville", "20:14:03 From Bo Li to Everyone: Et le dimanche ?",
     "x1 = Bo Li, Coop (Chine)", "bl: Le dimanche aussi"),
    ("closing.moderator", "= Cuisiner ensemble.", "= lt: Merci", "s/Bogota/Bolivie/g",
     "\\ ? pas une question"),
)  # fmt: skip
"""Places, and the lines that are filed from each."""


async def typed(hand: Hand, lines: tuple[str, ...]) -> None:
    """File lines in F4, and close it."""
    await hand.press("f4")
    for line in lines:
        await hand.type(line)
        await hand.press("enter")
    await hand.press("f4")


def report(session: Session) -> str:
    form = format_for("markdown")
    assert form is not None
    return render_report(session, form, ReportRequest(), lambda file: None).data.decode()


@pytest.mark.slow
async def test_a_session_noted_line_by_line_makes_the_report_of_the_screen(folder: Path) -> None:
    by_lines, by_keys = folder / "lines.toml", folder / "keys.toml"
    for path in (by_lines, by_keys):
        path.write_text(SESSION, encoding="utf-8")
    said = "".join(f"{line}\n" for place, *lines in PLAYED for line in (f"/goto {place}", *lines))
    done = subprocess.run(
        [sys.executable, "-m", "gsef_tui", "note", by_lines],
        input=said.encode(),
        capture_output=True,
        timeout=120,
        check=True,
    )
    assert done.stderr == b""
    assert len(done.stdout.decode().splitlines()) == said.count("\n")
    async with at_work(folder, by_keys, "presentations.LT") as hand:
        for place, *lines in PLAYED:
            await hand.notes.go(hand.notes.here.parse(place))
            await typed(hand, tuple(lines))
        on_screen = await hand.on_disk()
    noted = open_document(by_lines).session
    assert report(noted) == report(on_screen)
    for words in ("Bolivie", "텃밭", "Et le dimanche", "Bo Li", "Cuisiner ensemble.", "Merci"):
        assert words in report(noted), words
    for name in ("people", "sections", "facts"):
        assert getattr(noted, name) == getattr(on_screen, name), name
    ideas = [{k: v for k, v in i.items() if k != "at"} for i in noted.extra["ideas"].values()]
    assert ideas == [{"text": "Des toits", "by": "AM"}, {"text": "Un puits par école", "by": "AD"}]
    assert replace(noted, extra={}, id="") == replace(on_screen, extra={}, id="")
