"""Kinds of files that are not read as reports: known by their content, each with some advice."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Callable, Iterable

from gsef_tui.model.lazy_pattern import lazy_pattern

_HWP = "a Hancom document (HWP): save it as DOCX in Hancom Office, and import that"
_MAIL = "a web page saved with its pictures (MHTML), or a mail: save it as HTML, and import that"
_PASSWORD = "protected by a password: save it without one, and import that"
_TRANSCRIPT = (
    "a transcript of a call, not a report: copy what belongs to the notes; of subtitles in WebVTT, "
    "gsef-tui rehearse makes a rehearsal"
)
_CHAT = "the chat of a call, not a report: paste it into the session, at the person who has it"
_TABLE = "a table (CSV), not a report: paste the rows that you need into the session"
_WORD_XML = "a Word document as XML: save it as DOCX, and import that"
_PICTURE = "a picture, not a report: attach it to a session"
_PACKED = "a packed file: unpack it first"

_BEGINNINGS = (
    (b"%PDF", "a PDF has no text in order: import the document that it was made from"),
    (b"{\\rtf", "rich text (RTF): save it as DOCX or ODT, and import that"),
    (b"HWP Document File", _HWP),
    (b"\xffWPC", "a WordPerfect document: save it as DOCX or ODT, and import that"),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"7z\xbc\xaf\x27\x1c", _PACKED),
    (b"Rar!\x1a\x07", _PACKED),
    (b"\x1f\x8b", _PACKED),
)

_OLE = b"\xd0\xcf\x11\xe0"
_STREAMS = (
    ("EncryptedPackage", _PASSWORD),
    ("WordDocument", "an old Word document (DOC): save it as DOCX, and import that"),
    ("HwpSummaryInformation", _HWP),
    ("\x05HwpSummaryInformation", _HWP),
    ("Workbook", "an old spreadsheet (XLS): copy what you need as text"),
    ("Book", "an old spreadsheet (XLS): copy what you need as text"),
    ("PowerPoint Document", "old slides (PPT): copy what you need as text"),
    ("__properties_version1.0", "a mail of Outlook (MSG): copy its text, and import that"),
)
"""The streams of an OLE file, of which each names its kind; the first one that is there counts."""

_OF_PACKAGE = {
    "application/hwp+zip": "a Hancom document (HWPX): save it as DOCX in Hancom Office, and import "
    "that",
    "application/epub+zip": "an electronic book (EPUB): save the text as DOCX or ODT",
    "application/vnd.oasis.opendocument.spreadsheet": "a spreadsheet (ODS): copy what you need as "
    "text",
    "application/vnd.oasis.opendocument.presentation": "slides (ODP): copy what you need as text",
}
"""By the entry ``mimetype`` of a package."""

_OF_ENTRIES = (
    (r"Contents/section\d+\.xml", _OF_PACKAGE["application/hwp+zip"]),
    (r"xl/workbook\.(?:xml|bin)", "a spreadsheet (XLSX): copy what you need as text"),
    (r"ppt/presentation\.xml", "slides (PPTX): copy what you need as text"),
    (r"Index/Slide[^/]*\.iwa", "slides of Keynote: copy what you need as text"),
    (r"Index/CalculationEngine[^/]*\.iwa|Index/Tables/.*", "a file of Pages or Numbers: export it "
     "as Word (DOCX), and import that"),
    (r"Index/Document\.iwa|Index\.zip|index\.(?:xml|apxl)(?:\.gz)?", "a document of Pages: export "
     "it as Word (DOCX), and import that"),
)  # fmt: skip
"""By the names of a package's entries."""

_HEADER = lazy_pattern(
    r"[A-Za-z][A-Za-z-]*+:[^\n]*+\n(?:[ \t][^\n]*+\n|[A-Za-z][A-Za-z-]*+:[^\n]*+\n)*+"
)
_MIME = lazy_pattern(r"^mime-version:", re.IGNORECASE | re.MULTILINE)
_XML = lazy_pattern(r"\s*+(?:<\?[^>]*+>\s*+|<!--(?:(?!-->).)*+-->\s*+)*+<([\w:]+)", re.DOTALL)
_JSON = lazy_pattern(r'(?:\[\s*+)*+\{\s*+"(?:[^"\\]|\\.)*+"\s*+:')
_STAMP = r"(?:\[?\d{1,2}:\d\d:\d\d\]?)"
"""A time with its seconds: programs write it, somebody who takes minutes does not."""
_CHAT_LINE = lazy_pattern(
    rf"{_STAMP}[ \t]+(?:From\b.+:|De\b.+:|Von\b.+:|보낸 사람\b.+:|\S[^\n:]{{0,60}}:\s)"
)
_CAPTION_LINE = lazy_pattern(rf"(?:\[[^\]\n]+\][ \t]+)?{_STAMP}(?:[ \t]+\S.*)?")
_CUE = lazy_pattern(r"(?:\d+\n)?\d\d:\d\d:\d\d[,.]\d{3} --> \d\d:\d\d:\d\d[,.]\d{3}")
_ABOVE = 8
"""The number of lines that may stand above a table."""

_LINES = 40
"""The number of lines at the top of a text that tell its kind."""


