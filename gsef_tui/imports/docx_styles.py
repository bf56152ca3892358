"""The styles and the lists of a Word document."""

from __future__ import annotations

from typing import NamedTuple

from gsef_tui.model.lazy_pattern import lazy_pattern

from .docx_package import Element, Package, attribute, child, children, inside, is_on, value
from .source_lines import number_in

_CONTENTS = lazy_pattern(r"toc (?:\d|heading)|contents (?:\d+|heading)|(?:toc|index) heading")
_HEADING = lazy_pattern(r"heading (\d)")

Place = tuple[int, int]
"""The numbering of a paragraph, and its level from 0."""

NOWHERE: Place = (0, 0)
"""The place of a paragraph whose numbering is switched off."""


class Look(NamedTuple):
    """The properties of a run that a note can express; None where nothing is said."""

    bold: bool | None = None
    italic: bool | None = None

    def over(self, other: Look) -> Look:
        """Return this look, completed by another one."""
        return Look(
            other.bold if self.bold is None else self.bold,
            other.italic if self.italic is None else self.italic,
        )


class Style(NamedTuple):
    """What a style of paragraphs means.

    ``level`` is that of a heading: 1 for the title, 2 for Word's first heading, otherwise 0.
    ``is_contents``: the paragraph is a table of contents, or with a level its heading. ``place`` is
    the numbering of the style's paragraphs.
    """

    level: int = 0
    is_caption: bool = False
    is_quote: bool = False
    is_contents: bool = False
    continues_list: bool = False
    place: Place | None = None


class Number(NamedTuple):
    """How a level of a list is numbered: whether at all, from which number, and the sign after."""

    ordered: bool
    start: int
    end: str


class Styles:
    """The styles of a document, by id; each is worked out once."""

    def __init__(self, package: Package, lists: Lists) -> None:
        self._elements: dict[str, Element] = {}
        self._default = ""
        for _, root in package.related("styles"):
            for style in inside(root, "w:style"):
                key = attribute(style, "w:styleId")
                self._elements[key] = style
                kind = attribute(style, "w:type", "paragraph")
                if kind == "paragraph" and attribute(style, "w:default") in ("1", "true", "on"):
                    self._default = key
        self._lists = lists
        self._styles: dict[str, Style] = {}
        self._looks: dict[str, Look] = {}
        lists.styles = self

    def paragraph(self, key: str) -> Style:
        """Return what a paragraph's style means; an empty ``key`` is the default style."""
        if key not in self._styles:
            self._styles[key] = self._style(key)
        return self._styles[key]

    def run(self, key: str) -> Look:
        """Return the look of a character style."""
        if key not in self._looks:
            look = Look()
            for _, style in self._chain(key):
                look = look.over(look_of(child(style, "w:rPr")))
            self._looks[key] = look
        return self._looks[key]

    def place(self, key: str) -> Place | None:
        """Return the numbering that a style, or one that it is based on, gives its paragraphs."""
        level = None
        for known, style in self._chain(key):
            numbering = child(style, "w:pPr", "w:numPr")
            if level is None:
                level = value(numbering, "w:ilvl") or None
            number = value(numbering, "w:numId")
            if number:
                found = number_in(number, 0)
                own = self._lists.level_of(found, known) if level is None else None
                return (found, number_in(level, 0) if own is None else own) if found else NOWHERE
        return None

    def _style(self, key: str) -> Style:
        place = self.place(key or self._default)
        for _, style in self._chain(key or self._default):
            name = value(style, "w:name").lower()
            found = _HEADING.fullmatch(name)
            outline = number_in(value(style, "w:pPr", "w:outlineLvl"), 9)
            if _CONTENTS.fullmatch(name):
                return Style(2 if name.endswith("heading") else 0, is_contents=True)
            if name == "title" or found or outline < 9:
                return Style(
                    1 if name == "title" else (int(found[1]) if found else outline + 1) + 1
                )
            if name == "caption":
                return Style(is_caption=True, place=place)
            if "quote" in name:
                return Style(is_quote=True, place=place)
            if name.startswith("list continue"):
                return Style(continues_list=True, place=place)
        return Style(place=place)

    def _chain(self, key: str) -> list[tuple[str, Element]]:
        """Return a style and the styles that it is based on, each with its id."""
        chain: dict[str, Element] = {}
        while key in self._elements and key not in chain:
            chain[key] = self._elements[key]
            key = value(chain[key], "w:basedOn")
        return list(chain.items())


class Lists:
    """The numberings of a document, by id."""

    def __init__(self, package: Package) -> None:
        self._abstract: dict[str, Element] = {}
        self._uses: dict[int, Element] = {}
        self._numbers: dict[Place, Number] = {}
        self.styles: Styles | None = None
        for _, root in package.related("numbering"):
            for name, found in children(root):
                if name == "w:abstractNum":
                    self._abstract[attribute(found, "w:abstractNumId")] = found
                elif name == "w:num":
                    self._uses[number_in(attribute(found, "w:numId"), 0)] = found

    def number(self, place: Place) -> Number:
        """Return how the paragraphs of a numbering and level are numbered."""
        if place not in self._numbers:
            self._numbers[place] = self._number(*place)
        return self._numbers[place]

    def level_of(self, numbering: int, style: str) -> int | None:
        """Return the level that a numbering ties to a style of paragraphs, or None."""
        abstract = self._abstract_of(numbering)
        for name, level in children(abstract) if abstract is not None else ():
            if name == "w:lvl" and value(level, "w:pStyle") == style:
                return number_in(attribute(level, "w:ilvl"), 0)
        return None

    def _abstract_of(self, numbering: int) -> Element | None:
        """Return the definition of a numbering, perhaps by way of a style of lists."""
        seen: set[int] = set()
        while numbering not in seen:
            seen.add(numbering)
            abstract = self._abstract.get(value(self._uses.get(numbering), "w:abstractNumId"))
            style = value(abstract, "w:numStyleLink")
            place = self.styles.place(style) if style and self.styles else None
            if place is None:
                return abstract
            numbering = place[0]
        return None

    def _number(self, numbering: int, level: int) -> Number:
        start, defined = "", _of_level(self._abstract_of(numbering), "w:lvl", level)
        override = _of_level(self._uses.get(numbering), "w:lvlOverride", level)
        if override is not None:
            start = value(override, "w:startOverride")
            own = child(override, "w:lvl")
            defined = defined if own is None else own
        if defined is None:
            return Number(False, 1, ".")
        start = start or value(defined, "w:start", otherwise="1")
        shown = value(defined, "w:lvlText")
        end = ")" if shown.rstrip().endswith(")") else "."
        ordered = value(defined, "w:numFmt", otherwise="bullet") not in ("bullet", "none")
        return Number(ordered, number_in(start, 1), end)


def _of_level(element: Element | None, tag: str, level: int) -> Element | None:
    for name, found in children(element) if element is not None else ():
        if name == tag and number_in(attribute(found, "w:ilvl"), 0) == level:
            return found
    return None


def look_of(properties: Element | None) -> Look:
    """Return the look that the properties of a run say."""
    if properties is None:
        return Look()
    said = {name: is_on(found) for name, found in children(properties)}
    return Look(said.get("w:b"), said.get("w:i"))
