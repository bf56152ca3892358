"""The language of a session's notes, which may be another than that of the report's labels.

The fact that means ``spoken`` names the languages in which the session was held; the session's own
language is that of its labels. People take notes in either, so if the two differ, the notes
themselves decide: by their script, and by the words that are frequent in every text of a language.
A library that guesses languages was not added: the smallest weigh megabytes for a choice between
two or three named languages, which a few words decide.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from gsef_tui.model.cldr import LANGUAGES, code_of
from gsef_tui.model.kinds import TextType
from gsef_tui.model.lazy_pattern import lazy_pattern
from gsef_tui.model.places import fact_text
from gsef_tui.model.session import Session

from .passages import passages

ENOUGH = 20_000
"""The number of characters of notes that are read."""

_BETWEEN = lazy_pattern(r"\s*[,;/+&·(]\s*|\s+(?:et|and|und|y|e)\s+|\s*\)", re.IGNORECASE)
_WORD = lazy_pattern(r"[^\W\d_]+")
_FREQUENT = {
    language: frozenset(words.split())
    for language, words in {
        "fr": "le les des du est sont une dans pour avec sur pas ne qui ce nous aux au mais plus",
        "en": "the of and to is are was in for with that this we they have not on by from it",
        "es": "el los las del y es son una en con para por más pero lo se al como hay muy",
        "pt": "o os as do da dos das e é são um uma em no na com não mais ao como",
    }.items()
}
_SCRIPTS = ("ko", "ja", "zh")
"""Languages that are known by their letters."""


def notes_language(session: Session) -> str:
    """Return the language in which a session's notes are written, as an ISO code.

    The first of these that has the most in the notes, or the first if none has anything: the
    session's own language if the session was held in it, the languages that it was held in, the
    session's own.
    """
    held = _held_in(session)
    own = [session.language] if session.language else []
    named = dict.fromkeys([*(own if session.language in held else ()), *held, *own])
    if len(named) < 2:
        return next(iter(named), "")
    found = _evidence("\n".join(_notes(session)))
    most: str = max(named, key=found.__getitem__)
    return most


@lru_cache(maxsize=512)
def language_of_note(text: str, notes: str, report: str) -> str:
    """Return the language of one note: that of the report, if the note reads more like it.

    ``notes`` is the language of the session's notes, ``report`` that of the report.

    >>> language_of_note("The trust owns the ground.", "fr", "en")
    'en'
    """
    found = _evidence(text[:ENOUGH])
    return report if found[report] > found[notes] else notes


def _held_in(session: Session) -> list[str]:
    """Return the codes of the languages in which the session was held, as far as it names them."""
    field = session.template.fact("spoken")
    said = fact_text(session.facts.get(field.id, "")) if field else ""
    names = tuple(dict.fromkeys((*session.template.languages, *LANGUAGES)))
    codes = (code_of(name, "languages", names) for name in _BETWEEN.split(said))
    return [code.partition("_")[0] for code in codes if code]


def _notes(session: Session) -> Iterator[str]:
    """Yield the texts of what was said, as many as are enough."""
    read = 0
    for section in session.template.sections:
        for place in section.kind.places(session, section):
            if section.kind.text_type(place) is TextType.SPOKEN:
                text = section.kind.text_at(session, section, place)
                yield text[: ENOUGH - read]
                read += len(text)
                if read >= ENOUGH:
                    return


def _evidence(text: str) -> Counter[str]:
    """Return how much in a text speaks for each language: letters of its frequent words.

    In each of these languages they make about a quarter of a text, so of a script a quarter counts.
    """
    found: Counter[str] = Counter()
    for passage in passages(text, ""):
        if passage.language in _SCRIPTS:
            found[passage.language] += len(passage.text) // 4
    for word in _WORD.findall(text.lower()):
        for language, words in _FREQUENT.items():
            if word in words:
                found[language] += len(word)
    return found
