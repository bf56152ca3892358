from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm
from docx.text.paragraph import Paragraph as WordParagraph
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from gsef_tui.report.blocks import Entry, Heading, Item, List, Outline, Picture, Row, Table
from gsef_tui.report.docx import to_docx
from gsef_tui.report.page import PICTURE_HEIGHT, TEXT_WIDTH
from gsef_tui.report.pictures import Lookup
from tests.report.every_block import HOSTILE, nested, outline, paragraph, printed_reports, texts
from tests.report.golden_session import png, write_pictures


def nowhere(file: str) -> None:
    """Finds no picture."""


def reopened(printed: Outline, picture: Lookup = nowhere) -> WordDocument:
    data, _ = to_docx(printed, picture=picture)
    return Document(io.BytesIO(data))


def with_text(document: WordDocument, text: str) -> WordParagraph:
    return next(p for p in document.paragraphs if text in p.text)


def numbering(item: WordParagraph) -> int:
    """Which numbering a list item belongs to."""
    properties: Any = item._p.pPr
    return int(properties.numPr.numId.val)


def marker(document: WordDocument, item: WordParagraph) -> tuple[int, str, int]:
    """The level, the form and the first number of what stands before a list item."""
    properties: Any = item._p.pPr
    level = properties.numPr.ilvl.val
    numberings: Any = document.part.numbering_part.element
    use = next(n for n in numberings.num_lst if n.numId == numbering(item))
    forms = numberings.findall(qn("w:abstractNum"))
    form = next(f for f in forms if f.get(qn("w:abstractNumId")) == str(use.abstractNumId.val))
    written = form.findall(qn("w:lvl"))[level]
    text = written.find(qn("w:lvlText")).get(qn("w:val"))
    start = written.find(qn("w:start"))
    for override in use.findall(qn("w:lvlOverride")):
        if override.get(qn("w:ilvl")) == str(level):
            start = override.find(qn("w:startOverride"))
    return level, text, int(start.get(qn("w:val")))


def all_text(document: WordDocument) -> str:
    return "\n".join(
        "".join(node.itertext(qn("w:t"))) for node in document.element.body.iter(qn("w:p"))
    )


@pytest.mark.parametrize("printed", printed_reports())
def test_every_text_of_the_outline_is_there_in_order(printed: Outline) -> None:
    everything = all_text(reopened(printed))
    at = 0
    for text in texts(printed):
        found = everything.find(text, at)
        assert found >= 0, text
        at = found + len(text)


def test_headings_have_words_own_styles() -> None:
    document = reopened(outline())
    styled = [(p.style.name, p.text) for p in document.paragraphs if p.style]
    assert styled[:4] == [
        ("Report Header", "Vers une économie verte"),
        ("Report Header", "Forum virtuel"),
        ("Report Header", "4-8 octobre 2021"),
        ("Title", "Report"),
    ]
    assert ("Heading 1", "Résumé des présentations") in styled
    assert ("Heading 2", "Kévin Ossane") in styled
    assert all(
        document.styles[name].paragraph_format.keep_with_next
        for name in ("Title", "Heading 1", "Heading 2", "Heading 3")
    )


def test_no_colour_of_a_theme_is_left() -> None:
    data, _ = to_docx(outline(), picture=nowhere)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        styles = archive.read("word/styles.xml").decode()
    assert "themeColor" not in styles
    assert "Theme" not in styles
    colours = {int(c, 16) for c in re.findall(r'w:color w:val="(\w{6})"', styles)}
    assert all(c >> 16 == c >> 8 & 0xFF == c & 0xFF for c in colours)
    assert not any("thumbnail" in name or "theme" in name for name in names)


