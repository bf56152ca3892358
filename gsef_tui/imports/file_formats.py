"""Detection of a file's format from its content, as its extension may be wrong."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO

import msgspec
from msgspec import Struct

from gsef_tui.model.lazy_pattern import lazy_pattern
from gsef_tui.storage.child_process import ChildFailed, run_in_child
from gsef_tui.storage.errors import UnreadableFile
from gsef_tui.storage.toml_positions import parse_toml

from .docx import read_docx
from .html import read_html
from .markdown import read_markdown
from .odt import read_odt
from .other_formats import advice_on_bytes, advice_on_package, advice_on_text
from .plain import declared_encoding, decoded, read_text
from .source_lines import SourceLine, TooLarge

_HTML = lazy_pattern(
    r"\s*+(?:<\?xml[^>]*+>\s*+)?(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = lazy_pattern(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?>", re.IGNORECASE)
_MARKDOWN = lazy_pattern(r"#{1,3} \S")
_TOP = 12
"""The number of lines at the top that may hold a Markdown title; a # further down is text."""

_BROKEN = (ValueError, SyntaxError, LookupError, AttributeError, TypeError, RuntimeError, OSError,
           EOFError, ArithmeticError)  # fmt: skip
"""What readers raise for a damaged file. The XML parser raises syntax errors; python-docx does not
document what it raises."""

LARGEST = 128 * 1024 * 1024
"""In bytes, unpacked: a packed file can claim to be larger than the memory of the machine."""

LARGEST_PART = 32 * 1024 * 1024
"""In bytes, for one XML part of a packed document: a hundred times that of a report."""

SMALL = 2 * 1024 * 1024
"""In bytes, unpacked: a file up to this size is read in this process. A report has some 100 KB."""

SECONDS = 20.0
MEMORY = 1024 * 1024 * 1024
"""The limits for reading a larger file, in seconds and in bytes."""

_SAVE_LESS = "save the part that is the report as a file of its own"
_SAYS_FORMAT = lazy_pattern(rb"^[ \t]*format[ \t]*=", re.MULTILINE)

READERS: dict[str, Callable[[bytes], list[SourceLine]]] = {
    "docx": read_docx,
    "odt": read_odt,
    "html": read_html,
    "markdown": read_markdown,
    "text": read_text,
}
"""The reader of each kind of file."""


def format_of(data: bytes, name: str) -> str:
    """Return the kind of a file: a key of READERS.

    ``name`` is used in messages. Its extension tells Markdown from text, and a part of a web page,
    such as the body of a mail, from text with tags. Raises UnreadableFile, with advice for the
    user, if the kind cannot be read.
    """
    if data.startswith(b"PK"):
        return _packed(data, name)
    if advice := advice_on_bytes(data):
        raise UnreadableFile(f"{name}: {advice}")
    text = decoded(data[:65536]).text
    if "\x00" in text:
        raise UnreadableFile(f"{name}: no text: name a report as text, Markdown, HTML, DOCX or ODT")
    if _HTML.match(text.lstrip("\ufeff")):
        return "html"
    if _is_session(data):
        raise UnreadableFile(f"{name}: a session already: open it")
    if advice := advice_on_text(text, name):
        raise UnreadableFile(f"{name}: {advice}")
    if name.lower().endswith((".html", ".htm", ".xhtml")) and _TAG.search(text):
        return "html"
    is_named = name.lower().endswith((".md", ".markdown"))
    top = [line for line in text.splitlines() if line.strip()][:_TOP]
    return "markdown" if is_named or any(map(_MARKDOWN.match, top)) else "text"


class Source(Struct, frozen=True):
    """The lines of a file, and one sentence for each thing that was guessed or lost in reading."""

    lines: list[SourceLine]
    notes: tuple[str, ...] = ()


def read_lines(data: bytes, name: str) -> list[SourceLine]:
    """Return the lines of a file, as ``read_source`` does."""
    return read_source(data, name).lines


def read_source(data: bytes, name: str) -> Source:
    """Return what a file holds.

    A large file is read in a child process, under a limit of time and memory. Raises
    UnreadableFile, with advice for the user, if the file cannot be read or has nothing in it.
    """
    if _is_small(data):
        return _lines(data, name)
    shown = name.encode(errors="replace")
    try:
        found = run_in_child(_answer, data, shown, seconds=SECONDS, memory=MEMORY)
    except ChildFailed as error:
        raise UnreadableFile(f"{name}: reading it {error}: {_SAVE_LESS}") from None
    answer = msgspec.msgpack.decode(found, type=_Answer)
    if answer.source is None:
        raise UnreadableFile(answer.wrong)
    return answer.source


class _Answer(Struct, frozen=True):
    """What the child process found in a file, or in ``wrong`` why it found nothing."""

    source: Source | None = None
    wrong: str = ""


def _answer(data: bytes, name: bytes) -> bytes:
    try:
        answer = _Answer(_lines(data, name.decode()))
    except UnreadableFile as error:
        answer = _Answer(wrong=str(error))
    return msgspec.msgpack.encode(answer)


def _is_small(data: bytes) -> bool:
    """Return whether a file is small, also unpacked, by the sizes that the archive declares.

    No more than the declared size is ever unpacked.
    """
    if len(data) > SMALL:
        return False
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return sum(entry.file_size for entry in archive.infolist()) <= SMALL
    except (zipfile.BadZipFile, *_BROKEN):
        return True


def _lines(data: bytes, name: str) -> Source:
    kind = format_of(data, name)
    try:
        lines = READERS[kind](data)
    except TooLarge as error:
        raise UnreadableFile(f"{name}: {error}") from None
    except RecursionError:
        raise UnreadableFile(
            f"{name}: lists or tables stand too deep inside one another: save it as plain text"
        ) from None
    except _BROKEN:
        raise UnreadableFile(
            f"{name}: a broken {kind} file: open it where it was made, save it, and import that"
        ) from None
    if not any(line.text or line.picture for line in lines):
        remarks = dict.fromkeys(line.remark for line in lines if line.remark)
        raise UnreadableFile(": ".join((name, "there is nothing in it", *remarks)))
    return Source(lines, _encoding_notes(data, kind))


def _encoding_notes(data: bytes, kind: str) -> tuple[str, ...]:
    """Return the sentence on the encoding of a file that is text."""
    if kind not in ("html", "markdown", "text"):
        return ()
    note = decoded(data, declared_encoding(data) if kind == "html" else "").note
    return (note,) if note else ()


def _packed(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
            if sum(sizes.values()) > LARGEST:
                raise UnreadableFile(f"{name}: too large: take its pictures out first")
            if any(size > LARGEST_PART for part, size in sizes.items() if part.endswith(".xml")):
                raise UnreadableFile(f"{name}: too long for a report: {_SAVE_LESS}")
            advice = advice_on_package(archive)
            whole = bool(advice) or archive.testzip() is None
    except (zipfile.BadZipFile, zlib.error, struct.error, *_BROKEN):
        whole = False
    if not whole:
        raise UnreadableFile(f"{name}: cut short or damaged: fetch it again") from None
    if advice:
        raise UnreadableFile(f"{name}: {advice}")
    if "content.xml" in names:
        return "odt"
    if "[Content_Types].xml" in names or "word/document.xml" in names:
        return "docx"
    raise UnreadableFile(f"{name}: a packed file of another kind: take it apart first")


def _is_session(data: bytes) -> bool:
    if not _SAYS_FORMAT.search(data):
        return False
    try:
        text = data.decode("utf-8-sig")
        tables = parse_toml(text)
    except (ValueError, RecursionError):
        return False
    return "format" in tables and "template" in tables
