"""The logo of a template: above the header where pictures are embedded, else a warning."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from msgspec.structs import replace
from PIL import Image
from pypdf import PdfReader

from gsef_tui.imports import read_report
from gsef_tui.model.session import Session
from gsef_tui.model.template import Template
from gsef_tui.report.blocks import Logo
from gsef_tui.report.formats import FORMATS, Format, Options, Rendered
from gsef_tui.report.logo import find_logo
from gsef_tui.report.outline import make_outline
from gsef_tui.report.pictures import FoundPicture
from gsef_tui.report.render import ReportRequest, render_report
from gsef_tui.storage.templates import read_template_file, template_source

from .golden_session import golden_session, png, write_pictures
from .programs import needs_typst
from .test_html import Page

SAYS = {"fr": "Le soleil d'un forum", "en": "The sun of a forum"}
BY_ID = {wanted.id: wanted for wanted in FORMATS}
WITH_PICTURES = [
    *("docx", "odt", "html"),
    pytest.param("pdf", marks=needs_typst),
]


def template_with(folder: Path, *more: str) -> Template:
    """The forum's template in a folder, with a logo and ``more`` lines under it."""
    path = folder / "gsef.toml"
    lines = "", "[report]", 'logo = "sun.png"', *more, ""
    path.write_bytes(template_source("gsef") + "\n".join(lines).encode())
    return read_template_file(path)


@pytest.fixture
def mine(tmp_path: Path) -> Template:
    """A template whose logo has 400 × 200 pixels: 5.3 cm high, were it not fitted."""
    (tmp_path / "sun.png").write_bytes(png(400, 200))
    return template_with(tmp_path, f'logo_alt = {{ fr = "{SAYS["fr"]}", en = "{SAYS["en"]}" }}')


def session_of(template: Template, language: str = "fr") -> Session:
    return replace(golden_session(language), template=template)


def rendered(session: Session, wanted: Format, tmp_path: Path, **more: Any) -> Rendered:
    request = ReportRequest(options=Options(packed=("html",)), **more)
    return render_report(session, wanted, request, write_pictures(tmp_path))


def test_a_logo_is_a_file_beside_the_template(mine: Template, tmp_path: Path) -> None:
    assert mine.report.logo == str(tmp_path / "sun.png")
    outline = make_outline(session_of(mine))
    assert outline.logo == Logo(str(tmp_path / "sun.png"), SAYS["fr"])
    assert make_outline(session_of(mine, "en")).logo == Logo(outline.logo.path, SAYS["en"])


