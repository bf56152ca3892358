"""Find acronyms that a report uses and never spells out.

In case of doubt an acronym counts as spelt out: a needless hint costs the user more trust than a
missing one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from msgspec import Struct

from gsef_tui.model.folding import fold
from gsef_tui.model.likeness import is_short_for, name_words
from gsef_tui.model.places import Place, fact_text, text_at, with_text
from gsef_tui.model.session import Session

from .findings import Finding, end_of
from .prose import prose

RULE = "acronym"
BEFORE = 120
"""How many characters before a bracket are searched for the long form."""

_CAPITAL, _LETTER = "A-ZÀ-ÖØ-Þ", "A-Za-zÀ-ÖØ-öø-ɏ"
_ACRONYM = (
    rf"(?<![{_LETTER}0-9_@/\\.&])"
    rf"(?:[{_CAPITAL}](?:\.[{_CAPITAL}]){{2,5}}\.?|[{_CAPITAL}]{{2,6}}[0-9]{{0,4}}s?)"
    rf"(?![{_LETTER}0-9_@&]|[.\\]\w)"
)
_SHOUTED = rf"(?<![{_LETTER}])[{_CAPITAL}]{{2,}}(?: +[{_CAPITAL}]{{2,}}){{2,}}"
"""Words in capitals for emphasis: a heading, or *UN ENJEU MAJEUR*."""
_ADDRESS = r"(?<!\S)\S*(?:://|www\.|@)\S*"
_SMALL = frozenset(
    ("a", "à", "al", "and", "at", "au", "aux", "by", "d", "da", "dans", "de", "del", "des", "do",
     "du", "e", "el", "en", "et", "for", "in", "l", "la", "las", "le", "les", "los", "of", "on",
     "ou", "par", "para", "por", "pour", "sur", "the", "to", "un", "una", "une", "y")
)  # fmt: skip
_SHORT = 3
"""A word of at most this many letters is not part of a long form, and ends one."""
_HANGUL = r"[\u3130-\u318f\uac00-\ud7a3]"
_LATER = rf"(?=[{_LETTER}«“\"\uac00-\ud7a3])"


class Used(Struct, frozen=True):
    """An acronym as typed, and its letters alone: ``O.N.G.``, ``ONG``."""

    typed: str
    letters: str


class Read(Struct, frozen=True):
    """The acronyms that a text uses, in order, and the letters of those that it spells out."""

    used: tuple[Used, ...]
    told: frozenset[str]


def acronym_findings(session: Session) -> Iterator[Finding]:
    """Yield a hint for each acronym that is never spelt out, at its first use."""
    first: dict[str, tuple[Used, Place]] = {}
    told: set[str] = set()
    texts = list(prose(session))
    for place, text in texts:
        read = _read(text)
        told |= read.told
        for used in read.used:
            first.setdefault(used.letters, (used, place))
    known = _known(session) if first else set()
    left = {letters: use for letters, use in first.items() if fold(letters) not in known}
    if not left.keys() - told:
        return
    initials = "|".join(map(_initials, (*_about(session), *(text for _, text in texts))))
    for letters, (used, place) in left.items():
        spelt = letters in told or fold(letters) in initials
        if spelt or _is_organisation(session, letters) or _is_stressed(texts, letters):
            continue
        message = f"acronym not explained: {used.typed}"
        yield Finding(RULE, str(place), message, "hint", used.typed)


def long_form(session: Session, finding: Finding) -> str:
    """Return the expansion of an acronym in the session's list of abbreviations.

    Empty if the list has none, or only a single word, which would not explain much.
    """
    table = session.extra.get("expansions")
    wanted = fold(_letters(finding.about))
    for short, long in table.items() if isinstance(table, Mapping) else ():
        is_form = isinstance(long, str) and len(long.split()) > 1 and not re.search(r"[()\n]", long)
        if is_form and fold(str(short).strip(" ;")) == wanted:
            return str(long).strip()
    return ""


def spell_out(session: Session, finding: Finding, long: str) -> Session:
    """Return the session with the long form in brackets after the acronym's first use."""
    place = Place.parse(finding.place)
    text = text_at(session, place)
    end = end_of(finding.about, text)
    if end is None:
        return session
    return with_text(session, place, f"{text[:end]} ({long}){text[end:]}")


@lru_cache(maxsize=64)
def _read(text: str) -> Read:
    lines = [_read_line(line) for line in text.split("\n")]
    return Read(
        tuple(dict.fromkeys(used for line in lines for used in line.used)),
        frozenset().union(*(line.told for line in lines)),
    )


