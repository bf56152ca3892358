"""The one door through which text comes in: key, paste, file, import, command line.

Behind it text is trusted. Control and escape sequences would act on the terminal that shows them;
odd line ends would come back as others from TOML or from an editor; lone surrogates cannot be
encoded. All else stays to the letter: no-break spaces, soft hyphens, joiners, marks. A sequence
that should have an end and has none on its line loses its beginning only: the rest may be the note.
"""

from __future__ import annotations

import re

_LINE_END = re.compile("\r\n|\n\r|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_WITHIN = "[^\x07\x1b\x90\x98\x9c-\x9f\r\n]*"
_ESCAPE = re.compile(
    f"(?:\x1b\\]|\x9d){_WITHIN}(?:\x07|\x1b\\\\|\x9c)"  # OSC … BEL or ST
    f"|(?:\x1b[PX^_]|[\x90\x98\x9e\x9f]){_WITHIN}(?:\x1b\\\\|\x9c)"  # DCS, SOS, PM, APC … ST
    "|(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]?"  # CSI
    "|\x1b[ -/]*[0-~]?"  # two characters, or a lone ESC
)
_BEGINS = re.compile("[\x1b\x90\x98\x9b\x9d-\x9f]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f]")
"""Marks, embeddings, overrides and isolates of the direction of writing; the old ones too."""
_SUSPECT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def clean(text: str) -> str:
    """Make text safe to keep and to show, and leave everything else to the letter.

    Line ends of every kind become LF; escape sequences and control characters other than tab go;
    a lone surrogate becomes U+FFFD.

    >>> clean("a\\r\\nb\\x1b]0;title\\x07c")
    'a\\nbc'
    """
    if "\n" not in text:
        text = text.replace("\r", "\n")  # as terminals send the lines of a paste
    if not _SUSPECT.search(text):
        return text
    if _BEGINS.search(text):
        text = _ESCAPE.sub("", text)
    text = _LINE_END.sub("\n", text)
    text = _CONTROL.sub("", text)
    return _SURROGATE.sub("\ufffd", text)


def clean_name(name: str) -> str:
    """The name or path of a file or folder, on one line, as a message or a screen shows it.

    Controls of the direction of writing are shown as signs: unseen, they would reorder the sentence
    around the name, or let ``cod.exe`` end in ``doc``. What is read by a program or edited by a
    person is the name itself, never this.

    >>> clean_name("a\\u202eb")
    'a<U+202E>b'
    """
    return _DIRECTION.sub(lambda found: f"<U+{ord(found[0]):04X}>", clean_line(name))


def clean_line(text: str) -> str:
    """The same for a text of one line: line ends and tabs become spaces."""
    return re.sub("[\n\t]+", " ", clean(text))
