"""Paragraphs from right to left: which are, and how each format says so."""

from __future__ import annotations

import io
import re
import zipfile
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gsef_tui.report.blocks import Heading, Outline, Picture, Row, Table
from gsef_tui.report.directions import (
    by_direction,
    is_right_to_left,
    open_right_to_left,
    turns,
)
from gsef_tui.report.docx import to_docx
from gsef_tui.report.html import to_html
from gsef_tui.report.notes import line_text, parse_note, plain_lines
from gsef_tui.report.odt import to_odt
from gsef_tui.report.typeset import typeset
from tests.report.pages import MARGIN, needs_poppler, words_of
from tests.report.programs import needs_typst

ARABIC, HEBREW = "مرحبا بكم", "שלום"
MIXED = st.text(st.sampled_from("ab é12.,() \nمرשל가"), max_size=20)


def nowhere(file: str) -> None:
    """Finds no picture."""


def outline(note: str) -> Outline:
    blocks = parse_note(note)
    return Outline("fr", (), "Report", "", blocks, ("",) * len(blocks))


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def word(note: str) -> str:
    return part(to_docx(outline(note), picture=nowhere)[0], "word/document.xml")


def page(note: str) -> str:
    written, _ = to_html(outline(note), picture=nowhere)
    return written.partition("</h1>\n")[2].partition("\n</main>")[0]


@pytest.mark.parametrize(
    ("text", "right_to_left"),
    [
        (ARABIC, True),
        (f"« {HEBREW} » à tous", True),
        (f"2021: {ARABIC}", True),  # numbers and signs have no direction
        (f"Le mot {ARABIC}", False),
        (f"가 {ARABIC}", False),
        ("12 (3) …", False),
        ("", False),
        ("\u200fabc", True),  # the mark that says so
    ],
)
def test_the_first_letter_decides(text: str, right_to_left: bool) -> None:
    assert is_right_to_left(plain_lines(text)) is right_to_left


def test_lines_in_two_directions_are_paragraphs_of_their_own() -> None:
    lines = plain_lines(f"Ada Brook\n12\n{ARABIC}\n(3)\n{HEBREW}\nKevin")
    assert [[line_text(line) for line in each] for each in by_direction(lines)] == [
        ["Ada Brook", "12"],
        [ARABIC, "(3)", HEBREW],
        ["Kevin"],
    ]
    assert by_direction(plain_lines("un\ndeux")) == (plain_lines("un\ndeux"),)


@given(MIXED)
def test_no_line_is_lost(text: str) -> None:
    lines = plain_lines(text)
    assert tuple(line for each in by_direction(lines) for line in each) == lines


@pytest.mark.parametrize(
    ("text", "right_to_left", "parts"),
    [
        ("dit سلام 12, oui", False, ["dit ", "سلام 12", ", oui"]),
        (f"abc {ARABIC}.", False, ["abc ", ARABIC, "."]),
        (f"{ARABIC} (Togo), {HEBREW}", True, [f"{ARABIC} (", "Togo", f"), {HEBREW}"]),
        (f"{HEBREW} Word 2016.", True, [f"{HEBREW} ", "Word 2016", "."]),
        (f"{HEBREW} a (b) c", True, [f"{HEBREW} ", "a (b) c"]),
        (f"{HEBREW} (a) b", True, [f"{HEBREW} (", "a", ") ", "b"]),
        (f"{HEBREW} 12.", True, [f"{HEBREW} 12."]),
        ("abc 12.", False, ["abc 12."]),
    ],
)
def test_where_the_direction_changes(text: str, right_to_left: bool, parts: list[str]) -> None:
    places = (0, *turns(text, right_to_left=right_to_left), len(text))
    assert [text[a:b] for a, b in pairwise(places)] == parts


@given(MIXED, st.booleans())
def test_places_are_in_order_and_letters_are_in_parts_of_their_direction(
    text: str, right_to_left: bool
) -> None:
    places = (0, *turns(text, right_to_left=right_to_left), len(text))
    assert list(places) == sorted(places)
    for number, (start, end) in enumerate(pairwise(places)):
        letters = [c for c in text[start:end] if c.isalpha()]
        runs_so = right_to_left != bool(number % 2)
        assert all((c in "مرשל") is runs_so for c in letters)


