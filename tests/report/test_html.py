from __future__ import annotations

import base64
import hashlib
import itertools
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from gsef_tui.report.blocks import Heading, Item, List, Outline, Picture
from gsef_tui.report.html import to_html
from tests.report.every_block import HOSTILE, nested, outline, paragraph, printed_reports, texts
from tests.report.golden_session import LANGUAGES, png, write_pictures

VOID = {"meta", "br", "img"}


class Page(HTMLParser):
    """A document as a browser would take it apart: elements, their attributes, their text."""

    def __init__(self, document: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.feed(document)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, "elements are closed in the order in which they open"

    def handle_data(self, data: str) -> None:
        if self.open:
            self.texts.append((self.open[-1], data))

    def all(self, tag: str) -> list[dict[str, str]]:
        """The attributes of each element of that name."""
        return [attrs for name, attrs in self.elements if name == tag]

    def text(self, *without: str) -> str:
        """All text in order, but for that of some elements."""
        return "".join(text for tag, text in self.texts if tag not in without)


def nowhere(file: str) -> None:
    """Finds no picture."""


def written(printed: Outline) -> str:
    return to_html(printed, picture=nowhere)[0]


@pytest.mark.parametrize("printed", printed_reports())
def test_every_text_of_the_outline_is_there_in_order(printed: Outline) -> None:
    everything = Page(written(printed)).text("style", "title")
    at = 0
    for text in texts(printed):
        found = everything.find(text, at)
        assert found >= 0, text
        at = found + len(text)


def test_markup_that_somebody_typed_is_text() -> None:
    page = Page(written(replace(outline(), header=(HOSTILE,), title=HOSTILE, name=HOSTILE)))
    assert {tag for tag, _ in page.elements}.isdisjoint({"script", "red", "iframe", "a"})
    assert page.text().count(HOSTILE) == 5


def test_markup_in_a_picture_is_text(tmp_path: Path) -> None:
    hostile = 'a"><script>x</script>.png'
    (tmp_path / "s.png").write_bytes(png(3, 3))
    shown = outline("fr", ("a", Picture(hostile, HOSTILE, hostile)), ("b", Picture(hostile)))
    document, _ = to_html(shown, picture=lambda file: tmp_path / "s.png")
    page = Page(document)
    assert not page.all("script")
    assert [image["alt"] for image in page.all("img")][-2:] == [hostile, hostile]


def test_headings_have_one_title_and_no_gap() -> None:
    jump = replace(outline(), blocks=(Heading(3, "a"), Heading(3, "b"), Heading(1, "c")))
    jump = replace(jump, places=("a", "b", "c"))
    for printed in (outline(), jump):
        levels = [int(tag[1]) for tag, _ in Page(written(printed)).elements if tag in HEADINGS]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


HEADINGS = {f"h{level}" for level in range(1, 7)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_document_says_its_language_and_title(language: str) -> None:
    document = written(outline(language))
    page = Page(document)
    assert document.startswith("<!DOCTYPE html>\n")
    assert page.all("html") == [{"lang": language}]
    assert ("title", "L'économie sociale") in page.texts
    assert page.all("meta")[0] == {"charset": "utf-8"}


def test_the_policy_allows_this_style_and_nothing_else() -> None:
    page = Page(written(outline()))
    policy = next(m for m in page.all("meta") if m.get("http-equiv") == "Content-Security-Policy")
    style = next(text for tag, text in page.texts if tag == "style")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy["content"] == (f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'")
    assert not any("style" in attrs for _, attrs in page.elements)
    assert not re.search(r"url\(|@import|https?:", style)


def test_facts_are_a_table_with_their_labels_as_its_headers() -> None:
    page = Page(written(outline()))
    assert page.all("th") == [{"scope": "row"}] * 3
    assert [text for tag, text in page.texts if tag == "th"] == ["Titre:", "Langue:", "H:"]
    assert len(page.all("td")) == 3
    assert page.all("thead") == []


def test_lists_nest_and_keep_the_numbers_that_were_typed() -> None:
    alone = Outline("fr", (), "Report", "", (nested(),), ("a",))
    page = Page(written(alone))
    assert [tag for tag, _ in page.elements if tag in ("ul", "ol")] == ["ul", "ol", "ul"]
    assert [item.get("value") for item in page.all("li")] == [None, None, "3", "4", None, "6", None]
    assert page.all("li")[5] == {"value": "6", "class": "bracket"}


def test_a_leading_zero_is_kept() -> None:
    zeros = List((Item((paragraph("a"),), "07."), Item((paragraph("b"),), "08)")), ordered=True)
    page = Page(written(outline("fr", ("a", zeros))))
    assert page.all("li")[-2:] == [
        {"value": "7", "class": "zero"},
        {"value": "8", "class": "zero bracket"},
    ]


def test_answers_are_one_numbered_list() -> None:
    page = Page(written(outline()))
    at = [attrs.get("class") for _, attrs in page.elements].index("entries")
    values = [
        attrs["value"] for tag, attrs in page.elements[at:] if "value" in attrs and tag == "li"
    ]
    assert [v for v in values if v in "12"] == ["1", "2"]
    assert [attrs.get("class") for attrs in page.all("ol")].count("entries") == 1


def test_a_line_end_is_a_line_break() -> None:
    assert "une citation<br>sur deux lignes" in written(outline())
    assert "<p>    quatre espaces<br># dièse<br>" in written(outline())


def test_bold_and_italic() -> None:
    document = written(outline())
    assert "La <strong>Ville</strong> et <em>l&#x27;ESS</em><br><br>" in document
    assert "<strong><em>les deux</em></strong>" in document


def test_pictures_are_inside_the_file(tmp_path: Path) -> None:
    document, warnings = to_html(outline(), picture=write_pictures(tmp_path))
    page = Page(document)
    (image,) = page.all("img")
    assert image["alt"] == "Six visages"
    head, _, data = image["src"].partition(",")
    assert head == "data:image/png;base64"
    assert base64.b64decode(data) == png(320, 180)
    assert ("figcaption", "Tout le monde") in page.texts
    assert [warning.split(":")[0] for warning in warnings] == ["lost.png"]
    assert ("p", "[lost.png]") in page.texts


@pytest.mark.parametrize("data", [b"", b"<svg onload='x()'/>", b"II*\x00", b"MZ"])
def test_what_no_browser_shows_is_a_warning(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "s.png").write_bytes(data)
    shown = Outline("fr", (), "Report", "", (Picture("s.png", "Légende"),), ("a",))
    document, warnings = to_html(shown, picture=lambda file: tmp_path / file)
    assert not Page(document).all("img")
    assert warnings == [
        "s.png: no picture that can be read; save it as PNG or JPEG and add it again"
    ]


def test_a_report_without_any_words_is_valid_too() -> None:
    document = written(Outline("fr", (), "", "", (), ()))
    assert "<title>Report</title>" in document
    assert "<h1>Report</h1>" in document


def test_a_picture_and_a_title_all_in_another_language_say_so(tmp_path: Path) -> None:
    find = write_pictures(tmp_path)
    pictures = [
        ("a", Picture("gallery.png", "", "김민수")),
        ("b", Picture("gallery.png", "", "avec 김민수")),
    ]
    printed = replace(outline("fr", *pictures), name="서울")
    document, _ = to_html(printed, picture=find)
    assert [(i["alt"], i.get("lang")) for i in Page(document).all("img")] == [
        ("Six visages", None),
        ("김민수", "ko"),
        ("avec 김민수", None),
    ]
    assert '<title lang="ko">서울</title>' in document


def test_a_passage_in_another_language_says_so() -> None:
    document = written(outline("fr", ("a", Heading(3, "서지윤 <b>"))))
    assert ' : <span lang="ko">김민수 서울</span>' in document
    assert '<h3><span lang="ko">서지윤</span> &lt;b&gt;</h3>' in document
    assert "<span" not in written(outline("ko"))


def test_an_empty_report_is_a_document_too() -> None:
    page = Page(written(Outline("fr", (), "Report", "", (), ())))
    assert [tag for tag, _ in page.elements if tag in HEADINGS] == ["h1"]
    assert ("title", "Report") in page.texts


@settings(deadline=None)
@given(st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"])))
def test_any_text_comes_back_as_typed(text: str) -> None:
    lines = text.split("\n")
    alone = Outline("fr", (), "Report", "", (paragraph(*lines),), ("a",))
    page = Page(written(alone))
    assert "".join(t for tag, t in page.texts if tag in ("p", "span")) == "".join(lines)
    assert written(alone).count("<br>") == len(lines) - 1


def test_hangul_gets_no_spaces_and_no_breaks_of_the_browser() -> None:
    style = written(outline()).split("<style>", 1)[1].split("</style>", 1)[0]
    (rule,) = re.findall(r":lang\(ko\) \{([^}]*)\}", style)
    assert [line.strip() for line in rule.split(";")][:-1] == [
        "word-break: keep-all",
        "text-autospace: no-autospace",
    ]
