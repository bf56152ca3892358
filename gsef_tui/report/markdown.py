"""The report as Markdown: CommonMark with tables, as code hosting sites render it.

Every character of the user's text that would be markup is escaped, so that it is displayed as
typed. A line break is a backslash at the end of the line: unlike two spaces it is visible, and
editors do not remove it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath
from urllib.parse import quote

from gsef_tui.model.lazy_pattern import lazy_pattern

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
from .layout import Group, label_lines, labelled, parts
from .notes import plain_lines
from .pictures import Lookup, stand_in

_SIGN = lazy_pattern(r"[\\`*_\[\]|~$]|&(?=[#\w])|<(?=[\w/!?])|#(?=\d|[#\s]*$)|:(?=[\w+-]+:)")
_AT_LINE_START = lazy_pattern(r"^([0-9]{1,9})(?=[.)](?:\s|$))|^(?=[-+=>:#])")
_TAB = "&nbsp;" * 4
_APART = "<!-- -->"
"""Separates two lists that would otherwise be read as one."""


def to_markdown(outline: Outline, *, picture: Lookup | None = None) -> str:
    """Return the whole report, ending in a line end.

    ``picture`` finds the pictures; those found are linked in the session's folder of pictures, with
    paths relative to the folder of the session.
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
    """Return a line of plain text as Markdown that renders to the same text.

    >>> escape("2. C:\\\\x *y*")
    '2\\\\. C:\\\\\\\\x \\\\*y\\\\*'
    """
    return _with_ends(_signs(text))


def _signs(text: str) -> str:
    """Escape the characters that are markup anywhere in a line."""
    return _SIGN.sub(lambda found: "\\" + found[0], text)


def _with_ends(source: str) -> str:
    """Escape the characters that are markup, or would be dropped, at the ends of a line."""
    body = source.strip()
    if not body:
        return ""
    start = source[: len(source) - len(source.lstrip())]
    end = source[len(start) + len(body) :].rstrip(" \t")
    body = _AT_LINE_START.sub(r"\1\\", body, count=1)
    return "".join(map(_space, start)) + body + "".join(map(_space, end))


def _space(character: str) -> str:
    """Return white space for an end of a line, where Markdown would drop it otherwise."""
    if character == "\t":
        return _TAB
    return "&nbsp;" if character == " " else f"&#{ord(character)};"


def _blocks(blocks: Iterable[Block], *, tight: bool = False) -> Iterator[str]:
    """Yield the lines of blocks, separated by empty lines.

    ``tight``: a list has none before it if Markdown recognises it without one.
    """
    before: Block | None = None
    for block in blocks:
        if before and not (tight and isinstance(before, Paragraph) and _interrupts(block)):
            yield ""
        yield from _block(block)
        before = block


def _interrupts(block: Block) -> bool:
    """Return whether Markdown recognises a list right under a line.

    Its first item must have text, and the number 1 if the list is ordered.
    """
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
        case Table(rows):
            # Markdown has no table without a row of column names: it is empty.
            yield from ("| | |", "|---|---|", *map(_row, rows))
        case Hint(text):
            lines = ((Span(line, italic=True),) for line in text.split("\n"))
            yield from _paragraph(Paragraph(tuple(lines))).split("\n")
        case Picture():
            yield from _picture(block, None).split("\n")


def _paragraph(paragraph: Paragraph) -> str:
    lines = [_line(line) for line in paragraph.lines]
    while lines and not lines[-1]:
        lines.pop()  # a backslash with no line after it would be printed
    return "\\\n".join(lines)


def _list(block: List) -> Iterator[str]:
    """Yield the items; a number that does not follow the previous one begins a new list."""
    before: Item | None = None
    for item in block.items:
        if block.ordered and before and _number(item) != _number(before) + 1:
            yield from ("", _APART, "")
        yield from _indented(item.marker, list(_blocks(item.blocks, tight=True)))
        before = item


def _number(item: Item) -> int:
    return int(item.marker.rstrip(".)"))


def _indented(marker: str, lines: list[str]) -> Iterator[str]:
    """Yield lines after a list marker; those after the first are indented to the text."""
    indent = " " * (len(marker) + 1)
    yield f"{marker} {lines[0]}".rstrip(" ") if lines else marker
    yield from (indent + line if line else "" for line in lines[1:])


def _group(group: Group) -> Iterator[str]:
    """Yield entries that belong together; with a number, they are an item of an ordered list."""
    lines: list[str] = []
    for entry in group.entries:
        lines += ["", *_entry(entry)] if lines else _entry(entry)
    if group.number:
        yield from _indented(f"{group.number}.", lines)
    else:
        yield from lines


def _entry(entry: Entry) -> Iterator[str]:
    lines, blocks = label_lines(entry)
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
    """Return a line with its emphasis.

    Emphasis is ``*`` where CommonMark is sure to recognise it, else HTML tags, which work
    everywhere.
    """
    spans = [piece for span in line for piece in _pieces(span)]
    written = ""
    for number, span in enumerate(spans):
        following = spans[number + 1].text[:1] if number + 1 < len(spans) else ""
        written += _styled(span, written[-1:], following)
    return _with_ends(written)


def _pieces(span: Span) -> Iterator[Span]:
    """Split the white space off the ends of a span, as marks must not be next to a space."""
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
    """Return a span with its marks; ``before`` and ``following`` are the adjacent characters."""
    inner = _signs(span.text)
    if not (span.bold or span.italic):
        return inner
    # Next to a letter, a digit or nothing at all, the marks always open and close.
    opens = inner[0].isalnum() or not before or before.isspace()
    closes = inner[-1].isalnum() or not following or following.isspace()
    if opens and closes and "*" not in (before, inner[0], inner[-1]):
        marks = "*" * (2 * span.bold + span.italic)
        return f"{marks}{inner}{marks}"
    tags = [tag for tag, used in (("strong", span.bold), ("em", span.italic)) if used]
    opening = "".join(f"<{tag}>" for tag in tags)
    return opening + inner + "".join(f"</{tag}>" for tag in reversed(tags))
