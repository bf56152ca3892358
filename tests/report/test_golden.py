"""Every format held against a file kept beside: one session in four languages.

After a change that is meant: ``REWRITE_GOLDEN=1 pytest -n0 tests/report/test_golden.py``, and read
the difference before it is committed.
"""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
from docx.table import Table
from docx.text.paragraph import Paragraph

from gsef_tui.model.session import Session
from gsef_tui.report.formats import FORMATS, Format, ReportInput
from gsef_tui.report.outline import make_outline

from .every_block import ODF, odt_text
from .golden_session import LANGUAGES, golden_session, write_pictures

GOLDEN = Path(__file__).parent / "golden"
KEPT = [known for known in FORMATS if known.id not in ("pdf", "package")]
"""A PDF's bytes are its program's, a package's are those of what is in it."""


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = tmp_path / "2026-10-01-habitat"
    folder.mkdir()
    return folder


def render(session: Session, wanted: Format, pictures: Path, *, blank: bool = False) -> str:
    rendered = wanted.render(
        ReportInput(
            session=session,
            outline=make_outline(session, blank=blank),
            picture=write_pictures(pictures),
        )
    )
    assert rendered.warnings == ()
    if wanted.id == "docx":
        return "".join(f"{line}\n" for line in lines_of_word(rendered.data))
    if wanted.id == "odt":
        return "".join(f"{line}\n" for line in lines_of_odt(rendered.data))
    # A picture of some pixels is thousands of letters: its digest says as much.
    return re.sub(r"(?<=base64,)[\w+/=]+", digest, rendered.data.decode("utf-8"))


def digest(found: re.Match[str]) -> str:
    return sha256(found[0].encode()).hexdigest()[:16]


def lines_of_word(data: bytes) -> Iterator[str]:
    """A document's paragraphs with their styles: its bytes differ with each version of a library.

    A list's number or bullet is no text in Word; the level stands for it.
    """
    for part in docx.Document(BytesIO(data)).iter_inner_content():
        if isinstance(part, Table):
            for row in part.rows:
                yield " | ".join(cell.text for cell in row.cells)
        else:
            yield word_line(part)


def lines_of_odt(data: bytes) -> Iterator[str]:
    """A document's paragraphs with their styles, and how deep in lists they stand."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        content = ElementTree.fromstring(archive.read("content.xml"))
    parents = {child: parent for parent in content.iter() for child in parent}
    for element in content.iter():
        if element.tag in (f"{{{ODF['text']}}}p", f"{{{ODF['text']}}}h"):
            depth, above = 0, element
            while (above := parents.get(above)) is not None:  # type: ignore[assignment]
                depth += above.tag == f"{{{ODF['text']}}}list"
            style = element.get(f"{{{ODF['text']}}}style-name", "").replace("_20_", " ")
            said = "".join(f"<{e.text}>" for e in element.iter(f"{{{ODF['svg']}}}desc"))
            yield f"[{style}{f' {depth}' if depth else ''}] {odt_text(element)}{said}".rstrip()


def word_line(paragraph: Paragraph) -> str:
    assert paragraph.style is not None
    levels = paragraph._p.xpath("./w:pPr/w:numPr/w:ilvl/@w:val")
    level = f" {levels[0]}" if levels else ""
    picture = "".join(f"<{name}>" for name in paragraph._p.xpath(".//wp:docPr/@descr"))
    return f"[{paragraph.style.name}{level}] {paragraph.text}{picture}".rstrip()


def hold_against(name: str, text: str) -> None:
    file = GOLDEN / name
    if os.environ.get("REWRITE_GOLDEN"):
        file.write_text(text, encoding="utf-8", newline="")
    assert text == file.read_bytes().decode("utf-8")


def golden_name(wanted: Format, stem: str) -> str:
    return f"{stem}{wanted.suffix}{'.txt' if wanted.id in ('docx', 'odt') else ''}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wanted", KEPT, ids=lambda wanted: wanted.id)
def test_a_report(wanted: Format, language: str, pictures: Path) -> None:
    text = render(golden_session(language), wanted, pictures)
    hold_against(golden_name(wanted, f"report.{language}"), text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_blank_form(language: str, pictures: Path) -> None:
    wanted = next(known for known in FORMATS if known.id == "text")
    text = render(golden_session(language), wanted, pictures, blank=True)
    hold_against(f"blank.{language}.txt", text)


@pytest.mark.parametrize("wanted", KEPT, ids=lambda wanted: wanted.id)
def test_a_zone_without_letters(wanted: Format, pictures: Path) -> None:
    """Only its hours differ from the report of the zone with letters."""
    text = render(golden_session("fr", "America/Sao_Paulo"), wanted, pictures)
    kept = (GOLDEN / golden_name(wanted, "report.fr")).read_text(encoding="utf-8")
    if wanted.id in ("json", "toml"):
        assert text == kept.replace("Asia/Seoul", "America/Sao_Paulo")
    else:
        assert text == kept.replace("20h00-21h30 KST", "20h00-21h30 UTC−3")


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_lines_typed_with_one_enter_stay_two(language: str) -> None:
    """Said of the kept files themselves, so that no rewriting of them can lose it."""
    ends = {"txt": "\n", "md": "\\\n", "html": "<br>", "docx.txt": "\n", "odt.txt": "\n"}
    for suffix, end in ends.items():
        kept = (GOLDEN / f"report.{language}.{suffix}").read_text(encoding="utf-8")
        rule = "\\---" if suffix == "md" else "---"
        for two in (
            f"délais longs{end}Solutions collectives",
            f"Datos (2025){end}{rule}",
            f"mantenimiento?{end}¿Y después",
            f"Commencer petit.{end}{'   ' if suffix == 'md' else ''}Garder",
        ):
            assert two in kept


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_no_markup_stays_what_was_typed(language: str) -> None:
    for suffix in ("txt", "docx.txt", "odt.txt"):
        kept = (GOLDEN / f"report.{language}.{suffix}").read_text(encoding="utf-8")
        for typed in (
            "\n---\n", "\n# 1 en vivienda\n", "\n    cuatro espacios\n", "\n===", "2009. Creación",
            "<b>negrita</b> & &amp; \\* C:\\casas [enlace](http://a.example) `código`",
            "3^e phase", "| a | b |\n|---|---|", "~~noté~~", "+ 3 %",
        ):  # fmt: skip
            assert typed in kept
    for suffix in ("txt", "md", "html", "docx.txt", "odt.txt"):
        kept = (GOLDEN / f"report.{language}.{suffix}").read_text(encoding="utf-8")
        assert "jamais imprimé" not in kept
