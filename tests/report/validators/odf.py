"""OpenDocument 1.3: the package, the schema of OASIS, and the names that parts refer to.

The package openxml-audit brings the schema of OASIS as a file; nothing else of it is used here.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

MIME = "application/vnd.oasis.opendocument.text"
MANIFEST = "META-INF/manifest.xml"
PARTS = ("content.xml", "styles.xml", "meta.xml", "settings.xml")
_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
_MANIFEST_NAMES = f"{_OASIS}manifest:1.0}}"
_OFFICE, _STYLE, _TEXT = (f"{_OASIS}{name}:1.0}}" for name in ("office", "style", "text"))
_HREF = "{http://www.w3.org/1999/xlink}href"


_PACKAGE = find_spec("openxml_audit")
needs_schema = pytest.mark.skipif(
    _PACKAGE is None or _PACKAGE.origin is None,
    reason="openxml-audit, which brings the schema, is not installed: pip install -e '.[test]'",
)


@cache
def _schema(name: str) -> Any:
    assert _PACKAGE is not None
    assert _PACKAGE.origin is not None
    folder = Path(_PACKAGE.origin).parent / "odf" / "schemas" / "odf-1.3"
    return etree.RelaxNG(file=str(folder / f"OpenDocument-v1.3-{name}.rng"))


def faults(data: bytes) -> list[str]:
    """Everything that is wrong with an ODT, each with the part in which it is."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        files = {entry.filename: archive.read(entry) for entry in entries}
    found = list(_package_faults(data, entries))
    parts = {}
    for name in (MANIFEST, *PARTS):
        if name not in files:
            continue
        try:
            parts[name] = etree.fromstring(files[name])
        except etree.XMLSyntaxError as error:
            found.append(f"{name}: {error}")
        else:
            found += _schema_faults(name, parts[name])
    if MANIFEST in parts:
        found += _manifest_faults(parts[MANIFEST], files)
    documents = [parts[name] for name in ("styles.xml", "content.xml") if name in parts]
    return found + list(_reference_faults(documents, files))


def _package_faults(data: bytes, entries: list[zipfile.ZipInfo]) -> Iterator[str]:
    first = entries[0]
    if (first.filename, first.compress_type, first.extra) != ("mimetype", zipfile.ZIP_STORED, b""):
        yield f"{first.filename}: is not the mimetype, stored, without extra fields"
    if data[38 : 38 + len(MIME)] != MIME.encode() or first.file_size != len(MIME):
        yield "mimetype: cannot be read off"
    names = [entry.filename for entry in entries]
    yield from (f"{name}: is there twice" for name in sorted({*names}) if names.count(name) > 1)
    for entry in entries:
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            yield f"{entry.filename}: is neither stored nor deflated"
        if entry.flag_bits & 1:
            yield f"{entry.filename}: is encrypted by the zip"
    yield from (f"{name}: is missing" for name in (MANIFEST, "content.xml") if name not in names)


def _schema_faults(name: str, root: Any) -> Iterator[str]:
    """What the schema says of a part, each with the line of XML at which it says so."""
    is_manifest = name == MANIFEST
    of_part = name.removesuffix(".xml")
    expected = f"{_MANIFEST_NAMES}manifest" if is_manifest else f"{_OFFICE}document-{of_part}"
    version = f"{_MANIFEST_NAMES if is_manifest else _OFFICE}version"
    if root.tag != expected or root.get(version) != "1.3":
        yield f"{name}: begins with {root.tag} of version {root.get(version)}"
    schema = _schema("manifest-schema" if is_manifest else "schema")
    if schema.validate(root):
        return
    lines = etree.tostring(root, pretty_print=True, encoding="unicode").splitlines()
    schema.validate(etree.fromstring("\n".join(lines)))
    for error in schema.error_log:
        line = lines[error.line - 1].strip() if 0 < error.line <= len(lines) else ""
        yield f"{name}: {error.message}: {line[:200]}"


