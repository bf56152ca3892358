"""Markdown: what a person typed reads as it was typed, and structure stays structure."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from gsef_tui.model.clean import clean
from gsef_tui.report.blocks import (
    Block,
    Entry,
    Heading,
    Item,
    Line,
    Lines,
    List,
    Outline,
    Paragraph,
    Picture,
    Quote,
    Row,
    Span,
    Table,
)
from gsef_tui.report.markdown import escape, to_markdown
from gsef_tui.report.notes import parse_note, plain_lines

from .test_notes import TYPED

READER = MarkdownIt("commonmark").enable("table").enable("strikethrough")
HOSTILE = st.text(alphabet="ab é한*_>-+.)(12 \t\\`<&[]#=|~!:$^'\"/;x\u00a0", max_size=40)
LINES = HOSTILE | st.text(max_size=30).map(clean).map(lambda text: text.replace("\n", " "))


def report(*blocks: Block) -> Outline:
    return Outline("fr", (), "Report", "", blocks, ("",) * len(blocks))


def tokens_under_title(markdown: str) -> list[Token]:
    return READER.parse(markdown)[3:]


def rendered(inline: Token) -> str:
    """What a reader sees of an inline token: line breaks as line ends, tags and marks gone."""
    text = ""
    for child in inline.children or ():
        match child.type:
            case "text" | "text_special":
                text += child.content
            case "hardbreak":
                text += "\n"
            case "softbreak" | "code_inline" | "link_open" | "image" | "s_open":
                pytest.fail(f"{child.type} out of plain text: {inline.content!r}")
            case "html_inline" if child.content not in {"<strong>", "</strong>", "<em>", "</em>"}:
                pytest.fail(f"markup out of plain text: {child.content!r}")
    return text


def seen(text: str) -> str:
    """Lines as one sees them: all white space alike, none at the ends."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return "\n".join(lines).rstrip("\n")


