"""OpenDocument texts as LibreOffice writes them: comments, frames, notes, lists, cells, links."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from gsef_tui.imports.odt import read_odt
from gsef_tui.imports.source_lines import SourceLine

SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"),
        ("svg", "svg-compatible"),
    )
)  # fmt: skip
OTHERS = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'


def lines_of(body: str) -> list[SourceLine]:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "content.xml",
            f"<office:document-content {SPACES} {OTHERS}><office:body><office:text>{body}"
            "</office:text></office:body></office:document-content>",
        )
    return [line for line in read_odt(out.getvalue()) if line.text or line.picture]


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def items(*texts: str) -> str:
    inside = "".join(f"<text:list-item>{p(text)}</text:list-item>" for text in texts)
    return f"<text:list>{inside}</text:list>"


def table(*cells: str) -> str:
    inside = "".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in cells)
    return f"<table:table><table:table-row>{inside}</table:table-row></table:table>"


def box(text: str) -> str:
    return f"<draw:frame><draw:text-box>{text}</draw:text-box></draw:frame>"


def note(text: str) -> str:
    return (
        "<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation>"
        f"<text:note-body>{text}</text:note-body></text:note>"
    )


COMMENT = (
    "<office:annotation><dc:creator>Secrétariat</dc:creator><dc:date>2026-05-01</dc:date>"
    f"{p('À vérifier.')}</office:annotation>"
)
PICTURE = "<draw:frame draw:name='Image1'><draw:image/><svg:desc>Une place</svg:desc></draw:frame>"


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        (p(f"{COMMENT}Un tiers<office:annotation-end/> aux villages."), ["Un tiers aux villages."]),
        ("<text:list><text:list-item><text:p>un</text:p></text:list-item><text:list-header>"
         "<text:p>suite</text:p></text:list-header><text:list-item><text:p>deux</text:p>"
         "</text:list-item></text:list>", ["- un", "  suite", "- deux"]),
        (p(f"Un tiers{note(p('Chiffres de 2019.'))} aux villages."),
         ["Un tiers (Chiffres de 2019.) aux villages."]),
        (p(f"Un{note(p('a') + p('b'))}."), ["Un (a b)."]),
        (p(f"Avant {box(p('Dans la boîte') + items('point'))}après"),
         ["Avant après", "Dans la boîte", "- point"]),
        (p(f"<draw:g><draw:custom-shape>{p('Forme')}</draw:custom-shape></draw:g>texte"),
         ["texte", "Forme"]),
        (table(p("Atouts"), items("un", "deux")), ["Atouts\n- un\n- deux"]),
        (table(p("a") + table(p("x"), p("y")), p("b")), ["a\nx\ty\nb"]),
        (table(p(f"a{COMMENT}"), p(f"b{note(p('c'))}")), ["a\tb (c)"]),
        ("<text:table-of-content><text:index-body><text:p>Participants 1</text:p>"
         f"</text:index-body></text:table-of-content>{p('texte')}", ["texte"]),
        (p("voir <text:a xlink:href='https://e.org/x'>le <text:span>compte</text:span></text:a> et "
           "<text:a xlink:href='https://e.org'>e.org</text:a>"),
         ["voir le compte (https://e.org/x) et e.org"]),
    ],
)  # fmt: skip
def test_every_word_and_no_other(body: str, texts: list[str]) -> None:
    assert [line.text for line in lines_of(body)] == texts


def test_a_chapter_that_is_numbered_as_a_list_is_a_heading() -> None:
    heading = "<text:h text:outline-level='1'>Participants</text:h>"
    (line,) = lines_of(f"<text:list><text:list-item>{heading}</text:list-item></text:list>")
    assert (line.text, line.level) == ("Participants", 2)


def test_a_captioned_picture_is_one_picture_and_takes_nothing_else() -> None:
    framed = p(box(p(f"{PICTURE}Illustration 1 : la place")))
    before, picture, after = lines_of(f"{p('Avant.')}{framed}{p('Après.')}")
    assert (before.text, after.text) == ("Avant.", "Après.")
    assert (picture.picture, picture.caption, picture.alt) == (
        True, "Illustration 1 : la place", "Une place",
    )  # fmt: skip


def test_a_picture_amid_a_sentence_is_no_caption() -> None:
    text, picture = lines_of(p(f"Voir {PICTURE} le plan."))
    assert " ".join(text.text.split()) == "Voir le plan."
    assert (picture.picture, picture.caption) == (True, "")


def test_a_picture_in_a_cell_stands_behind_the_row() -> None:
    row, picture = lines_of(table(p("Plan"), p(f"{PICTURE}") + p("ici")))
    assert (row.cells, picture.picture) == (("Plan", "ici"), True)
