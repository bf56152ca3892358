"""Reader of web pages.

Pages are parsed with ``html.parser`` of the standard library, which tolerates broken pages. It
reports tags as they stand; which elements end without a tag of their own is decided here, by the
rules of HTML for omitted tags.
"""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser
from pathlib import PurePosixPath
from urllib.parse import unquote

from gsef_tui.model.lazy_pattern import lazy_pattern

from .html_blocks import BlockWriter
from .links import behind
from .plain import declared_encoding, report_text
from .source_lines import DEEPEST, Shown, SourceLine, TooLarge, number_in

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCKS = frozenset(
    ("p", "div", "section", "article", "header", "footer", "main", "nav", "aside", "figcaption",
     "pre", "dl", "dt", "dd", "address", "center", "body", "hr", "table", "caption", "fieldset",
     "legend", "form", "details", "summary", "option", "title")
)  # fmt: skip
_UNSEEN = frozenset(("script", "style", "template", "noscript", "title"))
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
     "wbr")
)  # fmt: skip
_BOLD, _ITALIC = ("b", "strong"), ("i", "em")
_CELLS = ("td", "th")
_ENDED_BY = {
    "p": _BLOCKS | _HEADINGS | {"ul", "ol", "li", "blockquote", "figure", "tr", *_CELLS},
    "li": frozenset(("li",)),
    "dt": frozenset(("dt", "dd")),
    "dd": frozenset(("dt", "dd")),
    "td": frozenset(("td", "th", "tr", "tbody", "tfoot")),
    "th": frozenset(("td", "th", "tr", "tbody", "tfoot")),
    "tr": frozenset(("tr", "tbody", "tfoot")),
    "option": frozenset(("option",)),
}
"""What begins after an element that has no end tag; the element itself ends there."""

