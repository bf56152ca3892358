"""Which parts of a text are links, where they lead, and how each format writes them."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from gsef_tui.imports import read_report
from gsef_tui.model.session import Person, Screenshot, Session
from gsef_tui.report.addresses import addresses
from gsef_tui.report.blocks import Heading, Outline, Paragraph, Picture, Row, Span, Table
from gsef_tui.report.docx import to_docx
from gsef_tui.report.formats import FORMATS, Format, ReportInput, format_for
from gsef_tui.report.html import to_html
from gsef_tui.report.links import LONGEST, links
from gsef_tui.report.notes import parse_note
from gsef_tui.report.odt import to_odt
from gsef_tui.report.outline import make_outline
from gsef_tui.report.render import ReportRequest, render_report
from gsef_tui.report.runs import Run, Stretch, stretches
from gsef_tui.report.typeset import typeset
from gsef_tui.report.typography import typeset_text
from gsef_tui.storage.templates import require_template
from tests.report.programs import id_of, needs_typst

GUIDE = "https://exemple.org/guide?a=1&b=2"
WIKI = "https://fr.wikipedia.org/wiki/A_(b)"

ADDRESSES = st.sampled_from(
    [
        *("https://a.org/x", "HTTP://A.ORG", "www.gsef.net", "socioeco.org/b", "ada@exemple.org"),
        *("mailto:ada@exemple.org", "https://한국.kr/안녕", WIKI, "https://a.org/l'été--b:8^e"),
    ]
)
AROUND = st.text(st.sampled_from("aé 가는\n\u00a0.,;:!?()«»“”\"'’…*_→/-@1"), max_size=6)


def nowhere(file: str) -> None:
    """Finds no picture."""


def found(text: str) -> list[str]:
    return [text[link.start : link.end] for link in links(text)]


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        (f"Voir {GUIDE} et ada@exemple.org", [GUIDE, "ada@exemple.org"]),
        ("Voir www.gsef.net/a.", ["www.gsef.net/a"]),
        ("HTTPS://A.ORG/X, Www.a.org;", ["HTTPS://A.ORG/X", "Www.a.org"]),
        ("lire socioeco.org/b, puis gsef.org !", ["socioeco.org/b", "gsef.org"]),
        (f"(voir {WIKI}) fin", [WIKI]),
        ("«https://a.org/x» « https://a.org/y »", ["https://a.org/x", "https://a.org/y"]),
        ("“https://a.org/x”, ‘https://a.org/y’", ["https://a.org/x", "https://a.org/y"]),
        ("https://a.org/x… https://a.org/y...", ["https://a.org/x", "https://a.org/y"]),
        ("https://a.org/x\u202f; https://a.org/y\u00a0!", ["https://a.org/x", "https://a.org/y"]),
        ("https://a.org/d’été, https://a.org/l'an", ["https://a.org/d’été", "https://a.org/l'an"]),
        ("d'ada@exemple.org, l’ida@exemple.org", ["ada@exemple.org", "ida@exemple.org"]),
        ("Courriel:ada@exemple.org;b@c.fr", ["ada@exemple.org", "b@c.fr"]),
        ("<ada@exemple.org> [lien](http://a.example)", ["ada@exemple.org", "http://a.example"]),
        ("→https://a.org/x→ `www.a.org`", ["https://a.org/x", "www.a.org"]),
        ("*https://a.org/x* https://a.org/a_b", ["https://a.org/x", "https://a.org/a_b"]),
        ("https://gsef.net에서 www.gsef.net은", ["https://gsef.net", "www.gsef.net"]),
        ("ada@exemple.org로, b@c.kr에게는", ["ada@exemple.org", "b@c.kr"]),
        ("https://gsef.net/guide는 https://gsef.net/에서", ["https://gsef.net/guide", "https://gsef.net/"]),
        ("https://gsef.net/rapport.pdf를", ["https://gsef.net/rapport.pdf"]),
        ("https://ko.wikipedia.org/wiki/2021년_서울", ["https://ko.wikipedia.org/wiki/2021년_서울"]),
        ("https://한국.kr/안녕 사회적기업.한국", ["https://한국.kr/안녕"]),
        ("http://localhost:8080/x http://192.168.1.1", ["http://localhost:8080/x", "http://192.168.1.1"]),
    ],
)  # fmt: skip
def test_an_address_ends_where_the_sentence_goes_on(text: str, linked: list[str]) -> None:
    assert found(text) == linked


@pytest.mark.parametrize(
    "text",
    [
        *("javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "vbscript:x", "tel:+33"),
        *("ftp://a.org/x", "//a.org/x", "C:\\a.b", "a@b", "@ada", "https://", "www.", "https://…"),
        *("fini.il faut", "étudiant.es", "demain.La", "Fin.Com", "rapport.pdf", "2.md", "3.14"),
        *("o'brien@exemple.org", "éric@exemple.fr", "x" * LONGEST + "@a.org"),
        "https://a.org/" + "x" * LONGEST,
    ],
)
def test_what_is_no_address_or_has_another_scheme_is_no_link(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "target"),
    [
        (GUIDE, GUIDE),
        ("HTTPS://A.ORG/X", "https://A.ORG/X"),
        ("www.gsef.net", "http://www.gsef.net"),
        ("gsef.net", "http://gsef.net"),
        ("ada@exemple.org", "mailto:ada@exemple.org"),
        ("mailto:ada@exemple.org", "mailto:ada@exemple.org"),
        ("https://한국.kr/안녕", "https://xn--3e0b707e.kr/%EC%95%88%EB%85%95"),
        ("https://a.org/%C3%A9?q=[é]", "https://a.org/%C3%A9?q=%5B%C3%A9%5D"),
    ],
)
def test_where_a_link_leads(text: str, target: str) -> None:
    assert [link.target for link in links(text)] == [target]


def test_a_line_of_any_length_is_looked_through_word_by_word() -> None:
    many = " ".join(["https://a.org/((((("] * 20_000)
    assert len(links(many)) == 20_000
    assert links("https://a.org/(" * 20_000) == ()


@given(st.lists(st.one_of(ADDRESSES, AROUND), max_size=8).map("".join))
def test_links_are_apart_in_order_and_have_one_of_three_schemes(text: str) -> None:
    at = 0
    for start, end, target in links(text):
        assert at <= start < end <= len(text)
        assert re.match(r"https?://|mailto:", target)
        assert target.isascii()
        assert not re.search(r"\s", text[start:end] + target)
        at = end


@given(st.lists(st.one_of(ADDRESSES, AROUND), max_size=8).map("".join))
def test_an_anonymous_report_looks_at_every_link(text: str) -> None:
    """What makes names of addresses go sees all that a report makes links of."""
    seen = [(address.start, address.end) for address in addresses(text)]
    for start, end, _ in links(text):
        assert any(a < end and start < b for a, b in seen)


@given(ADDRESSES, st.sampled_from(["fr", "es", "en", "ko"]))
def test_no_typography_changes_a_link(address: str, language: str) -> None:
    text = f'Voir "{address}", l\'an 2^e: {address} ; {address}!'
    after = links(typeset_text(text, language))
    assert [link.target for link in after] == [link.target for link in links(text)]


@given(
    st.lists(st.one_of(ADDRESSES, AROUND), max_size=6),
    st.lists(st.tuples(st.booleans(), st.booleans()), min_size=6, max_size=6),
)
def test_stretches_are_the_line_and_keep_its_styles(
    texts: list[str], looks: list[tuple[bool, bool]]
) -> None:
    line = tuple(Span(t, *look) for t, look in zip(texts, looks, strict=False) if t)
    runs = [run for stretch in stretches(line, "fr") for run in stretch.runs]
    styled = [(run.bold, run.italic) for run in runs for _ in run.text]
    assert "".join(run.text for run in runs) == "".join(texts)
    assert all(run.text for run in runs)
    assert styled == [(span.bold, span.italic) for span in line for _ in span.text]


def test_a_link_that_is_bold_in_part_is_one() -> None:
    line = (Span("Voir https://a.org/"), Span("gras", bold=True), Span(" ici"))
    assert stretches(line, "fr") == (
        Stretch((Run("Voir "),)),
        Stretch((Run("https://a.org/"), Run("gras", bold=True)), "https://a.org/gras"),
        Stretch((Run(" ici"),)),
    )


# -- the formats ----------------------------------------------------------------------------------

NOTE = f"Voir **{GUIDE} en gras** et ada@exemple.org.\n- liste ({WIKI})\n> https://한국.kr/안녕에서"
TARGETS = [
    "http://www.a.org", GUIDE, "mailto:ada@exemple.org", WIKI,
    "https://xn--3e0b707e.kr/%EC%95%88%EB%85%95%EC%97%90%EC%84%9C", "https://a.org/photo",
]  # fmt: skip


def linked_outline() -> Outline:
    blocks = (
        Table((Row("Lien", "www.a.org"),)),
        Heading(2, "Notes"),
        *parse_note(NOTE),
        Picture("lost.png", "Photo : https://a.org/photo."),
    )
    return Outline("fr", (), "Report", "", blocks, ("",) * len(blocks))


def hrefs_of(known: str, data: bytes) -> list[str]:
    """The targets of a report's links, in order."""
    if known == "html":
        return [href.replace("&amp;", "&") for href in re.findall(r'href="([^"]*)"', data.decode())]
    if known == "pdf":
        pages: list[Any] = list(PdfReader(io.BytesIO(data)).pages)
        return [note.get_object()["/A"]["/URI"] for p in pages for note in p.get("/Annots", [])]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if known == "odt":
            content = archive.read("content.xml").decode()
            found = re.findall(r'<text:a [^>]*xlink:href="([^"]*)"', content)
            return [href.replace("&amp;", "&") for href in found]
        content = archive.read("word/document.xml").decode()
        relationships = archive.read("word/_rels/document.xml.rels").decode()
    targets = dict(re.findall(r'Id="(\w+)" Type="[^"]*/hyperlink" Target="([^"]*)"', relationships))
    ids = re.findall(r'<w:hyperlink r:id="(\w+)"', content)
    return [targets[each].replace("&amp;", "&") for each in ids]


