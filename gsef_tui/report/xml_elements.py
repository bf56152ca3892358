"""Building the XML of word processor files with lxml, by prefixed names: ``text:p``, ``w:pStyle``.

lxml escapes text and attribute values. Characters that XML cannot hold become U+FFFD.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from lxml import etree

from .page import xml_text

Element: TypeAlias = Any
"""An element of lxml, which has no type annotations."""

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMESPACES: Mapping[str, str] = {
    "office": f"{_OASIS}:office:1.0",
    "style": f"{_OASIS}:style:1.0",
    "text": f"{_OASIS}:text:1.0",
    "table": f"{_OASIS}:table:1.0",
    "draw": f"{_OASIS}:drawing:1.0",
    "fo": f"{_OASIS}:xsl-fo-compatible:1.0",
    "svg": f"{_OASIS}:svg-compatible:1.0",
    "meta": f"{_OASIS}:meta:1.0",
    "manifest": f"{_OASIS}:manifest:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "xml": "http://www.w3.org/XML/1998/namespace",
}


class _Names(dict[str, str]):
    """Names in lxml's notation, by prefixed name. Each is converted once: a large report has tens
    of thousands of elements."""

    def __missing__(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        self[name] = f"{{{NAMESPACES[prefix]}}}{local}"
        return self[name]


_NAMES = _Names()


def qualified(name: str) -> str:
    """Return a prefixed name in lxml's notation.

    >>> qualified("dc:title")
    '{http://purl.org/dc/elements/1.1/}title'
    """
    return _NAMES[name]


def root(name: str, attributes: Mapping[str, str], prefixes: Iterable[str]) -> Element:
    """Return a root element that declares the namespaces of these prefixes."""
    spaces = {prefix: NAMESPACES[prefix] for prefix in prefixes}
    return etree.Element(_NAMES[name], _converted(attributes), nsmap=spaces)


def add(
    parent: Element, name: str, attributes: Mapping[str, str] | None = None, text: str = ""
) -> Element:
    """Add a last child to an element and return it."""
    child = etree.SubElement(parent, _NAMES[name], _converted(attributes) if attributes else None)
    if text:
        child.text = xml_text(text)
    return child


def set_attribute(element: Element, name: str, value: str) -> None:
    """Set an attribute of an element that exists already."""
    element.set(_NAMES[name], xml_text(value))


def to_bytes(root: Element) -> bytes:
    """Return the XML file of a root element, in UTF-8."""
    data: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return data


class MixedContent:
    """Writes text and elements in turn at the end of an element that is still empty."""

    def __init__(self, parent: Element) -> None:
        self._parent = parent
        self._last: Element = None

    def text(self, text: str) -> None:
        """Add text after everything that was added so far."""
        if self._last is None:
            self._parent.text = (self._parent.text or "") + xml_text(text)
        else:
            self._last.tail = (self._last.tail or "") + xml_text(text)

    def element(self, name: str, attributes: Mapping[str, str] | None = None) -> Element:
        """Add an element after everything that was added so far and return it."""
        self._last = add(self._parent, name, attributes)
        return self._last


def _converted(attributes: Mapping[str, str]) -> dict[str, str]:
    return {_NAMES[name]: xml_text(value) for name, value in attributes.items()}
