"""The themes: the colours of each role, and the contrast of every theme that can be chosen."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from msgspec.structs import asdict
from rich.segment import Segment
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from gsef_tui.editing.app_state import AppStateStore
from gsef_tui.ui.panels.themes import ThemeList
from gsef_tui.ui.themes import (
    DARK,
    LIGHT,
    SIGN_CONTRAST,
    TEXT_CONTRAST,
    Roles,
    adapted,
    contrast,
    names,
)

from .hand import Hand, at_work

GROUNDS = ("background", "panel", "surface", "gsef-row")
TEXTS = (
    *("foreground", "accent", "success", "warning", "error", "secondary", "primary", "text"),
    *("text-muted", "text-disabled", "text-accent", "text-success", "text-warning", "text-error"),
    *("gsef-strong", "gsef-muted", "gsef-placeholder", "gsef-quote", "gsef-code", "gsef-presence"),
)
COLOURED = [name for name in names() if not adapted(name).ansi]


def seen(name: str) -> dict[str, Color]:
    """The colours that a style sheet gets from a theme, as Textual computes them."""
    theme = adapted(name)
    found = {**theme.to_color_system().generate(), **theme.variables}
    return {key: Color.parse(found[key]) for key in {*TEXTS, *GROUNDS, *SIGNS, *SELECTED, "error"}}


PATIENCE = 20.0
SIGNS = ("border", "scrollbar", "gsef-border")
SELECTED = (
    *("gsef-selection", "gsef-on-error"),
    *("input-selection-foreground", "input-selection-background"),
    *("screen-selection-foreground", "screen-selection-background"),
    *("input-cursor-foreground", "input-cursor-background"),
)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast(Color.parse("#000000"), Color.parse("#FFFFFF")) == pytest.approx(21)
    assert contrast(Color.parse("#777777"), Color.parse("#FFFFFF")) == pytest.approx(4.48, abs=0.01)
    assert contrast(Color.parse(DARK.muted), Color.parse(DARK.row)) == pytest.approx(5.36, abs=0.01)
    assert contrast(Color.parse(LIGHT.error), Color.parse(LIGHT.selection)) == pytest.approx(
        4.71, abs=0.01
    )


@pytest.mark.parametrize("name", COLOURED)
def test_every_text_is_legible_on_every_ground(name: str) -> None:
    colours = seen(name)
    poor = {
        (text, ground): round(contrast(colours[text], colours[ground]), 2)
        for text, ground in product(TEXTS, GROUNDS)
        if contrast(colours[text], colours[ground]) < TEXT_CONTRAST
    }
    assert poor == {}
    assert contrast(colours["gsef-on-error"], colours["error"]) >= TEXT_CONTRAST
    for what in ("input-selection", "screen-selection", "input-cursor"):
        one, two = colours[f"{what}-foreground"], colours[f"{what}-background"]
        assert contrast(one, two) >= TEXT_CONTRAST, what


@pytest.mark.parametrize("name", COLOURED)
def test_every_sign_is_seen(name: str) -> None:
    colours = seen(name)
    for ground in ("background", "panel", "surface"):
        assert contrast(colours["border"], colours[ground]) >= SIGN_CONTRAST, ground
    assert contrast(colours["scrollbar"], colours["panel"]) >= SIGN_CONTRAST


@pytest.mark.parametrize(("name", "roles"), [("gsef-dark", DARK), ("gsef-light", LIGHT)])
def test_our_themes_are_legible_on_selected_text_too(name: str, roles: Roles) -> None:
    colours = seen(name)
    for text in TEXTS:
        assert contrast(colours[text], colours["gsef-selection"]) >= TEXT_CONTRAST, text
    exact = {
        **{name: name for name in ("background", "panel", "surface", "foreground", "accent")},
        **{name: name for name in ("success", "warning", "error")},
        **{f"gsef-{name}": name for name in ("row", "muted", "quote", "code", "presence")},
        "text-warning": "warning",
    }
    got = adapted(name)
    values = {**got.to_color_system().generate(), **got.variables}
    assert {v: values[v].upper() for v in exact} == {v: getattr(roles, r) for v, r in exact.items()}


@pytest.mark.parametrize("name", [n for n, theme in BUILTIN_THEMES.items() if not theme.ansi])
def test_a_theme_of_textual_keeps_its_background_and_what_was_legible(name: str) -> None:
    given, ours = BUILTIN_THEMES[name].to_color_system().generate(), seen(name)
    background = Color.parse(given["background"])
    assert ours["background"] == background
    for role in ("foreground", "accent", "success", "warning", "error"):
        before = Color.parse(given[role])
        if all(contrast(before, ours[ground]) >= TEXT_CONTRAST for ground in GROUNDS):
            assert ours[role] == before, role
        else:
            assert ours[role] != before, role


async def test_the_program_begins_with_gsef_dark_and_remembers_another(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        assert hand.app.theme == "gsef-dark"
        assert hand.app.screen.styles.background.hex.upper() == DARK.background
        hand.app.use_theme("gsef-light")
        await hand.until(
            lambda: hand.app.screen.styles.background.hex.upper() == LIGHT.background, "light"
        )
    state = AppStateStore()
    state.update(lambda before: type(before)(theme="nord"))
    assert state.flush(PATIENCE)
    async with at_work(folder, cantines, "presentations.LT") as hand:
        assert hand.app.theme == "nord"
        variables = hand.app.theme_variables
        assert variables["gsef-muted"] == seen("nord")["gsef-muted"].hex


def background(hand: Hand) -> str:
    return hand.app.screen.styles.background.hex.upper()


def drawn(hand: Hand) -> list[Segment]:
    """What the screen shows, with its styles, before the terminal's own colours replace any."""
    strips = hand.app.screen._compositor.render_strips(hand.app.size)
    return [segment for strip in strips for segment in strip]


