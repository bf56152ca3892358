"""Pastes and lines far larger than any note: asked about, said, and survived."""

from __future__ import annotations

from pathlib import Path

from .at_work import note
from .terminal import Terminal

MEGABYTE = ("0123456789 abcdefghij klmnopqrstuvwxyz été 한\n" * 30_000)[:1_000_000]


def test_a_paste_of_ten_megabytes_is_asked_about(terminal: Terminal, path: Path) -> None:
    terminal.type("avant")
    terminal.paste(MEGABYTE * 10)
    terminal.wait_for("Paste 10,000,000 characters?")
    terminal.press("escape")
    terminal.wait_for(lambda: "characters?" not in terminal.text, "left out")
    terminal.type(" après")
    terminal.wait_for(lambda: note(path, "KM") == "avant après", "still alive, still saving")


def test_a_large_paste_that_is_meant_is_put_in(terminal: Terminal, path: Path) -> None:
    terminal.paste(MEGABYTE)
    terminal.wait_for("Paste 1,000,000 characters?")
    terminal.press("enter")
    terminal.wait_for("Pasted 1,000,000 characters", patience=60)
    terminal.type("fin")
    terminal.wait_for(lambda: note(path, "KM") == MEGABYTE + "fin", "all of it", patience=60)
    terminal.press("ctrl+z", "ctrl+z")
    terminal.wait_for(lambda: note(path, "KM") == "", "and gone again", patience=60)


def test_a_very_long_line_is_said_and_survived(terminal: Terminal, path: Path) -> None:
    line = "mot " * 25_000
    terminal.paste(line)
    terminal.wait_for("Typing will be slow in a line of 100,000 characters.")
    terminal.type("fin")
    terminal.wait_for(lambda: note(path, "KM") == line + "fin", "what is typed in it", patience=60)
