"""Office Open XML: what holds a DOCX together and no schema tells.

Parts are XML, have a media type, and name only parts, styles, numberings and bookmarks that are
there.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from lxml import etree

_SCHEMAS = "http://schemas.openxmlformats.org"
_TYPES = f"{{{_SCHEMAS}/package/2006/content-types}}"
_W = f"{{{_SCHEMAS}/wordprocessingml/2006/main}}"
_R = f"{{{_SCHEMAS}/officeDocument/2006/relationships}}"
_DRAWING = f"{{{_SCHEMAS}/drawingml/2006/wordprocessingDrawing}}"
_STYLES = ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "numStyleLink", "styleLink")
DOCUMENT, STYLES, NUMBERING = (f"word/{n}.xml" for n in ("document", "styles", "numbering"))


def faults(data: bytes) -> list[str]:
    """Everything that is wrong in that sense with a DOCX, each with the part in which it is."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        files = {name: archive.read(name) for name in names}
    found = [f"{name}: is there {n} times" for name, n in Counter(names).items() if n > 1]
    parts = {}
    for name in names:
        if name.endswith((".xml", ".rels")):
            try:
                parts[name] = etree.fromstring(files[name])
            except etree.XMLSyntaxError as error:
                found.append(f"{name}: {error}")
    found += _type_faults(parts.get("[Content_Types].xml"), files)
    for name, root in parts.items():
        if name.endswith(".rels"):
            found += _target_faults(name, root, files)
        else:
            found += _id_faults(name, root, parts)
    return found + list(_reference_faults(parts))


def _type_faults(types: Any, files: Mapping[str, bytes]) -> Iterator[str]:
    if types is None:
        yield "[Content_Types].xml: is missing"
        return
    endings = {e.get("Extension").lower() for e in types.iter(f"{_TYPES}Default")}
    named = {e.get("PartName")[1:] for e in types.iter(f"{_TYPES}Override")}
    for name in sorted({*files} - named - {"[Content_Types].xml"}):
        if name.rpartition(".")[2].lower() not in endings:
            yield f"{name}: has no media type"
    yield from (f"{name}: has a media type and is not there" for name in sorted(named - {*files}))


def _target_faults(name: str, root: Any, files: Mapping[str, bytes]) -> Iterator[str]:
    """Relationships to parts that are not there."""
    folder = posixpath.dirname(posixpath.dirname(name))
    for relationship in root:
        target = unquote(relationship.get("Target", ""))
        if relationship.get("TargetMode") == "External":
            continue
        if posixpath.normpath(posixpath.join("/", folder, target))[1:] not in files:
            yield f"{name}: there is no part {target}"


def _id_faults(name: str, root: Any, parts: Mapping[str, Any]) -> Iterator[str]:
    """Ids of relationships that the part does not have, and ids of its own that are there twice."""
    folder, file = posixpath.split(name)
    relationships = parts.get(posixpath.join(folder, "_rels", f"{file}.rels"), ())
    ids = {relationship.get("Id") for relationship in relationships}
    for element in root.iter(etree.Element):
        for key, value in element.attrib.items():
            if key.startswith(_R) and value not in ids:
                yield f"{name}: there is no relationship {value}"
    own = [("picture", e.get("id")) for e in root.iter(f"{_DRAWING}docPr")]
    for kind, key in (("bookmarkStart", "id"), ("bookmarkStart", "name"), ("bookmarkEnd", "id")):
        own += [(f"{kind} {key}", e.get(f"{_W}{key}")) for e in root.iter(f"{_W}{kind}")]
    for (kind, value), count in Counter(own).items():
        if count > 1:
            yield f"{name}: the {kind} {value} is there {count} times"


def _reference_faults(parts: Mapping[str, Any]) -> Iterator[str]:
    """Styles, numberings and bookmarks that something names and that are not there."""
    there: dict[str, set[str]] = {
        "style": _values(parts.get(STYLES), "style", "styleId"),
        "numbering": _values(parts.get(NUMBERING), "num", "numId") | {"0"},
        "abstract numbering": _values(parts.get(NUMBERING), "abstractNum", "abstractNumId"),
        "bookmark": _values(parts.get(DOCUMENT), "bookmarkStart", "name"),
    }
    for name, root in parts.items():
        wanted = {("style", value) for kind in _STYLES for value in _values(root, kind, "val")}
        wanted |= {("numbering", value) for value in _values(root, "numId", "val")}
        wanted |= {("bookmark", value) for value in _values(root, "hyperlink", "anchor")}
        for num in root.iter(f"{_W}num"):
            wanted |= {("abstract numbering", v) for v in _values(num, "abstractNumId", "val")}
        for kind, value in sorted(wanted):
            if value not in there[kind]:
                yield f"{name}: there is no {kind} {value}"


def _values(root: Any, element: str, attribute: str) -> set[str]:
    """The values that an attribute has in elements of that name; none without a root."""
    if root is None:
        return set()
    found = (e.get(f"{_W}{attribute}") for e in root.iter(f"{_W}{element}"))
    return {value for value in found if value is not None}
