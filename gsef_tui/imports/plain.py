"""Reader of plain text, and the encodings of texts and web pages."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from typing import NamedTuple

from gsef_tui.model.lazy_pattern import lazy_pattern

from .source_lines import SourceLine, check_size
from .styles import safe

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins with the mark of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MEANT = {
    "ascii": "cp1252", "us-ascii": "cp1252", "iso-8859-1": "cp1252", "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "x-cp1252": "cp1252",
    "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874",
    "ks_c_5601-1987": "cp949", "ks_c_5601-1989": "cp949", "ks_c_5601": "cp949",
    "ksc5601": "cp949", "ksc_5601": "cp949", "korean": "cp949", "euc-kr": "cp949",
    "x-windows-949": "cp949", "windows-949": "cp949", "ms949": "cp949", "uhc": "cp949",
    "shift_jis": "cp932", "x-sjis": "cp932", "gb2312": "gb18030", "gbk": "gb18030",
    "big5": "big5hkscs", "utf-16": "utf-8", "utf-16le": "utf-8", "utf-16be": "utf-8",
}  # fmt: skip
"""What a page means by the name of an encoding, as browsers do: https://encoding.spec.whatwg.org.
A page whose declaration can be read is not in UTF-16."""

_OF_TEXTS = (
    "big5",
    "cp",
    "euc",
    "gb",
    "iso2022",
    "iso8859",
    "johab",
    "koi8",
    "mac",
    "shift",
    "tis",
)
"""How Python's names of the encodings begin in which pages are written."""

_NAMES = {"cp949": "Korean (cp949)", "cp1252": "Western European (windows-1252)"}
_HANGUL = lazy_pattern("[\uac00-\ud7a3]")
_NOT_ASCII = lazy_pattern("[^\x00-\x7f]")
_BAD = "\ufffd"
_CONTROLS = lazy_pattern("[\x00-\x08\x0e-\x1f\ufffd\ufffe\uffff\ue000-\uf8ff]")
_IF_WRONG = "if letters are wrong, save it as UTF-8 and import that"

_LONGEST_CHARACTER = 4
"""In bytes, for every encoding that is read here."""


class Decoded(NamedTuple):
    """A text, and one sentence on what was guessed or could not be decoded, else ``""``."""

    text: str
    note: str = ""


def decoded(data: bytes, declared: str = "") -> Decoded:
    """Return the text of a file in the first encoding that fits.

    These are tried in order: the one that a byte order mark names; UTF-16 without a mark; UTF-8,
    also with a few wrong bytes; ``declared``, the name that a page gives; Korean; Western European.
    The last two are guesses. Bytes that the encoding does not define become U+FFFD.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _with_bad(data.decode(encoding, errors="replace"), encoding.removesuffix("-sig"))
    if b"\x00" in data and (wide := _unmarked_utf16(data)) is not None:
        return Decoded(wide, "it names no encoding: read as UTF-16 (a guess)")
    text = data.decode("utf-8", errors="replace")
    bad = text.count(_BAD) - data.count(_BAD.encode())
    if not bad:
        return Decoded(text)
    if len(_NOT_ASCII.findall(text)) > 2 * text.count(_BAD):
        return _with_bad(text, "utf-8")
    if encoding := _known(declared):
        return _with_bad(data.decode(encoding, errors="replace"), encoding)
    korean = data.decode("cp949", errors="replace")
    encoding = "cp949" if _is_korean(korean) else "cp1252"
    text = korean if encoding == "cp949" else data.decode("cp1252", errors="replace")
    guess = f"it is not UTF-8: read as {_NAMES[encoding]} (a guess): {_IF_WRONG}"
    return Decoded(text, guess)


def _known(declared: str) -> str:
    """Return Python's name for an encoding that a page declares; "" for none or UTF-8."""
    name = declared.lower()
    try:
        known = codecs.lookup(_MEANT.get(name, name)).name if name else ""
    except LookupError:
        return ""
    return known if known.startswith(_OF_TEXTS) else ""


def _with_bad(text: str, encoding: str) -> Decoded:
    """Return a text with the sentence on the bytes that could not be decoded, if there are any."""
    bad = text.count(_BAD)
    if not bad:
        return Decoded(text)
    line = text.count("\n", 0, text.index(_BAD)) + 1
    name = encoding.upper()
    if bad == 1:
        return Decoded(text, f"line {line}: a byte that is not {name} is read as �")
    return Decoded(text, f"line {line} and on: {bad} bytes that are not {name} are read as �")


def _unmarked_utf16(data: bytes) -> str | None:
    """Return the text of UTF-16 without a byte order mark; None if it is none."""
    found: list[tuple[int, str]] = []
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data[: len(data) // 2 * 2].decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROLS.search(text):
            found.append((text.count("\n") + text.count(" "), text))
    best = max(found, default=(0, ""))
    return best[1] if best[0] else None


def _is_korean(text: str) -> bool:
    """Return whether a text decoded as cp949 is Korean: most of what is not ASCII is Hangul."""
    hangul = len(_HANGUL.findall(text))
    return hangul > 1 and 10 * hangul > 7 * len(_NOT_ASCII.findall(text))


def read_text(data: bytes) -> list[SourceLine]:
    """Return the lines of a text. Raises TooLarge if it exceeds a limit."""
    text = report_text(data)
    check_size(text.count("\n") + 1, len(text))
    return [SourceLine(line.rstrip()) for line in safe(text).split("\n")]


def report_text(data: bytes, declared: Callable[[bytes], str] = lambda _: "") -> str:
    """Return the decoded text of a text file.

    Raises TooLarge if it exceeds a limit, where possible before it is decoded.
    """
    check_size(0, len(data) // _LONGEST_CHARACTER)
    text = decoded(data, declared(data)).text
    check_size(0, len(text))
    return text


def declared_encoding(data: bytes) -> str:
    """Return the name of the encoding that a web page declares at its beginning, else ``""``."""
    found = re.search(rb"(?:charset|<\?xml[^>]*\bencoding)\s*=\s*[\"']?\s*([\w:.-]+)", data[:4096])
    return found[1].decode("ascii", errors="replace") if found else ""