# Typing changes one line of a long text; the others come from the cache.
@lru_cache(maxsize=8192)
def _read_line(line: str) -> Read:
    if not re.search(rf"[{_CAPITAL}][{_CAPITAL}.]", line):
        return Read((), frozenset())
    told = _told(line)
    words = re.findall(r"[^\W\d_]{2,}", line)
    if (all(word.isupper() for word in words) and "." not in line) or re.search(_SHOUTED, line):
        return Read((), told)
    found = [m[0] for m in re.finditer(_ACRONYM, re.sub(_ADDRESS, " ", line))]
    used = (Used(typed, _letters(typed)) for typed in found if not _needs_none(typed))
    return Read(tuple(used), told)


def _letters(typed: str) -> str:
    return re.sub(r"[0-9.]", "", typed).removesuffix("s")


def _needs_none(typed: str) -> bool:
    """Return whether a word in capitals needs no long form: a Roman numeral or a common acronym."""
    plain = typed.replace(".", "").removesuffix("s")
    common = {fold(plain), fold(_letters(typed))} & _common()
    return bool(common) or re.fullmatch(r"X{0,3}(?:IX|IV|V?I{0,3})", plain) is not None


@cache
def _common() -> frozenset[str]:
    with files("gsef_tui.checks").joinpath("acronyms.toml").open("rb") as file:
        lists = tomllib.load(file)
    return frozenset(fold(word) for words in lists.values() for word in words.split())


def _told(line: str) -> frozenset[str]:
    """Return the acronyms of a line that are next to their long form.

    The forms are ``ESS (économie …)``, ``économie … (ESS)`` and ``ESS = économie …``.
    """
    told = set()
    for found in re.finditer(rf"({_ACRONYM})[ \u00a0]?(?:\(([^()]{{4,200}})\)|= ?{_LATER})", line):
        inside = found[2]
        if inside is None or len(inside.split()) > 1 or re.search(_HANGUL, inside):
            told.add(_letters(found[1]))
    for found in re.finditer(rf"\([^()]{{0,40}}?({_ACRONYM})", line):
        before = line[max(0, found.start() - BEFORE) : found.start()]
        if re.search(rf"{_HANGUL} ?$", before) or _may_stand_for(_letters(found[1]), before):
            told.add(_letters(found[1]))
    return frozenset(told)


def _may_stand_for(letters: str, before: str) -> bool:
    """Return whether the letters occur in order in the words before the bracket.

    The first letter begins a word; the others may be inside words: ``Espace marocain de …
    (EMESSE)``.
    """
    words = list(name_words(before))
    wanted = fold(letters)
    for start in range(len(words) - 1, -1, -1):
        if words[start].startswith(wanted[0]) and len(words) - start > 1:
            left = iter("".join(words[start:]))
            if all(letter in left for letter in wanted):
                return True
    return False


@lru_cache(maxsize=64)
def _initials(text: str) -> str:
    return "|".join(map(_line_initials, text.split("\n")))


@lru_cache(maxsize=8192)
def _line_initials(line: str) -> str:
    """Return the initials of a line's words, for each part between punctuation marks.

    Each part appears twice: with all words, and without small words.
    """
    pieces = []
    for part in re.split(r"[^\w\s'’\-·]+", line):
        words = re.findall(r"[^\W\d_]+", part)
        if len(words) > 1:
            pieces.append("".join(word[0] for word in words))
            large = (word for word in words if word.lower() not in _SMALL)
            pieces.append("".join(word[0] if len(word) > _SHORT else " " for word in large))
    return fold("|".join(pieces))


def _about(session: Session) -> list[str]:
    """Return the texts, other than the notes, that may contain a long form."""
    facts = [fact_text(value) for value in (*session.forum.values(), *session.facts.values())]
    people = session.people.values()
    return [*facts, *(text for p in people for text in (p.organisation, p.position, *p.also))]


def _known(session: Session) -> set[str]:
    """Return the words that name a person or the forum and are not acronyms, folded."""
    known = {fold(code) for code in session.people}
    for person in session.people.values():
        known.update(name_words(person.name), *(name_words(other) for other in person.also))
    for value in session.forum.values():
        known.update(name_words(fact_text(value)))
    return known


def _is_organisation(session: Session, letters: str) -> bool:
    """Return whether the letters are a person's organisation, in full or in short."""
    folded = fold(letters)
    return any(
        folded in name_words(text) or is_short_for(letters, text)
        for person in session.people.values()
        for text in (person.organisation, *person.also)
        if text
    )


def _is_stressed(texts: Sequence[tuple[Place, str]], letters: str) -> bool:
    """Return whether the letters are an ordinary word, since a text has it in small letters."""
    for word in (letters.lower(), letters.capitalize()):
        alone = rf"(?<!\w){re.escape(word)}(?!\w)"
        if any(word in text and re.search(alone, text) for _, text in texts):
            return True
    return False