def _manifest_faults(root: Any, files: Mapping[str, bytes]) -> Iterator[str]:
    listed = {
        entry.get(f"{_MANIFEST_NAMES}full-path"): entry.get(f"{_MANIFEST_NAMES}media-type")
        for entry in root.iter(f"{_MANIFEST_NAMES}file-entry")
    }
    if listed.pop("/", None) != MIME:
        yield f"{MANIFEST}: does not give the whole file its media type"
    parts = {name for name in files if name != "mimetype" and not name.startswith("META-INF/")}
    yield from (f"{MANIFEST}: lacks {name}" for name in sorted(parts - {*listed}))
    yield from (f"{MANIFEST}: has {name}, which is not there" for name in sorted({*listed} - parts))


_TABLE, _DRAW = (f"{_OASIS}{name}:1.0}}" for name in ("table", "drawing"))
_FAMILIES = {
    **dict.fromkeys((f"{_TEXT}p", f"{_TEXT}h"), "paragraph"),
    **dict.fromkeys((f"{_TEXT}span", f"{_TEXT}a"), "text"),
    **dict.fromkeys((f"{_TEXT}section", f"{_TEXT}table-of-content"), "section"),
    f"{_TEXT}index-title-template": "paragraph",
    f"{_TEXT}table-of-content-entry-template": "paragraph",
    f"{_TEXT}index-entry-link-start": "text",
    f"{_TEXT}list": "list",
    **{f"{_TABLE}{name}": name for name in ("table", "table-column", "table-row", "table-cell")},
    f"{_DRAW}frame": "graphic",
}
"""The family of the styles that an element names."""

_REFERENCES = (
    *(f"{_TEXT}{which}style-name" for which in ("", "visited-", "default-")),
    f"{_TABLE}style-name",
    f"{_DRAW}style-name",
)
_FONTS = tuple(f"{_STYLE}font-name{which}" for which in ("", "-asian", "-complex"))
_BOOKMARKS = (f"{_TEXT}bookmark", f"{_TEXT}bookmark-start")
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def _reference_faults(documents: list[Any], files: Mapping[str, bytes]) -> Iterator[str]:
    """Names of styles, pages, fonts, bookmarks and parts that are not there, or there twice."""
    elements = [e for document in documents for e in document.iter(etree.Element)]
    named = [
        (e.get(f"{_STYLE}family", "list"), e.get(f"{_STYLE}name"))
        for e in elements
        if e.tag in (f"{_STYLE}style", f"{_TEXT}list-style")
    ]
    there: dict[str, set[Any]] = {
        "style": {*named},
        "page layout": {e.get(f"{_STYLE}name") for e in elements if "page-layout" in e.tag},
        "font": {e.get(f"{_STYLE}name") for e in elements if e.tag == f"{_STYLE}font-face"},
        "bookmark": {e.get(f"{_TEXT}name") for e in elements if e.tag in _BOOKMARKS},
        "part": {*files},
    }
    wanted = {each for e in elements for each in _references(e)}
    for kind, name in sorted(wanted, key=str):
        if name not in there[kind]:
            yield f"there is no {kind} {name}"
    ids = [e.get(_XML_ID) for e in elements if e.get(_XML_ID)]
    for name, count in Counter([*named, *ids]).items():
        if count > 1:
            yield f"{name} is there {count} times"


def _references(element: Any) -> Iterator[tuple[str, Any]]:
    """What an element names: the kind, and the name."""
    family = _FAMILIES.get(element.tag)
    styles = [(family, element.get(key)) for key in _REFERENCES if family]
    if element.tag == f"{_STYLE}style":
        family = element.get(f"{_STYLE}family")
        styles = [(family, element.get(f"{_STYLE}{of}-style-name")) for of in ("parent", "next")]
        styles.append(("list", element.get(f"{_STYLE}list-style-name")))
    yield from (("style", each) for each in styles if each[1])  # an empty name stands for no style
    layout = element.get(f"{_STYLE}page-layout-name")
    if layout is not None:
        yield "page layout", layout
    yield from (("font", element.get(key)) for key in _FONTS if key in element.attrib)
    target = element.get(_HREF, "")
    if target.startswith("#"):
        yield "bookmark", target[1:]
    elif element.tag == f"{_DRAW}image":
        yield "part", target
