"""The program killed at random moments while somebody types: the file always loads, holds all but
the last moment's letters, in order, and nothing that was said to be saved is missing.

``GSEF_TUI_KILLS`` says how often, ``GSEF_TUI_SEED`` repeats the moments of a run.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import NamedTuple

import pytest

from gsef_tui.editing.save_badge import GRACE
from gsef_tui.storage.documents import open_document
from gsef_tui.storage.errors import UnreadableFile

from .at_work import opened

KILLS = int(os.environ.get("GSEF_TUI_KILLS", "20"))
SEED = int(os.environ.get("GSEF_TUI_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)

PROMISE = 0.3
"""Seconds of typing that may be lost where a write takes under 20 ms; half of the kills and more
must be within it on any machine."""
BUSY = 1.0
"""The most that any kill may lose, on a machine that is busy with other tests as well."""
BETWEEN = 0.02
"""Seconds between two letters: a fast hand, and no burst."""
LONG = 10
"""Each so many-th sitting lasts until the badge has said saved of letters typed in it."""

FOOTERS = ("F1 Help", "was never saved")
"""What the footer shows at the start: the keys, or the offer of the text that a kill left between
the temporary file and its rename."""


class Kill(NamedTuple):
    """What one kill cost. ``lost``: seconds before it at which the first missing letter was typed.
    ``acknowledged``: how many letters were said to be saved, ``kept`` how many the file has."""

    lost: float
    acknowledged: int
    kept: int


@pytest.mark.slow
def test_killed_at_random_moments(path: Path, environment: dict[str, str]) -> None:
    moments = random.Random(SEED)
    unreadable = ""
    kills: list[Kill] = []
    text = ""
    for n in range(KILLS):
        seconds = moments.uniform(0.02, 0.8) + (GRACE if n % LONG == LONG - 1 else 0.0)
        try:
            kill, typed = killed_after(path, environment, text, seconds, moments)
        except UnreadableFile as error:
            unreadable = str(error)
            break
        kills.append(kill)
        text = typed[: kill.kept]
    lost = sorted(kill.lost for kill in kills)
    saved = [kill for kill in kills if kill.acknowledged]
    figures = (
        f"seed {SEED}: {len(kills)} kills, unreadable: {unreadable or 'none'}, "
        f"{sum(k.kept < k.acknowledged for k in saved)} acknowledged saves lost of "
        f"{len(saved)}; typing lost: median {median(lost) * 1000:.0f} ms, "
        f"most {lost[-1] * 1000:.0f} ms, {sum(one > PROMISE for one in lost)} over the promise"
    )
    print(figures)
    assert not unreadable, figures
    assert all(kill.kept >= kill.acknowledged for kill in kills), figures
    assert median(lost) <= PROMISE, figures
    assert lost[-1] <= BUSY, figures


def killed_after(
    path: Path, environment: Mapping[str, str], before: str, seconds: float, moments: random.Random
) -> tuple[Kill, str]:
    """Type on for some seconds, saving by key at some moment, and kill; what was typed in all."""
    typed = before
    when = [0.0] * len(before)
    acknowledged, asked = 0, -1
    with opened(path, environment, "--at", "presentations.KM", footer="") as terminal:
        terminal.wait_for(lambda: any(sign in terminal.text for sign in FOOTERS), "the footer")
        began = time.monotonic()
        save_at = moments.uniform(0.0, 2 * seconds)
        while (now := time.monotonic()) - began < seconds:
            letter = moments.choice("abcdefghij klmnopqrstuvwxyzé한\n")
            typed += letter
            when.append(now)
            terminal.type(letter)
            if asked < 0 and now - began > save_at:
                asked = len(typed)
                terminal.press("ctrl+s")
            terminal.watch(BETWEEN)
            if "Saved:" in "\n".join(terminal.lines[-2:]):
                acknowledged = max(acknowledged, asked)
            if terminal.lines[0].endswith("✓ saved"):
                old = sum(1 for moment in when if moment < time.monotonic() - GRACE)
                acknowledged = max(acknowledged, old)
        killed = time.monotonic()
        terminal.kill()
    kept = open_document(path).session.notes("presentations").get("KM", "")
    assert typed.startswith(kept), "in order, each once"
    lost = killed - when[len(kept)] if len(kept) < len(typed) else 0.0
    return Kill(lost, acknowledged, len(kept)), typed
