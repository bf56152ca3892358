"""The report as one HTML file, with embedded pictures, without scripts or external resources.

The file's Content Security Policy enforces this: it allows a browser to load only embedded pictures
and the one style sheet whose hash it names.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from html import escape
from importlib.resources import files
from itertools import groupby
from pathlib import PurePath
from typing import TypeVar

from gsef_tui.model.item_markers import read_item_number

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
from .directions import is_right_to_left, open_right_to_left
from .layout import Group, Part, label_lines, labelled, parts
from .length import FindPicture
from .logo import find_logo
from .notes import line_text, plain_lines
from .page import LOGO_HEIGHT
from .passages import whole_language
from .pictures import FoundPicture, Lookup, find_picture, stand_in
from .runs import Run, Stretch, stretches, unlinked

_LOGO_STYLE = f".logo img {{\n  max-height: {LOGO_HEIGHT}cm;\n}}\n"
_Inner = TypeVar("_Inner", Block, Item)


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
    other = _lang(name, outline.language, outline.name_language if outline.name else "")
    return f"""<!DOCTYPE html>
<html lang="{escape(outline.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title{other}>{escape(name)}</title>
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


def _lang(text: str, language: str, own: str) -> str:
    """Return the attribute for an element whose whole text is in another language, or ``""``.

    ``own`` is the language in which the text was written, or empty if that is ``language``.
    """
    other = whole_language(text, language, own)
    return f' lang="{other}"' if other else ""