@pytest.mark.parametrize("theme", ["gsef-dark", "gsef-light"])
async def test_the_screens_use_the_colours_of_the_roles_alone(
    folder: Path, cantines: Path, theme: str
) -> None:
    """A colour that no role has is a mix that nobody checked, and ``dim`` has no fixed contrast."""
    roles = DARK if theme == "gsef-dark" else LIGHT
    known = {Color.parse(value).hex for value in asdict(roles).values()}
    async with at_work(folder, cantines, "presentations.LT") as hand:
        hand.app.use_theme(theme)
        await hand.settle()
        strange = {}
        for keys in (
            (),
            ("f4",),
            ("f4", "f8"),
            ("f8", "f3"),
            ("f3", "f5"),
            ("f5", "f1"),
            ("f1", "f2"),
        ):
            await hand.press(*keys)
            await hand.settle()
            for segment in drawn(hand):
                style = segment.style
                assert style is not None
                assert not style.dim, segment
                for colour in (style.color, style.bgcolor):
                    if colour is not None and Color.from_rich_color(colour).hex not in known:
                        strange[keys, segment.text] = colour.name
        assert strange == {}


async def test_the_list_shows_each_theme_and_escape_goes_back(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        await hand.command("theme")
        rows = hand.screen.query_one(ThemeList).rows
        assert list(rows.items) == list(names())
        assert rows.chosen == "gsef-dark"
        await hand.press("down")
        assert hand.app.theme == "gsef-light"
        await hand.until(lambda: background(hand) == LIGHT.background, "gsef-light is drawn")
        await hand.press("escape")
        assert hand.app.theme == "gsef-dark"
        await hand.until(lambda: background(hand) == DARK.background, "gsef-dark is drawn again")
        assert not hand.screen.query(ThemeList)
        assert hand.app.app_state.current.theme == ""
        await hand.command("theme")
        await hand.press("down", "enter")
        assert hand.app.theme == hand.app.app_state.current.theme == "gsef-light"
        assert not hand.screen.query(ThemeList)
        assert "Theme: gsef-light" in hand.footer
        await hand.type("x")
        assert hand.area.text.endswith("x")


async def test_another_panel_in_its_place_brings_the_theme_back(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        await hand.command("theme")
        await hand.press("end", "f8")
        assert hand.app.theme == "gsef-dark"