def test_the_facts_are_a_table_with_bold_labels_and_whole_rows() -> None:
    """The labels are the headers of their rows; no row names the columns."""
    (table,) = reopened(outline()).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Titre:", "L'économie sociale"],
        ["Langue:", ""],
        ["H:", HOSTILE],
    ]
    look: Any = table._tbl.tblPr.find(qn("w:tblLook"))
    assert (look.get(qn("w:firstColumn")), look.get(qn("w:firstRow"))) == ("1", "0")
    assert look.get(qn("w:val")) == "0480"
    assert not table._tbl.xpath(".//w:tblHeader")
    for row in table.rows:
        first, second = row.cells
        assert all(run.bold for run in first.paragraphs[0].runs)
        assert not any(run.bold for run in second.paragraphs[0].runs)
        assert row._tr.trPr is not None
        assert row._tr.trPr.find(qn("w:cantSplit")) is not None


def test_a_table_whose_columns_have_no_names_has_no_such_row() -> None:
    plain = Outline("fr", (), "Report", "", (Table((Row("Titre", "x"),)),), ("facts",))
    (table,) = reopened(plain).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["Titre:", "x"]]
    assert not table._tbl.xpath(".//w:tblHeader")


def test_lists_are_lists_with_levels_and_numbers_as_typed() -> None:
    document = reopened(outline())
    assert marker(document, with_text(document, "Étapes")) == (0, "•", 1)
    third, fourth = with_text(document, "troisième étape"), with_text(document, "quatrième")
    assert marker(document, third) == marker(document, fourth) == (1, "%2.", 3)
    assert numbering(third) == numbering(fourth)
    assert marker(document, with_text(document, "tout au fond"))[0] == 2
    assert marker(document, with_text(document, "sixième")) == (1, "%2)", 6)
    assert third.style
    assert third.style.name == "List Number"


@pytest.mark.parametrize("typed", [["1.", "2.", "3."], ["3.", "3.", "9."], ["07)", "08)"], ["0."]])
def test_what_word_counts_is_what_was_typed(typed: list[str]) -> None:
    items = tuple(Item((paragraph(f"item {n}"),), m) for n, m in enumerate(typed))
    document = reopened(outline("fr", ("a", List(items, ordered=True))))
    counted: list[str] = []
    seen: dict[int, int] = {}
    for n in range(len(typed)):
        item = with_text(document, f"item {n}")
        _, form, start = marker(document, item)
        seen[numbering(item)] = seen.get(numbering(item), start - 1) + 1
        counted.append(form.replace("%1", str(seen[numbering(item)])))
    assert counted == [re.sub(r"^0(?=\d)", "", marker) for marker in typed]


def test_a_leading_zero_is_kept() -> None:
    items = (Item((paragraph("septième"),), "07)"), Item((paragraph("huitième"),), "08)"))
    data, _ = to_docx(outline("fr", ("a", List(items, ordered=True))), picture=nowhere)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b'w:val="decimalZero"' in archive.read("word/numbering.xml")


def test_a_second_list_begins_at_its_own_number() -> None:
    one = List((Item((paragraph("premier a"),), "1."),), ordered=True)
    two = List((Item((paragraph("premier b"),), "1."),), ordered=True)
    document = reopened(outline("fr", ("a", one), ("a", paragraph("entre")), ("a", two)))
    numbers = [numbering(with_text(document, text)) for text in ("premier a", "premier b")]
    assert numbers[0] != numbers[1]


def test_a_numbered_list_restarts_with_a_numbering_of_its_own() -> None:
    """The definition is shared, so the look of all of them can be changed at once in Word."""
    lists = [
        List((Item((paragraph(f"item {n}"),), marker),), ordered=True)
        for n, marker in enumerate(("1.", "7.", "1)"))
    ]
    document = reopened(outline("fr", *(("a", each) for each in lists)))
    numberings: Any = document.part.numbering_part.element
    definitions, starts = [], []
    for n in range(3):
        use = next(
            u for u in numberings.num_lst if u.numId == numbering(with_text(document, f"item {n}"))
        )
        definitions.append(use.abstractNumId.val)
        (override,) = use.findall(qn("w:lvlOverride"))
        assert override.get(qn("w:ilvl")) == "0"
        starts.append(override.find(qn("w:startOverride")).get(qn("w:val")))
    assert starts == ["1", "7", "1"]
    assert definitions[0] == definitions[1] != definitions[2]


