"""The lines of the PDF and its pages: where they break, and what stands above them."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from gsef_tui.report import typeset
from gsef_tui.report.blocks import (
    Block,
    Heading,
    Item,
    List,
    Outline,
    Paragraph,
    Quote,
    Row,
    Span,
    Table,
)
from tests.report.every_block import paragraph
from tests.report.pages import MARGIN, Word, needs_poppler, words_of
from tests.report.programs import needs_typst, typst_needs_hangul
from tests.report.test_pdf import bookmarks, is_pdf_ua, nowhere, reopened, tags

pytestmark = needs_typst

CM = 72 / 2.54

KOREAN = (
    "햇빛마을 협동조합은 아파트 옥상과 주차장에 9기의 태양광발전소를 설치하였으며 조합원 620명이 "
    "참여하고 있다. 지방정부와 (사)사회적경제는 에너지 협동조합을 통한 지역공동체 회복을 논의했다."
)


def document(*blocks: Block, language: str = "fr", **more: Any) -> Outline:
    """A report of these blocks."""
    return Outline(language, (), "Report", "Titre", blocks, ("",) * len(blocks), **more)


def printed_words(printed: Outline, folder: Path) -> list[list[Word]]:
    """The words of each page, without the numbers at its foot."""
    path = folder / "report.pdf"
    path.write_bytes(typeset.typeset(printed, picture=nowhere)[0])
    return [words[:-3] for words in words_of(path)]


@needs_poppler
@pytest.mark.parametrize(
    "word",
    [
        "x0123456789" * 20,
        "https://exemple.org/" + "chemin-" * 30,
        "adresse." * 20 + "nom@exemple.org",
        "W" * 90,
        "é" * 300,
        "n" * 5000,
    ],
    ids=["plain", "web", "mail", "broad", "accents", "very long"],
)
def test_a_word_wider_than_its_line_breaks_inside_the_margin(word: str, tmp_path: Path) -> None:
    short = paragraph(f"mot {word} mot")
    deep = List((Item((short, List((Item((Quote((short,)),)),))), "1."),), ordered=True)
    blocks = (short, deep, Heading(2, word), Heading(3, word))
    pages = printed_words(document(*blocks), tmp_path)
    assert max(found.right for words in pages for found in words) <= 595.3 - MARGIN
    everything = "".join(found.text for words in pages for found in words)
    assert everything.count(word) == 5


@needs_poppler
def test_a_long_word_in_a_label_stays_in_its_column(tmp_path: Path) -> None:
    word = "Verantwortungsgemeinschaft-" * 3
    (page,) = printed_words(document(Table((Row(word, "wert"),))), tmp_path)
    labels = [found for found in page[1:] if found.text != "wert"]
    assert "".join(found.text for found in labels) == f"{word}:"
    assert max(found.right for found in labels) <= MARGIN + 4.2 * CM + 1


@needs_poppler
def test_a_long_word_that_fits_its_line_is_not_broken(tmp_path: Path) -> None:
    word = "i" * 100
    (page,) = printed_words(document(paragraph(f"{'mot ' * 15}{word}")), tmp_path)
    assert word in [found.text for found in page]


@needs_poppler
def test_a_tab_leads_to_the_next_stop(tmp_path: Path) -> None:
    lines = paragraph("2019\t71 %\tVille", "2020 été\t9 %\tVille", "\tretrait", "fin\t")
    (page,) = printed_words(document(lines), tmp_path)
    left = page[0].left
    stops = {found.text: (found.left - left) / CM / 1.25 for found in page}
    assert stops["71"] == pytest.approx(1, abs=0.05)
    assert stops["9"] == pytest.approx(2, abs=0.05)
    assert stops["retrait"] == pytest.approx(1, abs=0.05)
    towns = [(found.left - left) / CM / 1.25 for found in page if found.text == "Ville"]
    assert towns == pytest.approx([2, 3], abs=0.05)


def test_a_tab_is_copied_as_a_space() -> None:
    data, _ = typeset.typeset(document(paragraph("2019\t71 %\tVille")), picture=nowhere)
    said = re.sub(r"\s+", " ", reopened(data).pages[0].extract_text())
    assert "2019 71 % Ville" in said


@needs_poppler
@typst_needs_hangul
@pytest.mark.parametrize("language", ["ko", "fr"])
def test_korean_lines_break_between_words(language: str, tmp_path: Path) -> None:
    parts = KOREAN.split("협동")
    styles = tuple(Span(part, bold=bool(number % 2)) for number, part in enumerate(parts))
    plain = paragraph("".join(parts))
    quoted = Quote((List((Item((plain,)),)),))
    (page,) = printed_words(
        document(Paragraph((styles,)), plain, quoted, language=language), tmp_path
    )
    words = [found.text for found in page if found.text not in ("Report", "•")]
    assert words == 3 * "".join(parts).split()


@typst_needs_hangul
def test_korean_text_is_copied_without_other_characters() -> None:
    data, _ = typeset.typeset(document(paragraph(KOREAN), language="ko"), picture=nowhere)
    said = reopened(data).pages[0].extract_text()
    assert KOREAN in re.sub(r"\s+", " ", said)
    assert not any(unicodedata.category(letter) == "Cf" for letter in said)


def long_report(pages: int, **more: Any) -> Outline:
    """A report of that many pages without contents."""
    blocks: list[Block] = [Table((Row("Date", "5 mai"),))]
    for number in range(1, pages + 1):
        blocks += [Heading(3 - number % 2, f"Partie {number}"), paragraph(*["x"] * 41)]
    return replace(document(*blocks), **{"contents": "Sommaire", **more})


@pytest.mark.parametrize(("pages", "is_long"), [(5, False), (6, True)])
def test_a_report_of_more_than_five_pages_has_contents_and_running_headers(
    pages: int, is_long: bool
) -> None:
    without, _ = typeset.typeset(long_report(pages, contents=""), picture=nowhere)
    assert len(reopened(without).pages) == pages
    reader = reopened(typeset.typeset(long_report(pages), picture=nowhere)[0])
    said = [page.extract_text() for page in reader.pages]
    assert is_pdf_ua(reader)
    assert ("/TOC" in tags(reader)) == is_long
    assert ("Sommaire" in said[0]) == is_long
    assert "Titre" not in said[0]
    assert all(("Titre" in page) == is_long for page in said[1:])
    assert said[-1].rstrip().endswith(f"{len(said)} / {len(said)}")
    assert bookmarks(reader) == [f"Partie {number}" for number in range(1, pages + 1)]


def test_the_contents_lead_to_the_headings_and_say_their_pages() -> None:
    reader = reopened(typeset.typeset(long_report(8), picture=nowhere)[0])
    said = [page.extract_text() for page in reader.pages]
    entries = re.findall(r"(Partie \d)[ .]+(\d+)", said[0])
    assert [name for name, _ in entries] == [f"Partie {number}" for number in range(1, 9)]
    for name, page in entries:
        assert name in said[int(page) - 1]
    assert said[0].index("5 mai") < said[0].index("Sommaire") < said[0].index("Partie 1")
    assert tags(reader).count("/TOCI") == tags(reader).count("/Link") == 8
    links = [link.get_object() for link in reader.pages[0].get("/Annots", [])]
    targets = {reader.get_page_number(link["/Dest"][0].get_object()) for link in links}
    assert targets == {int(page) - 1 for _, page in entries}


def test_contents_of_more_than_a_page_name_the_sections_alone() -> None:
    blocks = [Heading(2 + (number % 5 > 0), f"Partie {number}.") for number in range(60)]
    filled = [block for each in blocks for block in (each, paragraph(*["x"] * 9))]
    reader = reopened(typeset.typeset(document(*filled, contents="Índice"), picture=nowhere)[0])
    assert tags(reader).count("/TOCI") == 12
    assert len(bookmarks(reader)) == 60


def test_a_report_without_the_word_has_no_contents() -> None:
    reader = reopened(typeset.typeset(long_report(9, contents=""), picture=nowhere)[0])
    assert "/TOC" not in tags(reader)
    assert not any("Titre" in page.extract_text() for page in reader.pages)


@needs_poppler
@pytest.mark.parametrize(
    "name", ["Le sol en commun " * 20, "W" * 300, "un\ndeux " * 60, "e\u0301t " * 200]
)
def test_a_running_header_is_one_line_cut(name: str, tmp_path: Path) -> None:
    pages = printed_words(long_report(6, name=name), tmp_path)
    whole = " ".join(name.split())
    for words in pages[1:]:
        header = [found for found in words if found.bottom < MARGIN]
        said = " ".join(found.text for found in header)
        assert said.endswith("…")
        assert whole.startswith((unicodedata.normalize("NFC", said[:-1]), said[:-1]))
        assert len({round(found.top) for found in header}) == 1
        assert 300 < header[-1].right <= 595.3 - MARGIN
    assert not [found for found in pages[0] if found.bottom < MARGIN - 3]


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (datetime(2026, 5, 12, 20, 30), "D:20260512203000Z"),
        (
            datetime(2026, 5, 12, 5, 30, tzinfo=timezone(timedelta(hours=9))),
            "D:20260511203000Z",
        ),
        (None, "D:20000101000000Z"),
    ],
)
def test_its_date_is_the_sessions(held: datetime | None, said: str) -> None:
    data, _ = typeset.typeset(document(paragraph("x"), held=held), picture=nowhere)
    metadata = reopened(data).metadata
    assert metadata
    assert [str(metadata[key]) for key in ("/CreationDate", "/ModDate")] == [said, said]
