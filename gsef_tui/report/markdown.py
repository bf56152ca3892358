"""The report as Markdown: CommonMark with tables, as code hosts render it.

Every character of a person's text that would be markup is escaped, so that it reads as it was
typed. A line end is a backslash at the end of the line: unlike two spaces it can be seen, and no
editor takes it away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from urllib.parse import quote

from .blocks import (
    Block,
    Entry,
    Heading,
    Hint,
    Item,
    Line,
    List,
    Outline,
    Paragraph,
    Picture,
    Quote,
    Row,
    Span,
    Table,
)
from .layout import Group, beside, labelled, parts
from .notes import plain_lines
from .pictures import Lookup, stand_in

_SIGN = re.compile(r"[\\`*_\[\]|~$]|&(?=[#\w])|<(?=[\w/!?])|#(?=\d|[# ]*$)|:(?=[\w+-]+:)")
_AT_LINE_START = re.compile(r"^([0-9]{1,9})(?=[.)](?:\s|$))|^(?=[-+=>:#])")
_TAB = "&nbsp;" * 4
_APART = "<!-- -->"
"""Between two lists that would else be read as one."""


def to_markdown(outline: Outline, *, picture: Lookup | None = None) -> str:
    """The whole report, ending in a line end.

    ``picture`` finds the pictures; one that is found is linked in the session's folder of pictures,
    as seen from beside the session.
    """
    pages = []
    if outline.header:
        pages.append(_paragraph(Paragraph(plain_lines("\n".join(outline.header)))))
    pages.append(f"# {escape(outline.title)}")
    for _, part in parts(outline):
        match part:
            case Group():
                pages.append("\n".join(_group(part)))
            case Picture():
                pages.append(_picture(part, picture))
            case _:
                pages.append("\n".join(_block(part)))
    return "\n\n".join(page for page in pages if page) + "\n"


def escape(text: str) -> str:
    """A line of plain text in Markdown: it renders as it is.

    >>> escape("2. C:\\\\x *y*")
    '2\\\\. C:\\\\\\\\x \\\\*y\\\\*'
    """
    return _with_ends(_signs(text))


def _signs(text: str) -> str:
    """Text with what is markup anywhere escaped."""
    return _SIGN.sub(lambda found: "\\" + found[0], text)


def _with_ends(source: str) -> str:
    """A line of Markdown whose beginning and end are read as text too."""
    body = source.strip()
    if not body:
        return ""
    start = source[: len(source) - len(source.lstrip())]
    end = source[len(start) + len(body) :].rstrip(" \t")
    body = _AT_LINE_START.sub(r"\1\\", body, count=1)
    return "".join(map(_space, start)) + body + "".join(map(_space, end))


def _space(character: str) -> str:
    """White space at an end of a line, where Markdown would drop it."""
    if character == "\t":
        return _TAB
    return "&nbsp;" if character == " " else f"&#{ord(character)};"


def _blocks(blocks: Iterable[Block], *, tight: bool = False) -> Iterator[str]:
    """The lines of blocks, an empty one between two; ``tight``: none before a list where it may."""
    before: Block | None = None
    for block in blocks:
        if before and not (tight and isinstance(before, Paragraph) and _interrupts(block)):
            yield ""
        yield from _block(block)
        before = block


def _interrupts(block: Block) -> bool:
    """Whether a list is read as one right under a line: a bullet or a 1, with text in the item."""
    if not isinstance(block, List) or not block.items or not block.items[0].blocks:
        return False
    return not block.ordered or _number(block.items[0]) == 1


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(level, text):
            yield f"{'#' * level} {escape(text)}"
        case Paragraph():
            yield from _paragraph(block).split("\n")
        case List():
            yield from _list(block)
        case Quote(inner):
            yield from (f"> {line}".rstrip(" ") for line in _blocks(inner))
        case Entry():
            yield from _entry(block)
        case Table(rows, head):
            named = f"| {escape(head[0])} | {escape(head[1])} |" if head else "| | |"
            yield from (named, "|---|---|", *map(_row, rows))
        case Hint(text):
            yield _line((Span(text, italic=True),))
        case Picture():
            yield from _picture(block, None).split("\n")


def _paragraph(paragraph: Paragraph) -> str:
    lines = [_line(line) for line in paragraph.lines]
    while lines and not lines[-1]:
        lines.pop()  # a backslash before nothing would be printed
    return "\\\n".join(lines)


def _list(block: List) -> Iterator[str]:
    """The items; where a number does not follow the one before, a new list begins with it."""
    before: Item | None = None
    for item in block.items:
        if block.ordered and before and _number(item) != _number(before) + 1:
            yield from ("", _APART, "")
        yield from _indented(item.marker, list(_blocks(item.blocks, tight=True)))
        before = item


def _number(item: Item) -> int:
    return int(item.marker.rstrip(".)"))


def _indented(marker: str, lines: list[str]) -> Iterator[str]:
    """Lines behind a list marker, those after the first indented to the text."""
    indent = " " * (len(marker) + 1)
    yield f"{marker} {lines[0]}".rstrip(" ") if lines else marker
    yield from (indent + line if line else "" for line in lines[1:])


def _group(group: Group) -> Iterator[str]:
    """Entries that belong together; with a number they are an item of an ordered list."""
    lines: list[str] = []
    for entry in group.entries:
        lines += ["", *_entry(entry)] if lines else _entry(entry)
    if group.number:
        yield from _indented(f"{group.number}.", lines)
    else:
        yield from lines


def _entry(entry: Entry) -> Iterator[str]:
    lines, blocks = beside(entry)
    label = f"**{escape(labelled(entry.label))}**" if entry.label else ""
    if lines:
        text = _paragraph(Paragraph(lines))
        yield from f"{label} {text}".strip(" ").split("\n")
        return
    if label:
        yield label
    if blocks:
        yield ""
        yield from _blocks(blocks)


def _row(row: Row) -> str:
    value = "<br>".join(map(escape, row.value.split("\n")))
    label = escape(labelled(row.label)) if row.label else ""
    return f"| {label} | {value} |"


def _picture(picture: Picture, lookup: Lookup | None) -> str:
    path = lookup(picture.file) if lookup else None
    caption = _paragraph(Paragraph(plain_lines(picture.caption)))
    if path is None:
        shown = escape(stand_in(picture.file))
    else:
        alt = " ".join((picture.alt or picture.caption or picture.file).split())
        depth = len(PurePath(picture.file).parts) + 1
        shown = f"![{escape(alt)}]({quote('/'.join(path.parts[-depth:]))})"
    return "\n\n".join(filter(None, (shown, caption)))


def _line(line: Line) -> str:
    """A line with its emphasis.

    ``*`` where CommonMark reads it as emphasis whatever stands beside, else HTML's tags, which it
    reads everywhere.
    """
    spans = [piece for span in line for piece in _pieces(span)]
    written = ""
    for number, span in enumerate(spans):
        following = spans[number + 1].text[:1] if number + 1 < len(spans) else ""
        written += _styled(span, written[-1:], following)
    return _with_ends(written)


def _pieces(span: Span) -> Iterator[Span]:
    """A span with the white space at its ends set apart: no mark may stand beside a space."""
    body = span.text.strip()
    if not body or not (span.bold or span.italic):
        yield Span(span.text)
        return
    start = span.text[: len(span.text) - len(span.text.lstrip())]
    end = span.text[len(start) + len(body) :]
    yield from (Span(start),) if start else ()
    yield Span(body, span.bold, span.italic)
    yield from (Span(end),) if end else ()


def _styled(span: Span, before: str, following: str) -> str:
    """A span with its marks; ``before`` and ``following`` are the characters beside it."""
    inner = _signs(span.text)
    if not (span.bold or span.italic):
        return inner
    # The marks open and close in any case beside a letter, a digit or nothing at all.
    opens = inner[0].isalnum() or not before or before.isspace()
    closes = inner[-1].isalnum() or not following or following.isspace()
    if opens and closes and "*" not in (before, inner[0], inner[-1]):
        marks = "*" * (2 * span.bold + span.italic)
        return f"{marks}{inner}{marks}"
    tags = [tag for tag, used in (("strong", span.bold), ("em", span.italic)) if used]
    opening = "".join(f"<{tag}>" for tag in tags)
    return opening + inner + "".join(f"</{tag}>" for tag in reversed(tags))
