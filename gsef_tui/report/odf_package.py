"""The zip archive of an OpenDocument file, and its parts other than text and styles."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from .blocks import Outline
from .file_dates import property_date
from .page import locale_of
from .xml_elements import Element, add, root, to_bytes

MIME = "application/vnd.oasis.opendocument.text"
_VERSION = "1.3"
_PREFIXES = ("office", "style", "text", "table", "draw", "fo", "svg", "meta", "dc", "xlink")


def document_part(part: str) -> Element:
    """Return the root element of a part of the document: ``content``, ``styles`` or ``meta``."""
    return root(f"office:document-{part}", {"office:version": _VERSION}, _PREFIXES)


def archive(parts: Mapping[str, bytes]) -> bytes:
    """Return the bytes of a file with these parts, by path.

    The media type comes first and uncompressed, where other programs look for it. All dates are
    fixed, so that the same report always has the same bytes.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for name, data in (("mimetype", MIME.encode()), *parts.items()):
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            target.writestr(entry, data)
    return packed.getvalue()


def manifest(files: Mapping[str, str]) -> bytes:
    """Return the manifest: the list of the file's parts. ``files``: their media types by path."""
    listing = root("manifest:manifest", {"manifest:version": _VERSION}, ("manifest",))
    add(
        listing,
        "manifest:file-entry",
        {
            "manifest:full-path": "/",
            "manifest:version": _VERSION,
            "manifest:media-type": MIME,
        },
    )
    for path, media in files.items():
        names = {"manifest:full-path": path, "manifest:media-type": media}
        add(listing, "manifest:file-entry", names)
    return to_bytes(listing)


def meta(outline: Outline, author: str) -> bytes:
    """Return the part with the file's title, language and date, and its author unless empty."""
    moment = property_date(outline).isoformat()
    document = document_part("meta")
    properties = add(document, "office:meta")
    add(properties, "dc:title", text=outline.name or outline.title)
    add(properties, "meta:creation-date", text=moment)
    add(properties, "dc:date", text=moment)
    if author:
        add(properties, "meta:initial-creator", text=author)
        add(properties, "dc:creator", text=author)
    add(properties, "dc:language", text=locale_of(outline.language))
    return to_bytes(document)
