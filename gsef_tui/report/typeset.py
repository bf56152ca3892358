"""The report as a PDF by Typst: tagged, with bookmarks, its language and its title (PDF/UA-1).

What a person has typed goes to Typst as data, a JSON file that ``page.typ`` reads; it is never a
part of Typst's own markup. Typst is the extra ``[pdf]``: a page drawn without a word processor.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any, TypeAlias

from gsef_tui.storage.errors import CannotWrite

from . import glyphs
from .blocks import (
    Block,
    Entry,
    Heading,
    Hint,
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
from .layout import Group, Part, beside, labelled, parts
from .page import PICTURE_HEIGHT, TEXT_WIDTH, locale_of, xml_text
from .passages import passages, whole_language
from .pictures import Lookup, find_picture, stand_in

Data: TypeAlias = dict[str, Any]

_FONTS = (
    *("Arial", "Liberation Sans", "Arimo", "Helvetica", "Nimbus Sans", "Noto Sans", "DejaVu Sans"),
    *("Malgun Gothic", "Apple SD Gothic Neo", "Noto Sans CJK KR", "Noto Sans KR", "NanumGothic"),
)
"""Arial and what has its measures, then Korean type; those that are here are asked for."""

_BROUGHT = "Libertinus Serif"
"""What Typst brings with it, for a machine that has none of these: it refuses an empty list."""

_PROBE = """#set document(title: "x")
#set text(font: json(bytes(sys.inputs.fonts)))
#for letter in json(bytes(sys.inputs.letters)) { par(letter) }
"""
_MISSING = re.compile(r'the text `"(.*?)"` could not be displayed')
_ESCAPE = re.compile(r"\\u\{([0-9a-fA-F]+)\}")
_MARKER = re.compile(r"(0*)([0-9]+)([.)])")


def is_here() -> bool:
    """Whether Typst is installed."""
    from importlib.util import find_spec

    return find_spec("typst") is not None


def typeset(outline: Outline, *, picture: Lookup, author: str = "") -> tuple[bytes, list[str]]:
    """The file, and a sentence for each thing that could not be shown in it.

    Where no font here has a character, the file is tagged all the same, but no PDF/UA, which
    forbids it; the sentence names the characters. Raises CannotWrite.
    """
    import typst

    fonts = typst.Fonts()
    families = {family.casefold() for family in fonts.families()}
    here = [font for font in _FONTS if font.casefold() in families] or [_BROUGHT]
    with tempfile.TemporaryDirectory(prefix="gsef-tui-") as name:
        folder = Path(name)
        writer = _Writer(outline.language, picture, folder)
        data = {**writer.report(outline, author), "fonts": here}
        (folder / "report.json").write_text(json.dumps(data), encoding="utf-8")
        page = files(__package__).joinpath("page.typ").read_text(encoding="utf-8")
        (folder / "page.typ").write_text(page, encoding="utf-8")
        compiler = typst.Compiler(folder / "page.typ", root=folder, font_paths=fonts)
        try:
            try:
                pdf = compiler.compile(format="pdf", pdf_standards=["ua-1"])
            except typst.TypstError as error:
                missing = _missing(data, here, fonts)
                pdf = compiler.compile(format="pdf")
                writer.warnings.append(_not_accessible(missing, error.message))
        except typst.TypstError as error:
            raise CannotWrite(f"the PDF cannot be set: {error.message}") from None
    if not isinstance(pdf, bytes):
        raise CannotWrite("the PDF cannot be set: Typst gave no file")
    return pdf, writer.warnings


def _not_accessible(missing: Sequence[str], reason: str) -> str:
    if not missing:
        return f"the PDF is tagged but not PDF/UA: {reason}"
    return glyphs.sentence(missing)


def _missing(data: Data, families: Sequence[str], fonts: Any) -> list[str]:
    """The characters of a report that no font here has, each in a paragraph of its own tried."""
    import typst

    letters = sorted({c for text in glyphs.strings(data) for c in text if not c.isspace()})
    inputs = {"fonts": json.dumps(list(families)), "letters": ""}
    compiler = typst.Compiler(_PROBE.encode(), font_paths=fonts)
    missing: list[str] = []
    while letters:
        inputs["letters"] = json.dumps(letters)
        try:
            compiler.compile(format="pdf", pdf_standards=["ua-1"], sys_inputs=inputs)
            break
        except typst.TypstError as error:
            said = "".join(_MISSING.findall(error.diagnostic))
            named = set(_ESCAPE.sub(lambda found: chr(int(found[1], 16)), said))
            found = [letter for letter in letters if letter in named]
            if not found:
                break
            missing += found
            letters = [letter for letter in letters if letter not in named]
    return sorted(missing)


class _Writer:
    """Writes blocks as the data that ``page.typ`` reads; puts pictures into its folder."""

    def __init__(self, language: str, picture: Lookup, folder: Path) -> None:
        self.warnings: list[str] = []
        self._language = language
        self._picture = picture
        self._folder = folder
        self._pictures = 0

    def report(self, outline: Outline, author: str) -> Data:
        """The whole report."""
        language, _, country = locale_of(outline.language).partition("-")
        return {
            "name": xml_text(outline.name or outline.title or "Report"),
            "authors": [xml_text(author)] if author else [],
            "language": language,
            "country": country or None,
            "header": [self._line((Span(text),)) for text in outline.header],
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
        """A block as data; a list as one for each run of the same signs around its numbers."""
        if not isinstance(part, List):
            yield self._part(part)
            return
        pairs = [(_signs(item.marker) if part.ordered else None, item) for item in part.items]
        for signs, run in groupby(pairs, key=lambda pair: pair[0] and pair[0][1:]):
            items = [
                {"number": own[0] if own else 1, "blocks": self._blocks(item.blocks)}
                for own, item in run
            ]
            yield {"kind": "list", "signs": signs, "items": items}

    def _blocks(self, blocks: Iterable[Block]) -> list[Data]:
        return [data for block in blocks for data in self._split(block)]

    def _part(self, part: Part) -> Data:
        match part:
            case Group(entries=entries, number=number):
                written = [self._part(entry) for entry in entries]
                return {"kind": "group", "number": number, "entries": written}
            case Heading(level=level, text=text):
                return {"kind": "heading", "level": level, "lines": self._text(text)}
            case Paragraph(lines=lines):
                return {"kind": "paragraph", "lines": [self._line(line) for line in lines]}
            case Entry():
                return self._entry(part)
            case List():
                return {"kind": "quote", "blocks": list(self._split(part))}
            case Quote(blocks=blocks):
                return {"kind": "quote", "blocks": self._blocks(blocks)}
            case Table(rows=rows, head=head):
                named = [self._text(text) for text in head or ()]
                return {"kind": "facts", "head": named, "rows": [self._row(row) for row in rows]}
            case Picture():
                return self._figure(part)
            case Hint(text=text):
                return {"kind": "hint", "lines": self._text(text)}

    def _entry(self, entry: Entry) -> Data:
        lines, under = beside(entry)
        label = Span(labelled(entry.label), bold=True)
        first = (label, Span(" "), *lines[0]) if lines else (label,)
        return {
            "kind": "entry",
            "lines": [self._line(line) for line in (first, *lines[1:])],
            "blocks": self._blocks(under),
        }

    def _row(self, row: Row) -> list[Any]:
        return [self._text(labelled(row.label)), self._text(row.value)]

    def _figure(self, block: Picture) -> Data:
        found = find_picture(block.file, self._picture)
        said = block.alt or block.caption or block.file
        data: Data = {
            "kind": "picture",
            "file": None,
            "caption": self._text(block.caption) if block.caption else [],
            "stands": self._text(stand_in(block.file)),
            "alt": xml_text(said),
            "language": whole_language(said, self._language),
        }
        if isinstance(found, str):
            self.warnings.append(found)
            return data
        self._pictures += 1
        name = f"{self._pictures}{found.suffix}"
        (self._folder / name).write_bytes(found.data)
        width, height = found.fitted(TEXT_WIDTH, PICTURE_HEIGHT)
        return {**data, "file": name, "width": width, "height": height}

    def _text(self, text: str) -> list[Any]:
        return [self._line((Span(line),)) for line in text.split("\n")]

    def _line(self, line: Line) -> list[Any]:
        return [
            [xml_text(passage.text), span.bold, span.italic, passage.language]
            for span in line
            for passage in passages(span.text, self._language)
        ]


def _is_numbered(part: Part) -> bool:
    return isinstance(part, Group) and part.number > 0


def _signs(marker: str) -> tuple[int, str, str]:
    """A typed marker taken apart: ``07)`` is 7 between a 0 and a bracket."""
    found = _MARKER.fullmatch(marker)
    zeros, digits, end = found.groups() if found else ("", "1", ".")
    return int(digits), zeros, end
