"""The pages as they are seen, where LibreOffice, Typst and poppler are: golden pictures of a report
in two languages, and what holds on every page of one with forty of notes.

Golden pictures hold for the program and the fonts that made them, which ``pages.json`` names; with
others the test is skipped. After a change that is meant: ``REWRITE_GOLDEN=1 pytest -n0
tests/report/test_pages.py``, and look at the pictures before they are committed.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from gsef_tui.report import office, typeset
from gsef_tui.report.blocks import Entry, Heading, Outline, Row, Table
from gsef_tui.report.contents import running_title
from gsef_tui.report.docx import to_docx
from gsef_tui.report.odt import to_odt
from gsef_tui.report.outline import make_outline

from .golden_session import golden_session, png, write_pictures
from .pages import (
    HANGING,
    MARGIN,
    PICTURES,
    by_libreoffice,
    differs,
    drawn,
    lines_of,
    long_session,
    made_with,
    needs_poppler,
    pictures_of,
    sheet,
    words_of,
)
from .programs import libreoffice_needs_hangul, typst_needs_hangul

pytestmark = needs_poppler

GOLDEN = Path(__file__).parent / "golden" / "pages"
KEPT = [f"report.{language}.{kind}" for language in ("fr", "ko") for kind in ("docx", "odt", "pdf")]
LONG = ["long.fr.docx", "long.ko.odt", "long.fr.pdf"]
TABLE = ["table.fr.docx", "table.fr.odt", "table.fr.pdf"]


def outline_of(name: str) -> Outline:
    stem, language, _ = name.split(".")
    if stem == "table":
        rows = tuple(Row(f"Ligne {n}", "\n".join("abc")) for n in range(40))
        return Outline("fr", (), "Report", "", (Table(rows),), ("facts",))
    session = long_session(language) if stem == "long" else golden_session(language)
    return make_outline(session)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A report by its name, as a PDF; LibreOffice prints all of its own at once."""
    folder = tmp_path_factory.mktemp("pages")
    golden_pictures = write_pictures(folder)
    for name, size in PICTURES.items():
        (folder / name).write_bytes(png(*size))

    def find(file: str) -> Path | None:
        path = folder / file
        return path if path.is_file() else golden_pictures(file)

    write = {"docx": to_docx, "odt": to_odt}
    done: dict[str, Path] = {}

    def pdf(name: str) -> Path:
        kind = name.rpartition(".")[2]
        if kind == "pdf" and not typeset.is_here():
            pytest.skip("Typst is not installed")
        if kind != "pdf" and office.program() is None:
            pytest.skip("LibreOffice is not installed")
        if name not in done and kind == "pdf":
            done[name] = folder / name
            done[name].write_bytes(typeset.typeset(outline_of(name), picture=find)[0])
        elif name not in done:
            of_office = [each for each in (*KEPT, *LONG, *TABLE) if not each.endswith(".pdf")]
            documents = {
                each: write[each.rpartition(".")[2]](outline_of(each), picture=find)[0]
                for each in of_office
            }
            done.update(by_libreoffice(folder, documents))
        return done[name]

    return pdf


@pytest.mark.parametrize("name", KEPT)
def test_a_page_looks_as_its_golden_picture(
    name: str, printed: Callable[[str], Path], tmp_path: Path
) -> None:
    pdf = printed(name)
    seen = sheet(drawn(pdf, tmp_path / "pages"))
    kept, golden = GOLDEN / "pages.json", GOLDEN / f"{name}.png"
    with_what = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    if os.environ.get("REWRITE_GOLDEN"):
        seen.save(golden, optimize=True)
        with_what = dict(sorted({**with_what, name: made_with(pdf)}.items()))
        kept.write_text(json.dumps(with_what, indent=1) + "\n", encoding="utf-8")
    if made_with(pdf) != with_what[name]:
        pytest.skip(f"the golden picture is of {with_what[name]}, here it is {made_with(pdf)}")
    with Image.open(golden) as picture:
        assert not differs(picture.convert("L"), seen)


