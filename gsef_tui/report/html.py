"""The report as one HTML file, with embedded pictures, without scripts or external resources.

The file's Content Security Policy enforces this: it allows a browser to load only embedded pictures
and the one style sheet whose hash it names.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from functools import cache, partial
from html import escape
from importlib.resources import files
from itertools import groupby
from pathlib import PurePath

from gsef_tui.model.lazy_pattern import lazy_pattern

from . import html_contents
from .blocks import (
    Block,
    Entry,
    Heading,
    Hint,
    Item,
    Lines,
    List,
    Logo,
    Outline,
    Paragraph,
    Picture,
    Quote,
    Row,
    Span,
    Table,
)
from .contents import Contents, contents_of, running_title
from .layout import Group, Part, label_lines, labelled, parts
from .length import FindPicture
from .logo import find_logo
from .page import LOGO_HEIGHT
from .passages import whole_language
from .pictures import FoundPicture, Lookup, find_picture, stand_in
from .runs import Run, Stretch, stretches

_LOGO_STYLE = f".logo img {{\n  max-height: {LOGO_HEIGHT}cm;\n}}\n"
_NUMBER = lazy_pattern(r"(0*)([0-9]+)([.)])")


def to_html(outline: Outline, *, picture: Lookup) -> tuple[str, list[str]]:
    """Return the document, and a sentence for each picture that is missing in it."""
    find = cache(partial(find_picture, lookup=picture))
    contents = contents_of(outline, find)
    writer = _Writer(outline.language, find, contents)
    body = "\n".join(writer.body(outline))
    running = html_contents.running_style(running_title(outline)) if contents else ""
    return _document(outline, body, running), writer.warnings


def _document(outline: Outline, body: str, running: str) -> str:
    style = files(__package__).joinpath("page.css").read_text(encoding="utf-8") + running
    if outline.logo:
        style += _LOGO_STYLE
    digest = base64.b64encode(hashlib.sha256(f"\n{style}".encode()).digest()).decode()
    policy = f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'"
    name = outline.name or outline.title or "Report"
    return f"""<!DOCTYPE html>
<html lang="{escape(outline.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title{_lang(name, outline.language)}>{escape(name)}</title>
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


def _lang(text: str, language: str) -> str:
    """Return the attribute for an element whose whole text is in another language, or ``""``."""
    other = whole_language(text, language)
    return f' lang="{other}"' if other else ""


