"""The OpenDocument text, taken apart again."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from gsef_tui.report.blocks import Heading, Outline, Picture
from gsef_tui.report.odt import to_odt
from gsef_tui.report.page import PICTURE_HEIGHT, TEXT_WIDTH
from gsef_tui.report.pictures import Lookup
from tests.report.every_block import (
    HOSTILE,
    ODF,
    nested,
    odt_text,
    outline,
    paragraph,
    printed_reports,
    texts,
)
from tests.report.golden_session import png, write_pictures


def nowhere(file: str) -> None:
    """Finds no picture."""


def tag(name: str) -> str:
    """``text:p`` as ElementTree writes it."""
    prefix, _, local = name.partition(":")
    return f"{{{ODF[prefix]}}}{local}"


class Reopened:
    """A file's parts, each parsed."""

    def __init__(self, printed: Outline, picture: Lookup = nowhere, author: str = "") -> None:
        self.data, self.warnings = to_odt(printed, picture=picture, author=author)
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            assert archive.testzip() is None
            self.entries = archive.infolist()
            self.files = {name: archive.read(name) for name in archive.namelist()}
        self.content, self.styles, self.meta, self.manifest = (
            ElementTree.fromstring(self.files[name])
            for name in ("content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml")
        )

    def all(self, name: str) -> list[Element]:
        return list(self.content.iter(tag(name)))

    def paragraphs(self) -> list[tuple[str, str]]:
        """Style and text of each."""
        wanted = (tag("text:p"), tag("text:h"))
        return [
            (e.get(tag("text:style-name"), ""), odt_text(e))
            for e in self.content.iter()
            if e.tag in wanted
        ]


@pytest.mark.parametrize("printed", printed_reports())
def test_every_text_of_the_outline_is_there_in_order(printed: Outline) -> None:
    everything = "\n".join(text for _, text in Reopened(printed).paragraphs())
    at = 0
    for text in texts(printed):
        place = everything.find(text, at)
        assert place >= 0, text
        at = place + len(text)


