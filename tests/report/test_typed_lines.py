"""Lines that look like markup of some kind read, in Markdown and in HTML, as they were typed."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from gsef_tui.report.blocks import Entry, Heading, Hint, Outline, Paragraph, Picture
from gsef_tui.report.html import to_html
from gsef_tui.report.markdown import to_markdown
from gsef_tui.report.notes import parse_note, plain_lines
from gsef_tui.report.preview import render_lines
from gsef_tui.report.text import to_text

from .every_block import odt_text
from .test_docx import reopened
from .test_markdown import READER, rendered, report, seen, styles
from .test_odt import Reopened, tag

BEGINNINGS = (
    "", "", "- ", "* ", "+ ", "1. ", "2. ", "3) ", "10) ", "01. ", "007. ", "100. ", "1986. ", "> ",
    "> > ", "- - ", "- > ", "> - ", "1. - ", "# ", "### ", "    ", "\t", "  - ", "  ", "      ",
    "5. 12. ", ": ", "~~~ ", "``` ", "| ", "[^1]: ", "[x]: ", "-", "+", "=", "#", "a) ", "• ",
)  # fmt: skip
"""What lines begin with: markers of the notes, and those of other kinds of Markdown."""

BODIES = {
    text: text
    for text in (
        "# titre", "titre #", "---", "===", "***", "___", "`code`", "```", "~~~", "| a | b |",
        "|---|---|", "&amp; &copy; &#65;", "<b>gras</b>", "<!-- x -->", "<div>", "<?php", "[x](y)",
        "![x](y)", "[x]: y", "[x][y]", "[x]", "[^1]", "\\*", "\\", "fin\\", "_x_", "__x__", "~~x~~",
        "a\tb", "un  deux", "fin  ", "12. März", "9 mai 1986", "5. 12. 개회식", "2*3*4", "Prix (*)",
        "étudiant*e*s", ">50 %", ">= 50 %", "$x$", ":smile:", "!!! note", ":::", "{x}", "C# et #12",
        "https://a.example/c_d_e", "<https://a.example>", "x@a.example", "l'an 2.", "R&D;",
        "한국어",
    )
} | {"**mot** clé": "mot clé", "un *mot*": "un mot", "***deux***": "deux"}  # fmt: skip
"""What stands in lines, and what is to be read of it."""

LINES = st.tuples(st.sampled_from(BEGINNINGS), st.sampled_from(sorted(BODIES))).filter(
    lambda line: line[0][-1:] in ("", " ", "\t") or BODIES[line[1]] == line[1]
)
BREAKS = st.sampled_from(["\n", "\n", "\n\n"])
NOTES = st.lists(st.tuples(LINES, BREAKS), min_size=1, max_size=6)

MARKERS = re.compile(r"(?:(?:[-*•>]|[0-9]{1,3}[.)])(?: |$))*")
"""The markers at the beginning of a line, whether or not they are some."""


def same(lines: list[str]) -> list[str]:
    """Lines with all white space alike and each bullet a dash; without those of markers alone."""
    found = []
    for line in (" ".join(line.split()) for line in lines):
        marks = MARKERS.match(line)
        assert marks
        if marks.end() < len(line):
            found.append(re.sub("[*•]", "-", marks[0]) + line[marks.end() :])
    return found


def markdown_lines(markdown: str) -> list[str]:
    """The lines that are seen of Markdown, each with its markers."""
    lines: list[str] = []
    marks: list[str] = []
    for token in READER.parse(markdown)[3:]:
        match token.type:
            case "blockquote_open":
                marks.append(">")
            case "list_item_open":
                marks.append(token.info + token.markup)
            case "blockquote_close" | "list_item_close":
                marks.pop()
            case "inline":
                for line in rendered(token).split("\n"):
                    lines.append(" ".join([*marks, line]))
                    marks = [mark if mark == ">" else "" for mark in marks]
            case "html_block":
                assert token.content == "<!-- -->\n"
            case _:
                assert re.fullmatch("(paragraph|bullet_list|ordered_list)_(open|close)", token.type)
    return lines


class Page(HTMLParser):
    """Reads the lines that are seen of a page, each with its markers."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._marks: list[str] = []
        self._text: str | None = None
        self.feed(html.split("</h1>\n")[1].split("\n</main>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        match tag:
            case "blockquote":
                self._marks.append(">")
            case "li":
                kinds = (said.get("class") or "").split()
                number = said.get("value") or ""
                shown = number.zfill(2 if "zero" in kinds else 1)
                self._marks.append(shown + (")" if "bracket" in kinds else ".") if number else "•")
            case "p":
                self._text = ""
            case "br":
                self._end_line()
            case _:
                assert tag in ("ul", "ol", "strong", "em", "span", "a")

    def handle_endtag(self, tag: str) -> None:
        if tag == "p":
            self._end_line()
            self._text = None
        elif tag in ("blockquote", "li"):
            self._marks.pop()

    def handle_data(self, data: str) -> None:
        if self._text is None:
            assert not data.strip()
        else:
            self._text += data

    def _end_line(self) -> None:
        self.lines.append(" ".join([*self._marks, self._text or ""]))
        self._marks = [mark if mark == ">" else "" for mark in self._marks]
        self._text = ""


@given(NOTES)
@example([(("- ", "***"), "\n"), (("1. ", "---"), "\n")])
@example([(("01. ", "x@a.example"), "\n"), (("007. ", "[x]"), "\n")])
@example([(("> ", "l'an 2."), "\n"), (("", ">50 %"), "\n"), (("- > ", "a\tb"), "\n")])
def test_lines_read_as_typed(typed: list[tuple[tuple[str, str], str]]) -> None:
    note = "".join(begins + body + ends for (begins, body), ends in typed)
    wanted = same([begins + BODIES[body] for (begins, body), _ in typed])
    outline = report(*parse_note(note))
    assert same(to_text(outline).split("\n")[1:]) == wanted
    assert same(markdown_lines(to_markdown(outline))) == wanted
    page, _ = to_html(outline, picture=Path)
    assert same(Page(page).lines) == wanted


TYPED = LINES.map("".join)


@given(TYPED, TYPED)
def test_lines_around_the_notes_read_as_typed_in_markdown(first: str, second: str) -> None:
    both = f"{first}\n{second}"
    entry = Entry(first, (Paragraph(plain_lines(second)),))
    blocks = Heading(2, first), entry, Hint(both), Picture("a.png", both), Heading(3, second)
    outline = Outline("fr", (first, second), first, "", blocks, ("",) * len(blocks))
    inline = [t for t in READER.parse(to_markdown(outline)) if t.type == "inline"]
    label = f"{first}: {second}"
    wanted = [both, first, first, label, both, "[a.png]", both, second]
    assert [seen(rendered(token)) for token in inline] == [seen(text) for text in wanted]
    assert {(bold, italic) for _, bold, italic in styles(inline[4].children or [])} == {(0, 1)}


HINT = "(un par ligne :", "- ceci *ou* cela"


def test_a_hint_of_several_lines_is_one_paragraph_in_every_format() -> None:
    outline = report(Hint("\n".join(HINT)), Hint("fin)"))
    assert to_text(outline) == "Report\n\n(un par ligne :\n- ceci *ou* cela\n\nfin)\n"
    assert to_markdown(outline) == (
        "# Report\n\n*(un par ligne :*\\\n*- ceci \\*ou\\* cela*\n\n*fin)*\n"
    )
    page, _ = to_html(outline, picture=Path)
    assert Page(page).lines == [f" {line}".strip() for line in (*HINT, "fin)")]
    word = [p.text for p in reopened(outline).paragraphs if p.style and p.style.name == "Hint"]
    assert word == ["\n".join(HINT), "fin)"]
    hints = [p for p in Reopened(outline).all("text:p") if p.get(tag("text:style-name")) == "Hint"]
    assert [odt_text(p) for p in hints] == ["\n".join(HINT), "fin)"]
    rows = ["".join(part.text for part in row) for _, row in render_lines(outline, 60)]
    assert rows == ["Report", "", *HINT, "", "fin)"]