def advice_on_bytes(data: bytes) -> str:
    """Return what a file is that is no text and no package, and what to do; else ``""``."""
    if data.startswith(_OLE):
        found = (advice for stream, advice in _STREAMS if _has_stream(data, stream))
        return next(found, "a file of an old Office program: save it as DOCX, and import that")
    start = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    return next((advice for begin, advice in _BEGINNINGS if start.startswith(begin)), "")


def _has_stream(data: bytes, name: str) -> bool:
    """Return whether an OLE file has a stream: its directory has entries of 128 bytes."""
    wanted = (name + "\0").encode("utf-16-le")
    at = data.find(wanted)
    while at >= 0:
        if at % 128 == 0 and data[at + 64 : at + 66] == len(wanted).to_bytes(2, "little"):
            return True
        at = data.find(wanted, at + 1)
    return False


def advice_on_package(archive: zipfile.ZipFile) -> str:
    """Return what a packed file is that is no report, and what to do; else ``""``."""
    names = archive.namelist()
    if any(entry.flag_bits & 1 for entry in archive.infolist()):
        return _PASSWORD
    if "META-INF/manifest.xml" in names and "content.xml" in names:
        manifest = archive.open("META-INF/manifest.xml").read(1_000_000)
        if b"encryption-data" in manifest:
            return _PASSWORD
    if "mimetype" in names:
        mimetype = archive.open("mimetype").read(100).decode("ascii", "replace").strip()
        if mimetype in _OF_PACKAGE:
            return _OF_PACKAGE[mimetype]
    for pattern, advice in _OF_ENTRIES:
        if any(re.fullmatch(pattern, name) for name in names):
            return advice
    return ""


def advice_on_text(text: str, name: str) -> str:
    """Return what a text is that is no report, and what to do; else ``""``.

    ``text`` may be the beginning of the file; ``name`` is the file's.
    """
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    root = _XML.match(text)
    lines = [line.strip() for line in text.lstrip().split("\n", _LINES)[:_LINES] if line.strip()]
    for is_meant, advice in _KINDS:
        if lines and is_meant(text, lines):
            return advice
    if root and root[1] in ("w:wordDocument", "pkg:package", "w:document"):
        return _WORD_XML
    if root and root[1] in ("office:document", "HWPML"):
        return (
            _HWP if root[1] == "HWPML" else "an ODT as XML (FODT): save it as ODT, and import that"
        )
    if _is_table(text, name):
        return _TABLE
    return ""


def _begins(*words: str) -> Callable[[str, list[str]], bool]:
    return lambda text, lines: lines[0].upper().startswith(words)


def _is_mail(text: str, lines: list[str]) -> bool:
    found = _HEADER.match(text.lstrip())
    return found is not None and _MIME.search(found[0]) is not None


def _is_json(text: str, lines: list[str]) -> bool:
    start = text.lstrip()
    if not start.startswith(("{", "[")):
        return False
    try:
        value, end = json.JSONDecoder().raw_decode(start)
    except ValueError:  # it may go on after the beginning that is looked at
        return _JSON.match(start) is not None
    except RecursionError:
        return True
    return bool(value) and (isinstance(value, dict) or not start[end:].strip())


def _most(lines: Iterable[str], pattern: re.Pattern[str]) -> bool:
    """Return whether at least three lines, and two thirds of all, match."""
    found = [pattern.match(line) is not None for line in lines]
    return sum(found) >= 3 and 3 * sum(found) >= 2 * len(found)


def _is_transcript(text: str, lines: list[str]) -> bool:
    return _CUE.match(text.lstrip()) is not None or (
        _CAPTION_LINE.fullmatch(lines[0]) is not None
        and sum(_CAPTION_LINE.fullmatch(line) is not None for line in lines) >= 3
        and _stamped(lines)
    )


def _stamped(lines: list[str]) -> bool:
    """Return whether a time stands before each, or before each second, of the lines."""
    stamped = [_CAPTION_LINE.fullmatch(line) is not None for line in lines]
    return all(stamped) or all(stamped[::2])


_KINDS: tuple[tuple[Callable[[str, list[str]], bool], str], ...] = (
    (_begins("BEGIN:VCALENDAR"), "a calendar (ICS), not a report: it has no notes in it"),
    (_begins("BEGIN:VCARD"), "an address card (VCF), not a report: it has no notes in it"),
    (_begins("WEBVTT"), _TRANSCRIPT),
    (_is_mail, _MAIL),
    (_is_json, "JSON, not a report: name a report as text, Markdown, HTML, DOCX or ODT"),
    (lambda text, lines: _most(lines, _CHAT_LINE), _CHAT),
    (_is_transcript, _TRANSCRIPT),
)


def _is_table(text: str, name: str) -> bool:
    """Return whether a text is a table: by its name, or because all rows have as many columns.

    Commas alone are no proof, as a list of people has them too: some field must be quoted.
    """
    if name.lower().endswith((".csv", ".tsv")):
        return True
    rows = text[: 64 * 1024].split("\n")
    for separator, fewest in ((";", 3), ("\t", 3), (",", 4)):
        counts = (number for number, row in enumerate(rows) if row.count(separator) >= fewest - 1)
        first = next(counts, _ABOVE)
        if first >= _ABOVE:
            continue
        try:
            read = [row for row in csv.reader(rows[first:], delimiter=separator) if any(row)]
        except csv.Error:
            continue
        is_sure = separator != "," or ',"' in text or ",," in text
        if is_sure and len(read) > 2 and len({len(row) for row in read[:_LINES]}) == 1:
            return True
    return False