def test_word_has_hyperlinks_in_its_own_style() -> None:
    data, _ = to_docx(linked_outline(), picture=nowhere)
    assert hrefs_of("docx", data) == TARGETS
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = archive.read("word/document.xml").decode()
        styles = archive.read("word/styles.xml").decode()
    bold = '<w:r><w:rPr><w:rStyle w:val="Hyperlink"/><w:b/></w:rPr><w:t>https://exemple.org/guide'
    assert bold in content
    assert re.search(r'styleId="Hyperlink".*?<w:u w:val="single"/>', styles)


def test_two_links_to_one_address_have_one_relationship() -> None:
    twice = Outline("fr", (), "R", "", (Paragraph(((Span(f"{GUIDE} {GUIDE}"),),)),), ("",))
    data, _ = to_docx(twice, picture=nowhere)
    assert hrefs_of("docx", data) == [GUIDE, GUIDE]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.read("word/_rels/document.xml.rels").count(b"/hyperlink") == 1


def test_open_document_has_links_in_libreoffices_style() -> None:
    data, _ = to_odt(linked_outline(), picture=nowhere)
    assert hrefs_of("odt", data) == TARGETS
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b'text:style-name="Internet_20_link"' in archive.read("content.xml")
        assert b'style:name="Internet_20_link"' in archive.read("styles.xml")