_HIDDEN = lazy_pattern(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all)",
    re.I,
)
_WORD_ITEM = lazy_pattern(r"mso-list\s*:\s*[\w-]+\s+level(\d+)", re.IGNORECASE)
_WORD_MARKER = lazy_pattern(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_FURTHEST = 100
"""How many open elements an end tag is looked for in."""

SECONDS = 15.0
"""The limit for reading a page, in seconds."""


def read_html(data: bytes) -> list[SourceLine]:
    """Return the lines of a web page. Raises TooLarge if it exceeds a limit."""
    return read_page(report_text(data, declared_encoding))


def read_page(source: str) -> list[SourceLine]:
    """Return the lines of a web page's text. Raises TooLarge if it exceeds a limit."""
    reader = _Reader()
    reader.feed(_whole(source))
    reader.close()
    return reader.finish()


def _whole(source: str) -> str:
    """Return a page in which the start of an unclosed tag, comment or section is escaped as text.

    ``html.parser`` searches for the end of each up to the end of the page, which takes minutes if
    there are some ten thousand.
    """
    for begin, end in (("<!--", "-->"), ("<![", "]"), ("<", ">")):
        after = source.rfind(end) + 1
        source = source[:after] + source[after:].replace(begin, f"&lt;{begin[1:]}")
    return source


class _Row:
    """A row being read: how many tables are around it, and the writer of what is around it."""

    def __init__(self, tables: int, around: BlockWriter) -> None:
        self.tables = tables
        self.around = around
        self.cells: list[list[SourceLine]] = []
        self.is_in_cell = False


class _Link:
    """A link being read: its address, and its text so far."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.text = ""


class _Reader(HTMLParser):
    """Finds the elements of a page, and passes their text to a writer of blocks.

    Each cell of a table has a writer of its own.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._writer = BlockWriter()
        self._ends = time.monotonic() + SECONDS
        self._bold = self._italic = 0
        self._open: list[str] = []
        self._unseen_from: int | None = None
        self._tables = 0
        self._rows: list[_Row] = []
        self._link: _Link | None = None
        self._addresses: list[str] = []
        self._is_heading = False
        self._word_level = 0
        self._word_marker: tuple[int, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Handle the start of an element. Raises TooLarge after SECONDS."""
        if time.monotonic() > self._ends:
            raise TooLarge(f"it takes longer than {SECONDS:g} s: save it as plain text first")
        said = {key: value or "" for key, value in attrs}
        while self._open and tag in _ENDED_BY.get(self._open[-1], ()):
            self._ended(len(self._open) - 1)
        if tag == "body":
            self._unseen_from = None
        if tag not in _VOID:
            self._open.append(tag)
        if self._unseen_from is None and _is_unseen(tag, said):
            self._unseen_from = len(self._open) - 1 if tag not in _VOID else None
            return
        if self._unseen_from is None:
            self._begin(tag, said)

    def _begin(self, tag: str, said: dict[str, str]) -> None:
        if tag == "br":
            self._writer.line_break(bold=self._bold > 0, italic=self._italic > 0)
        elif tag == "img" and self._is_in_marker:
            return  # a bullet
        elif tag == "img":
            source = said.get("src", "")
            name = "" if source.startswith("data:") else PurePosixPath(unquote(source)).name
            self._writer.picture(Shown(said.get("data-file", name), said.get("alt", "")))
        elif tag == "a":
            self._end_link()
            self._link = _Link(said["href"]) if said.get("href") else None
        elif tag in _BOLD:
            self._bold += 1
        elif tag in _ITALIC:
            self._italic += 1
        elif tag == "span" and _WORD_MARKER.search(said.get("style", "")):
            self._word_marker = self._word_marker or (len(self._open) - 1, [])
        else:
            self._begin_block(tag, said)

    def _begin_block(self, tag: str, said: dict[str, str]) -> None:
        """Begin a block; this ends the block that was open."""
        writer = self._writer
        if tag in ("ul", "ol"):
            writer.open_list(ordered=tag == "ol", start=said.get("start", "1"))
        elif tag == "li":
            is_bracket = "bracket" in said.get("class", "").split()
            writer.open_item(said.get("value"), ")" if is_bracket else ".")
        elif tag == "blockquote":
            writer.quote(1)
        elif tag == "figure":
            writer.figure(1)
        elif tag == "tr":
            self._end_row()
            self._begin_row()
        elif tag in _CELLS:
            self._end_cell()
            self._begin_cell()
        elif tag in _BLOCKS or tag in _HEADINGS:
            self._end_block()
            self._is_heading = tag in _HEADINGS
            writer.is_preformatted = tag == "pre"
            found = _WORD_ITEM.search(said.get("style", "")) if tag == "p" else None
            self._word_level = max(1, number_in(found[1], 1)) if found else 0
            self._tables += tag == "table"

    def _begin_row(self) -> None:
        self._end_block()
        if len(self._rows) < DEEPEST:
            self._rows.append(_Row(self._tables, self._writer))

    def _begin_cell(self) -> None:
        if self._row is None and self._tables:
            self._begin_row()  # its tag may be omitted
        self._end_block()
        if (row := self._row) is not None:
            row.is_in_cell = True
            self._writer = BlockWriter()

    @property
    def _row(self) -> _Row | None:
        """The open row of the innermost table."""
        row = self._rows[-1] if self._rows else None
        return row if row and row.tables == self._tables else None

    @property
    def _is_in_marker(self) -> bool:
        """Whether what is read is the marker that Word wrote into the text of an item."""
        return self._word_marker is not None and self._word_marker[0] >= 0

    def handle_endtag(self, tag: str) -> None:
        """Handle the end of an element."""
        for at in range(len(self._open) - 1, max(-1, len(self._open) - 1 - _FURTHEST), -1):
            if self._open[at] == tag:
                self._ended(at)
                return
        if tag == "p" and self._unseen_from is None:
            self._end_block()

    def _ended(self, at: int) -> None:
        """End the open element at a place, and those inside it, the innermost first."""
        while len(self._open) > at:
            tag = self._open.pop()
            if self._unseen_from is None:
                self._end(tag)
            elif len(self._open) <= self._unseen_from:
                self._unseen_from = None

    def _end(self, tag: str) -> None:
        writer = self._writer
        if self._word_marker and len(self._open) <= self._word_marker[0]:
            self._word_marker = (-1, self._word_marker[1])
        if tag == "a":
            self._end_link()
        elif tag in _BOLD:
            self._bold = max(0, self._bold - 1)
        elif tag in _ITALIC:
            self._italic = max(0, self._italic - 1)
        elif tag in _HEADINGS:
            self._end_heading(int(tag[1]))
        elif tag in ("ul", "ol"):
            writer.close_list()
        elif tag == "blockquote":
            writer.quote(-1)
        elif tag == "figure":
            writer.figure(-1)
        elif tag in _CELLS:
            self._end_cell()
        elif tag == "tr":
            self._end_row()
        elif tag == "li":
            writer.flush(item=True)
        elif tag == "table":
            self._end_row()
            self._end_block()
            self._tables -= 1
        elif tag in _BLOCKS:
            self._end_block()

    def _end_block(self) -> None:
        """Write the block that was open, as an item if it is one of Word's."""
        if self._word_level and self._writer.pieces:
            marker = "".join(self._word_marker[1]) if self._word_marker else ""
            self._writer.word_item(self._word_level, marker)
        else:
            self._writer.flush()
        self._word_level, self._word_marker = 0, None
        self._writer.is_preformatted = False

    def _end_heading(self, level: int) -> None:
        """Write a heading; the addresses behind its links follow it as a paragraph."""
        self._end_link()
        self._is_heading = False
        self._writer.heading(level)
        for address in self._addresses:
            self._writer.page.paragraph(address)
        self._addresses.clear()

    def _end_cell(self) -> None:
        row = self._row
        if row is not None and row.is_in_cell:
            self._end_link()
            self._end_block()
            row.cells.append(self._writer.finish())
            row.is_in_cell = False
            self._writer = row.around

    def _end_row(self) -> None:
        self._end_cell()
        if (row := self._row) is not None:
            self._rows.pop()
            self._writer.row(row.cells)

    def _end_link(self) -> None:
        """Write the address of the link that was open after its text."""
        link, self._link = self._link, None
        address = behind(link.text, link.address) if link else ""
        if address and self._is_heading:
            self._addresses.append(address.strip(" ()"))
        elif address:
            self._writer.text(address, bold=self._bold > 0, italic=self._italic > 0)

    def handle_data(self, data: str) -> None:
        """Collect text."""
        if self._unseen_from is not None:
            return
        if self._word_marker and self._is_in_marker:
            self._word_marker[1].append(data)
            return
        if self._link is not None:
            self._link.text += data
        self._writer.text(data, bold=self._bold > 0, italic=self._italic > 0)

    def finish(self) -> list[SourceLine]:
        """Return the lines of the page, with what was still open at its end."""
        self._ended(0)
        while self._rows:
            self._tables = self._rows[-1].tables
            self._end_row()
        return self._writer.finish()


def _is_unseen(tag: str, said: dict[str, str]) -> bool:
    """Return whether the text of an element is hidden, or a table of contents."""
    return tag in _UNSEEN or said.get("role", "").strip().lower() == "doc-toc" or _is_hidden(said)


def _is_hidden(said: dict[str, str]) -> bool:
    return "hidden" in said or bool(_HIDDEN.search(said.get("style", "")))