def test_a_list_between_two_answers_does_not_count_with_them() -> None:
    inner = List((Item((paragraph("dedans"),), "1."),), ordered=True)
    first, second = (Entry("Nom", (paragraph(name),), n) for n, name in ((1, "Un"), (2, "Deux")))
    blocks = (first, Entry("Réponse", (inner,)), inner, second)
    document = reopened(Outline("fr", (), "Report", "", blocks, ("a",) * 4))
    numberings: Any = document.part.numbering_part.element
    of = {use.numId: use.abstractNumId.val for use in numberings.num_lst}
    one, two = (numbering(with_text(document, text)) for text in ("Un", "Deux"))
    assert one == two
    among = [numbering(p) for p in document.paragraphs if p.text == "dedans"]
    assert len(among) == 2
    assert all(of[each] != of[one] for each in among)


def test_a_list_too_deep_for_word_does_not_count_with_the_one_around_it() -> None:
    deep: List = List((Item((paragraph("en bas"),), "1."),), ordered=True)
    for n in range(9):
        deep = List((Item((paragraph(f"niveau {n}"), deep), "1."),), ordered=True)
    document = reopened(outline("fr", ("a", deep)))
    numberings: Any = document.part.numbering_part.element
    of = {use.numId: use.abstractNumId.val for use in numberings.num_lst}
    last, around = (with_text(document, text) for text in ("en bas", "niveau 0"))
    assert marker(document, last)[0] == marker(document, around)[0] == 8
    assert of[numbering(last)] != of[numbering(around)]


@pytest.mark.parametrize(("style", "sign"), [("ListBullet", "•"), ("ListNumber", "%1.")])
def test_the_style_of_a_list_brings_its_marker(style: str, sign: str) -> None:
    """Who goes on writing in Word gets it by choosing the style."""
    document = reopened(Outline("fr", (), "Report", "", (paragraph("seul"),), ("a",)))
    linked: Any = next(s for s in document.styles.element.style_lst if s.styleId == style)
    numberings: Any = document.part.numbering_part.element
    use = next(u for u in numberings.num_lst if u.numId == linked.pPr.numPr.numId.val)
    definitions = numberings.findall(qn("w:abstractNum"))
    levels = {
        level.get(qn("w:ilvl")): level.find(qn("w:lvlText")).get(qn("w:val"))
        for definition in definitions
        for level in definition.findall(qn("w:lvl"))
        if (link := level.find(qn("w:pStyle"))) is not None
        and link.get(qn("w:val")) == style
        and definition.get(qn("w:abstractNumId")) == str(use.abstractNumId.val)
    }
    assert levels == {"0": sign}


@pytest.mark.parametrize("language", ["fr", "ko", "ja"])
def test_hangul_gets_no_spaces_of_the_word_processor(language: str) -> None:
    """Japanese does; and Latin words of an East Asian report are never broken as Hangul."""
    styles: Any = reopened(replace(outline(), language=language)).styles.element
    properties = styles.find(f".//{qn('w:pPrDefault')}/{qn('w:pPr')}")
    said = {
        child.tag: child.get(qn("w:val")) for child in properties if child.tag != qn("w:spacing")
    }
    off = {qn("w:wordWrap"): None, qn("w:autoSpaceDE"): "0", qn("w:autoSpaceDN"): "0"}
    assert said == ({} if language == "ja" else off)
    normal = next(s for s in styles.style_lst if s.styleId == "Normal")
    latin = normal.find(f"{qn('w:rPr')}/{qn('w:lang')}").get(qn("w:val"))
    assert latin == ("fr-FR" if language == "fr" else "en-GB")