@pytest.mark.parametrize("name", KEPT)
def test_a_golden_picture_tells_a_real_change(
    name: str, printed: Callable[[str], Path], tmp_path: Path
) -> None:
    """Else it would hold whatever happens: a line 4 mm lower, a column 4 mm to the right, a picture
    that is gone."""
    pages = drawn(printed(name), tmp_path / "pages")
    first, last = pages[0], pages[-1]
    below = first.crop((0, 60, *first.size))
    lower = first.copy()
    lower.paste(below, (0, 62))
    right = first.copy()
    right.paste(first.crop((30, 35, 90, 70)), (32, 35))
    gone = last.copy()
    gone.paste(255, (12, 12, 88, 60))
    assert differs(sheet(pages), sheet([lower, *pages[1:]]))
    assert differs(sheet(pages), sheet([right, *pages[1:]]))
    assert differs(sheet(pages), sheet([*pages[:-1], gone]))
    assert differs(sheet(pages), sheet(pages[:-1]))
    assert not differs(sheet(pages), sheet(pages).point(lambda grey: min(255, grey + 8)))


@pytest.mark.slow
@pytest.mark.parametrize("name", LONG)
def test_forty_pages_are_numbered_and_nothing_leaves_them(
    name: str, printed: Callable[[str], Path]
) -> None:
    pages = words_of(printed(name))
    assert len(pages) >= 40
    title = running_title(outline_of(name))
    for number, words in enumerate(pages, 1):
        lines = lines_of(words)
        assert lines[-1] == f"{number} / {len(pages)}"
        if number > 1 and lines[0] == title:
            words = words[len(title.split()) :]
        assert min(word.left for word in words) >= MARGIN
        assert max(word.right for word in words) <= 595.3 - MARGIN + HANGING
        header = [word for word in words if word.bottom < MARGIN - 3]
        assert bool(header) == (number > 1 and name.endswith(".pdf"))
        assert min(word.top for word in words if word not in header) >= MARGIN - 3
        assert max(word.bottom for word in words[:-3]) <= 842 - MARGIN + 3
        assert "*" not in " ".join(word.text for word in words).replace("*murs*", "")


@pytest.mark.slow
@pytest.mark.parametrize("name", LONG)
def test_no_heading_and_no_label_stands_alone_at_the_foot_of_a_page(
    name: str, printed: Callable[[str], Path]
) -> None:
    outline = outline_of(name)
    alone = set(_alone(outline))
    assert len(alone) > 15
    found = set()
    for words in words_of(printed(name))[:-1]:
        lines = [re.sub(r"\s+", " ", line) for line in lines_of(words)]
        assert lines[-2].rstrip(" :\u00a0") not in alone
        found |= alone.intersection(line.rstrip(" :\u00a0") for line in lines)
    assert len(found) > 15  # they are found where they stand


def _alone(outline: Outline) -> Iterator[str]:
    """Headings, and labels under which their text stands."""
    for block in outline.blocks:
        if isinstance(block, Heading):
            yield block.text
        elif isinstance(block, Entry):
            yield block.label


@pytest.mark.slow
@pytest.mark.parametrize("name", LONG)
def test_a_caption_stands_under_its_picture_on_one_page(
    name: str, printed: Callable[[str], Path]
) -> None:
    pages = words_of(printed(name))
    captions = [sum(word.text == "Légende" for word in words) for words in pages]
    assert sum(captions) == len(PICTURES)
    assert captions == pictures_of(printed(name), len(pages))


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        *(pytest.param(each, marks=libreoffice_needs_hangul) for each in LONG[:2]),
        pytest.param(LONG[2], marks=typst_needs_hangul),
    ],
)
def test_korean_letters_have_shapes(name: str, printed: Callable[[str], Path]) -> None:
    assert "서울의" in " ".join(word.text for page in words_of(printed(name)) for word in page)


@pytest.mark.parametrize("name", TABLE)
def test_a_row_of_facts_stays_on_one_page(name: str, printed: Callable[[str], Path]) -> None:
    pages = words_of(printed(name))
    assert len(pages) > 1
    labels = [[word.text for word in words if word.text in ("Ligne", "c")] for words in pages]
    assert all(page == ["Ligne", "c"] * (len(page) // 2) for page in labels)
