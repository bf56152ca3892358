"""The number of pages is estimated near enough to say whether a report is long."""

from __future__ import annotations

from functools import cache, partial
from math import ceil
from pathlib import Path

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from gsef_tui.report.blocks import Block, Entry, Heading, Item, List, Outline, Picture, Quote, Row
from gsef_tui.report.blocks import Table as Facts
from gsef_tui.report.docx import to_docx
from gsef_tui.report.length import estimated_pages
from gsef_tui.report.odt import to_odt
from gsef_tui.report.outline import make_outline
from gsef_tui.report.page import TEXT_HEIGHT
from gsef_tui.report.pictures import FoundPicture, find_picture

from .every_block import paragraph
from .golden_session import golden_session, png
from .pages import PICTURES, by_libreoffice, long_session
from .programs import needs_libreoffice


def pages(*blocks: Block, picture: FoundPicture | str = "") -> float:
    """How many pages these blocks take besides the title."""

    def report(*blocks: Block) -> Outline:
        return Outline("fr", (), "Report", "", blocks, ("",) * len(blocks))

    def find(file: str) -> FoundPicture | str:
        return picture

    return estimated_pages(report(*blocks), find) - estimated_pages(report(), find)


@pytest.mark.parametrize(
    ("block", "lines"),
    [
        (paragraph("court"), 1),
        (paragraph("un", "deux", "trois"), 3),
        (paragraph("a" * 170), 2),
        (paragraph("가" * 80), 2),
        (Quote((paragraph("a" * 170),)), 2),
        (List(tuple(Item((paragraph("court"),)) for _ in range(4))), 4),
        (List((Item((paragraph("a"), List((Item((paragraph("b"),)),)))),)), 2),
        (Entry("Réponse", (paragraph("a"), paragraph("b"))), 3),
        (Facts((Row("Titre", "a" * 100), Row("Date", ""))), 3),
    ],
)
def test_a_block_takes_its_lines(block: Block, lines: int) -> None:
    assert lines * 13 <= pages(block) * TEXT_HEIGHT * 72 / 2.54 <= lines * 20 + 13


def test_twice_the_notes_take_twice_the_pages() -> None:
    once = [paragraph("mot " * 60)] * 20
    assert pages(*once, *once) == pytest.approx(2 * pages(*once))


def test_a_picture_or_a_heading_that_does_not_fit_begins_the_next_page() -> None:
    half = FoundPicture(b"", "image/png", 600, 400)
    one = pages(Picture("a.png", "Légende"), picture=half)
    assert 0.45 < one < 0.5
    assert 1.38 < pages(*[Picture("a.png", "Légende")] * 2, picture=half) < 1.42
    assert pages(Picture("a.png"), picture="a.png: not found") < 0.1
    filled = [paragraph("a")] * 34
    below = [paragraph("a")] * 33
    gaps = [pages(*lines, Heading(2, "Titre")) - pages(*lines) for lines in (filled, below[:5])]
    assert gaps[0] > gaps[1]


@pytest.mark.slow
@needs_libreoffice
def test_the_estimate_is_a_tenth_from_libreoffices_pages(tmp_path: Path) -> None:
    """Of sessions with 3 to 40 pages: at most a tenth and a page."""
    for name, size in PICTURES.items():
        (tmp_path / name).write_bytes(png(*size))

    def look(file: str) -> Path | None:
        path = tmp_path / file
        return path if path.is_file() else None

    reports = {f"golden.{language}": golden_session(language) for language in ("fr", "ko")}
    for language in ("fr", "ko"):
        reports |= {f"{n}.{language}": long_session(language, n) for n in (1, 4, 9, 13)}
    find = cache(partial(find_picture, lookup=look))
    outlines = {name: replace(make_outline(s), contents="") for name, s in reports.items()}
    documents = {f"{name}.docx": to_docx(o, picture=look)[0] for name, o in outlines.items()}
    documents |= {f"{name}.odt": to_odt(o, picture=look)[0] for name, o in outlines.items()}
    done = by_libreoffice(tmp_path, documents)
    counts = []
    for name, pdf in done.items():
        real = len(PdfReader(pdf).pages)
        said = ceil(estimated_pages(outlines[name.rpartition(".")[0]], find))
        assert abs(said - real) <= 1 + real / 10, (name, said, real)
        counts.append(real)
    assert min(counts) <= 5
    assert max(counts) >= 38
