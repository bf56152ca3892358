"""The PDF: what it says of itself, and every text in it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from pypdf import PdfReader

from gsef_tui.model.session import Session
from gsef_tui.report import glyphs, office, pdf, typeset
from gsef_tui.report.blocks import Heading, Outline, Picture, Row, Table
from gsef_tui.report.cancellation import Cancelled
from gsef_tui.report.odt import to_odt
from gsef_tui.report.outline import make_outline
from gsef_tui.storage.errors import CannotWrite
from tests.report.every_block import HOSTILE, nested, outline, paragraph, printed_reports, texts
from tests.report.golden_session import (
    LANGUAGES,
    golden_session,
    in_latin,
    png,
    write_pictures,
)
from tests.report.programs import (
    endless_printer,
    libreoffice_needs_hangul,
    needs_fontconfig,
    needs_libreoffice,
    needs_typst,
    typst_needs_hangul,
)

ODD = "avec \U00050000 et \U00050001 \U00050000"
"""Two characters that Unicode has not given away, so that no font can have them."""


def in_both_letters(name: str, reports: list[Outline]) -> pytest.MarkDecorator:
    """Run the test with each report in Latin letters, and with each as it is where a font has its
    Hangul."""
    latin = [pytest.param(in_latin(each), id=f"{each.language}-latin") for each in reports]
    as_it_is = [pytest.param(each, id=each.language, marks=typst_needs_hangul) for each in reports]
    return pytest.mark.parametrize(name, [*latin, *as_it_is])


def golden_outline(language: str = "fr") -> Outline:
    return make_outline(golden_session(language))


def nowhere(file: str) -> None:
    """Finds no picture."""


def reopened(data: bytes) -> PdfReader:
    assert data.startswith(b"%PDF-")
    return PdfReader(io.BytesIO(data))


def root(reader: PdfReader) -> Any:
    return reader.trailer["/Root"]


def elements(node: Any) -> Iterator[Any]:
    """The elements of the tree of tags, in the order in which they are read."""
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from elements(child)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from elements(node["/K"])


def tags(reader: PdfReader) -> list[str]:
    return [element["/S"] for element in elements(root(reader)["/StructTreeRoot"])]


def bookmarks(reader: PdfReader) -> list[str]:
    def flat(items: list[Any]) -> Iterator[str]:
        for item in items:
            if isinstance(item, list):
                yield from flat(item)
            else:
                yield item.title

    return list(flat(reader.outline))


def words(text: str) -> str:
    """Text as it can be compared: where lines end is the page's business."""
    return re.sub(r"\s+", "", text)


def is_pdf_ua(reader: PdfReader) -> bool:
    metadata = root(reader).get("/Metadata")
    said = metadata.get_object().get_data().decode() if metadata else ""
    return bool(re.search(r"pdfuaid:part(>|=['\"])1", said))


@needs_typst
@in_both_letters("printed", printed_reports())
def test_every_text_of_the_outline_is_there_in_order(printed: Outline) -> None:
    data, _ = typeset.typeset(printed, picture=nowhere)
    pages = (re.sub(r"\d+ / \d+\s*$", "", p.extract_text()) for p in reopened(data).pages)
    everything = words("".join(pages))
    at = 0
    for text in texts(printed):
        found = everything.find(words(text), at)
        assert found >= 0, text
        at = found + len(words(text))


