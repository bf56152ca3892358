"""Find misspelt names of participants in notes: ``Ouantchi`` for ``Honoré Quantchi``.

Words are compared one by one, without accents, and match if they differ at most in one letter or in
two swapped ones. A group of words is a participant's name if every word matches one of theirs and
at least one matches exactly. A single word is a name only if it is long and not the given name.
Words that the notes also have in small letters are not names. A Korean name may be written in Latin
letters, and vice versa.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from gsef_tui.model.folding import fold
from gsef_tui.model.item_markers import ITEM_NUMBER
from gsef_tui.model.kinds import TextType
from gsef_tui.model.korean import is_family, is_romanised
from gsef_tui.model.lazy_pattern import lazy_pattern
from gsef_tui.model.places import Place, fact_text
from gsef_tui.model.session import Session

from .findings import Finding, shortened
from .prose import prose, texts_of_type

RULE = "name-in-notes"
_ALONE = {"": 5, "double": 5, "order": 5, "more": 6, "other": 7}
"""The least length of a single word that can be a name, by ``typo_kind``: *Savoie* is not
*Lavoie*."""
BEGINNING = 7
"""The least length at the beginning of a sentence, where every word has a capital."""
MOST = 4
"""The largest number of words in a name."""

_WORD = r"[A-ZÀ-ÖØ-Þ](?:[^\W\d_]|['’-](?=[^\W\d_]))+"
_SMALL = r"(?:de|del|des|du|da|di|do|dos|van|von|der|den|ben|bin|el|al|la|le|y)"
_RUN = lazy_pattern(
    rf"(?<![\w@/.-]){_WORD}(?:[ \u00a0\u202f](?:{_SMALL}[ \u00a0]){{0,2}}{_WORD})*(?![\w@/-]|\.\w)"
)
_HANGUL = lazy_pattern(r"(?<![\w@/.-])[\uac00-\ud7a3]{2,8}")
_BEGINS = lazy_pattern(rf"(?:^|[.!?:;…→«“\"(])[\s>*_«“\"-]*(?:{ITEM_NUMBER}\s+[*_«“\"]*)?$")
_ADDRESSED = lazy_pattern(r"(?:^|\W)(?:M|Mr|Mrs|Ms|Mme|Mlle|Dr|Pr|Prof|Sr|Sra|Srta)\.?\s$")


class Heard(NamedTuple):
    """Words of a line that may be a name.

    ``first`` and ``last`` are the range of the words (``last`` excluded) in the run of words that
    they are part of. ``begins``: they begin a sentence.
    """

    text: str
    begins: bool = False
    first: int = 0
    last: int = 1


class Mention(Struct, frozen=True):
    """A name in the notes, and the participant's own spelling that it may stand for.

    ``own`` is the whole name, or the part of it that is noted.
    """

    code: str
    noted: str
    own: str
    place: Place


def mention_findings(session: Session) -> Iterator[Finding]:
    """Yield a hint for each spelling, at its first occurrence."""
    for mention in mentions(session):
        whose = shortened(session.people[mention.code].name)
        message = f"“{mention.noted}”: another spelling of {whose}?"
        yield Finding(RULE, str(mention.place), message, "hint", mention.noted)


def mentions(session: Session) -> list[Mention]:
    """Return every misspelling of a participant's name in the texts, at its first occurrence."""
    names = _names(*_keys(session))
    found: dict[str, Mention | None] = {}
    for place, text in _texts(session):
        for together in _heard(text):
            for noted, code, own in names.matches(together):
                if noted not in found:
                    is_one = not _is_ordinary(noted, session)
                    found[noted] = Mention(code, noted, own, place) if is_one else None
    return [mention for mention in found.values() if mention is not None]


def _texts(session: Session) -> Iterator[tuple[Place, str]]:
    """Yield the spoken texts, and the names as heard of people who asked a question."""
    yield from prose(session)
    for place, text in texts_of_type(session, TextType.ASKER):
        if text not in session.people:
            yield place, text


