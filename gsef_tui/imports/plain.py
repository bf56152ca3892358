"""Reader of plain text."""

from __future__ import annotations

import codecs

from .source_lines import SourceLine, check_size
from .styles import safe

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
          (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip

_LONGEST_CHARACTER = 4
"""In bytes, for every encoding that is read here."""


def decoded(data: bytes) -> str:
    """Return the text of a file in the encoding of its byte order mark, else UTF-8, else cp1252.

    Bytes that the encoding does not define become U+FFFD.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def read_text(data: bytes) -> list[SourceLine]:
    """Return the lines of a text. Raises TooLarge if it exceeds a limit."""
    text = report_text(data)
    check_size(text.count("\n") + 1, len(text))
    return [SourceLine(line.rstrip()) for line in safe(text).split("\n")]


def report_text(data: bytes) -> str:
    """Return the decoded text of a text file.

    Raises TooLarge if it exceeds a limit, where possible before it is decoded.
    """
    check_size(0, len(data) // _LONGEST_CHARACTER)
    text = decoded(data)
    check_size(0, len(text))
    return text
