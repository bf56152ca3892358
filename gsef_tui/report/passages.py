"""The language of a passage, found from its letters: a Korean name in a French report.

A screen reader then speaks the name with a Korean voice, and a word processor uses a Korean font
and does not mark spelling errors in it. Only letters that identify a language count: Hangul is
Korean and kana Japanese; Latin and Cyrillic letters are used by too many languages.
"""

from __future__ import annotations

from typing import NamedTuple

from gsef_tui.model.lazy_pattern import lazy_pattern

_BESIDE = "\u3000-\u303f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
HANGUL = "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff"
"""The letters of Korean, as a part of a regular expression's class of characters."""

_KANA = "\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_HAN = "\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = lazy_pattern(
    "|".join(
        f"(?P<{name}>[{_BESIDE}]*[{letters}][{letters}{_BESIDE}]*)"
        for name, letters in (("ko", HANGUL), ("ja", _KANA), ("han", _HAN))
    )
)


class Passage(NamedTuple):
    """A run of text; ``language`` is empty if it is the report's own."""

    text: str
    language: str = ""


class _Run(NamedTuple):
    start: int
    end: int
    language: str


def passages(text: str, language: str) -> tuple[Passage, ...]:
    """Return the text of a report in ``language``, split where the language changes.

    Chinese characters are in the language of the nearest Hangul or kana, else in the report's if
    that is Chinese, Japanese or Korean, else in Chinese. Characters other than letters join two
    neighbours in one language, or the only language of a text that has no other letters; otherwise
    they belong to the report's language.

    >>> passages("avec 김민수, Séoul", "fr")[1]
    Passage(text='김민수', language='ko')
    """
    if text.isascii():
        return (Passage(text),) if text else ()
    found: list[Passage] = []
    at = 0
    runs = _joined(text, _decided(_runs(text), language))
    if len(runs) == 1 and _no_letter(text[: runs[0].start] + text[runs[0].end :]):
        start = runs[0].start if text[:1].isspace() else 0
        runs = [_Run(start, len(text), runs[0].language)]
    for run in runs:
        if run.language == language:
            continue
        if run.start > at:
            found.append(Passage(text[at : run.start]))
        found.append(Passage(text[run.start : run.end], run.language))
        at = run.end
    if at < len(text):
        found.append(Passage(text[at:]))
    return tuple(found)


def whole_language(text: str, language: str) -> str:
    """Return the language of a text that cannot be split, such as alternative text.

    Empty if it is the report's own language, or if the text has more than one language.

    >>> whole_language("김민수 (2026)", "fr"), whole_language("avec 김민수", "fr")
    ('ko', '')
    """
    found = passages(text, language)
    return found[0].language if len(found) == 1 else ""


def _runs(text: str) -> list[_Run]:
    return [_Run(m.start(), m.end(), m.lastgroup or "") for m in _RUN.finditer(text)]


def _decided(runs: list[_Run], language: str) -> list[_Run]:
    """Return the runs with a language for each run of Chinese characters."""
    telling = [run for run in runs if run.language != "han"]
    own = language if language in ("ja", "ko", "zh") else "zh"

    def nearest(run: _Run) -> str:
        near = min(telling, key=lambda t: max(run.start - t.end, t.start - run.end), default=None)
        return near.language if near else own

    return [r._replace(language=nearest(r)) if r.language == "han" else r for r in runs]


def _joined(text: str, runs: list[_Run]) -> list[_Run]:
    """Join runs of one language that only signs, digits and spaces separate."""
    joined: list[_Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and last.language == run.language and _no_letter(text[last.end : run.start]):
            joined[-1] = last._replace(end=run.end)
        else:
            joined.append(run)
    return joined


def _no_letter(text: str) -> bool:
    return not any(character.isalpha() for character in text)