@lru_cache(maxsize=64)
def _heard(text: str) -> tuple[tuple[Heard, ...], ...]:
    """Return what may be names in a text, grouped by run of adjacent words."""
    found = (together for line in text.split("\n") for together in _heard_in(line))
    return tuple(dict.fromkeys(found))


# Typing changes one line of a long text; the others come from the cache.
@lru_cache(maxsize=8192)
def _heard_in(line: str) -> tuple[tuple[Heard, ...], ...]:
    """Return what may be names in a line, grouped by run; within a run the longest come first."""
    found = []
    for run in _RUN.finditer(line):
        before = line[max(0, run.start() - 20) : run.start()]
        begins = bool(_BEGINS.search(before)) and not _ADDRESSED.search(before)
        words = [(m.start(), m.end()) for m in re.finditer(_WORD, run[0])][: 2 * MOST]
        spans = (
            (first, first + size)
            for size in range(min(MOST, len(words)), 0, -1)
            for first in range(len(words) - size + 1)
        )
        found.append(
            tuple(
                Heard(run[0][words[i][0] : words[j - 1][1]], begins and not i, i, j)
                for i, j in spans
            )
        )
    found += [
        tuple(Heard(word[:size]) for size in (3, 2, 4) if len(word) >= size)
        for word in _HANGUL.findall(line)
    ]
    return tuple(found)


def _words(name: str) -> list[str]:
    """Return the words of a name that begin with a capital or are in Korean letters."""
    return re.findall(rf"{_WORD}|[\uac00-\ud7a3]+", name)


class _Names:
    """An index of the participants' names: words are looked up, not compared with every name.

    Results are cached.
    """

    def __init__(self, people: Sequence[tuple[str, str]], known: frozenset[str]) -> None:
        self._known = known
        self._own: dict[str, list[str]] = {}
        self._korean: dict[str, str] = {}
        self._latin: dict[str, str] = {}
        self._near: dict[str, set[str]] = {}
        self._remembered: dict[tuple[Heard, ...], list[tuple[str, str, str]]] = {}
        for code, name in people:
            words = _words(name)
            if _HANGUL.fullmatch(name.replace(" ", "")):
                self._korean[code] = name
            elif words and len(words) <= MOST:
                self._latin[code], self._own[code] = name, words
                for word in map(fold, words):
                    for variant in _variants(word):
                        self._near.setdefault(variant, set()).add(word)

    def matches(self, together: tuple[Heard, ...]) -> list[tuple[str, str, str]]:
        """Return the misspelt names in a run of words: as noted, the person's code, and their own.

        Each word belongs to one name only, the longest that matches.
        """
        found = self._remembered.get(together)
        if found is None:
            found, taken = [], set[int]()
            for heard in together:
                span = range(heard.first, heard.last)
                if taken.intersection(span):
                    continue
                match = None if heard.text in self._known else self._match(heard)
                if match is not None:
                    found.append((heard.text, *match))
                if match is not None or heard.text in self._known:
                    taken.update(span)
            self._remembered[together] = found
        return found

    def _match(self, heard: Heard) -> tuple[str, str] | None:
        if _HANGUL.fullmatch(heard.text):
            codes = (c for c, name in self._latin.items() if is_family(heard.text[0], name))
            code = next((c for c in codes if is_romanised(heard.text, self._latin[c])), None)
            return (code, self._latin[code]) if code else None
        for code, name in self._korean.items():
            if is_romanised(name, heard.text):
                return code, name
        words = _words(heard.text)
        near = [self._close(word) for word in words]
        for code, own in self._own.items() if all(near) else ():
            theirs = _assigned(words, near, own, heard)
            if theirs:
                return code, self._latin[code] if len(theirs) == len(own) else " ".join(theirs)
        return None

    def _close(self, word: str) -> set[str]:
        """Return the folded words of names that equal this word or differ by one letter."""
        folded = fold(word)
        close = set[str]().union(*(self._near.get(v, ()) for v in _variants(folded)))
        return {other for other in close if typo_kind(folded, other) is not None}


