"""Word documents: what each construct of Word is as lines of a note."""

from __future__ import annotations

import pytest

from gsef_tui.imports import read_report
from gsef_tui.imports.docx import read_docx
from gsef_tui.imports.file_formats import read_lines
from gsef_tui.imports.source_lines import SourceLine
from gsef_tui.storage.errors import UnreadableFile

from .reading import TEMPLATES
from .word_documents import (
    ADDRESS,
    CONTENTS,
    MAIN,
    SPACES,
    Parts,
    box,
    cell,
    control,
    docx_of,
    field,
    instruction,
    link,
    mark,
    paragraph,
    picture,
    run,
    table,
    text,
)


def lines(parts: Parts | str) -> list[str]:
    return [line.text for line in read_lines(docx_of(parts), "a.docx") if line.text]


def remarks(parts: Parts | str) -> list[str]:
    return [line.remark for line in read_docx(docx_of(parts)) if line.remark]


@pytest.mark.parametrize(
    ("inside", "read"),
    [
        (f"<w:ins>{text('douze')}</w:ins><w:del>{run('<w:delText>trois</w:delText>')}</w:del>",
         "douze"),
        (f"<w:moveFrom>{text('un ')}</w:moveFrom>{text('deux')}<w:moveTo>{text(' un')}</w:moveTo>",
         "deux un"),
        (f"<w:del><w:ins>{text('un')}</w:ins></w:del>{text('deux')}", "deux"),
        (text("barré", "<w:strike/>"), "barré"),
        (control(text("12 euros")), "12 euros"),
        (f"<w:smartTag>{control(control(text('Dakar')))}</w:smartTag>", "Dakar"),
        (field("DATE", text("4 mai")), "4 mai"),
        ('<w:fldSimple w:instr=" NUMPAGES ">' + text("12") + "</w:fldSimple>", "12"),
        (field(f"IF {field('PAGE', text('2'))} = 1", text("non")), "non"),
        (text("un") + run('<w:sym w:font="Wingdings" w:char="F0E0"/>') + text("deux"), "un→deux"),
        (text("\uf0b7 un") + text("\uf0fc", '<w:rFonts w:ascii="Wingdings"/>'), "• un✓"),
        (run('<w:sym w:font="Symbol" w:char="0061"/>'), "α"),
        (run('<w:sym w:font="Arial" w:char="2713"/>'), "✓"),
        (run("<w:t>12</w:t><w:noBreakHyphen/><w:t>15 co</w:t><w:softHyphen/><w:t>op</w:t>"),
         "12\u201115 co\u00adop"),
        (run("<w:t>un</w:t><w:tab/><w:t>deux</w:t><w:ptab/><w:t>trois</w:t>"), "un\tdeux\ttrois"),
        (run("<w:t>a<!-- x -->b<?y z?>c</w:t>"), "abc"),
        (run("<w:ruby><w:rt><w:r><w:t>한자</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢字</w:t></w:r>"
             "</w:rubyBase></w:ruby>"), "漢字 (한자)"),
        ("<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>", "x=2"),
        (text("un ") + text("mot", '<w:rStyle w:val="Strong"/>'), "un **mot**"),
        (text("un ") + text("mot", '<w:rStyle w:val="Strong"/><w:b w:val="0"/>'), "un mot"),
        (run('<w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox>'
             "</w:ffData></w:fldChar>") + mark("end") + text(" oui"), "☒ oui"),
        (run('<w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
             '<w:listEntry w:val="non"/><w:listEntry w:val="oui"/></w:ddList></w:ffData>'
             "</w:fldChar>") + mark("end"), "oui"),
    ],
)  # fmt: skip
def test_a_run_at_any_depth(inside: str, read: str) -> None:
    assert lines(paragraph(inside)) == [read]


