"""The report as a PDF by Typst: tagged, with bookmarks, its language and its title (PDF/UA-1).

The user's text goes to Typst as data, a JSON file that ``page.typ`` reads; it is never part of
Typst's own markup. Typst is installed with the extra ``[pdf]`` and needs no word processor.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from itertools import groupby
from typing import Any, TypeAlias

import msgspec

from gsef_tui.model.item_markers import ItemNumber, read_item_number
from gsef_tui.storage.child_process import ChildFailed, run_in_child
from gsef_tui.storage.errors import CannotWrite

from . import glyphs
from .blocks import (
    Block,
    Entry,
    Heading,
    Hint,
    Line,
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
from .cancellation import CancelCheck, never, raise_if_cancelled
from .compile_typst import Compiled, Job, compile_job
from .directions import by_direction, is_right_to_left, open_right_to_left
from .file_dates import property_date
from .layout import Group, Part, label_lines, labelled, parts
from .line_breaks import Cell, Piece, Wide, Word, pieces
from .logo import find_logo
from .notes import plain_lines
from .page import (
    LABELS_WIDTH,
    LOGO_HEIGHT,
    PICTURE_HEIGHT,
    QUOTE_STEP,
    STEP,
    TEXT_WIDTH,
    locale_of,
    xml_text,
)
from .passages import whole_language
from .pictures import FoundPicture, Lookup, find_picture, stand_in
from .runs import Stretch, stretches

Data: TypeAlias = dict[str, Any]

MEMORY = 4_000_000_000
"""The limit on Typst's address space in bytes; 3 MB of notes take about two thirds of it."""
INSTEAD = "export DOCX instead, and print that"
SECONDS = 120.0
"""The limit for Typst in seconds; an ordinary report takes half a second."""

_SIZE = 10.5
_HEADINGS = {1: 22.0, 2: 14.0, 3: 11.5}
"""The sizes of text and headings in points, as ``page.typ`` sets them."""

_EM = _SIZE / 72 * 2.54
"""The size of text in centimetres."""

_MOMENT = ("year", "month", "day", "hour", "minute", "second")

_LEAST = 4.0
"""The least room for a line in units of the size of text, however deep its list is."""

_QUOTE_RULE = 0.28
"""The space between the rule of a quote and its text, in centimetres."""


def is_here() -> bool:
    """Return whether Typst is installed."""
    from importlib.util import find_spec

    return find_spec("typst") is not None


def typeset(
    outline: Outline, *, picture: Lookup, author: str = "", cancelled: CancelCheck = never
) -> tuple[bytes, list[str]]:
    """Return the bytes of the PDF, and a sentence for each thing that could not be shown in it.

    Characters missing from every installed font are named; such a PDF is tagged but not PDF/UA,
    which forbids them. Typst runs in a child process, whose failure does no harm. Raises
    CannotWrite if Typst fails, and Cancelled once the caller cancels the export.
    """
    writer = _Writer(outline.language, picture)
    page = files(__package__).joinpath("page.typ").read_text(encoding="utf-8")
    job = Job(page, writer.report(outline, author), writer.pictures)
    try:
        encoded = run_in_child(
            compile_job,
            msgspec.msgpack.encode(job),
            seconds=SECONDS,
            memory=MEMORY,
            poll=lambda: raise_if_cancelled(cancelled),
        )
    except ChildFailed as failure:
        raise CannotWrite(f"the PDF could not be made: Typst {failure}; {INSTEAD}") from None
    compiled = msgspec.msgpack.decode(encoded, type=Compiled)
    if compiled.error:
        raise CannotWrite(f"the PDF could not be made: {compiled.error}; {INSTEAD}")
    if compiled.flaw:
        writer.warnings.append(_not_accessible(compiled.missing, compiled.flaw))
    return compiled.pdf, writer.warnings


def _not_accessible(missing: Sequence[str], reason: str) -> str:
    if not missing:
        return f"the PDF is tagged but not PDF/UA: {reason}"
    return glyphs.sentence(missing)


