"""The report as a PDF by Typst: tagged, with bookmarks, its language and its title (PDF/UA-1).

The user's text goes to Typst as data, a JSON file that ``page.typ`` reads; it is never part of
Typst's own markup. Typst is installed with the extra ``[pdf]`` and needs no word processor.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from itertools import groupby
from typing import Any, TypeAlias

import msgspec

from gsef_tui.model.lazy_pattern import lazy_pattern
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
from .layout import Group, Part, label_lines, labelled, parts
from .logo import find_logo
from .notes import plain_lines
from .page import LOGO_HEIGHT, PICTURE_HEIGHT, TEXT_WIDTH, locale_of, xml_text
from .passages import whole_language
from .pictures import FoundPicture, Lookup, find_picture, stand_in
from .runs import stretches

Data: TypeAlias = dict[str, Any]

MEMORY = 4_000_000_000
"""The limit on Typst's address space in bytes; 3 MB of notes take about two thirds of it."""
INSTEAD = "export DOCX instead, and print that"
SECONDS = 120.0
"""The limit for Typst in seconds; an ordinary report takes half a second."""

_MARKER = lazy_pattern(r"(0*)([0-9]+)([.)])")


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

    def report(self, outline: Outline, author: str) -> Data:
        """Return the whole report as data."""
        language, _, country = locale_of(outline.language).partition("-")
        return {
            "name": xml_text(outline.name or outline.title or "Report"),
            "authors": [xml_text(author)] if author else [],
            "language": language,
            "country": country or None,
            "logo": self._logo(outline.logo) if outline.logo else None,
            "header": self._text("\n".join(outline.header)) if outline.header else None,
            "title": self._text(outline.title or outline.name or "Report"),
            "blocks": list(self._parts(outline)),
        }

    def _parts(self, outline: Outline) -> Iterator[Data]:
        found = groupby((part for _, part in parts(outline)), key=_is_numbered)
        for numbered, run in found:
            if numbered:
                yield {"kind": "numbered", "groups": [self._part(part) for part in run]}
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
        pairs = [(_signs(item.marker) if part.ordered else None, item) for item in part.items]
        for signs, run in groupby(pairs, key=lambda pair: pair[0] and pair[0][1:]):
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
                return {"kind": "heading", "level": level, "said": self._text(text)}
            case Entry():
                return self._entry(part)
            case Paragraph() | List():
                return {"kind": "blocks", "blocks": list(self._split(part))}
            case Quote(blocks=blocks):
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
        return [self._text(labelled(row.label)), self._text(row.value, row.language)]

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

    def _text(self, text: str, language: str = "") -> Data:
        return self._lines(plain_lines(text, language))

    def _lines(self, lines: Lines) -> Data:
        """Return lines, and whether they run from right to left."""
        said = [self._line(line) for line in lines]
        return {"lines": said, "right": is_right_to_left(lines)}

    def _line(self, line: Line) -> list[Any]:
        return [
            [
                stretch.target,
                [[xml_text(run.text), run.bold, run.italic, run.language] for run in stretch.runs],
            ]
            for stretch in stretches(line, self._language)
        ]


def _is_numbered(part: Part) -> bool:
    return isinstance(part, Group) and part.number > 0


def _signs(marker: str) -> tuple[int, str, str]:
    """Return the parts of a typed marker: ``07)`` is 7 between a 0 and a bracket."""
    found = _MARKER.fullmatch(marker)
    zeros, digits, end = found.groups() if found else ("", "1", ".")
    return int(digits), zeros, end