def test_line_and_page_breaks_divide_a_paragraph() -> None:
    inside = run('<w:t>un</w:t><w:br/><w:t>deux</w:t><w:br w:type="page"/><w:t>trois</w:t>')
    assert lines(paragraph(run('<w:br w:type="page"/>') + inside)) == ["un", "deux", "trois"]
    assert lines(paragraph(text("un") + run('<w:br w:type="page"/>')) + paragraph("deux")) == [
        "un", "deux"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("inside", "read"),
    [
        (link(text("le compte rendu")), f"le compte rendu ({ADDRESS})"),
        (link(text("le ")) + link(text("rapport", "<w:b/>")) + text(" ici"),
         f"le **rapport** ({ADDRESS}) ici"),
        (link(text("example.org/minutes")), "example.org/minutes"),
        (field(f'HYPERLINK "{ADDRESS}" \\o "x"', text("ici")), f"ici ({ADDRESS})"),
        (field(f'HYPERLINK "{ADDRESS}" \\l "fin"', text("ici")), f"ici ({ADDRESS}#fin)"),
        (field('HYPERLINK "mailto:ada@example.org?subject=x"', text("Ada")),
         "Ada (ada@example.org)"),
        (field('HYPERLINK "mailto:ada@example.org"', text("ada@example.org")), "ada@example.org"),
        (field('HYPERLINK \\l "_Toc1"', text("plus bas")), "plus bas"),
        ('<w:hyperlink w:anchor="_Toc1">' + text("plus bas") + "</w:hyperlink>", "plus bas"),
        ('<w:hyperlink r:id="nowhere">' + text("mort") + "</w:hyperlink>", "mort"),
    ],
)  # fmt: skip
def test_the_address_behind_a_link_stands_once(inside: str, read: str) -> None:
    assert lines(paragraph(inside)) == [read]


def test_notes_stand_in_brackets_where_their_number_is() -> None:
    body = paragraph(
        text("Un tiers")
        + run('<w:footnoteReference w:id="2"/>')
        + text(" aux villages")
        + run('<w:endnoteReference w:id="2"/>')
    )
    notes = (
        f'<w:footnote w:id="2">{paragraph(run("<w:footnoteRef/>") + link(text("Source"), "noted"))}'
    )
    notes += f"{paragraph('de 2019.')}</w:footnote>"
    notes += f'<w:footnote w:id="3">{paragraph("jamais")}</w:footnote>'
    read = lines(Parts(body, notes, f'<w:endnote w:id="2">{paragraph("fin")}</w:endnote>'))
    assert read == [f"Un tiers (Source ({ADDRESS}) de 2019.) aux villages (fin)"]


def test_a_note_of_a_heading_does_not_change_the_heading() -> None:
    body = paragraph(text("Participants") + run('<w:footnoteReference w:id="1"/>'), "H1")
    note = f'<w:footnote w:id="1">{paragraph("sans titres")}</w:footnote>'
    assert lines(Parts(body, note)) == ["Participants", "(sans titres)"]


def test_a_box_of_text_is_read_once_and_is_no_picture() -> None:
    body = paragraph(text("Avant.") + box(paragraph("Citation.") + paragraph("Suite.")))
    read = read_docx(docx_of(body + paragraph("Après.")))
    assert [line.text for line in read if line.text] == ["Avant.", "Citation.", "Suite.", "Après."]
    assert not any(line.picture for line in read)


@pytest.mark.parametrize(
    ("choice", "fallback", "read"),
    [(text("un"), text("deux"), ["un"]), (picture("a.png"), text("deux"), ["deux"]),
     (picture("a.png"), "", ["a.png"])],
)  # fmt: skip
def test_of_two_forms_of_one_thing_the_first_with_words_is_read(
    choice: str, fallback: str, read: list[str]
) -> None:
    both = f"<mc:Choice>{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback>"
    assert lines(paragraph(f"<mc:AlternateContent>{both}</mc:AlternateContent>")) == read


ELSEWHERE = 'xmlns:e="http://example.org/elsewhere"'


@pytest.mark.parametrize(
    ("body", "read"),
    [
        (f"<e:p {ELSEWHERE}>{text('un')}</e:p>" + paragraph("deux"), ["un", "deux"]),
        (f"<w:ins>{text('un ')}{text('deux')}</w:ins>" + paragraph("trois"), ["un deux", "trois"]),
        (table(cell(text("un") + paragraph("deux"))), ["un\ndeux"]),
        (control(text("un")), ["un"]),
        (paragraph(text("un") + f"<e:txbxContent {ELSEWHERE}>{paragraph('deux')}"
                   f"{paragraph('trois')}</e:txbxContent>"), ["un", "deux", "trois"]),
        (paragraph(run(f"<w:pict><e:x {ELSEWHERE}>{paragraph('un')}{table(cell(paragraph('deux')))}"
                       "</e:x></w:pict>")), ["un", "deux"]),
    ],
)  # fmt: skip
def test_text_where_word_has_none_is_read_and_does_not_run_together(
    body: str, read: list[str]
) -> None:
    assert lines(body) == read