@needs_typst
@in_both_letters("printed", [golden_outline(language) for language in LANGUAGES])
def test_it_is_pdf_ua_with_language_title_and_bookmarks(printed: Outline, tmp_path: Path) -> None:
    data, warnings = typeset.typeset(printed, picture=write_pictures(tmp_path))
    reader = reopened(data)
    assert warnings == []
    assert is_pdf_ua(reader)
    assert root(reader)["/MarkInfo"]["/Marked"]
    assert root(reader)["/Lang"].partition("-")[0] == printed.language
    assert root(reader)["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata
    assert reader.metadata.title == printed.name
    assert not reader.metadata.author
    headings = [block.text for block in printed.blocks if isinstance(block, Heading)]
    assert bookmarks(reader) == headings


@needs_typst
def test_headings_begin_with_one_title_and_jump_no_level(tmp_path: Path) -> None:
    data, _ = typeset.typeset(outline(), picture=write_pictures(tmp_path))
    found = tags(reopened(data))
    levels = [int(name[2]) for name in found if re.fullmatch(r"/H\d", name)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert set(levels) == {1, 2, 3}
    assert {"/L", "/LI", "/Lbl", "/LBody", "/Figure", "/Caption"} <= set(found)


def cells(reader: PdfReader) -> list[tuple[str, Any]]:
    """The cells of all tables with the scope of those that are headers."""
    found = [e for e in elements(root(reader)["/StructTreeRoot"]) if e["/S"] in ("/TH", "/TD")]
    said = [[of.get_object() for of in cell.get("/A", [])] for cell in found]
    scopes = (next((of["/Scope"] for of in all_of if "/Scope" in of), "") for all_of in said)
    return [(cell["/S"], scope) for cell, scope in zip(found, scopes, strict=True)]


@needs_typst
@in_both_letters("printed", [outline()])
def test_the_labels_of_the_facts_are_the_headers_of_their_rows(printed: Outline) -> None:
    reader = reopened(typeset.typeset(printed, picture=nowhere)[0])
    assert cells(reader) == [("/TH", "/Row"), ("/TD", "")] * 3
    assert [name for name in tags(reader) if name in ("/Table", "/THead", "/TBody", "/TR")] == [
        *("/Table", "/TR", "/TR", "/TR"),
    ]
    assert is_pdf_ua(reader)


@needs_typst
def test_facts_over_many_pages_have_their_headers_on_each() -> None:
    rows = tuple(Row(f"Ligne {n}", "x\n" * 4) for n in range(30))
    printed = Outline("fr", (), "Report", "", (Table(rows),), ("a",))
    reader = reopened(typeset.typeset(printed, picture=nowhere)[0])
    assert len(reader.pages) > 2
    assert cells(reader) == [("/TH", "/Row"), ("/TD", "")] * 30
    assert reader.xref_objStm == {}
    assert is_pdf_ua(reader)


@needs_typst
def test_words_that_look_like_tags_stay_words() -> None:
    """A heading's words are in its tag, in plain."""
    said = "\n9 0 obj\n<</Type/StructElem/S/TD/P 9 0 R/A[<</O/Table/Headers[]>>]>> /S/TR/P 1 0 R"
    blocks = (Table((Row(said, said),)), Heading(2, said))
    printed = Outline("fr", (), "Report", said, blocks, ("a", "b"))
    reader = reopened(typeset.typeset(printed, picture=nowhere)[0])
    assert cells(reader) == [("/TH", "/Row"), ("/TD", "")]
    (heading,) = [e for e in elements(root(reader)["/StructTreeRoot"]) if e["/S"] == "/H2"]
    assert "/Headers[]" in heading["/T"]


@needs_typst
@in_both_letters("printed", [outline("fr", ("a", Picture("high.png", 'Haut "<#x>"')))])
def test_pictures_say_what_they_show_and_stay_on_the_page(printed: Outline, tmp_path: Path) -> None:
    write_pictures(tmp_path)
    (tmp_path / "high.png").write_bytes(png(40, 3000))
    find = lambda name: p if (p := tmp_path / name).is_file() else None  # noqa: E731
    data, warnings = typeset.typeset(printed, picture=find)
    reader = reopened(data)
    said = [e["/Alt"] for e in elements(root(reader)["/StructTreeRoot"]) if "/Alt" in e]
    assert said == ["Six visages", 'Haut "<#x>"']
    assert [warning.split(":")[0] for warning in warnings] == ["lost.png"]
    assert any(b"/Image" in str(page["/Resources"]).encode() for page in reader.pages)


@needs_typst
def test_a_picture_whose_description_is_in_another_language_says_so(tmp_path: Path) -> None:
    pictures = [("a", Picture("gallery.png", "", "김민수")), ("b", Picture("room.png", "", "Mur"))]
    printed = replace(
        outline("fr", *pictures), blocks=tuple(p for _, p in pictures), places=("", "")
    )
    data, _ = typeset.typeset(printed, picture=write_pictures(tmp_path))
    found = elements(root(reopened(data))["/StructTreeRoot"])
    assert [(e["/Alt"], e.get("/Lang")) for e in found if "/Alt" in e] == [
        ("김민수", "ko"),
        ("Mur", None),
    ]


@needs_typst
def test_a_passage_in_another_language_says_so() -> None:
    def spoken(printed: Outline) -> set[str]:
        reader = reopened(typeset.typeset(printed, picture=nowhere)[0])
        contents = (page.get_contents() for page in reader.pages)
        drawn = b"".join(content.get_data() for content in contents if content is not None)
        return {found.decode() for found in re.findall(rb"/Lang\(([\w-]+)\)", drawn)}

    assert spoken(outline()) - {"fr-FR"} == {"ko"}
    assert not spoken(outline("ko")) - {"ko-KR"}


@needs_typst
def test_what_somebody_typed_is_never_markup() -> None:
    hostile = '#panic("x") $x$ *b* _i_ `c` @ref <label> // no\n= H\n- l\n\\ #{ ]] ' + HOSTILE
    lines = hostile.split("\n")
    more = (("a", paragraph(*lines)), ("b", Heading(3, hostile.replace("\n", " "))))
    printed = replace(outline("fr", *more), name=hostile.replace("\n", " "), header=(hostile,))
    data, _ = typeset.typeset(printed, picture=nowhere, author="#panic() *x*")
    reader = reopened(data)
    everything = words("".join(page.extract_text() for page in reader.pages))
    assert everything.count(words(hostile)) == 3
    assert reader.metadata
    assert reader.metadata.author == "#panic() *x*"


@needs_typst
def test_a_character_that_no_font_has_is_named_and_the_pdf_comes_tagged() -> None:
    printed = in_latin(outline("fr", ("a", paragraph(ODD))))
    data, warnings = typeset.typeset(printed, picture=nowhere)
    reader = reopened(data)
    *lost, missing = warnings
    assert [warning.partition(":")[0] for warning in lost] == ["gallery.png", "lost.png"]
    assert missing == glyphs.sentence(["\U00050000", "\U00050001"])
    assert not is_pdf_ua(reader)
    assert root(reader)["/MarkInfo"]["/Marked"]
    assert "/H2" in tags(reader)


@needs_typst
def test_a_machine_without_fonts_prints_with_those_that_typst_brings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import typst

    own = typst.Fonts(include_system_fonts=False)
    monkeypatch.setattr(typst, "Fonts", lambda: own)
    monkeypatch.setattr(typeset, "run_in_child", lambda work, job, **limits: work(job))  # here
    data, warnings = typeset.typeset(in_latin(golden_outline()), picture=nowhere)
    assert [warning.partition(":")[0] for warning in warnings] == ["gallery.png", "room.png"]
    assert is_pdf_ua(reopened(data))
    korean = Outline("ko", (), "Report", "Titre", (paragraph("avec 김민수, 김"),), ("a",))
    data, warnings = typeset.typeset(korean, picture=nowhere)
    assert warnings == [glyphs.sentence("김민수")]
    assert not is_pdf_ua(reopened(data))


@pytest.mark.slow
@needs_typst
def test_the_same_report_is_the_same_bytes(tmp_path: Path) -> None:
    find = write_pictures(tmp_path)
    first, second = (typeset.typeset(outline(), picture=find)[0] for _ in range(2))
    assert first == second


@needs_typst
@pytest.mark.parametrize("printed", [Outline("fr", (), "", "", (), ()), outline("tlh")])
def test_an_empty_report_and_an_unknown_language_are_a_pdf_too(printed: Outline) -> None:
    data, _ = typeset.typeset(printed, picture=nowhere)
    assert len(reopened(data).pages) >= 1


@pytest.mark.slow
@needs_typst
@settings(max_examples=15, deadline=None)
@given(st.text(max_size=40))
def test_no_text_is_refused(text: str) -> None:
    more = (("a", paragraph(*text.split("\n"))), ("b", Heading(3, text)), ("c", nested()))
    data, _ = typeset.typeset(replace(outline("fr", *more), name=text), picture=nowhere)
    assert data.startswith(b"%PDF-")


@needs_typst
def test_a_panic_of_typst_is_a_sentence(capfd: pytest.CaptureFixture[str]) -> None:
    """Typst 0.15 panics at a character of more than 65,535 bytes."""
    printed = outline("fr", ("a", paragraph("e" + "\u0301" * 40_000)))
    with pytest.raises(CannotWrite, match=r"Typst crashed \(SIGABRT\); export DOCX instead"):
        typeset.typeset(printed, picture=nowhere)
    assert capfd.readouterr() == ("", "")


@pytest.mark.slow
@needs_typst
def test_typst_has_its_limits_of_memory_and_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeset, "SECONDS", 0.01)
    with pytest.raises(CannotWrite, match=r"Typst took longer than 0\.01 s"):
        typeset.typeset(outline(), picture=nowhere)
    monkeypatch.undo()
    monkeypatch.setattr(typeset, "MEMORY", 300_000_000)
    with pytest.raises(CannotWrite, match="could not be made: Typst"):
        typeset.typeset(outline("fr", ("a", paragraph("e" + "\u0301" * 50_000))), picture=nowhere)


@needs_typst
def test_a_pdf_that_is_left_is_not_waited_for() -> None:
    with pytest.raises(Cancelled):
        pdf.to_pdf(outline(), picture=nowhere, cancelled=lambda: True)


@needs_libreoffice
@pytest.mark.parametrize(
    "session",
    [
        pytest.param(in_latin(golden_session()), id="latin"),
        pytest.param(golden_session(), id="hangul", marks=libreoffice_needs_hangul),
    ],
)
def test_without_typst_libreoffice_prints_it(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typeset, "is_here", lambda: False)
    printed = make_outline(session)
    data, warnings = pdf.to_pdf(printed, picture=write_pictures(tmp_path))
    reader = reopened(data)
    assert warnings == []
    assert is_pdf_ua(reader)
    assert root(reader)["/Lang"] == "fr-FR"
    assert reader.metadata
    assert reader.metadata.title == printed.name
    assert "Participants" in bookmarks(reader)
    assert [name for name, _ in cells(reader)] == ["/TH", "/TD"] * 5
    everything = words("".join(page.extract_text() for page in reader.pages))
    assert words(session.people["SJ"].organisation) in everything
    said = [e["/Alt"] for e in elements(root(reader)["/StructTreeRoot"]) if "/Alt" in e]
    assert said == ["Huit visages souriants", "room.png"]


@needs_libreoffice
@needs_fontconfig
def test_libreoffice_too_names_what_no_font_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeset, "is_here", lambda: False)
    odd = paragraph(ODD)
    data, warnings = pdf.to_pdf(
        Outline("fr", (), "Report", "Titre", (odd, *nested().items[0].blocks), ("a", "b")),
        picture=nowhere,
    )
    reader = reopened(data)
    assert warnings == [glyphs.sentence(["\U00050000", "\U00050001"])]
    assert not is_pdf_ua(reader)
    assert root(reader)["/MarkInfo"]["/Marked"]


def test_without_either_one_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeset, "is_here", lambda: False)
    monkeypatch.setattr(office, "program", lambda: None)
    with pytest.raises(CannotWrite, match=r"pip install 'gsef-tui\[pdf\]'"):
        pdf.to_pdf(outline(), picture=nowhere)


@pytest.mark.slow
def test_a_printer_that_hangs_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    odt, _ = to_odt(outline(), picture=nowhere)
    with endless_printer(tmp_path) as printer:
        with pytest.raises(CannotWrite, match=r"made no PDF in 1 s"):
            office.print_odt(printer.path, odt, limit=1)
        assert printer.all_ended()


@pytest.mark.parametrize("says", ["exit 0", "exit 3"])
def test_a_printer_that_makes_nothing_is_a_sentence(tmp_path: Path, says: str) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n{says}\n")
    program.chmod(0o755)
    with pytest.raises(CannotWrite, match="made no PDF"):
        office.print_odt(str(program), b"")
    with pytest.raises(CannotWrite, match="cannot be started"):
        office.print_odt(str(tmp_path / "none"), b"")
