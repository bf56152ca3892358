"""In which language the notes are, and how each format marks what is not in the report's."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from pypdf import PdfReader

from gsef_tui.model.session import Person, Screenshot, Session
from gsef_tui.report.blocks import Outline, Paragraph, Picture, Table
from gsef_tui.report.formats import format_for
from gsef_tui.report.note_language import language_of_note, notes_language
from gsef_tui.report.outline import make_outline
from gsef_tui.report.render import ReportRequest, render_report
from gsef_tui.report.speaker_excerpt import speaker_excerpt
from gsef_tui.report.typography import typeset
from gsef_tui.storage.templates import require_template
from tests.report.golden_session import write_pictures
from tests.report.programs import needs_typst, typst_needs_hangul

FRENCH = "Le sol est en commun dans la ville, avec **서지윤** et les voisins."
ENGLISH = "The land is held in common, and the members own the walls."
KOREAN = "토지는 공동으로 소유하고 주민이 함께 관리합니다."


def session(
    note: str = FRENCH, *, language: str = "fr", spoken: str = "Français", **facts: str
) -> Session:
    return Session(
        template=require_template("gsef"),
        language=language,
        facts={"title": "L'habitat en commun", "spoken": spoken, "type": "Atelier", **facts},
        people={"AB": Person(role="speaker", name="Béatrice Alain", organisation="Réseau")},
        sections={
            "presentations": {"AB": note},
            "answers": {"AB": note},
            "screenshots": {"s1": Screenshot("lost.png", "Vue de la salle", "Des visages")},
        },
    )


def nowhere(file: str) -> None:
    """Finds no picture."""


def rendered(of: Session, known: str, language: str = "") -> bytes:
    wanted = format_for(known)
    assert wanted is not None
    return render_report(of, wanted, ReportRequest(language=language), nowhere).data


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


@pytest.mark.parametrize(
    ("note", "language", "spoken", "written"),
    [
        (FRENCH, "fr", "Français", "fr"),
        (FRENCH, "ko", "Français", "fr"),
        (FRENCH, "ko", "francés", "fr"),
        (FRENCH, "ko", "", "ko"),  # nothing says another
        (FRENCH, "ko", "Français, 한국어", "fr"),
        ("2019", "ko", "Français, 한국어", "ko"),  # the session's own is among them
        (FRENCH, "es", "Français et English", "fr"),
        (ENGLISH, "es", "Français et English", "en"),
        (FRENCH, "fr", "English", "fr"),  # held in English, noted in French
        (ENGLISH, "fr", "English", "en"),
        (KOREAN, "ko", "Français", "ko"),
        (KOREAN, "fr", "Français / 한국어", "ko"),
        ("2019 : 71 %", "ko", "Français", "fr"),
        (FRENCH, "fr", "la langue des signes", "fr"),
        ("Tudo é comum.", "pt", "", "pt"),
    ],
)
def test_the_language_of_the_notes(note: str, language: str, spoken: str, written: str) -> None:
    assert notes_language(session(note, language=language, spoken=spoken)) == written


def test_a_note_that_reads_like_the_report_is_in_the_report_s_language() -> None:
    assert language_of_note(ENGLISH, "fr", "en") == "en"
    assert language_of_note(FRENCH, "fr", "en") == "fr"
    assert language_of_note("Merci !", "fr", "en") == "fr"


def spans_of(printed: Outline) -> list[str]:
    """The languages of all text of the paragraphs."""
    paragraphs = [block for block in printed.blocks if isinstance(block, Paragraph)]
    return [s.language for block in paragraphs for line in block.lines for s in line]


def test_labels_and_names_are_the_report_s_and_what_was_typed_is_the_notes() -> None:
    printed = make_outline(session(language="ko"))
    table = next(block for block in printed.blocks if isinstance(block, Table))
    rows = {row.value: row.language for row in table.rows if row.value}
    assert rows == {"L'habitat en commun": "fr", "프랑스어": "", "워크숍": ""}
    assert spans_of(printed) == ["", "fr", "fr", "fr"]  # the participant, then the presentation
    picture = next(block for block in printed.blocks if isinstance(block, Picture))
    assert picture.language == printed.name_language == "fr"


def test_typography_keeps_the_marks() -> None:
    printed = typeset(make_outline(session(language="en")), "en")
    assert spans_of(printed) == ["", "fr", "fr", "fr"]
    table = next(block for block in printed.blocks if isinstance(block, Table))
    assert [row.language for row in table.rows if row.value] == ["fr", "", ""]


def test_nothing_is_marked_where_the_notes_are_in_the_report_s_language() -> None:
    printed = make_outline(session())
    assert set(spans_of(printed)) == {""}
    assert printed.name_language == ""
    page = rendered(session(), "html").decode()
    assert re.findall(r'lang="(\w+)"', page) == ["fr", "ko", "ko"]  # the page, a name in each note


def test_a_slip_marks_them_too() -> None:
    slip = speaker_excerpt(session(language="ko"), "AB")
    assert spans_of(slip) == ["", *["fr"] * 6]  # the request, then two notes


@pytest.mark.parametrize("override", ["", "ko"], ids=["its own labels", "labels asked for"])
def test_a_web_page_with_korean_labels_has_french_notes(override: str) -> None:
    of = session(language="fr" if override else "ko", spoken="" if override else "Français")
    page = rendered(of, "html", override).decode()
    assert '<html lang="ko">' in page
    assert '<title lang="fr">L&#x27;habitat en commun</title>' in page
    assert "<h2>발표 요약</h2>\n<h3>Béatrice Alain</h3>" in page
    assert (
        '<p lang="fr">Le sol est en commun dans la ville, avec '
        '<strong><span lang="ko">서지윤</span></strong> et les voisins.</p>'
    ) in page
    assert "<p><strong>성명:</strong> <strong>Béatrice Alain</strong></p>" in page
    assert '<p><strong>답변:</strong> <span lang="fr">Le sol est' in page
    assert '<figcaption lang="fr">Vue de la salle</figcaption>' in page


def test_a_passage_that_is_a_whole_paragraph_is_marked_as_one() -> None:
    page = rendered(session(f"{FRENCH}\n\n토지 공유", language="en"), "html").decode()
    assert '<p lang="ko">토지 공유</p>' in page
    page = rendered(session(f"{FRENCH}\n\n토지 공유", language="ko"), "html").decode()
    assert "<p>토지 공유</p>" in page


def test_the_name_of_a_picture_s_file_is_in_no_language(tmp_path: Path) -> None:
    find = write_pictures(tmp_path)
    of = session(language="ko")
    shots = {"s1": Screenshot("gallery.png"), "s2": Screenshot("room.png", alt="Deux visages")}
    of = replace(of, sections={**of.sections, "screenshots": shots})
    wanted = format_for("html")
    assert wanted is not None
    page = render_report(of, wanted, ReportRequest(), find).data.decode()
    assert 'alt="gallery.png" data-file' in page
    assert 'alt="Deux visages" lang="fr" data-file' in page


def test_a_slip_with_labels_that_were_asked_for_has_the_notes_in_their_own() -> None:
    wanted = format_for("html")
    assert wanted is not None
    of = session(spoken="")
    request = ReportRequest(language="ko", only="AB")
    page = render_report(of, wanted, request, nowhere).data.decode()
    assert '<p lang="fr">Le sol est en commun' in page


def test_word_marks_french_runs_with_french() -> None:
    content = part(rendered(session(language="ko"), "docx"), "word/document.xml")
    marked = re.findall(r'<w:lang w:val="fr-FR"/></w:rPr><w:t[^>]*>([^<]*)<', content)
    note = ["Le sol est en commun dans la ville, avec ", " et les voisins."]
    assert marked == ["L'habitat en commun", *note, *note, "Vue de la salle"]
    assert "eastAsia" not in content  # the Korean name is in the document's own language
    styles = part(rendered(session(language="ko"), "docx"), "word/styles.xml")
    assert 'w:val="ko-KR"' in styles


def test_open_document_marks_french_spans_with_french() -> None:
    content = part(rendered(session(language="ko"), "odt"), "content.xml")
    style = re.search(r'<style:style style:name="Tfr".*?</style:style>', content)
    assert style is not None
    assert re.findall(r'(\w+:(?:language|country)[\w-]*)="(\w+)"', style[0]) == [
        ("fo:language", "fr"),
        ("fo:country", "FR"),
    ]
    for text in ("L'habitat en commun", "Le sol est en commun", "Vue de la salle"):
        assert f'<text:span text:style-name="Tfr">{text}' in content


@needs_typst
@typst_needs_hangul
def test_a_pdf_marks_french_text_with_french() -> None:
    reader = PdfReader(io.BytesIO(rendered(session(language="ko"), "pdf")))
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "ko-KR"
    said = [str(node["/Lang"]) for node in _tags(root["/StructTreeRoot"]) if "/Lang" in node]
    assert "fr" in said
    plain = PdfReader(io.BytesIO(rendered(session(), "pdf")))
    tree: Any = plain.trailer["/Root"]
    marked = [str(node["/Lang"]) for node in _tags(tree["/StructTreeRoot"]) if "/Lang" in node]
    assert "fr" not in marked


def _tags(node: Any) -> list[Any]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [tag for child in node for tag in _tags(child)]
    if isinstance(node, dict):
        return [node, *(_tags(node["/K"]) if "/K" in node else [])]
    return []


def test_the_language_of_a_report_without_names_is_that_of_the_notes_before() -> None:
    """Not of what is left when names are gone; the fact stays, so this is the same."""
    wanted = format_for("html")
    assert wanted is not None
    request = ReportRequest(language="ko", anonymous=True)
    of = replace(session(spoken=""), facts={})
    page = render_report(of, wanted, request, nowhere).data.decode()
    assert '<p lang="fr">Le sol est en commun' in page