def test_words_drawn_along_a_line_are_text() -> None:
    art = '<w:pict><v:shape><v:textpath string="Bienvenue"/></v:shape></w:pict>'
    assert lines(paragraph(run(art))) == ["Bienvenue"]


def test_a_picture_has_its_files_name_and_its_caption() -> None:
    body = paragraph(
        picture("Picture 1").replace(
            "<pic:pic/>",
            '<pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="a.png"/></pic:nvPicPr></pic:pic>',
        )
    )
    read = read_docx(docx_of(paragraph("un") + body + paragraph("La salle.", "C")))
    shown = SourceLine("a.png", picture=True, caption="La salle.")
    assert shown in read


def test_a_picture_in_a_cell_is_kept() -> None:
    inside = paragraph("gauche") + paragraph(picture("b.png")) + paragraph("Légende.", "C")
    read = read_docx(docx_of(table(cell(inside) + cell(paragraph("droite")))))
    assert SourceLine("b.png", picture=True, caption="Légende.") in read
    assert [word for word in ("gauche", "droite") if word in read[0].text] == ["gauche", "droite"]


def test_the_words_of_a_diagram_are_its_alternative_text() -> None:
    drawing = picture("Diagram 1").replace("<pic:pic/>", '<dgm:relIds xmlns:dgm="x" r:dm="d"/>')
    parts = Parts(paragraph(drawing), headers=("<a:t>Écouter</a:t><a:t>Décider</a:t>",),
                  more=f'<Relationship Id="d" Type="{SPACES["r"]}/diagramData" '
                  'Target="header0.xml"/>')  # fmt: skip
    assert read_docx(docx_of(parts))[0].alt == "Écouter, Décider"


@pytest.mark.parametrize(
    "contents",
    [
        paragraph("Sommaire", "TOCH") + paragraph(text("Participants") + run("<w:tab/>"), "TOC1"),
        control(paragraph("Sommaire") + paragraph("Participants 1"), CONTENTS),
        paragraph(mark("begin") + instruction(' TOC \\o "1-3" ') + mark("separate") + text("Un 1"))
        + paragraph("Participants 2")
        + paragraph(mark("end")),
        '<w:p><w:fldSimple w:instr="TOC \\o">' + text("Un 1") + "</w:fldSimple></w:p>",
    ],
    ids=["styles", "gallery", "field", "simple-field"],
)
def test_a_table_of_contents_is_no_text(contents: str) -> None:
    assert lines(paragraph("Avant") + contents + paragraph("Après")) == ["Avant", "Après"]


@pytest.mark.parametrize("below", [paragraph("un"), table(cell(paragraph("un"))), ""])
def test_a_heading_of_contents_without_contents_is_a_heading(below: str) -> None:
    body = paragraph("avant") + paragraph("Abstract", "TOCH") + "<w:p/>" + below
    assert lines(body) == ["avant", "Abstract", *["un"] * bool(below)]


@pytest.mark.parametrize(
    "contents",
    [
        paragraph(mark("begin") + instruction("TOC") + mark("separate") + text("Un 1"))
        + paragraph(mark("end")),
        control(paragraph("Participants 1"), CONTENTS),
    ],
    ids=["field", "gallery"],
)
def test_the_heading_above_contents_is_no_text(contents: str) -> None:
    body = paragraph("Sommaire", "TOCH") + "<w:p/>" + contents + paragraph("Après")
    assert lines(body) == ["Après"]


def test_a_table_of_contents_without_an_end_hides_nothing() -> None:
    begins = mark("begin") + instruction("TOC") + mark("separate")
    assert lines(paragraph(begins + text("un")) + paragraph("deux")) == ["un", "deux"]


def test_a_table_of_contents_ends_where_its_mark_stands() -> None:
    begins = mark("begin") + instruction("TOC") + mark("separate")
    inside = paragraph("Participants 1") + paragraph(mark("end"))
    assert lines(paragraph(begins) + control(inside, CONTENTS) + paragraph("Après")) == ["Après"]
    deleted = paragraph(f"<w:del>{mark('end')}</w:del>")
    assert lines(paragraph(begins + text("un")) + deleted + paragraph("deux")) == ["un", "deux"]


def test_an_instruction_stands_in_one_paragraph() -> None:
    body = paragraph(mark("begin")) + paragraph(field("REF x", text("un")))
    assert lines(body + paragraph(mark("separate") + text("deux") + mark("end"))) == ["un", "deux"]


