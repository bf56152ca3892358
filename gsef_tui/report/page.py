"""The page of a report in every format that has pages: paper, fonts, colours, languages.

Lengths are in centimetres. DOCX, ODT and PDF share them, so that all three look the same.
"""

from __future__ import annotations

from gsef_tui.model.lazy_pattern import lazy_pattern

PAPER = (21.0, 29.7)
MARGIN = 2.5
TEXT_WIDTH = PAPER[0] - 2 * MARGIN
TEXT_HEIGHT = PAPER[1] - 2 * MARGIN
PICTURE_HEIGHT = TEXT_HEIGHT - 3
"""The limit on the height of a picture, which leaves room for its caption on the same page."""

LOGO_HEIGHT = 2.5
"""The limit on the height of the template's logo."""

LABELS_WIDTH = 4.2
"""The width of the column with the labels of facts."""

STEP = 0.7
"""The indent of one level of a list."""

QUOTE_STEP = 0.5
"""The indent of a quote."""

FONT = "Arial"
EAST_ASIAN_FONT = "Malgun Gothic"
KOREAN = "ko-KR"
GREY = "595959"
RULE = "BFBFBF"
QUOTE_RULE = "A6A6A6"
QUOTED = "404040"

_LOCALES = {
    "fr": "fr-FR",
    "en": "en-GB",
    "es": "es-ES",
    "ko": KOREAN,
    "ja": "ja-JP",
    "zh": "zh-CN",
}
_NOT_XML = lazy_pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def locale_of(language: str) -> str:
    """Return a language with its country, as word processors need it.

    >>> locale_of("fr")
    'fr-FR'
    """
    return _LOCALES.get(language, language)


def east_asian(language: str) -> str:
    """Return the locale for proofing East Asian text in a report: its own, or Korean."""
    return locale_of(language if language in ("ja", "zh") else "ko")


def latin(language: str) -> str:
    """Return the locale for Latin letters in a report: its own, or English in an East Asian one.

    LibreOffice breaks a word in Latin letters between any two of them if its language is Korean.
    """
    return locale_of("en" if language in ("ja", "ko", "zh") else language)


def xml_text(text: str) -> str:
    """Return the text with each character that XML cannot hold replaced by U+FFFD."""
    return _NOT_XML.sub("\ufffd", text)
