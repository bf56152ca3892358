"""Sanitise all text that enters the program: from keys, paste, files, imports, the command line.

The rest of the program trusts the text. Control and escape sequences would act on the terminal that
shows them; unusual line ends would come back changed from TOML or from an editor; lone surrogates
cannot be encoded. Everything else is kept: no-break spaces, soft hyphens, joiners, marks. An escape
sequence without its terminator on the same line loses only its introducer, since the rest may be
the note.
"""

from __future__ import annotations

import re

from .lazy_pattern import lazy_pattern

_LINE_END = lazy_pattern("\r\n|\n\r|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_WITHIN = "[^\x07\x1b\x90\x98\x9c-\x9f\r\n]*"
_ESCAPE = lazy_pattern(
    f"(?:\x1b\\]|\x9d){_WITHIN}(?:\x07|\x1b\\\\|\x9c)"  # OSC … BEL or ST
    f"|(?:\x1b[PX^_]|[\x90\x98\x9e\x9f]){_WITHIN}(?:\x1b\\\\|\x9c)"  # DCS, SOS, PM, APC … ST
    "|(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]?"  # CSI
    "|\x1b[ -/]*[0-~]?"  # two characters, or a lone ESC
)
_BEGINS = lazy_pattern("[\x1b\x90\x98\x9b\x9d-\x9f]")
_CONTROL = lazy_pattern("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SURROGATE = lazy_pattern("[\ud800-\udfff]")
_DIRECTION = lazy_pattern("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f]")
"""Bidirectional control characters: marks, embeddings, overrides and isolates."""
_SUSPECT = lazy_pattern("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def clean(text: str) -> str:
    """Return the text without anything that is unsafe to store or to show.

    Line ends of every kind become LF; escape sequences and control characters other than tab are
    removed; a lone surrogate becomes U+FFFD.

    >>> clean("a\\r\\nb\\x1b]0;title\\x07c")
    'a\\nbc'
    """
    if "\n" not in text:
        text = text.replace("\r", "\n")  # terminals end the lines of a paste with CR
    if not _SUSPECT.search(text):
        return text
    if _BEGINS.search(text):
        text = _ESCAPE.sub("", text)
    text = _LINE_END.sub("\n", text)
    text = _CONTROL.sub("", text)
    return _SURROGATE.sub("\ufffd", text)


def clean_name(name: str) -> str:
    """Return the name or path of a file or folder on one line, for a message or the screen.

    Bidirectional controls become visible: otherwise they would reorder the sentence around the
    name, or let ``cod.exe`` appear to end in ``doc``. The result is for display only; programs read
    and users edit the name itself.

    >>> clean_name("a\\u202eb")
    'a<U+202E>b'
    """
    return _DIRECTION.sub(lambda found: f"<U+{ord(found[0]):04X}>", clean_line(name))


def clean_line(text: str) -> str:
    """Return the text as ``clean`` does, on one line: line ends and tabs become spaces."""
    return re.sub("[\n\t]+", " ", clean(text))