def test_the_mimetype_comes_first_and_can_be_read_off() -> None:
    opened = Reopened(outline())
    first = opened.entries[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", 0, b"")
    assert opened.data[38:77] == b"application/vnd.oasis.opendocument.text"


def test_the_manifest_lists_every_part(tmp_path: Path) -> None:
    opened = Reopened(outline(), write_pictures(tmp_path))
    listed = [e.get(tag("manifest:full-path")) for e in opened.manifest]
    parts = [n for n in opened.files if n not in ("mimetype", "META-INF/manifest.xml")]
    assert listed == ["/", *parts]
    assert "Pictures/1.png" in parts


def test_every_style_that_is_used_is_there(tmp_path: Path) -> None:
    opened = Reopened(outline(), write_pictures(tmp_path))
    defined = {
        e.get(tag("style:name"))
        for root in (opened.styles, opened.content)
        for e in root.iter()
        if e.tag in (tag("style:style"), tag("text:list-style"))
    }
    used = {
        value
        for e in opened.content.iter()
        for key, value in e.attrib.items()
        if key.endswith(("}style-name", "}parent-style-name"))
    }
    assert used <= defined
    assert {"Heading_20_1", "Title", "Caption", "Table_20_Heading"} <= used


def test_headings_are_headings_and_no_level_is_jumped() -> None:
    opened = Reopened(outline())
    levels = [int(e.get(tag("text:outline-level"), "0")) for e in opened.all("text:h")]
    assert levels[:3] == [1, 2, 1]
    assert set(levels) == {1, 2}
    assert opened.paragraphs()[3] == ("Title", "Report")


def test_the_labels_of_the_facts_are_header_cells_and_no_row_names_the_columns() -> None:
    opened = Reopened(outline())
    (table,) = opened.all("table:table")
    assert (
        len(table.findall(f"{tag('table:table-header-columns')}/{tag('table:table-column')}")) == 1
    )
    assert table.find(tag("table:table-header-rows")) is None
    rows = [
        [(p.get(tag("text:style-name")), odt_text(p)) for p in row.iter(tag("text:p"))]
        for row in table.iter(tag("table:table-row"))
    ]
    assert rows == [
        [("Table_20_Heading", label), ("Table_20_Contents", value)]
        for label, value in (("Titre:", "L'économie sociale"), ("Langue:", ""), ("H:", HOSTILE))
    ]


def test_lists_nest_and_keep_the_numbers_that_were_typed() -> None:
    opened = Reopened(Outline("fr", (), "Report", "", (nested(),), ("a",)))
    numbers = [e.get(tag("text:start-value")) for e in opened.all("text:list-item")]
    assert numbers == [None, None, "3", "4", None, "6", None]
    ends = {
        e.get(tag("style:name"), ""): e[0].get(tag("style:num-suffix"))
        for e in opened.all("text:list-style")
    }
    used = [e.get(tag("text:style-name"), "") for e in opened.all("text:list")]
    assert [ends[name] for name in used] == [None, ".", None, ")"]
    depths = [e.tag for e in opened.all("text:list")[0].iter() if e.tag == tag("text:list")]
    assert len(depths) == 4


def test_answers_are_the_items_of_one_list() -> None:
    opened = Reopened(outline())
    items = [e for e in opened.all("text:list-item") if "Nom complet" in odt_text(e)]
    assert [e.get(tag("text:start-value")) for e in items] == ["1", "2"]
    assert "dernier" in odt_text(items[0])


def test_a_line_end_is_a_line_break_and_spaces_are_kept() -> None:
    found = [text for _, text in Reopened(outline()).paragraphs()]
    assert f"    quatre espaces\n# dièse\n{HOSTILE}" in found
    assert "une citation\nsur deux lignes" in found


def test_a_passage_in_another_language_says_so() -> None:
    opened = Reopened(outline())
    styles = {e.get(tag("style:name")): e[0] for e in opened.all("style:style") if len(e)}
    (korean,) = (e for e in opened.all("text:span") if "김민수" in odt_text(e))
    said = styles[korean.get(tag("text:style-name"))]
    assert odt_text(korean) == "김민수 서울"
    assert said.get(tag("style:language-asian")) == "ko"
    assert said.get(tag("style:country-asian")) == "KR"


def test_pictures_fit_the_page_and_say_what_they_show(tmp_path: Path) -> None:
    write_pictures(tmp_path)
    (tmp_path / "wide.png").write_bytes(png(3000, 40))
    (tmp_path / "high.png").write_bytes(png(40, 3000))
    more = (("a", Picture("wide.png", "Large <b>")), ("b", Picture("high.png")))
    find = lambda name: p if (p := tmp_path / name).is_file() else None  # noqa: E731
    opened = Reopened(outline("fr", *more), find)
    frames = opened.all("draw:frame")
    sizes = [
        tuple(float(f.get(tag(f"svg:{side}"), "")[:-2]) for side in ("width", "height"))
        for f in frames
    ]
    assert all(w <= TEXT_WIDTH and h <= PICTURE_HEIGHT for w, h in sizes)
    assert sizes[1][0] == TEXT_WIDTH
    assert sizes[2][1] == PICTURE_HEIGHT
    assert [odt_text(e) for e in opened.all("svg:desc")] == ["Six visages", "Large <b>", "high.png"]
    assert opened.files["Pictures/1.png"] == png(320, 180)
    assert opened.warnings == [
        "lost.png: not found in the session's folder of pictures; add it again"
    ]
    styled = opened.paragraphs()
    assert ("Captioned_20_Figure", "[lost.png]") in styled
    assert ("Caption", "Tout le monde") in styled


@pytest.mark.parametrize(("language", "country"), [("fr", "FR"), ("en", "GB"), ("ko", "KR")])
def test_language_title_and_no_author(language: str, country: str) -> None:
    opened = Reopened(replace(outline(language), name="L'<b> & 한국"))
    properties = opened.styles.find(
        f".//{tag('style:default-style')}/{tag('style:text-properties')}"
    )
    assert properties is not None
    assert properties.get(tag("fo:language")) == language
    assert properties.get(tag("fo:country")) == country
    said = {e.tag: e.text for e in opened.meta[0]}
    assert said == {
        tag("dc:title"): "L'<b> & 한국",
        tag("dc:language"): f"{language}-{country}",
        tag("meta:creation-date"): "2000-01-01T00:00:00",
        tag("dc:date"): "2000-01-01T00:00:00",
    }
    named = {e.tag: e.text for e in Reopened(outline(), author="Rosa & Co").meta[0]}
    assert named[tag("dc:creator")] == "Rosa & Co"


@pytest.mark.parametrize("language", ["fr", "ko", "ja"])
def test_hangul_gets_no_spaces_of_the_word_processor(language: str) -> None:
    """Japanese does; and Latin words of an East Asian report are never broken as Hangul."""
    styles = Reopened(replace(outline(), language=language)).styles
    properties = styles.find(f".//{tag('style:default-style')}/{tag('style:paragraph-properties')}")
    assert properties is not None
    spacing = None if language == "ja" else "none"
    assert properties.get(tag("style:text-autospace")) == spacing
    standard = next(
        s for s in styles.iter(tag("style:style")) if s.get(tag("style:name")) == "Standard"
    )
    latin = standard.find(tag("style:text-properties"))
    said = None if latin is None else latin.get(tag("fo:language"))
    assert said == (None if language == "fr" else "en")


def test_pages_are_a4_with_their_number_below() -> None:
    page = Reopened(outline()).styles
    (layout,) = page.iter(tag("style:page-layout-properties"))
    assert layout.get(tag("fo:page-width")) == "21.0cm"
    footer = next(page.iter(tag("style:footer")))
    assert [e.tag for e in footer[0]] == [tag("text:page-number"), tag("text:page-count")]


def test_the_same_report_is_the_same_bytes(tmp_path: Path) -> None:
    find = write_pictures(tmp_path)
    first, second = (to_odt(outline(), picture=find)[0] for _ in range(2))
    assert first == second


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_kept_and_never_raises(text: str) -> None:
    more = (("a", paragraph(*text.split("\n"))), ("b", Heading(3, text)), ("c", nested()))
    opened = Reopened(replace(outline("fr", *more), name=text))
    kept = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", text)
    if "\r" not in kept:
        assert any(said == kept for _, said in opened.paragraphs())
