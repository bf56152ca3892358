"""A panel or screen that was closed is freed, with its widgets: counted after a collection.

A container keeps the children that it showed last until it shows others, so the panel that was
closed last in each place lives on.
"""

from __future__ import annotations

import gc
import importlib
import pkgutil
import weakref
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TypeAlias

import pytest
from textual._styles_cache import StylesCache
from textual.widget import Widget

import gsef_tui.ui.panels
import gsef_tui.ui.screens
from gsef_tui import gc_tuning
from gsef_tui.storage.copies import Copy
from gsef_tui.ui.panels.base import Panel
from gsef_tui.ui.panels.copies import Copies
from gsef_tui.ui.panels.notice import Notice
from gsef_tui.ui.screens.base import BaseScreen
from gsef_tui.ui.screens.home.screen import HomeScreen
from gsef_tui.ui.widgets.note_area import NoteArea

from .conftest import SESSION
from .hand import Hand, at_work

Act: TypeAlias = Sequence[str] | Callable[[Hand], Awaitable[None]]

TIMES = 4
"""How often each is opened after the first time."""
PANELS = {
    "GoTo": ("f3",),
    "CaptureLine": ("f4",),
    "Export": ("f5",),
    "Check": ("f8",),
    "Find": ("ctrl+f",),
    "Palette": ("ctrl+p",),
    "Verify": ("Facts to verify",),
    "KeyIdeas": ("Key ideas by speaker",),
    "AbbreviationList": ("All abbreviations",),
    "Prompt": ("Recording start",),
    "ThemeList": ("the colour themes",),
    "Conflict": ("f12",),
}
"""What opens each panel: a key, or words of a command in the palette."""


async def _notice(hand: Hand) -> None:
    await hand.screen.open_panel(Notice(["Cannot leave"]))


async def _copies(hand: Hand) -> None:
    async def bring_back(copy: Copy) -> None:
        """Nothing is chosen here."""

    await hand.screen.open_panel(Copies([], bring_back))


MADE: dict[str, Act] = {"Notice": _notice, "Copies": _copies}
"""Panels that open where nothing can be saved, or was not; here they are opened as they are."""
PLACES = ("#panels", "#right", "#beside")
"""The containers of the session screen in which panels open."""
SCREENS = {
    False: {
        "PreviewScreen": (("f2",), ("f2",)),
        "HelpScreen": (("f1",), ("f1",)),
        "PlainTextScreen": (("Gaps to ask for",), ("escape",)),
    },
    True: {
        "SessionScreen": (("enter",), ("ctrl+o",)),
        "NewScreen": (("ctrl+n",), ("ctrl+n",)),
    },
}
"""What opens each screen from a session, and from home, and what closes it."""


@pytest.fixture
def rich(cantines: Path) -> Path:
    """A session in which every panel and page has something to show."""
    text = SESSION.replace('"- une cuisine"', '"- 40 % des cantines depuis 2029 @@20:47"')
    text += '\n[ideas.i1]\nby = "LT"\ntext = "Cuisiner ensemble"\n'
    cantines.write_text(text, encoding="utf-8")
    return cantines


def alive(*kinds: type[object]) -> list[object]:
    """The objects of some types, and of types derived from them, that nothing has freed."""
    gc.unfreeze()
    gc.collect()
    return [found for found in gc.get_objects() if isinstance(found, kinds)]


def count() -> int:
    """How many texts there are, and widgets with rows that they have drawn."""
    return len(alive(NoteArea, StylesCache))


async def carry_out(hand: Hand, act: Act) -> None:
    """Press keys; what has a space in it is the words of a command."""
    if callable(act):
        await act(hand)
        return
    for key in act:
        if " " in key:
            await hand.command(key)
        else:
            await hand.press(key)