def test_answers_are_numbered_and_stay_with_their_names() -> None:
    document = reopened(outline())
    first, second = with_text(document, "Kévin"), with_text(document, "Béatrice")
    first = next(p for p in document.paragraphs if p.text == "Nom complet: Kévin")
    assert marker(document, first) == (0, "%1.", 1)
    assert numbering(first) == numbering(second)
    assert first.paragraph_format.keep_with_next
    assert [run.text for run in first.runs if run.bold] == ["Nom complet:", "Kévin"]


def test_answers_that_begin_at_three_say_three() -> None:
    third = Entry("Nom complet", (paragraph("Troisième"),), 3)
    alone = Outline("fr", (), "Report", "", (Heading(2, "R"), third), ("answers", "answers.BA"))
    document = reopened(alone)
    assert marker(document, with_text(document, "Troisième")) == (0, "%1.", 3)


def test_an_item_that_opens_with_a_list_keeps_its_marker() -> None:
    inner = List((Item((paragraph("dedans"),)),))
    document = reopened(
        outline(
            "fr",
            ("a", List((Item((inner,)), Item(())))),
        )
    )
    levels = [
        p._p.pPr.numPr.ilvl.val  # type: ignore[union-attr]
        for p in document.paragraphs[-3:]
    ]
    assert levels == [0, 1, 0]


def test_a_line_end_is_a_line_break() -> None:
    typed = with_text(reopened(outline()), "quatre espaces")
    assert typed.text == f"    quatre espaces\n# dièse\n{HOSTILE}"
    assert len(typed._p.findall(f".//{qn('w:br')}")) == 2


def test_bold_italic_and_quotes() -> None:
    document = reopened(outline())
    mixed = with_text(document, "La Ville")
    assert [r.text for r in mixed.runs if r.bold] == ["Ville", "les deux"]
    assert [r.text for r in mixed.runs if r.italic] == ["l'ESS", "les deux"]
    quote = with_text(document, "une citation")
    assert quote.style
    assert quote.style.name == "Quote"


def test_pictures_fit_the_page_and_say_what_they_show(tmp_path: Path) -> None:
    write_pictures(tmp_path)
    (tmp_path / "wide.png").write_bytes(png(3000, 40))
    (tmp_path / "high.png").write_bytes(png(40, 3000))
    more = (("a", Picture("wide.png", "Large")), ("b", Picture("high.png")))
    document = reopened(outline("fr", *more), lambda file: tmp_path / file)
    shapes = document.inline_shapes
    assert len(shapes) == 3  # lost.png is not there
    small, wide, high = shapes
    assert (wide.width, high.height) == (Cm(TEXT_WIDTH), Cm(PICTURE_HEIGHT))
    assert small.width / small.height == pytest.approx(320 / 180, rel=1e-3)
    assert [shape._inline.docPr.get("descr") for shape in shapes] == [
        "Six visages",
        "Large",
        "high.png",
    ]
    caption = with_text(document, "Tout le monde")
    assert caption.style
    assert caption.style.name == "Caption"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (None, "not found"),
        (b"", "no picture that can be read"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "no picture that can be read"),
        (png(9, 9)[:20], "no picture that can be read"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "no picture that can be read"),
        (b"GIF89a", "no picture that can be read"),
        (b"BM\0\0", "no picture that can be read"),
        (b"II*\x00\xff\xff", "no picture that can be read"),
    ],
)
def test_a_picture_that_cannot_be_shown_is_a_warning(
    tmp_path: Path, data: bytes | None, reason: str
) -> None:
    if data is not None:
        (tmp_path / "s.png").write_bytes(data)
    shown = Outline("fr", (), "Report", "", (Picture("s.png", "Légende"),), ("screenshots.s1",))
    found = lambda file: tmp_path / file if data is not None else None  # noqa: E731
    written, warnings = to_docx(shown, picture=found)
    assert len(warnings) == 1
    assert warnings[0].startswith("s.png: ")
    assert reason in warnings[0]
    assert [p.text for p in Document(io.BytesIO(written)).paragraphs][1:] == ["[s.png]", "Légende"]


