"""Every report in DOCX, HTML and PDF, read by validators of these formats.

Each validator reads all reports at once, and with them one that is broken: it would say so.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from gsef_tui.report import office
from gsef_tui.report.cancellation import never
from tests.report.programs import needs_libreoffice, needs_typst
from tests.report.validators.every_report import every_report, write_reports
from tests.report.validators.tools import (
    browser_findings,
    docx_findings,
    html_findings,
    needs_browser,
    needs_docx_validator,
    needs_html_validator,
    needs_qpdf,
    pdf_findings,
)

pytestmark = pytest.mark.slow


def broken(sound: Path, part: str, old: bytes, new: bytes) -> Path:
    """A copy of a file, in which a passage of a part is another."""
    target = sound.with_stem("broken")
    with zipfile.ZipFile(sound) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            data = source.read(name)
            if name == part:
                assert old in data
                data = data.replace(old, new, 1)
            copy.writestr(name, data)
    return target


@needs_docx_validator
def test_word_documents(tmp_path: Path) -> None:
    files = write_reports(tmp_path, "docx")
    wrong = broken(files[0], "word/document.xml", b"<w:pPr>", b"<w:pPr><w:nothing/>")
    found = dict(docx_findings([*files, wrong]))
    assert "nothing" in found.pop("broken")[0]
    assert found == {}


@pytest.fixture
def pages(tmp_path: Path) -> list[Path]:
    """Every report as a web page, and last one with a picture that says nothing."""
    files = write_reports(tmp_path, "html")
    wrong = tmp_path / "broken.html"
    text = files[0].read_text(encoding="utf-8")
    wrong.write_text(text.replace("<main>", '<main><img src="http://x.example/">'), "utf-8")
    return [*files, wrong]


@needs_html_validator
def test_web_pages(pages: list[Path]) -> None:
    found = dict(html_findings(pages))
    assert "must have an “alt” attribute" in found.pop("broken")[0]
    assert found == {}


@needs_browser
def test_web_pages_in_a_browser(pages: list[Path], tmp_path: Path) -> None:
    found = dict(browser_findings(pages, tmp_path / "profile"))
    said = "\n".join(found.pop("broken"))
    assert "image-alt" in said
    assert "violates the following Content Security Policy directive" in said
    assert found == {}


@needs_qpdf
@needs_typst
def test_pdfs_of_typst(tmp_path: Path) -> None:
    files = write_reports(tmp_path, "pdf")
    wrong = tmp_path / "broken.pdf"
    wrong.write_bytes(files[0].read_bytes()[:-300])
    found = dict(pdf_findings([*files, wrong]))
    assert "file is damaged" in found.pop("broken")[0]
    assert found == {}


@needs_qpdf
@needs_libreoffice
def test_a_pdf_of_libreoffice(tmp_path: Path) -> None:
    program = office.program()
    assert program is not None
    (source,) = write_reports(tmp_path, "odt", {"fr": every_report()["fr-full"]})
    printed = tmp_path / "fr.pdf"
    printed.write_bytes(
        office.print_odt(program, source.read_bytes(), accessible=True, cancelled=never)
    )
    assert pdf_findings([printed]) == {}