@lru_cache(maxsize=4)
def _names(people: tuple[tuple[str, str], ...], known: frozenset[str]) -> _Names:
    return _Names(people, known)


def _assigned(
    words: Sequence[str], near: Sequence[set[str]], own: Sequence[str], heard: Heard
) -> list[str] | None:
    """Return the words of a person's own name that the noted words stand for.

    None if the words are not the person's, or are spelt correctly.
    """
    left = list(own)
    theirs: list[str] = []
    for word, close in zip(words, near, strict=True):
        best = next((o for o in left if o == word), None)
        best = best or next((o for o in left if fold(o) == fold(word)), None)
        best = best or next((o for o in left if fold(o) in close), None)
        if best is None:
            return None
        left.remove(best)
        theirs.append(best)
    if theirs == list(words) and (len(words) < len(own) or theirs == list(own)):
        return None
    if all(fold(o) == fold(w) for o, w in zip(theirs, words, strict=True)) and heard.text.isupper():
        return None  # capitals are not a misspelling
    if len(words) == 1:
        return theirs if _is_family_s(words[0], theirs[0], own, heard) else None
    exact = any(fold(o) == fold(w) and len(w) > 2 for o, w in zip(theirs, words, strict=True))
    return theirs if exact else None


def _is_family_s(word: str, meant: str, own: Sequence[str], heard: Heard) -> bool:
    """Return whether a single word can be a name: no given name, and long enough for its typo."""
    is_given = len(own) > 1 and meant == own[0]
    wanted = max(_ALONE[typo_kind(fold(word), fold(meant)) or ""], BEGINNING if heard.begins else 0)
    return not is_given and max(len(word), len(meant)) >= wanted


def _variants(word: str) -> set[str]:
    """Return a word and its forms without one letter; two words that share one may be a typo."""
    if not 3 <= len(word) <= 24:
        return {word}
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def typo_kind(one: str, other: str) -> str | None:
    """Return how two spellings of a word differ; None if they are different words.

    ``""``: not at all; ``double``, ``more``: one letter more, doubled or not; ``order``: two
    letters swapped; ``other``: another letter.

    >>> typo_kind("ossah", "osah"), typo_kind("sahli", "salhi"), typo_kind("quantchi", "ouantchi")
    ('double', 'order', 'other')
    """
    if one == other:
        return ""
    short, long = sorted((one, other), key=len)
    if len(short) < 3 or len(long) - len(short) > 1:
        return None
    at = next((n for n, letter in enumerate(short) if letter != long[n]), len(short))
    if len(short) < len(long):
        more = "double" if long[at] in long[at - 1 : at] + long[at + 1 : at + 2] else "more"
        return more if short[at:] == long[at + 1 :] else None
    if short[at + 1 :] == long[at + 1 :]:
        return "other"
    changed = short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    return "order" if changed else None


def _keys(session: Session) -> tuple[tuple[tuple[str, str], ...], frozenset[str]]:
    """Return the participants as codes and names, and the words that are correct as written.

    Correct are names, other spellings that are kept, organisations, countries, positions and facts.
    """
    people = session.people.values()
    others = [text for p in people for text in (p.organisation, p.country, p.position)]
    others += [fact_text(value) for value in (*session.forum.values(), *session.facts.values())]
    names = [text.strip() for p in people for text in (p.name, *p.also)]
    known = {*names, *(word for text in (*names, *others) for word in _words(text))}
    known.update(h.text for text in others for together in _heard(text) for h in together)
    return tuple((code, p.name.strip()) for code, p in session.people.items()), frozenset(known)


def _is_ordinary(text: str, session: Session) -> bool:
    """Return whether a text is an ordinary word, since the notes also have it in small letters."""
    small = text.lower()
    if small == text:
        return False
    word = rf"(?<!\w){re.escape(small)}(?!\w)"
    return any(small in said and re.search(word, said) for _, said in prose(session))