def test_a_folder_in_place_of_a_picture_is_a_warning(tmp_path: Path) -> None:
    shown = Outline("fr", (), "Report", "", (Picture("s.png"),), ("screenshots.s1",))
    _, warnings = to_docx(shown, picture=lambda file: tmp_path)
    assert "cannot be read" in warnings[0]


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(cut=st.integers(8, 70), noise=st.binary(max_size=40))
def test_no_broken_picture_raises(
    tmp_path_factory: pytest.TempPathFactory, cut: int, noise: bytes
) -> None:
    path = tmp_path_factory.mktemp("p") / "s.png"
    path.write_bytes(png(9, 9)[:cut] + noise)
    shown = Outline("fr", (), "Report", "", (Picture("s.png"),), ("a",))
    data, _ = to_docx(shown, picture=lambda file: path)
    assert Document(io.BytesIO(data)).paragraphs


def test_a_korean_name_says_its_language() -> None:
    document = reopened(outline())
    said = list(document.element.body.iter(qn("w:lang")))
    assert [e.get(qn("w:eastAsia")) for e in said] == ["ko-KR"]
    (run,) = (r for p in document.paragraphs for r in p.runs if r.text == "김민수 서울")
    assert run._r.find(f"{qn('w:rPr')}/{qn('w:lang')}") is said[0]
    korean = reopened(replace(outline(), language="ko"))
    assert not list(korean.element.body.iter(qn("w:lang")))


def test_an_author_stands_in_the_properties_where_one_is_said() -> None:
    data, _ = to_docx(outline(), picture=nowhere, author="Rosa <Prado>")
    assert Document(io.BytesIO(data)).core_properties.author == "Rosa <Prado>"


@pytest.mark.parametrize(
    ("language", "locale"), [("fr", "fr-FR"), ("en", "en-GB"), ("es", "es-ES"), ("ko", "ko-KR")]
)
def test_language_and_properties(language: str, locale: str) -> None:
    document = reopened(replace(outline(language), name="한국어 " * 100))
    written: Any = document.styles.element.find(f".//{qn('w:lang')}")
    assert (written.get(qn("w:val")), written.get(qn("w:eastAsia"))) == (locale, "ko-KR")
    fonts: Any = document.styles.element.find(f".//{qn('w:rFonts')}")
    assert fonts.get(qn("w:eastAsia")) == "Malgun Gothic"
    properties = document.core_properties
    assert properties.title == ("한국어 " * 100)[:255]
    assert properties.language == locale
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")


def test_the_page_is_a4_with_its_number_below() -> None:
    (section,) = reopened(outline()).sections
    assert section.page_width
    assert section.page_height
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    fields = section.footer._element.iter(qn("w:fldSimple"))
    assert [field.get(qn("w:instr")) for field in fields] == ["PAGE", "NUMPAGES"]


def test_the_same_report_is_the_same_bytes(tmp_path: Path) -> None:
    find = write_pictures(tmp_path)
    first, second = (to_docx(outline(), picture=find)[0] for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_kept_and_never_raises(text: str) -> None:
    more = (("a", paragraph(*text.split("\n"))), ("b", Heading(3, text)), ("c", nested()))
    document = reopened(replace(outline("fr", *more), name=text))
    kept = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", text)
    assert document.paragraphs
    if not re.search(r"[\r\t]", kept):
        assert any(p.text == kept for p in document.paragraphs)


def test_a_paragraph_is_put_at_the_end_without_a_look_through_those_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain = BaseOxmlElement.first_child_found_in
    searched: list[str] = []

    def counted(element: BaseOxmlElement, *tags: str) -> object:
        searched.append(element.tag)
        return plain(element, *tags)

    monkeypatch.setattr(BaseOxmlElement, "first_child_found_in", counted)
    many = [("a", paragraph(f"ligne {n}")) for n in range(300)]
    to_docx(outline("fr", *many), picture=lambda file: None)
    assert searched.count(qn("w:body")) <= 1  # for the one table
    assert searched.count(qn("w:p")) < 100
