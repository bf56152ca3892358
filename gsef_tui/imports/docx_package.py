"""A Word document as a package: its parts, their relationships, and their XML.

The parts are found by their relationships (ECMA-376, part 2), so their names do not matter, and a
relationship to a part that is not there is left out. The elements of Strict Open XML get the same
short names as those of Transitional Open XML.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from lxml import etree

_STRICT, _TRANSITIONAL = "http://purl.oclc.org/ooxml/", "http://schemas.openxmlformats.org/"
_SPACES = {
    "wordprocessingml/main": ("w", "wordprocessingml/2006/main"),
    "officeDocument/math": ("m", "officeDocument/2006/math"),
    "officeDocument/relationships": ("r", "officeDocument/2006/relationships"),
    "drawingml/main": ("a", "drawingml/2006/main"),
    "drawingml/picture": ("pic", "drawingml/2006/picture"),
    "drawingml/wordprocessingDrawing": ("wp", "drawingml/2006/wordprocessingDrawing"),
}
_PREFIXES = {
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    **{_TRANSITIONAL + path: prefix for prefix, path in _SPACES.values()},
    **{_STRICT + path: prefix for path, (prefix, _) in _SPACES.items()},
}
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

Element = Any
"""An element of lxml, which has no types of its own."""


class _Names(dict[str, str]):
    """The short names of tags and attributes: ``w:p``; ``?:p`` in an unknown namespace."""

    def __missing__(self, tag: str) -> str:
        space, _, name = tag.rpartition("}")
        self[tag] = f"{_PREFIXES.get(space[1:], '?')}:{name}"
        return self[tag]


_NAMES = _Names()


def name_of(element: Element) -> str:
    """Return the short name of an element, such as ``w:p``; empty for a comment."""
    tag = element.tag
    return _NAMES[tag] if isinstance(tag, str) else ""


def children(element: Element) -> Iterator[tuple[str, Element]]:
    """Yield the elements directly inside an element, with their short names."""
    for child in element:
        if isinstance(child.tag, str):
            yield _NAMES[child.tag], child


def inside(element: Element, *names: str) -> Iterator[Element]:
    """Yield the elements of these short names at any depth inside an element, in order."""
    tags = [tag for name in names for tag in _tags(name)]
    return iter(element.iter(*tags))


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first element at the end of a path of short names, or None."""
    for name in path:
        if element is None:
            return None
        element = next((found for known, found in children(element) if known == name), None)
    return element


def attribute(element: Element | None, name: str, otherwise: str = "") -> str:
    """Return an attribute by its short name, such as ``w:val``."""
    if element is not None:
        for tag in _tags(name):
            if (value := element.get(tag)) is not None:
                return str(value)
    return otherwise


def value(element: Element | None, *path: str, otherwise: str = "") -> str:
    """Return ``w:val`` of the element at the end of a path, or ``otherwise``."""
    return attribute(child(element, *path), "w:val", otherwise) or otherwise


def text_of(element: Element) -> str:
    """Return the text directly in an element."""
    return element.text or ""


def is_on(element: Element | None) -> bool:
    """Return whether a property such as ``w:b`` is there and not switched off."""
    return element is not None and attribute(element, "w:val", "1") not in ("0", "false", "off")


_TAGS: dict[str, tuple[str, ...]] = {}


def _tags(name: str) -> tuple[str, ...]:
    if name not in _TAGS:
        prefix, _, local = name.partition(":")
        spaces = [space for space, known in _PREFIXES.items() if known == prefix]
        _TAGS[name] = tuple(f"{{{space}}}{local}" for space in spaces)
    return _TAGS[name]


class Relationship(NamedTuple):
    """What a part refers to: the last word of the relationship's type, and a part or an address."""

    kind: str
    target: str
    is_external: bool


class Package:
    """An opened document. Raises ValueError if it has no main part."""

    def __init__(self, data: bytes) -> None:
        self._archive = zipfile.ZipFile(BytesIO(data))
        self._names = {_key(name): name for name in self._archive.namelist()}
        self._relationships: dict[str, dict[str, Relationship]] = {}
        self.main = _main_part(self.relationships("").values())
        if self.main not in self:
            raise ValueError("it has no main part")

    def __contains__(self, part: str) -> bool:
        return _key(part) in self._names

    def xml(self, part: str) -> Element | None:
        """Return the root of a part, or None if the part is not there.

        Raises a SyntaxError if it is damaged, or nested deeper than the parser allows, and
        ValueError if it declares entities.
        """
        name = self._names.get(_key(part))
        if name is None:
            return None
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
        )
        root = etree.fromstring(self._archive.read(name), parser)
        if root.getroottree().docinfo.internalDTD is not None:
            raise ValueError("a part declares entities, which Open XML does not allow")
        return root

    def relationships(self, part: str) -> dict[str, Relationship]:
        """Return what a part refers to, by id; the package itself is the part ``""``."""
        if part not in self._relationships:
            folder, name = posixpath.split(part)
            root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
            found = () if root is None else root.iter(_RELATIONSHIPS)
            self._relationships[part] = dict(_relationship(folder, said) for said in found)
        return self._relationships[part]

    def related(self, kind: str) -> Iterator[tuple[str, Element]]:
        """Yield the name and the root of each part of a kind that the main part refers to."""
        known = self.relationships(self.main).values()
        targets = (r.target for r in known if r.kind == kind and not r.is_external)
        for target in dict.fromkeys(targets):
            root = self.xml(target)
            if root is not None:
                yield target, root


def _main_part(relationships: Iterable[Relationship]) -> str:
    """Return the name of the document's part, by the relationships of the package."""
    for known in relationships:
        if known.kind == "officeDocument" and not known.is_external:
            return known.target
    return "word/document.xml"


def _relationship(folder: str, said: Element) -> tuple[str, Relationship]:
    is_external = said.get("TargetMode") == "External"
    target = said.get("Target") or ""
    if not is_external:
        path = unquote(urlsplit(target).path)
        target = posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")
    kind = (said.get("Type") or "").rpartition("/")[2]
    return said.get("Id") or "", Relationship(kind, target, is_external)


def _key(part: str) -> str:
    """Return a part's name for comparison: names of parts ignore case."""
    return part.replace("\\", "/").lstrip("/").casefold()
