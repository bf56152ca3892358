"""A rehearsal: the invented session is heard in one window and noted in another, at the pace of a
hand: 40 words a minute, with an interruption, a name learnt late, a line under the wrong speaker, a
gap, a correction and a paste."""

from __future__ import annotations

import re
import subprocess
import time
from pathlib import Path

import pytest

from .terminal import PROGRAM, Terminal, person

WORDS_A_MINUTE = 40
KEY = 60 / (WORDS_A_MINUTE * 5)
"""Seconds from key to key: a word counts five, as typists count."""

Step = str | tuple[str, ...] | bytes
"""What a hand does: a text typed, keys pressed, or a text pasted."""

STEPS: tuple[Step, ...] = (
    "12 salariées, 3 écoles", ("enter",),
    "la commune paie ", ("ctrl+l", "enter"),
    # Somebody speaks up whom nobody knows; a moment later they say who they are.
    ("f4",), "X1: chez nous les familles", ("enter",),
    "X1 = Kossi Ablode, Miabé (Togo)", ("enter", "f4"),
    # The next one has begun, and the hand is still in the notes of the one before.
    "1 900 sociétaires", ("shift+home", "ctrl+p"), "Move to", ("enter",), "TI", ("enter",),
    # A line for them, mistyped and put right.
    ("f4",), "TI: un tiers aux vilages", ("enter",), "s/vil/vill/", ("enter",),
    "? Et si un maraîcher arrête ?", ("enter",), "q1 AM: un contrat d'un an", ("enter", "f4"),
    # What was missed is heard after all.
    ("f7",), "la moitié", ("f3",), "concl", ("enter",),
    "On décide ensemble.\nMerci à tous".encode(),
)  # fmt: skip

REPORT = """\
Résumé des présentations:

Amina Mercadier:

12 salariées, 3 écoles
la commune paie la moitié

Kossi Ablode:

chez nous les familles

Tomás Iriarte:

1 900 sociétaires
un tiers aux villages


Réponses à la question principale:
"""


@pytest.mark.slow
def test_a_session_is_noted_while_it_is_heard(tmp_path: Path) -> None:
    environment = person(tmp_path / "home")
    sessions = tmp_path / "sessions"
    sessions.mkdir()
    play: list[str | Path] = [PROGRAM, "--sessions", sessions, "rehearse", "--speed", "1.5"]
    with Terminal(play, environment=environment, folder=tmp_path) as call:
        call.wait_for("Press Enter to start")
        (path,) = sessions.glob("*.toml")
        notes: list[str | Path] = [PROGRAM, path, "--at", "presentations.AM"]
        with Terminal(notes, environment=environment, folder=tmp_path) as terminal:
            terminal.wait_for("Amina Mercadier")
            call.press("enter")
            at_the_pace_of_a_hand(terminal, STEPS)
            terminal.wait_for("Merci à tous")
            terminal.wait_for("✓ saved")
            terminal.press("ctrl+q", "ctrl+q")
            assert terminal.wait() == 0
        call.wait_for("noted", patience=60)
        assert call.wait() == 0
        summary = call.text
    assert re.search(r"Tomás Iriarte +0:26 +54 words +\d+ words", summary), summary
    report = exported(path, environment)
    start = report.index("Résumé")
    assert report[start : start + len(REPORT)] == REPORT
    assert "Kossi Ablode, Miabé (Togo)" in report
    assert "Question: Et si un maraîcher arrête ?" in report
    assert "un contrat d'un an" in report.replace("’", "'")
    closing = report[report.index("Résumé ou conclusion") :]
    assert "On décide ensemble.\nMerci à tous" in closing
    assert "@@" not in report
    assert "X1" not in path.read_text(encoding="utf-8")


def at_the_pace_of_a_hand(terminal: Terminal, steps: tuple[Step, ...]) -> None:
    """Each key at its time: what the program does meanwhile may take no longer."""
    due = time.monotonic()
    for step in steps:
        if isinstance(step, bytes):
            terminal.paste(step.decode())
            continue
        for key in step:
            due += KEY
            terminal.watch(max(0.0, due - time.monotonic()))
            if isinstance(step, str):
                terminal.type(key)
            else:
                terminal.press(key)


def exported(path: Path, environment: dict[str, str]) -> str:
    """The report as text, in the letters that were typed."""
    return subprocess.run(
        [PROGRAM, "export", str(path), "-f", "text", "--as-typed"],
        env=environment,
        capture_output=True,
        check=True,
    ).stdout.decode()
