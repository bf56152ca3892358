"""Typography, applied when a report is made and never to the notes themselves.

The rules are data by language, applied one after the other to the text of a line, regardless of its
styles. French follows the Imprimerie nationale (*Lexique des règles typographiques*): a no-break
space before a colon and inside guillemets, a narrow one before ``; ! ?``. Spanish uses the
guillemets that the Real Academia's *Ortografía* prefers, without spaces, and keeps ``¿ ¡`` as
typed. English uses curly quotes. Korean, and any other language, stays as typed.

No rule changes a word. Web and mail addresses, times, ratios, paths and code stay as typed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from msgspec.structs import replace

from gsef_tui.model.lazy_pattern import lazy_pattern
from gsef_tui.model.session import Session

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
    Row,
    Span,
    Table,
)
from .memo_cache import MemoCache
from .outline import make_outline

NBSP, NARROW = "\u00a0", "\u202f"

_SPACES = f"[ {NBSP}{NARROW}\u2009]"
_LATIN = "A-Za-zÀ-ÖØ-öø-ɏ"
_LEFT_ALONE = lazy_pattern(
    r"`[^`]+`"  # code
    r"|[A-Za-z][A-Za-z+.-]{0,30}://[^\s«»\"“”<>]+|www\.[^\s«»\"“”<>]+"  # web addresses
    r"|[^\s«»\"“”<>:;,()]{1,64}@[^\s«»\"“”<>:;,()]+\.\w+"  # mail addresses
    r"|\b[A-Za-z]:\\[^\s«»\"]*"  # paths
    r"|(?<!\w)--?\w[\w-]*"  # options
    r"|(?<!\d)\d+(?::\d+)+"  # times and ratios
    r"|(?:\s|^)[:;]-?[()DPp](?=\s|$)"  # emoticons
)
_SUPERSCRIPTS = str.maketrans("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")


class _Edit(NamedTuple):
    """A part of a text and its replacement."""

    start: int
    stop: int
    put: str


class _Rule(NamedTuple):
    """A pattern, and a function from a match to its replacement or one replacement per group."""

    pattern: re.Pattern[str]
    put: Callable[[str], str] | tuple[str, ...]

    def edits(self, found: re.Match[str]) -> list[_Edit]:
        """Return the edits for a match: of the whole match, or of each group in turn."""
        if callable(self.put):
            return [_Edit(*found.span(), self.put(found[0]))]
        groups = range(1, len(self.put) + 1) if found.re.groups else (0,)
        return [_Edit(*found.span(n), put) for n, put in zip(groups, self.put, strict=True)]


def _rule(pattern: str, *put: str) -> _Rule:
    return _Rule(re.compile(pattern), put)


_END = rf"(?=[\s»”’)\]…,.]|{_SPACES}|$)"
"""What may follow a punctuation mark; followed by anything else, the sign is not punctuation."""

_BEFORE = rf"(?<=[{_LATIN}\dᵃ-ᶻⁿ%€$°)\]}}»”’….])"
"""What may precede a punctuation mark. Not Hangul: Korean in a French report stays as typed."""

_PAIR = r'(?<![\w"])(")(?=[^\s"])[^"]*[^\s"](")(?![\w"])'
_APOSTROPHE = _rule(rf"(?<=[{_LATIN}])'(?=\w)", "’")
_DASHES = (
    _rule(r"(?<=[^\s-] )--(?= [^\s-])", "–"),
    _rule(r"(?<=[^\s\d-] )-(?= [^\s-])|(?<=\d )-(?= [^\s\d-])", "–"),
)


def _ordinals(endings: str) -> _Rule:
    def raised(text: str) -> str:
        return text.removeprefix("^").translate(_SUPERSCRIPTS)

    return _Rule(re.compile(rf"(?<=\w)\^(?:{endings})(?!\w)"), raised)


_RULES: dict[str, tuple[_Rule, ...]] = {
    "fr": (
        _ordinals("e|er|ers|re|res|es|nd|nds|nde|ndes|d|de|me|mes|lle|lles|r|rs|o|os"),
        _APOSTROPHE,
        _rule(rf"(?<=\b[{_LATIN}])'(?=[«“\"]\S)", "’"),
        *_DASHES,
        _rule(_PAIR, f"«{NBSP}", f"{NBSP}»"),
        _rule(rf"(?<=«)({_SPACES}*)(?=[^\s»])", NBSP),
        _rule(rf"(?<=[^\s«])({_SPACES}*)(?=»)", NBSP),
        _rule(rf"{_BEFORE}({_SPACES}*)(?=[;!?]+{_END})", NARROW),
        _rule(rf"{_BEFORE}({_SPACES}*)(?=:{_END})", NBSP),
    ),
    "es": (
        _rule(r"(?<=\d\.)\^o(?!\w)", "º"),
        _rule(r"(?<=\d\.)\^a(?!\w)", "ª"),
        *_DASHES,
        _rule(_PAIR, "«", "»"),
    ),
    "en": (
        _ordinals("st|nd|rd|th"),
        _APOSTROPHE,
        *_DASHES,
        _rule(_PAIR, "“", "”"),
        _rule(r"(?<!\w)'(?=\d0s\b)", "’"),
        _rule(r"(?<![\w'])(')(?=[^\s'])[^']*[^\s'](')(?![\w'])", "‘", "’"),
        _rule(rf"(?<=[{_LATIN}])'(?!\w)", "’"),
    ),
}

_FOREIGN = lazy_pattern("[¿¡]")
"""A line with one of these is Spanish, in a report of any language: it stays as typed."""


def printed_outline(
    session: Session,
    *,
    blank: bool = False,
    as_typed: bool = False,
    times: bool = False,
    remembered: MemoCache | None = None,
) -> Outline:
    """Return the outline of a session's report as it is handed in.

    ``blank`` makes the blank form, ``as_typed`` leaves out the typography, and ``times`` keeps time
    stamps. ``remembered`` is a cache for unchanged parts.
    """
    outline = make_outline(session, blank=blank, times=times, remembered=remembered)
    return outline if as_typed else typeset(outline, outline.language, remembered)


def label_space(language: str) -> str:
    """Return the space between a label and its colon: a no-break space in French, else ``""``."""
    return NBSP if language == "fr" else ""


def typeset(outline: Outline, language: str, remembered: MemoCache | None = None) -> Outline:
    """Return an outline with the typography of a language. Applying it twice changes nothing more.

    The header is unchanged: the forum's theme and name are names, often in another language. The
    names of picture files are unchanged too. ``remembered`` is a cache for unchanged blocks.
    """
    space = label_space(language)
    known = remembered or MemoCache()
    return replace(
        outline,
        name=typeset_text(outline.name, language),
        blocks=tuple(
            known.get(("set", language), (block,), partial(_block, block, language, space))
            for block in outline.blocks
        ),
        label_space=space,
    )


def typeset_text(text: str, language: str) -> str:
    """Return a text of one style, with one or more lines, with the typography of a language.

    >>> typeset_text("Qui paie? La 3^e phase: l'État.", "fr") == (
    ...     "Qui paie\\u202f? La 3ᵉ phase\\u00a0: l’État."
    ... )
    True
    """
    lines = (_line((Span(line),), language) for line in text.split("\n"))
    return "\n".join("".join(span.text for span in line) for line in lines)


def _block(block: Block, language: str, space: str) -> Block:
    match block:
        case Heading(level, text):
            return Heading(level, typeset_text(text, language))
        case Paragraph(lines):
            return Paragraph(_lines(lines, language))
        case Entry(label, blocks, number):
            inner = _blocks(blocks, language, space)
            return Entry(_label(label, language, space), inner, number)
        case List(items, ordered):
            return List(
                tuple(Item(_blocks(i.blocks, language, space), i.marker) for i in items), ordered
            )
        case Quote(blocks):
            return Quote(_blocks(blocks, language, space))
        case Table(rows):
            return Table(
                tuple(
                    Row(_label(row.label, language, space), typeset_text(row.value, language))
                    for row in rows
                )
            )
        case Picture(file, caption, alt):
            return Picture(file, typeset_text(caption, language), typeset_text(alt, language))
        case Hint(text):
            return Hint(typeset_text(text, language))


def _blocks(blocks: tuple[Block, ...], language: str, space: str) -> tuple[Block, ...]:
    return tuple(_block(block, language, space) for block in blocks)


def _label(label: str, language: str, space: str) -> str:
    """Return a label, with the space that the language puts before the colon of each format."""
    if not label:
        return label
    return typeset_text(label.removesuffix(space) if space else label, language) + space


def _lines(lines: Lines, language: str) -> Lines:
    return tuple(_line(line, language) for line in lines)


@lru_cache(maxsize=4096)
def _line(line: Line, language: str) -> Line:
    """Apply the rules of a language to a line; a replacement has the style of what it replaces."""
    text = "".join(span.text for span in line)
    rules = _RULES.get(language, ())
    if not rules or _FOREIGN.search(text):
        return line
    several = len(line) > 1
    styles = [(span.bold, span.italic) for span in line for _ in span.text if several]
    for rule in rules:
        if edits := _edits(rule, text):
            styles = _worn(styles, edits) if several else styles
            text = _written(text, edits)
    if not several:
        return tuple(replace(span, text=text) for span in line if text)
    letters = zip(text, styles, strict=True)
    return tuple(
        Span("".join(letter for letter, _ in run), *style)
        for style, run in groupby(letters, key=lambda pair: pair[1])
    )


_Style: TypeAlias = tuple[bool, bool]


def _edits(rule: _Rule, text: str) -> list[_Edit]:
    """Return the edits of one rule in a text, in order."""
    kept: list[tuple[int, int]] | None = None  # computed at the rule's first match
    found_edits: list[_Edit] = []
    for found in rule.pattern.finditer(text):
        edits = rule.edits(found)
        if kept is None:
            kept = [left.span() for left in _LEFT_ALONE.finditer(text)]
        if not any(_touches(edit, kept) for edit in edits):
            found_edits += edits
    return found_edits


def _written(text: str, edits: Iterable[_Edit]) -> str:
    parts: list[str] = []
    end = 0
    for start, stop, put in edits:
        parts += (text[end:start], put)
        end = stop
    return "".join((*parts, text[end:]))


def _worn(styles: Sequence[_Style], edits: Iterable[_Edit]) -> list[_Style]:
    """Return the style of each character after edits; a replacement has that of what it replaces.

    An insertion has the style of the character before it.
    """
    worn: list[_Style] = []
    end = 0
    for start, stop, put in edits:
        worn += styles[end:start]
        worn += [styles[start if start < stop else start - 1]] * len(put)
        end = stop
    return [*worn, *styles[end:]]


def _touches(edit: _Edit, kept: Sequence[tuple[int, int]]) -> bool:
    """Return whether an edit overlaps a protected part of the text; touching its edge does not."""
    first = bisect_right(kept, edit.start, key=itemgetter(1))
    return first < len(kept) and kept[first][0] < edit.stop
