"""The lines of a report as the text of a note."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import dedent

from .labels import LabelIndex
from .source_lines import SourceLine


def note_text(lines: Sequence[SourceLine]) -> str:
    """Return lines as the text of a note: never two empty lines in a row, none at the ends.

    The indent that all lines share is removed; a first line without indent does not count, as it
    may have stood beside a label.
    """
    texts: list[str] = []
    for line in lines:
        for part in line.text.split("\n"):
            text = part.rstrip()
            if text or (texts and texts[-1]):
                texts.append(text)
    while texts and not texts[-1]:
        texts.pop()
    if len(texts) < 2 or texts[0].startswith(" "):
        return dedent("\n".join(texts))
    rest = dedent("\n".join(texts[1:]))
    return texts[0] + "\n" + rest


def without_hints(index: LabelIndex, lines: Sequence[SourceLine]) -> list[SourceLine]:
    """Return the lines without the template's hints to the person who fills in the form."""
    return [line for line in lines if not (line.text and index.is_hint(line.text))]