class _Writer:
    """Writes blocks as elements, and marks passages in another language."""

    def __init__(self, language: str, find: FindPicture, contents: Contents | None) -> None:
        self.warnings: list[str] = []
        self._language = language
        self._find = find
        self._contents = contents
        self._headings = 0
        self._right_to_left = False  # the direction of the list or quote that is being written

    def body(self, outline: Outline) -> Iterator[str]:
        """Yield the elements of the page, in order."""
        if outline.logo:
            yield from self._logo(outline.logo)
        if outline.header:
            yield self._element("p", plain_lines("\n".join(outline.header)), ' class="forum"')
        yield self._element("h1", plain_lines(outline.title or outline.name or "Report"))
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
                return self._element("p", lines)
            case Entry():
                return self._entry(part)
            case List(items=items, ordered=ordered):
                tag = "ol" if ordered else "ul"
                return self._around(tag, items, lambda item: self._item(item, ordered))
            case Quote(blocks=blocks):
                return self._around("blockquote", blocks, self._part)
            case Table(rows=rows):
                written = "\n".join(self._row(row) for row in rows)
                return f"<table>\n<tbody>\n{written}\n</tbody>\n</table>"
            case Picture():
                return self._figure(part)
            case Hint(text=text):
                return self._element("p", plain_lines(text), ' class="hint"')

    def _heading(self, level: int, text: str) -> str:
        """Return a heading; the contents stand before the first, and lead to each."""
        self._headings += 1
        if not self._contents:
            return self._element(f"h{level}", plain_lines(text))
        named = html_contents.heading_id(self._headings)
        written = self._element(f"h{level}", plain_lines(text), f' id="{named}"')
        if self._headings > 1:
            return written
        return f"{html_contents.navigation(self._contents, self._unlinked)}\n{written}"

    def _unlinked(self, text: str) -> str:
        """Return text that stands in a link, so that its addresses are none."""
        return "".join(self._run(run, self._language) for run in unlinked(text, self._language))

    def _blocks(self, blocks: Iterable[Block]) -> str:
        return "\n".join(self._part(block) for block in blocks)

    def _row(self, row: Row) -> str:
        label = self._element("th", plain_lines(labelled(row.label)), ' scope="row"')
        return f"<tr>{label}{self._element('td', plain_lines(row.value, row.language))}</tr>"

    def _entry(self, entry: Entry) -> str:
        lines, under = label_lines(entry)
        label, _ = self._said(((Span(labelled(entry.label), bold=True),),))
        written, own = self._said(lines)
        if written:
            label += f' <span lang="{own}">{written}</span>' if own else f" {written}"
        direction = self._direction(plain_lines(entry.label))
        return "\n".join((f"<p{direction}>{label}</p>", *map(self._part, under)))

    def _item(self, item: Item, ordered: bool) -> str:
        opening = "<li>"
        if ordered and (found := read_item_number(item.marker)):
            classes = " ".join(["zero"] * bool(found.zeros) + ["bracket"] * (found.end == ")"))
            named = f' class="{classes}"' if classes else ""
            opening = f'<li value="{found.number}"{named}>'
        return f"{opening}{self._blocks(item.blocks)}</li>"

    def _figure(self, block: Picture) -> str:
        found = self._find(block.file)
        if isinstance(found, str):
            self.warnings.append(found)
            shown = self._element("p", plain_lines(stand_in(block.file)))
        else:
            typed = block.language if block.alt or block.caption else ""
            said = block.alt or block.caption or block.file
            shown = self._image(found, block.file, said, typed)
        caption = plain_lines(block.caption, block.language)
        below = f"\n{self._element('figcaption', caption)}" if block.caption else ""
        return f"<figure>\n{shown}{below}\n</figure>"

    def _logo(self, logo: Logo) -> Iterator[str]:
        found = find_logo(logo.path)
        if isinstance(found, str):
            self.warnings.append(found)
        else:
            yield f'<p class="logo">{self._image(found, PurePath(logo.path).name, logo.alt)}</p>'

    def _image(self, found: FoundPicture, file: str, said: str, typed: str = "") -> str:
        """Return an embedded picture; ``typed`` is the language of what is ``said`` of it."""
        data = base64.b64encode(found.data).decode("ascii")
        named = f'alt="{escape(said)}"{_lang(said, self._language, typed)}'
        # ``gsef-tui import`` reads the file's name from here.
        named += f' data-file="{escape(file)}"'
        return f'<img src="data:{found.media};base64,{data}" {named}>'

    def _around(self, tag: str, inside: Sequence[_Inner], write: Callable[[_Inner], str]) -> str:
        """Return a list or quote, which runs in the direction of its first letter."""
        outer, self._right_to_left = self._right_to_left, open_right_to_left(inside)
        written = "\n".join(map(write, inside))
        own = "" if outer == self._right_to_left else _dir(self._right_to_left)
        self._right_to_left = outer
        return f"<{tag}{own}>\n{written}\n</{tag}>"

    def _element(self, tag: str, lines: Lines, attributes: str = "") -> str:
        """Return a paragraph, heading or cell, with its language and direction where they differ
        from those around it."""
        written, own = self._said(lines)
        if own:
            attributes += f' lang="{own}"'
        return f"<{tag}{attributes}{self._direction(lines)}>{written}</{tag}>"

    def _direction(self, lines: Lines) -> str:
        """Return the attribute of a paragraph that runs otherwise than what is around it."""
        right_to_left = is_right_to_left(lines)
        differs = right_to_left != self._right_to_left and _has_letters(lines)
        return _dir(right_to_left) if differs else ""

    def _said(self, lines: Lines) -> tuple[str, str]:
        """Return lines, and the language of an element around them if it is not the report's."""
        own = next((span.language for line in lines for span in line if span.language), "")
        divided = [stretches(line, self._language) for line in lines]
        if own:
            found = {run.language for line in divided for part in line for run in part.runs}
            own = found.pop() if len(found) == 1 else own
        around = own or self._language
        written = "<br>".join(
            "".join(self._stretch(stretch, around) for stretch in line) for line in divided
        )
        return written, own

    def _stretch(self, stretch: Stretch, around: str) -> str:
        """Return runs, and the link that is around them; ``around`` is the element's language."""
        looks = groupby(stretch.runs, key=lambda run: (run.bold, run.italic))
        written = "".join(
            _styled("".join(self._run(run, around) for run in runs), *look) for look, runs in looks
        )
        if not stretch.target:
            return written
        # The page that is opened learns nothing of this one.
        apart = "" if stretch.target.startswith("mailto:") else ' rel="noopener noreferrer"'
        return f'<a href="{escape(stretch.target)}"{apart}>{written}</a>'

    def _run(self, run: Run, around: str) -> str:
        language = run.language or self._language
        if language == around:
            return escape(run.text)
        return f'<span lang="{language}">{escape(run.text)}</span>'


def _styled(text: str, bold: bool, italic: bool) -> str:
    if italic:
        text = f"<em>{text}</em>"
    return f"<strong>{text}</strong>" if bold else text


def _dir(right_to_left: bool) -> str:
    return f' dir="{"rtl" if right_to_left else "ltr"}"'


def _has_letters(lines: Lines) -> bool:
    return any(character.isalpha() for line in lines for character in line_text(line))
