"""Every colour of letters against its paper: 4.5 to 1 at least, as WCAG asks of small text."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from gsef_tui.report import page

ENOUGH = 4.5
STYLE = files("gsef_tui.report").joinpath("page.css").read_text(encoding="utf-8")
SETTING = files("gsef_tui.report").joinpath("page.typ").read_text(encoding="utf-8")


def light(colour: str) -> float:
    """The relative luminance of ``#rrggbb``."""

    def of(part: str) -> float:
        value = int(part, 16) / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (of(part) for part in re.findall("..", colour.removeprefix("#")))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((light(one), light(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_21_to_1() -> None:
    assert contrast("#000000", "ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") < ENOUGH < contrast("#767676", "#ffffff")


def test_letters_of_a_web_page() -> None:
    """In light, in dark and in print; no colour of letters is said elsewhere."""
    papers = [dict(re.findall(r"--(\w+): (#\w{6})", root)) for root in STYLE.split(":root")[1:]]
    assert [set(paper) for paper in papers] == [{"ink", "quiet", "rule", "paper"}] * 3
    for paper in papers:
        assert contrast(paper["ink"], paper["paper"]) >= ENOUGH
        assert contrast(paper["quiet"], paper["paper"]) >= ENOUGH
    used = set(re.findall(r"(?<![\w-])color: ([^;]+);", STYLE))
    assert used == {"var(--ink)", "var(--quiet)"}


def test_letters_of_a_printed_page() -> None:
    for colour in (page.GREY, page.QUOTED):
        assert contrast(colour, "ffffff") >= ENOUGH
    assert f'#let grey = rgb("#{page.GREY}")' in SETTING
    used = re.findall(r"text\((?:[\d.]+pt, )?(grey|rgb\(\"#\w+\"\))", SETTING)
    assert {name.removeprefix('rgb("#').removesuffix('")') for name in used} == {
        "grey",
        page.QUOTED,
    }
