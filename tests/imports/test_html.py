"""Web pages of other programs: omitted tags, Word's lists, cells, hidden text, links, pictures."""

from __future__ import annotations

import pytest

from gsef_tui.imports.file_formats import read_lines
from gsef_tui.imports.html import read_html
from gsef_tui.imports.links import behind
from gsef_tui.imports.source_lines import SourceLine


def lines_of(body: str) -> list[SourceLine]:
    return read_html(f"<!doctype html><html>{body}".encode())


def texts_of(body: str) -> list[str]:
    return [line.text for line in lines_of(body) if line.text]


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ("<head><title>x</title><body><p>Un.", ["Un."]),
        ("<head><meta charset=utf-8><p>Un.<p>Deux.", ["Un.", "Deux."]),
        ("<title>x<body><p>Un.", ["Un."]),
        ("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>fin", ["- a", "- b", "  - c", "- d", "fin"]),
        ("<dl><dt>t<dd>d</dl>", ["t", "d"]),
        ("<table><tr><td>1<td>2<tr><td>3<td>4</table><p>z", ["1\t2", "3\t4", "z"]),
        ("<h2>Titre<p>texte", ["Titre", "texte"]),
    ],
)
def test_tags_that_may_be_omitted(body: str, texts: list[str]) -> None:
    assert texts_of(body) == texts


def word_item(marker: str, text: str, level: int = 1) -> str:
    return (
        f"<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level{level} lfo1'>"
        f"<![if !supportLists]><span><span style='mso-list:Ignore'>{marker}<span>&nbsp;&nbsp; "
        f"</span></span></span><![endif]>{text}<o:p></o:p></p>"
    )


def test_the_lists_of_word_are_lists() -> None:
    body = (
        word_item("·", "premier <b>point</b>") + word_item("o", "sous-point", 2)
        + word_item("1.", "un numéro") + word_item("10)", "dix") + word_item("§", "dessous", 3)
        + word_item("a)", "une lettre") + "<p class=MsoNormal>fin</p>"
    )  # fmt: skip
    assert texts_of(body) == [
        "- premier **point**", "  - sous-point", "1. un numéro", "10) dix", "    - dessous",
        "- a) une lettre", "fin",
    ]  # fmt: skip


def test_a_bullet_that_is_a_picture_is_no_picture() -> None:
    (line,) = lines_of(word_item('<img src="image001.gif" alt="*">', "point"))
    assert line.text == "- point"


def test_paragraphs_and_items_in_a_cell_are_apart() -> None:
    cell = "<p>premier</p><p>second</p><ul><li>un</li><li>deux</li></ul>"
    (row,) = lines_of(f"<table><tr><td><p>Atouts</p></td><td>{cell}</td></tr></table>")
    assert row.cells == ("Atouts", "premier\n\nsecond\n\n- un\n- deux")
    assert row.text == "Atouts\npremier\nsecond\n- un\n- deux"


@pytest.mark.parametrize(
    ("table", "texts"),
    [
        ("<tr><td>a<table><tr><td>x<td>y</table><td>b</table>", ["a\nx\ty\nb"]),
        ("<tr><td><h2>Participants</h2><p>Ada</p></td></tr></table>", ["Participants", "Ada"]),
        ("<tr><td><p>un</p><p>deux</p></td><td></td></tr></table>", ["un", "deux"]),
        ("<td>sans</td><td>rangée</td></table>", ["sans\trangée"]),
        ("<tr><td>avant<tr><td>fin", ["avant", "fin"]),
    ],
)
def test_tables_of_every_shape_keep_their_words(table: str, texts: list[str]) -> None:
    assert texts_of(f"<table>{table}") == texts


@pytest.mark.parametrize(
    "hidden",
    [
        "<div style='display:none'><p>non</p>non</div>",
        "<p hidden>non<p>",
        "<span style='color:red; visibility: hidden'>non</span>",
        "<span style='mso-hide:all'>non <b>non</b></span>",
        "<script>non</script><style>non</style><template><p>non</template>",
        "<ul><li hidden>non</li></ul>",
    ],
)
def test_text_that_a_reader_does_not_see_is_left_out(hidden: str) -> None:
    assert texts_of(f"<p>oui</p>{hidden}<p>aussi</p>") == ["oui", "aussi"]


@pytest.mark.parametrize(
    ("text", "address", "follows"),
    [
        ("le compte rendu", "https://example.org/a", " (https://example.org/a)"),
        ("écrire", "mailto:ada@example.org?subject=x", " (ada@example.org)"),
        ("https://example.org/a", "https://example.org/a", ""),
        ("example.org", "http://www.example.org/", ""),
        ("ada@example.org", "mailto:ada@example.org", ""),
        ("écrire à ada@example.org", "mailto:ada@example.org", ""),
        ("plus bas", "#notes", ""),
        ("ici", "javascript:void(0)", ""),
        ("", "https://example.org", ""),
    ],
)
def test_the_address_behind_a_link(text: str, address: str, follows: str) -> None:
    assert behind(text, address) == follows
    link = f"<p>Voir <a href='{address}'>{text}</a>, puis."
    assert texts_of(link) == [f"Voir {text}{follows}, puis."]


def test_the_address_of_a_heading_stands_below_it() -> None:
    heading, address = [
        line for line in lines_of("<h3><a href='https://e.org/ada'>Ada Brook</a></h3>") if line.text
    ]
    assert (heading.text, heading.level, address.text) == ("Ada Brook", 3, "https://e.org/ada")


def test_a_picture_amid_text_takes_no_text_with_it() -> None:
    lines = lines_of("<p>Voir <img src='a.png'> le plan.</p><p>Après.</p>")
    assert [(line.text, line.picture, line.caption) for line in lines if line.text] == [
        ("Voir le plan.", False, ""), ("a.png", True, ""), ("Après.", False, ""),
    ]  # fmt: skip
    figure = "<figure><img src='a.png' alt='A'><figcaption>La place</figcaption></figure><p>Après."
    first, *_, last = [line for line in lines_of(figure) if line.text]
    assert (first.alt, first.caption, last.text) == ("A", "La place", "Après.")


@pytest.mark.parametrize(
    "page",
    [
        '<div dir="ltr">Bonjour,<br>le compte rendu&nbsp;:</div>',
        "<!-- fait à la main -->\n<p class=a>Bonjour,<br/>le compte rendu&#160;:</p>",
        "<meta charset=utf-8>Bonjour,<BR>le compte rendu&nbsp;:",
        "Bonjour,<br>le compte rendu&nbsp;:",
    ],
)
@pytest.mark.parametrize("name", ["mail.html", "MAIL.HTM", "mail.xhtml"])
def test_a_part_of_a_page_is_a_page_by_its_name(page: str, name: str) -> None:
    lines = read_lines(page.encode(), name)
    assert [line.text for line in lines if line.text] == ["Bonjour,", "le compte rendu\u00a0:"]


@pytest.mark.parametrize(("text", "name"), [("a < b > c", "a.html"), ("<p>un</p>", "a.txt")])
def test_text_with_signs_of_tags_is_text(text: str, name: str) -> None:
    assert [line.text for line in read_lines(text.encode(), name)] == [text]
