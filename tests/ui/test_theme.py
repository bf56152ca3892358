"""A change of theme: the event loop turns in between, and a frame shows the old or the new theme
alone."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode

from gsef_tui.ui.textual_private.application import NODES_A_TURN

from .hand import at_work


async def test_a_theme_is_applied_a_few_widgets_a_turn_and_drawn_when_all_have_it(
    folder: Path, cantines: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn, seen = 0, []
    reparse, update_nodes, display = Stylesheet.reparse, Stylesheet.update_nodes, App._display

    def parsed(sheet: Stylesheet) -> None:
        seen.append((turn, "parsed"))
        reparse(sheet)

    def updated(sheet: Stylesheet, nodes: Iterable[DOMNode], animate: bool = False) -> None:
        nodes = list(nodes)
        seen.extend((turn, "styled") for _ in nodes)
        update_nodes(sheet, nodes, animate)

    def displayed(app: App[int], screen: Any, update: Any) -> None:
        seen.append((turn, "drawn"))
        display(app, screen, update)

    async def count() -> None:
        nonlocal turn
        while True:
            turn += 1
            await asyncio.sleep(0)

    async with at_work(folder, cantines, "presentations.LT") as hand:
        before = hand.app.theme
        widgets = len(list(hand.app.walk_children(with_self=True)))
        with monkeypatch.context() as patched:
            patched.setattr(Stylesheet, "reparse", parsed)
            patched.setattr(Stylesheet, "update_nodes", updated)
            patched.setattr(App, "_display", displayed)
            task = asyncio.create_task(count())
            hand.app.use_theme("gsef-light")
            await hand.until(lambda: seen and seen[-1][1] == "drawn", "the new theme is drawn")
            task.cancel()
        assert hand.app.theme != before
        what = [what for _, what in seen if what != "drawn"]
        assert what == ["parsed", *["styled"] * (len(what) - 1)]
        assert len(what) > widgets > 2 * NODES_A_TURN
        turns = Counter(seen)
        assert max(turns.values()) <= NODES_A_TURN
        assert len({at for at, what in seen if what == "styled"}) >= widgets / NODES_A_TURN
        drawn = [at for at, what in seen if what == "drawn"]
        of_it = [at for at, what in seen if what != "drawn"]
        assert not any(of_it[0] <= at <= of_it[-1] for at in drawn)


async def test_a_theme_looks_as_when_textual_itself_applies_it(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:

        def looks() -> list[list[object]]:
            return [list(s) for s in hand.app.screen._compositor.render_strips(hand.app.size)]

        before = looks()
        hand.app.use_theme("gsef-light")
        await hand.until(lambda: looks() != before, "another theme")
        await hand.settle()
        ours = looks()
        App.refresh_css(hand.app)
        await hand.settle()
        assert looks() == ours
