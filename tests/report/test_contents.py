"""A report of more than five pages has a table of contents and running headers, in every format
that is printed; no number in it can be wrong."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree, html
from msgspec.structs import replace
from wcwidth import wcswidth

from gsef_tui.report import contents as contents_module
from gsef_tui.report.blocks import Block, Heading, Outline, Picture
from gsef_tui.report.contents import Contents, ContentsEntry, contents_of, running_title
from gsef_tui.report.docx import to_docx
from gsef_tui.report.html import to_html
from gsef_tui.report.html_contents import running_style
from gsef_tui.report.odt import to_odt
from gsef_tui.report.outline import make_outline
from gsef_tui.report.pictures import FoundPicture
from gsef_tui.report.speaker_excerpt import speaker_excerpt
from gsef_tui.report.xml_elements import qualified

from .every_block import paragraph
from .golden_session import LANGUAGES, golden_session
from .pages import by_libreoffice, lines_of, long_session, needs_poppler, words_of
from .programs import needs_libreoffice

TITLE = "L'habitat coopératif, entre sol commun et *murs* à soi"


def nowhere(file: str) -> None:
    """Finds no picture."""


def no_picture(file: str) -> str:
    """Says that there is none."""
    return f"{file}: not found"


def report(*headings: Heading, paragraphs: int = 400) -> Outline:
    """A report with these headings before so many paragraphs of one line."""
    blocks: tuple[Block, ...] = (*headings, *(paragraph(f"ligne {n}") for n in range(paragraphs)))
    return Outline(
        "fr", ("Forum",), "Report", "Titre", blocks, ("",) * len(blocks), contents="Sommaire"
    )


def in_word(printed: Outline) -> tuple[WordDocument, zipfile.ZipFile]:
    data, _ = to_docx(printed, picture=nowhere)
    return Document(io.BytesIO(data)), zipfile.ZipFile(io.BytesIO(data))


def in_odt(printed: Outline) -> tuple[Any, Any]:
    """The content and the styles."""
    data, _ = to_odt(printed, picture=nowhere)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content, styles = (archive.read(f"{part}.xml") for part in ("content", "styles"))
    return etree.fromstring(content), etree.fromstring(styles)


def headings(printed: Outline) -> list[str]:
    return [block.text for block in printed.blocks if isinstance(block, Heading)]


def levels(printed: Outline) -> list[int]:
    """Of the headings: 1 for a section, 2 for what stands below it."""
    return [block.level - 1 for block in printed.blocks if isinstance(block, Heading)]


def test_a_report_has_contents_from_the_sixth_page_on(monkeypatch: pytest.MonkeyPatch) -> None:
    printed = report(Heading(2, "Un"), Heading(3, "Deux"), Heading(2, "Trois"))
    for pages, expected in ((5.0, False), (5.01, True)):
        monkeypatch.setattr(contents_module, "estimated_pages", lambda *_, pages=pages: pages)
        assert bool(contents_of(printed, no_picture)) is expected
    assert contents_of(printed, no_picture) == Contents(
        "Sommaire",
        3,
        (ContentsEntry(1, 2, "Un"), ContentsEntry(2, 3, "Deux"), ContentsEntry(3, 2, "Trois")),
    )


def test_pictures_make_a_report_long() -> None:
    picture = FoundPicture(b"", "image/png", 600, 1200)
    shown = Outline(
        "fr", (), "R", "", (Heading(2, "Vues"), *[Picture("a.png")] * 6), ("",) * 7, contents="S"
    )
    assert contents_of(shown, no_picture) is None
    assert contents_of(shown, lambda file: picture)


def test_contents_that_would_fill_more_than_a_page_list_the_sections_alone() -> None:
    many = [Heading(2, "Un"), *(Heading(3, f"Personne {n}") for n in range(40)), Heading(2, "Deux")]
    found = contents_of(report(*many), no_picture)
    assert found
    assert [(e.number, e.text) for e in found.entries] == [(1, "Un"), (42, "Deux")]
    document, _ = in_word(report(*many))
    instruction = next(document.element.body.iter(qn("w:instrText"))).text
    assert instruction.strip() == 'TOC \\o "1-1" \\h \\z'


def test_one_speakers_part_and_a_report_without_headings_have_no_contents() -> None:
    session = long_session("fr", 12)
    assert not speaker_excerpt(session, "P1").contents
    assert contents_of(report(), no_picture) is None


@pytest.mark.parametrize(
    ("language", "word"),
    [("fr", "Sommaire"), ("en", "Contents"), ("es", "Índice"), ("ko", "차례")],
)
def test_the_word_above_it_is_in_the_reports_language(language: str, word: str) -> None:
    assert make_outline(golden_session(language)).contents == word
    assert language in LANGUAGES


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Court", "Court"),
        ("Sur\n deux  lignes", "Sur deux lignes"),
        ("un " * 40, "un " * 25 + "un…"),
        ("a" * 90, "a" * 79 + "…"),
        ("사회적 " * 30, "사회적 " * 10 + "사회적…"),
        ("", "Report"),
    ],
)
def test_a_running_title_is_one_line(title: str, expected: str) -> None:
    shown = running_title(replace(report(), name=title))
    assert shown == expected
    assert wcswidth(shown) <= 80


def test_word_has_the_entries_without_updating_fields() -> None:
    printed = make_outline(long_session("fr", 3))
    document, archive = in_word(printed)
    (control,) = document.element.body.iter(qn("w:sdt"))
    gallery = next(control.iter(qn("w:docPartGallery")))
    assert gallery.get(qn("w:val")) == "Table of Contents"
    shown = ["".join(p.itertext(qn("w:t"))) for p in control.iter(qn("w:p"))]
    assert shown == ["Sommaire", *headings(printed)]
    styled = [p.get(qn("w:val")) for p in control.iter(qn("w:pStyle"))]
    assert styled == ["TOCHeading", *(f"TOC{level}" for level in levels(printed))]
    assert control.getprevious().tag == qn("w:tbl")  # after the facts, before the first heading
    assert "".join(control.getnext().itertext(qn("w:t"))) == "Participants"
    settings, body = (archive.read(f"word/{part}.xml") for part in ("settings", "document"))
    assert b"updateFields" not in settings  # Word would ask a question
    assert b"w:dirty" not in body


def test_words_entries_lead_to_their_headings_and_wait_for_their_pages() -> None:
    printed = make_outline(long_session("fr", 3))
    document, _ = in_word(printed)
    marked = {
        start.get(qn("w:name")): "".join(start.getparent().itertext(qn("w:t")))
        for start in document.element.body.iter(qn("w:bookmarkStart"))
    }
    links = list(document.element.body.iter(qn("w:hyperlink")))
    assert [marked[link.get(qn("w:anchor"))] for link in links] == headings(printed)
    for link in links:
        runs = [child for run in link for child in run if child.tag != qn("w:rPr")]
        assert [
            child.get(qn("w:fldCharType")) or (child.text or "").strip()
            for child in runs
            if child.tag in (qn("w:fldChar"), qn("w:instrText"))
        ] == ["begin", f"PAGEREF {link.get(qn('w:anchor'))} \\h", "separate", "end"]
    kinds = [c.get(qn("w:fldCharType")) for c in document.element.body.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == len(links) + 1
    ends = [e.get(qn("w:id")) for e in document.element.body.iter(qn("w:bookmarkEnd"))]
    assert len(set(ends)) == len(ends) == len(marked)


def languages_of(element: Any) -> dict[str, dict[str, str]]:
    """The languages with which runs in an element are marked, by their text."""
    return {
        run.text: dict(language.attrib)
        for run in element.iter(qn("w:r"))
        for language in run.iter(qn("w:lang"))
    }


def test_words_entries_are_written_like_their_headings() -> None:
    """With the same languages, whole, and without a link inside the link."""
    document, _ = in_word(report(Heading(2, "ش: 서지윤 \ufffe https://a.example")))
    links = document.element.body.iter(qn("w:hyperlink"))
    (entry,) = (link for link in links if link.get(qn("w:anchor")))
    heading = next(p for p in document.paragraphs if p.text.startswith("ش"))
    assert languages_of(entry) == languages_of(heading._p) != {}
    said = "".join(text.text for text in entry.iter(qn("w:t")))
    assert said == heading.text == "ش: 서지윤 \ufffd https://a.example"
    assert [*entry.iter(qn("w:hyperlink"))] == [entry]


def test_words_running_header_is_on_all_pages_but_the_first() -> None:
    document, _ = in_word(make_outline(long_session("fr", 3)))
    (section,) = document.sections
    assert section.different_first_page_header_footer
    assert [p.text for p in section.header.paragraphs] == [TITLE]
    assert not any(p.text for p in section.first_page_header.paragraphs)
    for footer in (section.footer, section.first_page_footer):
        fields = footer._element.iter(qn("w:fldSimple"))
        assert [field.get(qn("w:instr")) for field in fields] == ["PAGE", "NUMPAGES"]


def test_a_short_report_has_neither() -> None:
    printed = make_outline(golden_session("fr"))
    document, _ = in_word(printed)
    (section,) = document.sections
    assert not section.different_first_page_header_footer
    assert section.header.is_linked_to_previous  # there is none
    assert not list(document.element.body.iter(qn("w:sdt"), qn("w:bookmarkStart")))
    content, styles = in_odt(printed)
    assert content.find(f".//{qualified('text:table-of-content')}") is None
    assert content.find(f".//{qualified('text:bookmark')}") is None
    assert styles.find(f".//{qualified('style:header')}") is None
    page, _ = to_html(printed, picture=nowhere)
    assert "<nav" not in page
    assert "@top-left" not in page
    assert 'id="' not in page


def test_odt_has_the_entries_and_the_rule_that_makes_them() -> None:
    printed = make_outline(long_session("fr", 3))
    content, _ = in_odt(printed)
    (index,) = content.iter(qualified("text:table-of-content"))
    body = index.find(qualified("text:index-body"))
    shown = ["".join(p.itertext()) for p in body.iter(qualified("text:p"))]
    assert shown == ["Sommaire", *headings(printed)]  # no number: LibreOffice fills them in
    styled = [p.get(qualified("text:style-name")) for p in body.iter(qualified("text:p"))]
    assert styled == [f"Contents_20_{part}" for part in ("Heading", *levels(printed))]
    marked = {
        mark.get(qualified("text:name")): "".join(mark.getparent().itertext())
        for mark in content.iter(qualified("text:bookmark"))
    }
    links = list(body.iter(qualified("text:a")))
    goals = [link.get(qualified("xlink:href")).removeprefix("#") for link in links]
    assert [marked[goal] for goal in goals] == headings(printed)
    references = list(body.iter(qualified("text:bookmark-ref")))
    assert [r.get(qualified("text:ref-name")) for r in references] == goals
    source = index.find(qualified("text:table-of-content-source"))
    assert source.get(qualified("text:outline-level")) == "2"
    assert len(source.findall(qualified("text:table-of-content-entry-template"))) == 10


def test_odts_running_header_is_on_all_pages_but_the_first() -> None:
    content, styles = in_odt(make_outline(long_session("fr", 3)))
    masters = {
        master.get(qualified("style:name")): master
        for master in styles.iter(qualified("style:master-page"))
    }
    header = masters["Standard"].find(qualified("style:header"))
    assert "".join(header.itertext()) == TITLE
    first = masters["First_20_Page"]
    assert first.find(qualified("style:header")) is None
    assert first.get(qualified("style:next-style-name")) == "Standard"
    assert all(master.find(qualified("style:footer")) is not None for master in masters.values())
    opening = content.find(f".//{qualified('office:text')}")[0]
    style = next(
        style
        for style in content.iter(qualified("style:style"))
        if style.get(qualified("style:name")) == opening.get(qualified("text:style-name"))
    )
    assert style.get(qualified("style:master-page-name")) == "First_20_Page"
    assert style.get(qualified("style:parent-style-name")) == "Report_20_Header"


def test_a_web_page_has_a_list_of_links() -> None:
    printed = make_outline(long_session("fr", 3))
    document, _ = to_html(printed, picture=nowhere)
    page = html.fromstring(document)
    (nav,) = page.iter("nav")
    assert nav.get("role") == "doc-toc"
    assert page.get_element_by_id(nav.get("aria-labelledby")).text_content() == "Sommaire"
    links = list(nav.iter("a"))
    assert [link.text_content() for link in links] == headings(printed)
    goals = [page.get_element_by_id(link.get("href").removeprefix("#")) for link in links]
    assert [goal.text_content() for goal in goals] == headings(printed)
    assert [goal.tag for goal in goals[:3]] == ["h2", "h3", "h3"]
    assert [len(list(link.iterancestors("ul"))) for link in links[:4]] == [1, 2, 2, 1]
    ids = page.xpath("//@id")
    assert len(set(ids)) == len(ids)
    assert nav.getnext() is goals[0]


def test_a_web_page_is_printed_with_its_title_above_the_pages() -> None:
    printed = replace(make_outline(long_session("fr", 3)), name='a "b" </style> \\ été {x}')
    document, _ = to_html(printed, picture=nowhere)
    style = document.split("<style>", 1)[1].split("</style>", 1)[0]
    written = re.findall(r'@top-left \{[^}]*?content: "([^"]*)";', style)
    assert len(written) == 1
    read = re.sub(r"\\([0-9a-f]+) ", lambda sign: chr(int(sign[1], 16)), written[0])
    assert read == 'a "b" </style> \\ été {x}'
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in document
    assert "@page :first" in running_style("x")


@pytest.mark.slow
@needs_libreoffice
@needs_poppler
@pytest.mark.parametrize("language", ["fr", "ko"])
def test_the_pages_that_libreoffice_fills_in_are_right(language: str, tmp_path: Path) -> None:
    """In ODT; from DOCX it shows no number."""
    printed = make_outline(long_session(language, 4))
    name = running_title(printed)
    documents = {
        "long.odt": to_odt(printed, picture=nowhere)[0],
        "long.docx": to_docx(printed, picture=nowhere)[0],
    }
    done = by_libreoffice(tmp_path, documents)
    pages = [lines_of(words) for words in words_of(done["long.odt"])]
    listed = [re.fullmatch(r"(.+?) (\d+)", line) for line in pages[0]]
    found = {entry[1]: int(entry[2]) for entry in listed if entry and entry[1] != name}
    checked = 0
    for text in dict.fromkeys(headings(printed)):
        on = [number for number, lines in enumerate(pages, 1) if text in lines]
        if text in found and len(on) == 1:
            assert on == [found[text]], text
            checked += 1
    assert checked >= 8
    word = [lines_of(words) for words in words_of(done["long.docx"])]
    assert set(headings(printed)[:2]) <= set(word[0])
    for lines_by_page in (pages, word):
        assert name not in lines_by_page[0]
        assert all(lines[0] == name for lines in lines_by_page[1:])
        assert lines_by_page[0][-1] == f"1 / {len(lines_by_page)}"


def test_the_date_in_the_properties_is_the_sessions() -> None:
    printed = make_outline(golden_session("fr"))
    assert printed.held
    assert printed.held.tzinfo
    began = datetime(2026, 10, 1, 11, 0)  # 20:00 in Seoul
    document, _ = in_word(printed)
    properties = document.core_properties
    for said in (properties.created, properties.modified):
        assert said
        assert said.replace(tzinfo=None) == began
    data, _ = to_odt(printed, picture=nowhere)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        meta = etree.fromstring(archive.read("meta.xml"))
    dates = [meta.findtext(f".//{qualified(n)}") for n in ("meta:creation-date", "dc:date")]
    assert dates == ["2026-10-01T11:00:00"] * 2