def test_it_is_found_from_any_folder(
    mine: Template, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    named = read_template_file(Path("gsef.toml"))
    monkeypatch.chdir("/")
    assert named.report.logo == mine.report.logo
    assert isinstance(find_logo(named.report.logo), FoundPicture)


def test_without_words_of_its_own_it_is_the_forum_s_name(tmp_path: Path) -> None:
    session = session_of(template_with(tmp_path))
    logo = make_outline(session).logo
    assert logo
    assert logo.alt == session.forum["name"]
    nameless = make_outline(replace(session, forum={})).logo
    assert nameless
    assert nameless.alt == "Global Social Economy Forum"


def test_in_html_it_stands_above_the_header(mine: Template, tmp_path: Path) -> None:
    source = rendered(session_of(mine), BY_ID["html"], tmp_path).data.decode()
    page = Page(source)
    assert page.all("img")[0]["alt"] == SAYS["fr"]
    assert source.index('<p class="logo"><img src="data:image/png;') < source.index('"forum"')
    assert ".logo img {\n  max-height: 2.5cm;\n}" in source


def test_in_docx_it_is_the_first_paragraph(mine: Template, tmp_path: Path) -> None:
    data = rendered(session_of(mine), BY_ID["docx"], tmp_path).data
    document = Document(io.BytesIO(data))
    first, second = document.paragraphs[:2]
    (said,) = first._p.xpath(".//wp:docPr")
    assert (said.get("name"), said.get("descr")) == ("sun.png", SAYS["fr"])
    assert (document.inline_shapes[0].width.cm, document.inline_shapes[0].height.cm) == (5, 2.5)
    assert second.style
    assert second.style.name == "Report Header"


def test_in_odt_it_is_the_first_frame(mine: Template, tmp_path: Path) -> None:
    from .test_odt import Reopened, tag

    opened = Reopened(make_outline(session_of(mine)))
    first = opened.all("text:p")[0]
    (frame,) = first.iter(tag("draw:frame"))
    assert [frame.get(tag(f"svg:{side}")) for side in ("width", "height")] == ["5.000cm", "2.500cm"]
    assert [desc.text for desc in first.iter(tag("svg:desc"))] == [SAYS["fr"]]
    assert opened.paragraphs()[1][0] == "Report_20_Header"


@needs_typst
def test_in_pdf_it_has_its_words_and_the_report_stays_accessible(
    mine: Template, tmp_path: Path
) -> None:
    from .test_pdf import elements, is_pdf_ua, root

    made = rendered(session_of(mine), BY_ID["pdf"], tmp_path)
    reader = PdfReader(io.BytesIO(made.data))
    found = list(elements(root(reader)["/StructTreeRoot"]))
    kinds = [element["/S"] for element in found]
    assert next(element["/Alt"] for element in found if "/Alt" in element) == SAYS["fr"]
    assert kinds.index("/Figure") < kinds.index("/H1")
    assert is_pdf_ua(reader)


@pytest.mark.parametrize("wanted", ["text", "markdown", "json", "toml"])
def test_formats_without_pictures_in_them_have_none(
    wanted: str, mine: Template, tmp_path: Path
) -> None:
    with_logo = rendered(session_of(mine), BY_ID[wanted], tmp_path)
    assert with_logo == rendered(golden_session("fr"), BY_ID[wanted], tmp_path)


@pytest.mark.parametrize("wanted", WITH_PICTURES)
def test_a_logo_is_nobody_s_name_and_stays_in_an_anonymous_report(
    wanted: str, mine: Template, tmp_path: Path
) -> None:
    whole = rendered(session_of(mine), BY_ID[wanted], tmp_path, anonymous=True)
    bare = rendered(golden_session("fr"), BY_ID[wanted], tmp_path, anonymous=True)
    assert len(whole.data) > len(bare.data)
    assert whole.warnings == bare.warnings


def test_a_part_for_one_speaker_has_none(mine: Template, tmp_path: Path) -> None:
    session = session_of(mine)
    code = next(iter(session.people))
    assert b"<img" not in rendered(session, BY_ID["html"], tmp_path, only=code).data


def missing(logo: Path) -> str:
    logo.unlink()
    return f"is not in {logo.parent}; put it there, or take it out of the template"


def link(logo: Path) -> str:
    logo.rename(logo.with_name("other.png"))
    logo.symlink_to(logo.with_name("other.png"))
    return "is a link; put the picture itself beside the template"


def text(logo: Path) -> str:
    logo.write_text("no picture")
    return "sun.png: no picture that can be read; save it as PNG or JPEG and add it again"


def folder(logo: Path) -> str:
    logo.unlink()
    logo.mkdir()
    return "cannot be read (a folder); put a PNG or JPEG in its place"


def pipe(logo: Path) -> str:
    logo.unlink()
    os.mkfifo(logo)
    return "cannot be read (not a plain file); put a PNG or JPEG in its place"


def bomb(logo: Path) -> str:
    Image.new("1", (10_000, 9_000)).save(logo)
    return "10000 × 9000 pixels, more than a report takes in; save it smaller and add it again"


@pytest.mark.parametrize("spoil", [missing, link, text, folder, pipe, bomb])
def test_without_its_file_the_report_is_made_and_says_so(
    spoil: Any, mine: Template, tmp_path: Path
) -> None:
    said = spoil(tmp_path / "sun.png")
    made = rendered(session_of(mine), BY_ID["docx"], tmp_path)
    bare = rendered(golden_session("fr"), BY_ID["docx"], tmp_path)
    assert made.data == bare.data
    assert len(made.warnings) == len(bare.warnings) + 1
    assert made.warnings[0].startswith("the template's logo sun.png")
    assert made.warnings[0].endswith(said)


@pytest.mark.parametrize("wanted", WITH_PICTURES)
def test_each_format_warns(wanted: str, mine: Template, tmp_path: Path) -> None:
    missing(tmp_path / "sun.png")
    made = rendered(session_of(mine), BY_ID[wanted], tmp_path)
    assert [w.split(" is ")[0] for w in made.warnings[:1]] == ["the template's logo sun.png"]


def test_the_reports_in_a_package_have_it(mine: Template, tmp_path: Path) -> None:
    with_logo = rendered(session_of(mine), BY_ID["package"], tmp_path)
    bare = rendered(golden_session("fr"), BY_ID["package"], tmp_path)
    assert len(with_logo.data) > len(bare.data)
    assert with_logo.warnings == bare.warnings


@pytest.mark.parametrize("wanted", ["docx", "odt", "html"])
def test_a_report_read_back_takes_it_for_no_picture_of_the_session(
    wanted: str, mine: Template, tmp_path: Path
) -> None:
    session = session_of(mine)
    made = rendered(session, BY_ID[wanted], tmp_path)
    found = read_report(made.data, f"a{BY_ID[wanted].suffix}", [mine]).session
    files = [shot.file for shot in session.screenshots("screenshots").values()]
    assert [shot.file for shot in found.screenshots("screenshots").values()] == files
    assert found.forum == session.forum
