"""Reader of web pages, and of Markdown, which is converted to HTML first.

Pages are parsed with ``html.parser`` of the standard library, which tolerates broken pages, and
Markdown with markdown-it, which is a dependency already.
"""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from gsef_tui.report.emphasis import may_open

from .plain import decoded, report_text
from .source_lines import DEEPEST, Page, Shown, SourceLine, TooLarge, check_size, number_in
from .styles import Piece, marked

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline

_BLOCKS = frozenset(
    ("p", "div", "section", "article", "header", "footer", "main", "figure", "figcaption", "pre",
     "dt", "dd", "address", "center", "body")
)  # fmt: skip
_UNSEEN = frozenset(("head", "script", "style", "template", "noscript"))
_BOLD, _ITALIC = ("b", "strong"), ("i", "em")
_CELLS = ("td", "th")

SECONDS = 15.0
"""The limit for reading a page, in seconds."""


def read_html(data: bytes) -> list[SourceLine]:
    """Return the lines of a web page. Raises TooLarge if it exceeds a limit."""
    return _read(_declared(data))


def read_markdown(data: bytes) -> list[SourceLine]:
    """Return the lines of a Markdown file. A line end is a line break, as people expect.

    Asterisks open emphasis only where they do in a note; by CommonMark alone, those of ``2*3*4``
    would be lost. Emphasis that closes inside a word, ``**mot**s``, cannot be expressed in a note
    and is left out. Raises TooLarge if the file exceeds a limit.
    """
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": True, "breaks": True}).enable("table")
    parser.inline.ruler.at("emphasis", _emphasis)
    text = report_text(data)
    check_size(text.count("\n") // 2, 0)  # every second line may be empty
    return _read(parser.render(text))


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Apply CommonMark's rule for emphasis, and let asterisks open only as in a note."""
    from markdown_it.rules_inline.emphasis import tokenize

    start, known = state.pos, len(state.delimiters)
    if not tokenize(state, silent):
        return False
    if state.src[start] == "*":
        before, after = state.src[max(0, start - 1) : start], state.src[state.pos : state.pos + 1]
        for delimiter in state.delimiters[known:]:
            delimiter.open = delimiter.open and may_open(before, after)
    return True


def _declared(data: bytes) -> str:
    """Return a page's text, decoded in the encoding that the page declares if it declares one."""
    found = re.search(rb"charset=[\"']?([\w-]+)", data[:2048])
    if found and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(found[1].decode("ascii"), errors="replace")
        except LookupError:
            pass
    return decoded(data)


def _read(source: str) -> list[SourceLine]:
    reader = _Reader()
    reader.feed(_whole(source))
    reader.close()
    reader.finish()
    return reader.page.lines


def _whole(source: str) -> str:
    """Return a page in which the start of an unclosed tag, comment or section is escaped as text.

    ``html.parser`` searches for the end of each up to the end of the page, which takes minutes if
    there are some ten thousand.
    """
    for begin, end in (("<!--", "-->"), ("<![", "]"), ("<", ">")):
        after = source.rfind(end) + 1
        source = source[:after] + source[after:].replace(begin, f"&lt;{begin[1:]}")
    return source


class _List:
    """A list being read: the indent of its items, and the marker of the next one."""

    def __init__(self, indent: str, number: int | None, end: str = ".") -> None:
        self.indent = indent
        self.number = number
        self.end = end
        self.marker = ""

    def next_item(self, value: str | None, end: str) -> None:
        """Begin an item."""
        if self.number is None:
            self.marker = "- "
            return
        self.number = number_in(value, self.number)
        self.marker = f"{self.number}{end} "
        self.number += 1


class _Reader(HTMLParser):
    """Collects text until a block ends, then writes it as a paragraph, heading, item or row."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self._pieces: list[Piece] = []
        self._ends = time.monotonic() + SECONDS
        self._bold = self._italic = self._unseen = self._quotes = 0
        self._pre = False
        self._lists: list[_List] = []
        self._first = False
        self._cells: list[str] | None = None
        self._picture: Shown | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Handle the start of an element. Raises TooLarge after SECONDS."""
        if time.monotonic() > self._ends:
            raise TooLarge(f"it takes longer than {SECONDS:g} s: save it as plain text first")
        said = {key: value or "" for key, value in attrs}
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "br":
            self._pieces.append(Piece("\n", self._bold > 0, self._italic > 0))
        elif tag == "img":
            source = said.get("src", "")
            name = "" if source.startswith("data:") else PurePosixPath(unquote(source)).name
            self._shown(Shown(said.get("data-file", name), said.get("alt", "")))
        elif tag in _BOLD:
            self._bold += 1
        elif tag in _ITALIC:
            self._italic += 1
        elif self._cells is None:
            self._open(tag, said)
        elif tag in _CELLS:
            self._pieces.clear()

    def _open(self, tag: str, said: dict[str, str]) -> None:
        """Begin a block outside a table's row; this ends the block that was open."""
        if tag in ("ul", "ol"):
            self.flush(item=True)
            start = said.get("start", "1")
            number = number_in(start, 1) if tag == "ol" else None
            is_deep = len(self._lists) >= DEEPEST
            self._lists.append(_List(self._lists[-1].indent if is_deep else self._indent(), number))
        elif tag == "li":
            self.flush()
            if self._lists:
                self._lists[-1].next_item(
                    said.get("value"), ")" if "bracket" in said.get("class", "").split() else "."
                )
                self._first = True
        elif tag == "blockquote":
            self.flush()
            self._quotes += 1
        elif tag == "tr":
            self.flush()
            self._cells = []
        elif tag in _BLOCKS or re.fullmatch("h[1-6]", tag):
            self.flush()
            self._pre = tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        """Handle the end of an element."""
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _BOLD:
            self._bold = max(0, self._bold - 1)
        elif tag in _ITALIC:
            self._italic = max(0, self._italic - 1)
        elif self._cells is not None:
            self._close_row(tag)
        elif re.fullmatch("h[1-6]", tag):
            self._alone()
            self.page.heading(self._plain(), int(tag[1]))
            self._pieces.clear()
        elif tag in ("ul", "ol"):
            self.flush()
            if self._lists:
                self._lists.pop()
        elif tag == "blockquote":
            self.flush()
            self._quotes = max(0, self._quotes - 1)
        elif tag == "figure":
            self.flush()
            self._alone()
        elif tag == "li" or tag in _BLOCKS:
            self.flush(item=tag == "li")

    def _close_row(self, tag: str) -> None:
        if tag in _CELLS and self._cells is not None:
            self._cells.append(self._plain())
            self._pieces.clear()
        elif tag == "tr":
            self.page.row(self._cells or ())
            self._cells = None

    def handle_data(self, data: str) -> None:
        """Collect text; white space becomes one space except in preformatted text."""
        if self._unseen:
            return
        text = data if self._pre else re.sub(r"[ \t\r\n\f]+", " ", data)
        if not self._pieces or self._pieces[-1].text.endswith(("\n", " ")):
            text = text if self._pre else text.lstrip(" ")
        if text:
            self._pieces.append(Piece(text, self._bold > 0, self._italic > 0))

    def flush(self, *, item: bool = False) -> None:
        """Write the collected paragraph, with the marker of its list item if that is due.

        ``item``: a marker without text is written too.
        """
        text, plain = marked(self._pieces), self._plain()
        text = text.strip("\n") if self._pre else text.strip(" \n\t\r\f")
        text = re.sub("(?m)^\u00a0+", lambda found: " " * len(found[0]), text)
        self._pieces.clear()
        if not text and not (self._first and item):
            return
        if self._picture is not None:
            self.page.picture(self._picture, plain)
            self._picture = None
            return
        quote = "> " * min(self._quotes, DEEPEST)
        inside = self._lists[-1] if self._lists else None
        if inside and self._first:
            prefix = quote + inside.indent + inside.marker
            first_of_all = len(self._lists) == 1 and not self._continues()
            self.page.paragraph(text, prefix, tight=not first_of_all)
        else:
            tight = bool(self._quotes) and self._in_quote()
            self._next_in(quote, text, tight)
        self._first = False

    def _plain(self) -> str:
        """Return the collected text for a place that takes no emphasis."""
        return "".join(piece.text for piece in self._pieces)

    def finish(self) -> None:
        """Write the text and the picture that are left at the end of the page."""
        self.flush()
        self._alone()

    def _next_in(self, quote: str, text: str, tight: bool) -> None:
        """Write a paragraph without a marker: in a quote, later in an item, or by itself."""
        if tight:
            self.page.add(SourceLine(quote.rstrip()))
        prefix = quote + self._indent()
        lines = text.split("\n")
        self.page.paragraph(lines[0], prefix, tight=tight)
        for line in lines[1:]:
            self.page.paragraph(line, prefix, tight=True)

    def _continues(self) -> bool:
        """Return whether the last line belongs to the same list, so that no empty line is added."""
        last = self.page.lines[-1].text if self.page.lines else ""
        return bool(re.match(r"\s*(?:[-*]|\d+[.)])\s|\s{2,}\S", last)) and self._marker_kind(last)

    def _marker_kind(self, last: str) -> bool:
        return bool(re.match(r"\d", last.lstrip())) == bool(re.match(r"\d", self._lists[-1].marker))

    def _in_quote(self) -> bool:
        return bool(self.page.lines) and self.page.lines[-1].text.startswith(">")

    def _indent(self) -> str:
        if not self._lists:
            return ""
        return self._lists[-1].indent + " " * len(self._lists[-1].marker)

    def _shown(self, shown: Shown) -> None:
        """Keep a picture until the next paragraph, which is its caption."""
        self.flush()
        self._alone()
        self._picture = shown

    def _alone(self) -> None:
        """Write the picture whose caption did not come, if there is one."""
        if self._picture is not None:
            self.page.picture(self._picture)
            self._picture = None
