"""The report as one HTML file: pictures inside, no script, nothing fetched from anywhere.

The file says so itself: its policy lets a browser load pictures written into it and the one style
sheet whose hash it names, and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files

from .blocks import (
    Block,
    Entry,
    Heading,
    Hint,
    Item,
    Line,
    Lines,
    List,
    Outline,
    Paragraph,
    Picture,
    Quote,
    Span,
    Table,
)
from .layout import Group, Part, beside, labelled, parts
from .pictures import Lookup, find_picture, not_shown, stand_in

_SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"})
_NUMBER = re.compile(r"(0*)([0-9]+)([.)])")


def to_html(outline: Outline, *, picture: Lookup) -> tuple[str, list[str]]:
    """The document, and a sentence for each picture that could not be put into it."""
    warnings: list[str] = []
    body = "\n".join(_body(outline, picture, warnings))
    return _document(outline, body), warnings


def _document(outline: Outline, body: str) -> str:
    style = files(__package__).joinpath("page.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(f"\n{style}".encode()).digest()).decode()
    policy = f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'"
    return f"""<!DOCTYPE html>
<html lang="{escape(outline.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(outline.name or outline.title)}</title>
<style>
{style}</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""


def _body(outline: Outline, picture: Lookup, warnings: list[str]) -> Iterator[str]:
    if outline.header:
        yield f'<p class="forum">{"<br>".join(escape(line) for line in outline.header)}</p>'
    yield f"<h1>{escape(outline.title)}</h1>"
    numbered = False
    for _, part in parts(outline):
        opens = isinstance(part, Group) and part.number > 0
        if opens != numbered:
            yield '<ol class="entries">' if opens else "</ol>"
            numbered = opens
        if isinstance(part, Picture):
            yield _figure(part, picture, warnings)
        else:
            yield _part(part)
    if numbered:
        yield "</ol>"


def _part(part: Part) -> str:
    match part:
        case Group(entries=entries, number=number):
            written = "\n".join(_entry(entry) for entry in entries)
            if number:
                return f'<li value="{number}">\n{written}\n</li>'
            return f'<div class="group">\n{written}\n</div>'
        case Heading(level=level, text=text):
            return f"<h{level}>{escape(text)}</h{level}>"
        case Paragraph(lines=lines):
            return f"<p>{_lines(lines)}</p>"
        case Entry():
            return _entry(part)
        case List(items=items, ordered=ordered):
            tag = "ol" if ordered else "ul"
            return f"<{tag}>\n" + "\n".join(_item(i, ordered) for i in items) + f"\n</{tag}>"
        case Quote(blocks=blocks):
            return f"<blockquote>\n{_blocks(blocks)}\n</blockquote>"
        case Table(rows=rows):
            written = "\n".join(_row(row.label, row.value) for row in rows)
            return f"<table>\n<tbody>\n{written}\n</tbody>\n</table>"
        case Picture(file=file, caption=caption):
            return f"<p>{escape(stand_in(file))} {escape(caption)}</p>"
        case Hint(text=text):
            return f'<p class="hint">{escape(text)}</p>'


def _blocks(blocks: Iterable[Block]) -> str:
    return "\n".join(_part(block) for block in blocks)


def _row(label: str, value: str) -> str:
    return f'<tr><th scope="row">{escape(labelled(label))}</th><td>{_text(value)}</td></tr>'


def _entry(entry: Entry) -> str:
    lines, under = beside(entry)
    label = f"<strong>{escape(labelled(entry.label))}</strong>"
    first = f"<p>{label} {_lines(lines)}</p>" if lines else f"<p>{label}</p>"
    return "\n".join((first, *map(_part, under)))


def _item(item: Item, ordered: bool) -> str:
    opening = "<li>"
    found = _NUMBER.fullmatch(item.marker) if ordered else None
    if found:
        zeros, digits, end = found.groups()
        classes = " ".join(["zero"] * bool(zeros) + ["bracket"] * (end == ")"))
        named = f' class="{classes}"' if classes else ""
        opening = f'<li value="{int(digits)}"{named}>'
    return f"{opening}{_blocks(item.blocks)}</li>"


def _figure(block: Picture, picture: Lookup, warnings: list[str]) -> str:
    found = find_picture(block.file, picture)
    if not isinstance(found, str) and found.media not in _SHOWN:
        found = not_shown(block.file, "HTML")
    if isinstance(found, str):
        warnings.append(found)
        shown = f"<p>{escape(stand_in(block.file))}</p>"
    else:
        data = base64.b64encode(found.data).decode("ascii")
        alt = escape(block.alt or block.caption or block.file)
        shown = f'<img src="data:{found.media};base64,{data}" alt="{alt}">'
    caption = f"\n<figcaption>{_text(block.caption)}</figcaption>" if block.caption else ""
    return f"<figure>\n{shown}{caption}\n</figure>"


def _text(text: str) -> str:
    return _lines(tuple((Span(line),) for line in text.split("\n")))


def _lines(lines: Lines) -> str:
    return "<br>".join(_line(line) for line in lines)


def _line(line: Line) -> str:
    return "".join(_span(span) for span in line)


def _span(span: Span) -> str:
    text = escape(span.text)
    if span.italic:
        text = f"<em>{text}</em>"
    return f"<strong>{text}</strong>" if span.bold else text