def test_a_web_page_has_links_that_tell_nothing_of_it() -> None:
    page, _ = to_html(linked_outline(), picture=nowhere)
    assert hrefs_of("html", page.encode()) == TARGETS
    assert '<a href="mailto:ada@exemple.org">ada@exemple.org</a>.' in page
    assert (
        '<a href="https://exemple.org/guide?a=1&amp;b=2" rel="noopener noreferrer">'
        "<strong>https://exemple.org/guide?a=1&amp;b=2</strong></a><strong> en gras</strong>"
    ) in page
    assert "default-src 'none'" in page


@needs_typst
def test_a_pdf_has_links_and_says_where_they_lead() -> None:
    data, warnings = typeset(linked_outline(), picture=nowhere)
    assert not [said for said in warnings if "PDF/UA" in said]
    assert hrefs_of("pdf", data) == TARGETS
    notes: Any = PdfReader(io.BytesIO(data)).pages[0]["/Annots"]
    assert notes[0].get_object()["/Contents"] == "http://www.a.org"


SESSION = Session(
    template=require_template("gsef"),
    language="fr",
    facts={"title": f"Titre, {GUIDE}."},
    people={"AB": Person(role="speaker", name="Ada Brook", organisation="Atelier Bleu")},
    sections={
        "presentations": {"AB": f"{NOTE}\n\n**https://a.org/x** : gsef.net, *www.a.org*."},
        "screenshots": {"s1": Screenshot(caption="Vue : https://a.org/photo")},
    },
)
LINKING = [f for f in FORMATS if f.id in ("docx", "odt", "html")]


@pytest.mark.parametrize("wanted", LINKING, ids=id_of)
def test_a_report_read_back_has_each_address_once(wanted: Format) -> None:
    data = wanted.render(ReportInput(SESSION, make_outline(SESSION))).data
    back = read_report(data, f"report{wanted.suffix}", (SESSION.template,)).session
    assert back.facts["title"] == SESSION.facts["title"]
    (note,) = back.notes("presentations").values()
    (typed,) = SESSION.notes("presentations").values()
    assert re.sub(r"\n+", "\n", note) == re.sub(r"\n+", "\n", typed)
    assert [shot.caption for shot in back.screenshots("screenshots").values()] == [
        "Vue : https://a.org/photo"
    ]


@pytest.mark.parametrize("known", ["docx", "odt", "html", pytest.param("pdf", marks=needs_typst)])
def test_no_name_is_left_in_a_link_of_an_anonymous_report(known: str) -> None:
    note = (
        "https://exemple.org/ada-brook www.adabrook.org/x, ada.brook@exemple.org; brook.org/a\n"
        "https://exemple.org/%41da_Br%6Fok https://atelier-bleu.org/ https://exemple.org/libre"
    )
    named = Session(
        template=SESSION.template,
        people=SESSION.people,
        sections={
            "presentations": {"AB": note},
            "screenshots": {"s1": Screenshot(caption="https://exemple.org/ada-brook")},
        },
    )
    wanted = format_for(known)
    assert wanted is not None
    data = render_report(named, wanted, ReportRequest(anonymous=True), nowhere).data
    assert hrefs_of(known, data) == ["https://exemple.org/libre"]
