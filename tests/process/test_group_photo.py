"""The group photo in a terminal: taken in another window, then attached with one key."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from .at_work import opened, stored

LEFT, RETURNED = b"\x1b[O", b"\x1b[I"
"""What a terminal says when another window has the focus, and when it has it again."""
WHEN = """date = 2031-10-04
starts = 20:00:00
ends = 21:30:00
time_zone = "Asia/Seoul"
"""
TAKEN = datetime(2031, 10, 4, 21, 24, tzinfo=ZoneInfo("Asia/Seoul")).timestamp()


def test_a_picture_taken_in_another_window_is_there_when_one_returns(
    path: Path, environment: dict[str, str]
) -> None:
    zoom = Path(environment["HOME"]) / "Documents" / "Zoom" / "2031-10-04 20.00.00 Les cantines"
    path.write_text(path.read_text().replace("[session]\n", f"[session]\n{WHEN}"))
    with opened(path, environment, "--at", "screenshots") as terminal:
        terminal.wait_for("Path of a picture")
        terminal.send(LEFT)
        zoom.mkdir(parents=True)
        picture = zoom / "zoom_0.png"
        picture.write_bytes(b"\x89PNG\r\n\x1a\npixels")
        for written in (picture, zoom):
            os.utime(written, (TAKEN, TAKEN))
        terminal.send(RETURNED)
        terminal.wait_for("zoom_0.png")
        row = next(row for row in terminal.lines if "zoom_0.png" in row)
        assert "21:24" in row
        terminal.press("enter")
        terminal.wait_for("Photo de groupe")
        terminal.wait_for(lambda: "screenshots" in stored(path), "on the disk")
        shot = stored(path)["screenshots"]["s1"]
        assert shot["file"] == "zoom_0.png"
        assert shot["alt"].startswith("Photo de groupe : ")
        assert (path.with_suffix("") / "zoom_0.png").read_bytes() == picture.read_bytes()
        terminal.press("ctrl+z")
        terminal.wait_for(lambda: "screenshots" not in stored(path), "one act, taken back")
