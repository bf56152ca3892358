"""Measure texts against the limits that a template sets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from .item_markers import ITEM_MARKER
from .lazy_pattern import lazy_pattern
from .template import Limits
from .words import count_words

_MARKER = lazy_pattern(rf"\s*(?:>|{ITEM_MARKER})\s+")
_SENTENCE_END = lazy_pattern(
    r"[.!?…]+(?:\s?[»”\"')\]])*(?=\s+[\"«“(¿¡]?\s*[^\W\d_a-zà-ÿ])"  # before a capital or Hangul
    r"|[。！？]+(?=\S)"
)


class Measure(Struct, frozen=True):
    """How much of something a text has, and how much it may have. ``what``: ``paragraphs`` …"""

    what: str
    count: int
    limit: int

    @property
    def is_over(self) -> bool:
        """Whether the count is over the limit."""
        return self.count > self.limit

    def __str__(self) -> str:
        one = self.what.removesuffix("s")
        return f"{self.count}/{self.limit} {one if self.limit == 1 else self.what}"


def measures(text: str, limits: Limits) -> tuple[Measure, ...]:
    """Return a measure of the text for each limit that is set.

    The limit of sentences applies to each line, so the line with the most sentences counts.
    """
    found = []
    if limits.paragraphs:
        found.append(Measure("paragraphs", len(paragraphs(text)), limits.paragraphs))
    if limits.sentences:
        longest = max((count_sentences(line) for line in text.split("\n")), default=0)
        found.append(Measure("sentences", longest, limits.sentences))
    if limits.words:
        found.append(Measure("words", count_words(text), limits.words))
    return tuple(found)


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, which are separated by empty lines."""
    return [part for part in re.split(r"\n\s*\n", text) if part.strip()]


def count_sentences(line: str) -> int:
    """Return the number of sentences in a line.

    A sentence ends with a stop before a capital letter; the last one needs no stop.

    >>> count_sentences("- Access is uneven. Who pays, e.g. cities?")
    2
    """
    text = _MARKER.sub("", line).strip()
    return len(_SENTENCE_END.findall(text)) + 1 if any(c.isalnum() for c in text) else 0


def too_long(text: str, limits: Limits) -> Iterator[Measure]:
    """Return the measures in which a text is over its limit."""
    return (measure for measure in measures(text, limits) if measure.is_over)