class _Writer:
    """Writes blocks as elements, and marks passages in another language."""

    def __init__(self, language: str, find: FindPicture, contents: Contents | None) -> None:
        self.warnings: list[str] = []
        self._language = language
        self._find = find
        self._contents = contents
        self._headings = 0

    def body(self, outline: Outline) -> Iterator[str]:
        """Yield the elements of the page, in order."""
        if outline.logo:
            yield from self._logo(outline.logo)
        if outline.header:
            yield f'<p class="forum">{"<br>".join(map(self._text, outline.header))}</p>'
        yield f"<h1>{self._text(outline.title or outline.name or 'Report')}</h1>"
        numbered = False
        for _, part in parts(outline):
            opens = isinstance(part, Group) and part.number > 0
            if opens != numbered:
                yield '<ol class="entries">' if opens else "</ol>"
                numbered = opens
            yield self._part(part)
        if numbered:
            yield "</ol>"

    def _part(self, part: Part) -> str:
        match part:
            case Group(entries=entries, number=number):
                written = "\n".join(self._entry(entry) for entry in entries)
                if number:
                    return f'<li value="{number}">\n{written}\n</li>'
                return f'<div class="group">\n{written}\n</div>'
            case Heading(level=level, text=text):
                return self._heading(level, text)
            case Paragraph(lines=lines):
                return f"<p>{self._lines(lines)}</p>"
            case Entry():
                return self._entry(part)
            case List(items=items, ordered=ordered):
                tag = "ol" if ordered else "ul"
                written = "\n".join(self._item(item, ordered) for item in items)
                return f"<{tag}>\n{written}\n</{tag}>"
            case Quote(blocks=blocks):
                return f"<blockquote>\n{self._blocks(blocks)}\n</blockquote>"
            case Table(rows=rows):
                written = "\n".join(self._row(row) for row in rows)
                return f"<table>\n<tbody>\n{written}\n</tbody>\n</table>"
            case Picture():
                return self._figure(part)
            case Hint(text=text):
                return f'<p class="hint">{self._text(text)}</p>'

    def _heading(self, level: int, text: str) -> str:
        """Return a heading; the contents stand before the first, and lead to each."""
        self._headings += 1
        if not self._contents:
            return f"<h{level}>{self._text(text)}</h{level}>"
        named = html_contents.heading_id(self._headings)
        written = f'<h{level} id="{named}">{self._text(text)}</h{level}>'
        if self._headings > 1:
            return written
        return f"{html_contents.navigation(self._contents, self._text)}\n{written}"

    def _blocks(self, blocks: Iterable[Block]) -> str:
        return "\n".join(self._part(block) for block in blocks)

    def _row(self, row: Row) -> str:
        label, value = self._text(labelled(row.label)), self._text(row.value)
        return f'<tr><th scope="row">{label}</th><td>{value}</td></tr>'

    def _entry(self, entry: Entry) -> str:
        lines, under = label_lines(entry)
        label = f"<strong>{self._text(labelled(entry.label))}</strong>"
        first = f"<p>{label} {self._lines(lines)}</p>" if lines else f"<p>{label}</p>"
        return "\n".join((first, *map(self._part, under)))

    def _item(self, item: Item, ordered: bool) -> str:
        opening = "<li>"
        found = _NUMBER.fullmatch(item.marker) if ordered else None
        if found:
            zeros, digits, end = found.groups()
            classes = " ".join(["zero"] * bool(zeros) + ["bracket"] * (end == ")"))
            named = f' class="{classes}"' if classes else ""
            opening = f'<li value="{int(digits)}"{named}>'
        return f"{opening}{self._blocks(item.blocks)}</li>"

    def _figure(self, block: Picture) -> str:
        found = self._find(block.file)
        if isinstance(found, str):
            self.warnings.append(found)
            shown = f"<p>{self._text(stand_in(block.file))}</p>"
        else:
            shown = self._image(found, block.file, block.alt or block.caption or block.file)
        caption = f"\n<figcaption>{self._text(block.caption)}</figcaption>" if block.caption else ""
        return f"<figure>\n{shown}{caption}\n</figure>"

    def _logo(self, logo: Logo) -> Iterator[str]:
        found = find_logo(logo.path)
        if isinstance(found, str):
            self.warnings.append(found)
        else:
            yield f'<p class="logo">{self._image(found, PurePath(logo.path).name, logo.alt)}</p>'

    def _image(self, found: FoundPicture, file: str, said: str) -> str:
        data = base64.b64encode(found.data).decode("ascii")
        named = f'alt="{escape(said)}"{_lang(said, self._language)}'
        # ``gsef-tui import`` reads the file's name from here.
        named += f' data-file="{escape(file)}"'
        return f'<img src="data:{found.media};base64,{data}" {named}>'

    def _text(self, text: str) -> str:
        return self._lines(tuple((Span(line),) for line in text.split("\n")))

    def _lines(self, lines: Lines) -> str:
        return "<br>".join(
            "".join(map(_stretch, stretches(line, self._language))) for line in lines
        )


def _stretch(stretch: Stretch) -> str:
    """Return runs, and the link that is around them."""
    looks = groupby(stretch.runs, key=lambda run: (run.bold, run.italic))
    written = "".join(_styled(runs, bold, italic) for (bold, italic), runs in looks)
    if not stretch.target:
        return written
    # The page that is opened learns nothing of this one.
    apart = "" if stretch.target.startswith("mailto:") else ' rel="noopener noreferrer"'
    return f'<a href="{escape(stretch.target)}"{apart}>{written}</a>'


def _styled(runs: Iterable[Run], bold: bool, italic: bool) -> str:
    text = "".join(
        f'<span lang="{run.language}">{escape(run.text)}</span>'
        if run.language
        else escape(run.text)
        for run in runs
    )
    if italic:
        text = f"<em>{text}</em>"
    return f"<strong>{text}</strong>" if bold else text