class _Writer:
    """Converts blocks to the data that ``page.typ`` reads, and collects the pictures it names."""

    def __init__(self, language: str, picture: Lookup) -> None:
        self.warnings: list[str] = []
        self.pictures: dict[str, bytes] = {}
        self._language = language
        self._picture = picture
        self._width = TEXT_WIDTH

    def report(self, outline: Outline, author: str) -> Data:
        """Return the whole report as data."""
        language, _, country = locale_of(outline.language).partition("-")
        return {
            "name": xml_text(outline.name or outline.title or "Report"),
            "authors": [xml_text(author)] if author else [],
            "language": language,
            "country": country or None,
            "logo": self._logo(outline.logo) if outline.logo else None,
            "held": dict(zip(_MOMENT, property_date(outline).timetuple(), strict=False)),
            "header": self._text("\n".join(outline.header)) if outline.header else None,
            "title": self._heading(1, outline.title or outline.name or "Report"),
            "running": xml_text(" ".join((outline.name or outline.title).split())),
            "contents": self._heading(2, outline.contents) if outline.contents else None,
            "blocks": list(self._parts(outline)),
        }

    def _parts(self, outline: Outline) -> Iterator[Data]:
        found = groupby((part for _, part in parts(outline)), key=_is_numbered)
        for numbered, run in found:
            if numbered:
                with self._within(TEXT_WIDTH - STEP):
                    groups = [self._part(part) for part in run]
                yield {"kind": "numbered", "groups": groups}
            else:
                for part in run:
                    yield from self._split(part)

    def _split(self, part: Part) -> Iterator[Data]:
        """Yield a block as data; a list is split where the signs around its numbers change."""
        if isinstance(part, Paragraph):
            for lines in by_direction(part.lines):
                yield {"kind": "paragraph", "said": self._lines(lines)}
            return
        if not isinstance(part, List):
            yield self._part(part)
            return
        right_to_left = open_right_to_left(part.items)
        pairs = [
            (read_item_number(item.marker) or ItemNumber() if part.ordered else None, item)
            for item in part.items
        ]
        for signs, run in groupby(pairs, key=lambda pair: pair[0] and pair[0][1:]):
            with self._within(self._width - STEP):
                items = [
                    {"number": own[0] if own else 1, "blocks": self._blocks(item.blocks)}
                    for own, item in run
                ]
            yield {"kind": "list", "signs": signs, "items": items, "right": right_to_left}

    def _blocks(self, blocks: Iterable[Block]) -> list[Data]:
        return [data for block in blocks for data in self._split(block)]

    def _part(self, part: Part) -> Data:
        match part:
            case Group(entries=entries, number=number):
                written = [self._part(entry) for entry in entries]
                return {"kind": "group", "number": number, "entries": written}
            case Heading(level=level, text=text):
                return {"kind": "heading", "level": level, "said": self._heading(level, text)}
            case Entry():
                return self._entry(part)
            case Paragraph() | List():
                return {"kind": "blocks", "blocks": list(self._split(part))}
            case Quote(blocks=blocks):
                with self._within(self._width - QUOTE_STEP - _QUOTE_RULE):
                    inner = self._blocks(blocks)
                return {"kind": "quote", "blocks": inner, "right": open_right_to_left(blocks)}
            case Table(rows=rows):
                return {"kind": "facts", "rows": [self._row(row) for row in rows]}
            case Picture():
                return self._figure(part)
            case Hint(text=text):
                return {"kind": "hint", "said": self._text(text)}

    def _entry(self, entry: Entry) -> Data:
        lines, under = label_lines(entry)
        label = Span(labelled(entry.label), bold=True)
        first = (label, Span(" "), *lines[0]) if lines else (label,)
        return {
            "kind": "entry",
            "said": self._lines((first, *lines[1:])),
            "blocks": self._blocks(under),
        }

    def _row(self, row: Row) -> list[Any]:
        with self._within(LABELS_WIDTH):
            label = self._text(labelled(row.label))
        with self._within(TEXT_WIDTH - LABELS_WIDTH):
            return [label, self._text(row.value, row.language)]

    def _figure(self, block: Picture) -> Data:
        found = find_picture(block.file, self._picture)
        said = block.alt or block.caption or block.file
        data: Data = {
            "kind": "picture",
            "file": None,
            "caption": self._text(block.caption, block.language) if block.caption else None,
            "stands": self._text(stand_in(block.file)),
            "alt": xml_text(said),
            "language": whole_language(
                said, self._language, block.language if said != block.file else ""
            ),
        }
        if isinstance(found, str):
            self.warnings.append(found)
            return data
        return {**data, **self._taken(found, PICTURE_HEIGHT)}

    def _logo(self, logo: Logo) -> Data | None:
        found = find_logo(logo.path)
        if isinstance(found, str):
            self.warnings.append(found)
            return None
        language = whole_language(logo.alt, self._language)
        said: Data = {"alt": xml_text(logo.alt), "language": language}
        return {**said, **self._taken(found, LOGO_HEIGHT)}

    def _taken(self, found: FoundPicture, highest: float) -> Data:
        """Take a picture in and return its name and size, at most as large as the page allows."""
        name = f"{len(self.pictures) + 1}{found.suffix}"
        self.pictures[name] = found.data
        width, height = found.fitted(TEXT_WIDTH, highest)
        return {"file": name, "width": width, "height": height}

    def _heading(self, level: int, text: str) -> Data:
        with self._within(TEXT_WIDTH * _SIZE / _HEADINGS.get(level, _SIZE)):
            return self._text(text)

    def _text(self, text: str, language: str = "") -> Data:
        return self._lines(plain_lines(text, language))

    def _lines(self, lines: Lines) -> Data:
        """Return lines, and whether they run from right to left."""
        said = [self._line(line) for line in lines]
        return {"lines": said, "right": is_right_to_left(lines)}

    def _line(self, line: Line) -> list[Any]:
        found = stretches(line, self._language)
        return [_data_of(piece) for piece in pieces(found, max(_LEAST, self._width / _EM))]

    @contextmanager
    def _within(self, width: float) -> Iterator[None]:
        """Write lines that are ``width`` centimetres wide, at the size of text."""
        before, self._width = self._width, width
        try:
            yield
        finally:
            self._width = before


def _data_of(piece: Piece) -> Data | list[Any]:
    match piece:
        case Cell(inner):
            return {"cell": [_data_of(each) for each in inner]}
        case Word(inner):
            return {"word": [_data_of(each) for each in inner]}
        case Wide(inner, room, korean):
            return {"wide": [_data_of(each) for each in inner], "room": room, "korean": korean}
        case Stretch(runs, target):
            return [target, [[xml_text(r.text), r.bold, r.italic, r.language] for r in runs]]


def _is_numbered(part: Part) -> bool:
    return isinstance(part, Group) and part.number > 0