async def repeat(
    hand: Hand,
    act: Act,
    back: Sequence[str],
    shown: Callable[[], Widget | None],
    name: str,
) -> None:
    """Open something and close it, again and again: what one of them takes may stay, not more.

    Cancelled timers keep what was closed until they would have been due, so this may wait.
    """
    was, one, before = type(shown()), 0, 0
    for number in range(TIMES + 1):
        await carry_out(hand, act)
        opened = shown()
        assert opened is not None
        assert type(opened).__name__ == name
        one = sum(1 for _ in opened.walk_children(with_self=True))
        del opened
        await carry_out(hand, back)
        assert type(shown()) is was
        if number == 0:
            before = count()
    await hand.until(lambda: count() <= before + 2 * one, f"{name} is freed")


@pytest.mark.slow
async def test_panels_that_were_closed_are_freed(folder: Path, rich: Path) -> None:
    async with at_work(folder, rich, "presentations.LT", size=(120, 30)) as hand:
        await hand.on_disk()
        rich.write_text(rich.read_text().replace("Réseau", "Union"), encoding="utf-8")
        hand.opened.saver.look()
        await hand.until(lambda: hand.opened.saver.state.changed, "the other's text is noticed")
        for name, act in {**PANELS, **MADE}.items():
            await repeat(hand, act, ("escape",), lambda: hand.screen.panel, name)
        await hand.until(lambda: len(alive(Panel)) <= len(PLACES), "the last ones are freed")


def test_every_panel_is_tried() -> None:
    for module in pkgutil.iter_modules(gsef_tui.ui.panels.__path__):
        importlib.import_module(f"gsef_tui.ui.panels.{module.name}")
    assert {*PANELS, *MADE} == {panel.__name__ for panel in Panel.__subclasses__()}


@pytest.mark.slow
@pytest.mark.parametrize("at_home", [False, True], ids=["session", "home"])
async def test_screens_that_were_closed_are_freed(folder: Path, rich: Path, at_home: bool) -> None:
    async with at_work(folder, None if at_home else rich, size=(120, 30)) as hand:
        for name, (act, back) in SCREENS[at_home].items():
            await repeat(hand, act, back, lambda: hand.screen, name)


@pytest.mark.slow
async def test_a_session_that_was_left_is_freed_at_once(folder: Path, cantines: Path) -> None:
    """Not when Python looks for garbage next, and without a look at the program itself. Timers may
    keep the one that was left last."""
    async with at_work(folder, size=(120, 30)) as hand:
        left = []
        gc.disable()
        try:
            gc_tuning.exclude_program()
            excluded = gc.get_freeze_count()
            for _ in range(3):
                await hand.press("enter")
                left.append(weakref.ref(hand.notes.opened))
                await hand.press("ctrl+o")
                assert isinstance(hand.home, HomeScreen)
            assert left[0]() is None
            assert gc.get_freeze_count() > 0.9 * excluded
        finally:
            gc.enable()
            gc.unfreeze()


def test_every_screen_is_tried() -> None:
    for module in pkgutil.walk_packages(gsef_tui.ui.screens.__path__, "gsef_tui.ui.screens."):
        importlib.import_module(module.name)
    assert {*SCREENS[False], *SCREENS[True], "HomeScreen"} == {
        kind.__name__
        for kind in derived(BaseScreen)
        if kind.__module__.startswith("gsef_tui.") and not kind.__subclasses__()
    }


def derived(kind: type[object]) -> set[type[object]]:
    """A class, and all that are derived from it."""
    return {kind, *(below for sub in kind.__subclasses__() for below in derived(sub))}


@pytest.mark.slow
async def test_fields_that_come_and_go_within_a_pane_are_freed(
    folder: Path, cantines: Path
) -> None:
    """A change of structure builds panes again, with new fields."""
    async with at_work(folder, cantines, "participants", size=(120, 30)) as hand:
        await change_and_back(hand)
        before = count()
        for _ in range(TIMES):
            await change_and_back(hand)
        await hand.until(lambda: count() < before + TIMES, "the earlier fields are freed")


async def change_and_back(hand: Hand) -> None:
    """Build the fields of the participants again, twice."""
    await hand.command("Change role")
    await hand.press("ctrl+z")
