from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment

from gsef_tui.report.blocks import Heading, Item, List, Outline, Picture, Quote
from gsef_tui.report.preview import MEASURE, plain, preview, render_lines
from gsef_tui.report.text import to_text
from tests.report.every_block import HOSTILE, nested, outline, paragraph, printed_reports, texts

WIDTHS = (20, 40, 60, 80, 140)


def shown(row: list[Segment]) -> str:
    return "".join(segment.text for segment in row)


def rows(printed: Outline, width: int = 80) -> list[str]:
    return [shown(row) for _, row in render_lines(printed, width)]


def row_with(printed: Outline, text: str, width: int = 80) -> list[Segment]:
    return next(row for _, row in render_lines(printed, width) if text in shown(row))


@pytest.mark.parametrize("printed", printed_reports())
@pytest.mark.parametrize("width", WIDTHS)
def test_every_text_of_the_outline_is_there_in_order(width: int, printed: Outline) -> None:
    # Words only: wrapping ends lines, markers and bars stand between them.
    everything = re.sub(r"[\s│]", "", "".join(rows(printed, width)))
    at = 0
    for text in texts(printed):
        wanted = re.sub(r"\s", "", text)
        found = everything.find(wanted, at)
        assert found >= 0, text
        at = found + len(wanted)


@pytest.mark.parametrize("width", WIDTHS)
def test_no_row_is_wider_than_asked(width: int) -> None:
    assert max(cell_len(row) for row in rows(outline(), width)) <= min(width, MEASURE)


def test_markup_and_spaces_stay_as_typed() -> None:
    printed = rows(outline(), 96)
    assert HOSTILE in printed
    assert "    quatre espaces" in printed
    assert "# dièse" in printed
    assert "La Ville et l'ESS" in printed


def test_a_list_hangs_behind_its_markers_and_keeps_its_numbers() -> None:
    printed = rows(outline())
    start = printed.index("• Étapes")
    assert printed[start : start + 5] == [
        "• Étapes",
        "  3. troisième étape",
        "  4. quatrième",
        "     • tout au fond",
        "  6) sixième",
    ]
    assert "  et une deuxième ligne" in printed


def test_a_long_item_wraps_under_its_own_text() -> None:
    item = Item((paragraph("un " * 30),), "12.")
    printed = rows(outline("fr", ("a", List((item,), ordered=True))), 40)
    start = next(i for i, row in enumerate(printed) if row.startswith("12. un"))
    assert printed[start + 1].startswith("    un un")


def test_styles_say_what_a_text_is() -> None:
    assert all(s.style and s.style.bold for s in row_with(outline(), "Résumé des présentations"))
    bold = next(s for s in row_with(outline(), "La Ville") if s.text == "Ville")
    assert bold.style
    assert bold.style.bold
    assert not bold.style.italic
    hint = row_with(outline(), "(preferably gallery view)")[0].style
    assert hint
    assert hint.dim
    assert hint.italic


def test_a_heading_of_two_rows_is_bold_in_both() -> None:
    long = Outline("fr", ("en-tête " * 9,), "R", "", (Heading(2, "Résumé " * 9),), ("a",))
    laid_out = [row for _, row in render_lines(long, 40)]
    header, heading = laid_out[:2], laid_out[-2:]
    assert all(s.style and s.style.dim for row in header for s in row)
    assert all(s.style and s.style.bold for row in heading for s in row)


def test_a_picture_is_named_with_its_caption() -> None:
    assert "[picture: gallery.png] Tout le monde" in rows(outline())


def test_a_picture_without_caption_says_its_description() -> None:
    silent = outline("fr", ("a", Picture("room.png", alt="Une salle")))
    assert "[picture: room.png] Une salle" in rows(silent)


def test_facts_stand_in_two_columns_and_under_each_other_where_narrow() -> None:
    assert "Titre:   L'économie sociale" in rows(outline(), 60)
    assert "Titre: L'économie sociale" in rows(outline(), 36)


def test_answers_hang_behind_their_number_and_pairs_stand_apart() -> None:
    printed = rows(outline())
    start = printed.index("1. Nom complet: Kévin")
    assert printed[start + 1 : start + 4] == ["   Pays: Togo", "   Réponse:", "   premier"]
    assert printed[printed.index("2. Nom complet: Béatrice") - 1] == ""
    assert printed[printed.index("Question: Et après ?") - 1] == ""
    assert printed[printed.index("Réponse: La région.") - 1] == "Qui paie ?"


def test_the_first_row_of_a_place_is_the_first_of_its_text() -> None:
    first: dict[str, str] = {}
    for place, row in render_lines(outline(), 80):
        first.setdefault(place, shown(row))
    assert first["forum"] == "Vers une économie verte"
    assert first["presentations.KO"] == "Kévin Ossane"
    assert first["answers.BA"] == "2. Nom complet: Béatrice"
    assert first["exchanges.q1.KO"] == "Réponse: La région."
    assert first["screenshots.s1"].startswith("[picture")
    assert set(outline().places) <= set(first)


def test_an_empty_report_has_its_headings_only() -> None:
    empty = Outline("fr", (), "Report", "", (Heading(2, "Participants"),), ("participants",))
    assert rows(empty) == ["Report", "", "Participants"]


def test_the_console_prints_what_the_lines_say() -> None:
    console = Console(width=60, file=StringIO(), record=True)
    console.print(preview(outline()))
    printed = [row.rstrip() for row in console.export_text().splitlines()]
    assert printed == [row.rstrip() for row in rows(outline(), 60)]


def test_without_a_terminal_it_is_the_text_format() -> None:
    assert plain(outline()) == to_text(outline())


def test_any_thread_may_lay_out() -> None:
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda width: rows(outline(), width), [60, 80, 60, 80]))
    assert results[0] == results[2] == rows(outline(), 60)
    assert results[1] == results[3] == rows(outline(), 80)


def test_a_list_deeper_than_the_screen_is_wide_is_still_shown() -> None:
    deep = List((Item((paragraph("fond"),)),))
    for _ in range(20):
        deep = List((Item((paragraph("x"), deep)),))
    assert any("fond" in row for row in rows(outline("fr", ("a", deep)), 20))


@given(st.text(), st.integers(1, 200))
def test_no_text_and_no_width_raises(text: str, width: int) -> None:
    typed = paragraph(text)
    more = (("a", typed), ("b", Quote((typed, nested()))), ("c", Heading(3, text)))
    render_lines(replace(outline("fr", *more), header=(text,), title=text), width)


@given(st.text("ab é한🙂\u00a0\u0301", max_size=200), st.integers(12, 60))
def test_every_letter_survives_wrapping(text: str, width: int) -> None:
    alone = Outline("fr", (), "R", "", (paragraph(text),), ("a",))
    kept = "".join(rows(alone, width)[2:])
    assert re.sub(r"\s", "", kept) == re.sub(r"\s", "", text)


def test_two_lines_with_one_enter_stay_two() -> None:
    two = outline("fr", ("a", paragraph("première", "", "troisième")))
    assert rows(two)[-3:] == ["première", "", "troisième"]