def test_word_has_bidirectional_paragraphs_and_runs() -> None:
    content = word(f"{ARABIC} **{HEBREW}** (Togo).\n\nLe mot {HEBREW} ici.\n\n- {ARABIC}")
    paragraphs = re.findall(r"<w:p>.*?</w:p>", content)[1:]
    assert ["<w:bidi/>" in each for each in paragraphs] == [True, False, True]
    runs = re.findall(r"<w:r>(?:<w:rPr>(.*?)</w:rPr>)?<w:t[^>]*>(.*?)</w:t>", paragraphs[0])
    assert [("<w:rtl/>" in look, "<w:bCs/>" in look, text) for look, text in runs] == [
        (True, False, f"{ARABIC} "),
        (True, True, HEBREW),
        (True, False, " ("),
        (False, False, "Togo"),
        (True, False, ")."),
    ]
    assert re.findall(r"<w:rtl/>.*?<w:t[^>]*>(.*?)</w:t>", paragraphs[1]) == [HEBREW]
    assert re.search(r"</w:numPr><w:bidi/>", paragraphs[2])
    assert '<w:lang w:val="he" w:bidi="he"/>' in paragraphs[1]


def test_a_quote_has_its_rule_where_its_lines_begin() -> None:
    assert '<w:left w:val="nil"/><w:right w:val="single"' in word(f"> {ARABIC}")
    content = part(to_odt(outline(f"> {ARABIC}"), picture=nowhere)[0], "content.xml")
    assert 'fo:border-left="none"' in content
    assert "fo:border-right=" in content


def test_open_document_has_paragraphs_from_right_to_left() -> None:
    note = f"{ARABIC}\n\nLe mot {HEBREW}\n\n- {ARABIC}\n- b"
    content = part(to_odt(outline(note), picture=nowhere)[0], "content.xml")
    styles = dict(re.findall(r'text:style-name="(\w+)"[^>]*><text:span[^>]*>(\w+)', content))
    assert styles == {"Standard_rl": "مرحبا", "List_20_Item_rl": "مرحبا"}
    (look,) = set(re.findall(r'_rl".*?<style:paragraph-properties ([^>]*)/>', content))
    assert look == 'style:writing-mode="rl-tb" fo:text-align="right"'
    assert '<text:p text:style-name="List_20_End">b</text:p>' in content


def test_the_last_item_of_a_list_keeps_its_direction() -> None:
    content = part(to_odt(outline(f"- {ARABIC}"), picture=nowhere)[0], "content.xml")
    assert 'style:name="List_20_End_rl"' in content
    assert '<text:p text:style-name="List_20_End_rl">' in content


def test_a_web_page_says_the_direction_where_it_changes() -> None:
    note = f"{ARABIC}\n\nLe mot {HEBREW}\n\n- {ARABIC}\n- b\n- 12\n\n> {HEBREW}"
    assert re.findall(r"<(\w+)[^>]*? dir=\"(\w+)\"", page(note)) == [
        ("p", "rtl"),
        ("ul", "rtl"),
        ("p", "ltr"),
        ("blockquote", "rtl"),
    ]
    assert "dir=" not in page("a\n\n- b\n\n> c")


def test_names_facts_and_captions_have_their_direction_too() -> None:
    blocks = (Table((Row("Titre", ARABIC),)), Heading(3, HEBREW), Picture("lost.png", ARABIC))
    printed = Outline("fr", (), "Report", "", blocks, ("",) * 3)
    written, _ = to_html(printed, picture=nowhere)
    assert re.findall(r'<(\w+) dir="rtl"', written) == ["td", "h2", "figcaption"]
    content = part(to_docx(printed, picture=nowhere)[0], "word/document.xml")
    assert content.count("<w:bidi/>") == 3
    content = part(to_odt(printed, picture=nowhere)[0], "content.xml")
    names = re.findall(r'style:name="(\w+)_rl"', content)
    assert names == ["Table_20_Contents", "Heading_20_1", "Caption"]


@needs_typst
@needs_poppler
def test_a_pdf_sets_such_a_paragraph_at_the_right(tmp_path_factory: pytest.TempPathFactory) -> None:
    """In Hebrew, for which the fonts that come with Typst suffice; in Latin letters otherwise."""
    mark = "\u200f"
    data, _ = typeset(outline(f"{mark}droite\n\ngauche\n\n- {mark}point"), picture=nowhere)
    path = tmp_path_factory.mktemp("pdf") / "report.pdf"
    path.write_bytes(data)
    (words,) = words_of(path)
    left = {word.text.strip(mark): word.left for word in words}
    right = {word.text.strip(mark): word.right for word in words}
    middle = 595 / 2
    assert left["gauche"] == pytest.approx(MARGIN, abs=2)
    assert min(left["droite"], left["point"], left["•"]) > middle
    assert right["droite"] == pytest.approx(595 - MARGIN, abs=2)
    assert right["point"] < left["•"]


def test_a_list_opens_with_its_first_letter() -> None:
    (first,) = parse_note(f"1. 12\n2. {ARABIC}\n3. b")
    (second,) = parse_note(f"- - a\n  - {ARABIC}")
    assert open_right_to_left((first,))
    assert not open_right_to_left((second,))