def test_merged_cells_and_nested_tables_are_read_once() -> None:
    inner = table(cell(paragraph("dedans")))
    body = table(
        cell(paragraph("Chiffres"), '<w:gridSpan w:val="2"/>'),
        cell(paragraph("2019"), '<w:vMerge w:val="restart"/>') + cell(paragraph("71 %")),
        cell("<w:p/>", "<w:vMerge/>") + control(cell(paragraph("3") + inner)),
        f"<w:trPr><w:del/></w:trPr>{cell(paragraph('non'))}",
    )
    words = " ".join(lines(body)).replace(":", " ").split()
    assert words == ["Chiffres", "2019", "71", "%", "3", "dedans"]


def test_comments_are_no_text() -> None:
    mark_of = '<w:commentRangeStart w:id="0"/>' + text("un") + '<w:commentRangeEnd w:id="0"/>'
    assert lines(paragraph(mark_of + run('<w:commentReference w:id="0"/>'))) == ["un"]


def numbered(number: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


@pytest.mark.parametrize(
    ("body", "read"),
    [
        (paragraph("un", "B") + paragraph("deux", "SubB"), ["- un", "- deux"]),
        (paragraph("un", "SubB", numbered(0)), ["un"]),
        (paragraph("un", properties=numbered(2)) + paragraph("deux", "L2"),
         ["1) un", "   1. deux"]),
        (paragraph("un", properties=numbered(3)) + paragraph("deux", properties=numbered(3)),
         ["7) un", "8) deux"]),
        (paragraph("un", properties=numbered(9)), ["- un"]),
        (paragraph("Titre", "Mine") + paragraph("cité", "Q"), ["Titre", "> cité"]),
    ],
)  # fmt: skip
def test_numbering_and_meaning_of_a_style_come_from_its_parents(body: str, read: list[str]) -> None:
    assert lines(body) == read


BODY = paragraph("texte")


@pytest.mark.parametrize(
    "parts",
    [
        Parts(BODY, main="word/document2.xml"),
        Parts(BODY, content_type=MAIN.replace("document.main", "template.main")),
        Parts(BODY, content_type="application/vnd.ms-word.document.macroEnabled.main+xml"),
        Parts(BODY, is_strict=True),
        Parts(BODY, more=f'<Relationship Id="x" Type="{SPACES["r"]}/image" Target="../NULL"/>'),
    ],
    ids=["document2", "template", "macros", "strict", "dangling"],
)
def test_a_document_is_found_by_its_relationships(parts: Parts) -> None:
    assert lines(parts) == ["texte"]


def test_what_is_not_read_is_named() -> None:
    sign = run('<w:sym w:font="Musica" w:char="F041"/>')
    empty = control(text("Cliquez ici."), "<w:showingPlcHdr/>")
    header = paragraph(text("Essai – brouillon ") + field("PAGE", text("1")))
    parts = Parts(
        paragraph(text("Essai ") + sign + empty) + '<w:altChunk r:id="x"/>',
        headers=(header, paragraph("ESSAI 2")),
    )
    assert lines(parts) == ["Essai ?"]
    assert remarks(parts) == [
        "a sign of the font Musica is read as “?”: put in what it means",
        "not read, as it stands in a field that is not filled in: “Cliquez ici.”",
        "a part of it is a file of another kind, which is not read: copy its text into it",
        "not read, as it stands at the top of pages: “Essai – brouillon 1”",
    ]
    imported = read_report(docx_of(parts), "a.docx", TEMPLATES)
    assert imported.notes[: len(remarks(parts))] == tuple(remarks(parts))


def test_the_words_of_an_empty_field_are_apart() -> None:
    shown = paragraph(run("<w:t>Nom</w:t><w:br/><w:t>Titre</w:t>")) + paragraph(text("Courriel"))
    said = remarks(paragraph("un") + control(shown, "<w:showingPlcHdr/>"))
    assert said == ["not read, as it stands in a field that is not filled in: “Nom Titre Courriel”"]


def test_what_is_not_read_is_named_where_nothing_else_stands() -> None:
    empty = docx_of(paragraph(control(text("Cliquez ici."), "<w:showingPlcHdr/>")))
    with pytest.raises(UnreadableFile) as raised:
        read_report(empty, "a.docx", TEMPLATES)
    assert str(raised.value) == (
        "a.docx: there is nothing in it: not read, as it stands in a field that is not filled in: "
        "“Cliquez ici.”"
    )
