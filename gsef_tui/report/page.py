"""What the page of a report is like, whichever program draws it: paper, type, colours, languages.

Lengths are centimetres. DOCX, ODT and PDF share them, so that all three are the same page.
"""

from __future__ import annotations

import re

PAPER = (21.0, 29.7)
MARGIN = 2.5
TEXT_WIDTH = PAPER[0] - 2 * MARGIN
TEXT_HEIGHT = PAPER[1] - 2 * MARGIN
PICTURE_HEIGHT = TEXT_HEIGHT - 3
"""The caption has to find room on the picture's page."""

LABELS_WIDTH = 4.2
"""How wide the labels of the facts are."""

STEP = 0.7
"""How far one level of a list stands in."""

QUOTE_STEP = 0.5
"""How far a quote stands in."""

FONT = "Arial"
EAST_ASIAN_FONT = "Malgun Gothic"
GREY = "595959"
RULE = "BFBFBF"
QUOTE_RULE = "A6A6A6"
QUOTED = "404040"

_LOCALES = {
    "fr": "fr-FR",
    "en": "en-GB",
    "es": "es-ES",
    "ko": "ko-KR",
    "ja": "ja-JP",
    "zh": "zh-CN",
}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def locale_of(language: str) -> str:
    """A language with its country, as word processors want it.

    >>> locale_of("fr")
    'fr-FR'
    """
    return _LOCALES.get(language, language)


def east_asian(language: str) -> str:
    """What East Asian letters are proofed as in a report of this language: else Korean."""
    return locale_of(language if language in ("ja", "zh") else "ko")


def xml_text(text: str) -> str:
    """Text without the characters that XML cannot hold at all, each replaced by U+FFFD."""
    return _NOT_XML.sub("\ufffd", text)
