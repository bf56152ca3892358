"""What lies under other widgets is not asked for its rows, and the screen is the same."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from textual._compositor import Compositor
from textual._context import active_app
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from gsef_tui.ui.textual_private.compositor import RowsCompositor

from ..hand import at_work

SEED = 20311004
KEYS = ("f3", "f8", "f5", "f4", "f6", "ctrl+f", "ctrl+p", "escape", "f1", "f2", "x", "enter", "up")
SIZES = ((80, 24), (60, 20), (140, 45), (120, 40), (40, 12))

Chops = Sequence[Mapping[int, Strip | None]]


@pytest.mark.slow
async def test_full_frames_are_what_stock_draws(
    folder: Path, cantines: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = Compositor._render_chops
    compared = 0

    def both(
        self: Compositor, crop: Region, is_rendered_line: Callable[[int], bool]
    ) -> Sequence[Mapping[int, Strip]]:
        nonlocal compared
        ours = plain(self, crop, is_rendered_line)
        if isinstance(self, RowsCompositor) and crop == self.size.region:
            with monkeypatch.context() as patch:
                patch.setattr(RowsCompositor, "_get_renders", Compositor._get_renders)
                stock = plain(self, crop, is_rendered_line)
            assert _shown(ours) == _shown(stock)
            compared += 1
        return ours

    monkeypatch.setattr(Compositor, "_render_chops", both)
    chosen = random.Random(SEED)
    async with at_work(folder, cantines, "presentations.LT", size=(120, 40)) as hand:
        for _ in range(120):
            if chosen.random() < 0.2:
                await hand.pilot.resize_terminal(*chosen.choice(SIZES))
            await hand.press(chosen.choice(KEYS))
    assert compared > 100, f"seed {SEED}"


async def test_a_container_that_is_covered_is_not_drawn(
    folder: Path, cantines: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(folder, cantines, "presentations.LT", size=(120, 40)) as hand:
        asked: list[str] = []
        plain = Widget.render_lines

        def counted(self: Widget, crop: Region) -> list[Strip]:
            asked.append(self.id or type(self).__name__)
            return plain(self, crop)

        monkeypatch.setattr(Widget, "render_lines", counted)
        hand.app.screen._compositor.render_full_update()
    assert {"outline", "where", "header", "FooterBar"} <= set(asked)
    assert {"panes", "notes", "body", "SessionScreen"} & set(asked) == set()


async def test_nothing_is_drawn_while_nothing_is_shown(
    folder: Path, cantines: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The application mounts its first screen in a batch, of which no frame reaches a terminal."""
    batches: list[int] = []
    plain = Compositor._render_chops

    def counted(self: Compositor, *arguments: Any) -> Sequence[Mapping[int, Strip]]:
        batches.append(active_app.get()._batch_count)
        return plain(self, *arguments)

    monkeypatch.setattr(Compositor, "_render_chops", counted)
    async with at_work(folder, cantines, "presentations.LT"):
        pass
    assert set(batches) == {0}


def _shown(chops: Chops) -> list[list[tuple[str, Any]]]:
    """Each row as its cells, with their styles."""
    return [
        [
            (letter, segment.style)
            for strip in row.values()
            for segment in (strip or ())
            for letter in segment.text
        ]
        for row in chops
    ]
