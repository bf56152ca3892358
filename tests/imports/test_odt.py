"""OpenDocument texts as LibreOffice writes them: comments, frames, notes, lists, cells, links."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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
        (p(f"un{p('deux')}trois") + p("quatre"), ["untrois", "deux", "quatre"]),
        (f"<text:section>{p(items('point'))}</text:section>", ["- point"]),
        (f"<text:own>avant<text:span>-hier</text:span></text:own>{p('un')}", ["avant-hier", "un"]),
        ("<text:bibliography><text:bibliography-source><text:index-entry-span>: "
         f"</text:index-entry-span></text:bibliography-source>{p('Un livre')}</text:bibliography>",
         ["Un livre"]),
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


BLOCKS = (
    "<text:h text:outline-level='2'>{inline}</text:h>", "<text:p>{inline}</text:p>",
    "<text:section>{block}</text:section>", f"{box('{block}')}",
    "<text:list><text:list-item>{block}</text:list-item></text:list>",
    "<text:list><text:list-header>{block}</text:list-header></text:list>",
    "<text:list><text:list-item><text:number>1.</text:number>{block}</text:list-item></text:list>",
    f"{table('{block}', '{block}')}",
    "<table:table><table:table-header-rows><table:table-row><table:table-cell>{block}"
    "</table:table-cell></table:table-row></table:table-header-rows></table:table>",
)  # fmt: skip
INLINES = (
    "<text:span>{inline}</text:span>", "<text:a xlink:href='https://e.org/'>{inline}</text:a>",
    "<text:bookmark-ref>{inline}</text:bookmark-ref>", f"{note('{block}')}", f"{box('{block}')}",
    "<draw:g><draw:custom-shape>{block}</draw:custom-shape></draw:g>", f"{COMMENT}{{inline}}",
    "<text:ruby><text:ruby-base>{inline}</text:ruby-base></text:ruby>", "{inline}{inline}",
)  # fmt: skip


def filled(shapes: list[int], inline: bool, depth: int = 5) -> str:
    """A part of a document with these shapes, one inside the other; ``@`` stands for a word."""
    if not shapes or not depth:
        return "@ " if inline else p("@ ")
    kinds = INLINES if inline else BLOCKS
    shape = kinds[shapes.pop() % len(kinds)]
    while found := re.search(r"\{(inline|block)\}", shape):
        inside = filled(shapes, found[1] == "inline", depth - 1)
        shape = shape[: found.start()] + inside + shape[found.end() :]
    return shape


@pytest.mark.slow
@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(st.integers(0, 17), max_size=12), min_size=1, max_size=3))
def test_each_word_is_there_once(parts: list[list[int]]) -> None:
    body = "".join(filled(list(shapes), inline=False) for shapes in parts)
    words = iter(range(body.count("@")))
    numbered = re.sub("@", lambda _: f"w{next(words)}", body)
    said = " ".join(f"{line.text} {line.caption}" for line in lines_of(numbered))
    assert sorted(re.findall(r"w\d+", said)) == sorted(f"w{n}" for n in range(body.count("@")))