@given(st.lists(LINES, min_size=1, max_size=4))
def test_a_paragraph_of_plain_lines_reads_as_typed(lines: list[str]) -> None:
    tokens = tokens_under_title(to_markdown(report(Paragraph(plain_lines("\n".join(lines))))))
    wanted = seen("\n".join(lines))
    if not wanted.strip():
        assert tokens == []
        return
    assert [t.type for t in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert seen(rendered(tokens[1])) == wanted


@given(LINES)
@example("1 #\t")
def test_a_heading_and_a_fact_read_as_typed(text: str) -> None:
    outline = report(Heading(2, text), Table((Row(text, text),)))
    inline = [t for t in tokens_under_title(to_markdown(outline)) if t.type == "inline"]
    heading, _, _, label, value = inline
    assert seen(rendered(heading)) == seen(text)
    assert seen(rendered(label)) == seen(f"{text}:" if text else "")
    assert seen(rendered(value)) == seen(text)


STYLED = st.lists(st.builds(Span, LINES.filter(bool), st.booleans(), st.booleans()), max_size=5)


@given(STYLED)
def test_a_styled_line_reads_as_typed(line: list[Span]) -> None:
    tokens = tokens_under_title(to_markdown(report(Paragraph((tuple(line),)))))
    text = "".join(rendered(t) for t in tokens if t.type == "inline")
    assert seen(text) == seen("".join(span.text for span in line))


@given(STYLED)
def test_bold_and_italic_stay_what_they_are(line: list[Span]) -> None:
    tokens = tokens_under_title(to_markdown(report(Paragraph((tuple(line),)))))
    assert styles([c for t in tokens for c in t.children or ()]) == [
        (character, span.bold, span.italic)
        for span in line
        for character in span.text
        if not character.isspace()
    ]


def styles(children: list[Token]) -> list[tuple[str, bool, bool]]:
    """Each character that is not white space, with whether it is bold and italic."""
    found = []
    bold = italic = 0
    for child in children:
        bold += {"strong_open": 1, "strong_close": -1}.get(child.type, 0)
        italic += {"em_open": 1, "em_close": -1}.get(child.type, 0)
        if child.type == "html_inline":
            bold += {"<strong>": 1, "</strong>": -1}.get(child.content, 0)
            italic += {"<em>": 1, "</em>": -1}.get(child.content, 0)
        elif child.type in ("text", "text_special"):
            found += [(c, bold > 0, italic > 0) for c in child.content if not c.isspace()]
    return found


def text_of(tokens: list[Token]) -> str:
    return "".join("".join(rendered(t).split()) for t in tokens if t.type == "inline")


def text_of_blocks(blocks: tuple[Block, ...]) -> str:
    text = ""
    for block in blocks:
        match block:
            case Paragraph(lines):
                text += "".join(span.text for line in lines for span in line)
            case List(items):
                text += "".join(text_of_blocks(item.blocks) for item in items)
            case Quote(inner):
                text += text_of_blocks(inner)
    return "".join(text.split())


@given(TYPED)
def test_a_note_reads_as_its_blocks(note: str) -> None:
    blocks = parse_note(note)
    assert text_of(tokens_under_title(to_markdown(report(*blocks)))) == text_of_blocks(blocks)


@given(TYPED)
def test_lists_and_quotes_of_a_note_stay(note: str) -> None:
    """Item for item and quote for quote: nothing flows into its neighbour."""
    blocks = parse_note(note)
    tags = [t.tag for t in tokens_under_title(to_markdown(report(*blocks))) if t.nesting == 1]

    def walk(blocks: tuple[Block, ...]) -> list[str]:
        found: list[str] = []
        for block in blocks:
            match block:
                case Paragraph():
                    found.append("p")
                case List(items):
                    for item in items:
                        found += ["li", *walk(item.blocks)]
                case Quote(inner):
                    found += ["blockquote", *walk(inner)]
        return found

    kept = [tag for tag in tags if tag in ("p", "li", "blockquote")]
    assert kept == walk(blocks)


def test_numbers_are_those_that_were_typed() -> None:
    markdown = to_markdown(report(*parse_note("3. a\n4. b\n10. c\n11. d")))
    lists = [t for t in READER.parse(markdown) if t.type == "ordered_list_open"]
    assert [t.attrGet("start") for t in lists] == [3, 10]


def test_entries_with_a_number_are_one_ordered_list() -> None:
    name = (Paragraph(plain_lines("2. Bis")),)
    many = (Paragraph(plain_lines("a")), List((Item((Paragraph(plain_lines("b")),)),)))
    outline = report(
        Entry("Nom", name, 1), Entry("Réponse", many), Entry("Nom", (), 2), Entry("Réponse", ())
    )
    tokens = tokens_under_title(to_markdown(outline))
    assert [t.info for t in tokens if t.type == "list_item_open" and t.level == 1] == ["1", "2"]
    assert text_of(tokens) == "Nom:2.BisRéponse:abNom:Réponse:"


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("2009. Création", "2009\\. Création"),
        ("1.5 million", "1.5 million"),
        ("R&D et A < B", "R\\&D et A < B"),
        ("AT&;", "AT&;"),
        ("    x", "&nbsp;" * 4 + "x"),
        ("\u00a0x", "&#160;x"),
        ("C# et #12", "C# et \\#12"),
        ("l'an 2 - fin.", "l'an 2 - fin."),
    ],
)
def test_only_what_would_be_markup_is_escaped(line: str, source: str) -> None:
    assert escape(line) == source


def lines_of_cells(markdown: str) -> list[str]:
    return re.findall(r"^\| .* \|$", markdown, re.MULTILINE)


def test_a_fact_of_two_lines_stays_in_its_row() -> None:
    assert lines_of_cells(to_markdown(report(Table((Row("a", "b|c\nd"),))))) == [
        "| | |",
        "| a: | b\\|c<br>d |",
    ]


def test_a_picture_is_linked_from_beside_the_session(tmp_path: Path) -> None:
    folder = tmp_path / "2021 été"
    folder.mkdir()
    (folder / "a (1).png").write_bytes(b"")
    block = Picture("a (1).png", caption="Vue [1]", alt="*Six* visages")
    markdown = to_markdown(report(block), picture=lambda file: folder / file)
    image = next(c for t in READER.parse(markdown) for c in t.children or () if c.type == "image")
    assert image.attrGet("src") == "2021%20%C3%A9t%C3%A9/a%20%281%29.png"
    assert image.content == "\\*Six\\* visages"
    assert markdown.endswith("\n\nVue \\[1\\]\n")


def test_a_picture_that_is_not_there_is_named() -> None:
    markdown = to_markdown(report(Picture("a_b.png", caption="Vue")), picture=lambda file: None)
    assert "\\[a\\_b.png\\]\n\nVue\n" in markdown


def test_entities_are_letters() -> None:
    line: Line = (Span("&amp; &lt;b&gt; <br>"),)
    lines: Lines = (line,)
    html_page = READER.render(to_markdown(report(Paragraph(lines))))
    assert html.unescape(html_page.split("<p>")[1].split("</p>")[0]) == "&amp; &lt;b&gt; <br>"
