"""Short forms: ``;ess`` and the key after it become ``économie sociale et solidaire``.

A short form is a sign and some letters or digits, and stands where a word may begin: behind a
space, a bracket, an apostrophe. What it stands for is looked up when the key after it is no letter:

============  ===================================================================================
``;ess``      the session's list (``[expansions]`` in its file), else one's own (``config.toml``)
``;ba``       else the name of the person whose code it is
``;;ba``      that person's organisation
============  ===================================================================================

Case does not matter; where the first letter is large, so is the first of what comes from a list.
Arrows and quotes (``->``, ``<<``) are taken for signs in the same way, where that is turned on. An
unknown form stays as it was typed. Only the last letters before the cursor are looked at.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping

from msgspec import Struct
from msgspec.structs import replace

from gsef_tui.model.cldr import fold
from gsef_tui.model.clean import clean, clean_line
from gsef_tui.model.normal_forms import normalize
from gsef_tui.model.session import Session

EXPANSIONS = "expansions"
"""The table of the session's short forms."""
SIGN = ";"
LONGEST = 24
"""Letters in a short form, at most."""
WINDOW = LONGEST + 3
"""So many letters before the cursor tell all: a form, its signs, and what stands before them."""
MARKS: Mapping[str, Mapping[str, str]] = {
    "arrows": {"->": "→", "<-": "←", "=>": "⇒"},
    "quotes": {"<<": "«", ">>": "»"},
}
"""What may be turned on besides, by its name in the settings."""

_LETTER = r"[^\W_]|[\u0300-\u036f]"
_FORM = re.compile(rf"(?<![\w{SIGN}]){SIGN}{{1,2}}(?:{_LETTER}){{1,{LONGEST}}}\Z")
_BARE = re.compile(rf"(?:{_LETTER}){{1,{LONGEST}}}")
_ASIAN = "\u1100"
"""From here on a letter is a syllable or a word."""
_WORD = re.compile(rf"(?:{_LETTER})+")
_RUN = re.compile(r"[-<>=]+\Z")


class Abbreviation(Struct, frozen=True):
    """A short form, written with its sign, what it stands for, and where that is said:
    ``session``, ``own``, or the code of a person."""

    short: str
    long: str
    source: str


class Swap(Struct, frozen=True):
    """What is typed, and what takes its place."""

    short: str
    long: str


def abbreviations(session: Session, own: Mapping[str, str]) -> list[Abbreviation]:
    """All that are there: the session's, one's own, people and their organisations."""
    listed = [
        Abbreviation(SIGN + short, long, source)
        for source, entries in (("session", listed_in(session)), ("own", own))
        for short, long in entries.items()
    ]
    people = session.people.items()
    names = [Abbreviation(f"{SIGN}{code.lower()}", person.name, code) for code, person in people]
    others = [Abbreviation(f"{SIGN * 2}{code.lower()}", p.organisation, code) for code, p in people]
    by_code = (form for pair in zip(names, others, strict=True) for form in pair)
    return [*listed, *(form for form in by_code if form.long.strip())]


def listed_in(session: Session) -> dict[str, str]:
    """The session's own list; what stands in that table and is no short form is left alone."""
    table = session.extra.get(EXPANSIONS)
    return read_forms(table) if isinstance(table, Mapping) else {}


def read_forms(table: Mapping[str, object]) -> dict[str, str]:
    """The short forms of a table as a hand wrote it, with or without the sign."""
    found = {bare(key): clean(long) for key, long in table.items() if isinstance(long, str)}
    return {short: long for short, long in found.items() if short and long.strip()}


def bare(text: str) -> str:
    """A short form without its sign; nothing where it could not be typed as one.

    >>> bare(" ;ESS "), bare("e s")
    ('ESS', '')
    """
    text = normalize("NFC", clean_line(text).strip().lstrip(SIGN))
    return text if _BARE.fullmatch(text) else ""


def propose(long: str) -> str:
    """A short form for a passage: its initials without small words, else how its one word begins.

    >>> propose("économie sociale et solidaire"), propose("Coopératives"), propose("사회적 경제")
    ('ess', 'coo', '사경')
    """
    words = [w for w in _WORD.findall(long) if len(w) > 2 or w[0] >= _ASIAN]
    made = "".join(word[0] for word in words) if len(words) > 1 else "".join(words)[:3]
    return bare(fold(made)[:LONGEST])


def has_room(session: Session) -> bool:
    """Whether nothing else was written by hand where the session's list belongs."""
    return isinstance(session.extra.get(EXPANSIONS, {}), Mapping)


def learn(session: Session, short: str, long: str) -> Session:
    """The session with a short form more; one of that name, however it is written, goes."""
    table = session.extra.get(EXPANSIONS)
    kept = table if isinstance(table, Mapping) else {}
    same = [key for key in kept if bare(key).lower() == short.lower()]
    key = same[0] if same else short
    table = {k: v for k, v in kept.items() if k not in same[1:]} | {key: long}
    return replace(session, extra={**session.extra, EXPANSIONS: table})


def forget(session: Session, short: str) -> Session:
    """The session without a short form; an empty table goes too."""
    table = session.extra.get(EXPANSIONS)
    if not isinstance(table, Mapping):
        return session
    kept = {k: v for k, v in table.items() if bare(k).lower() != bare(short).lower()}
    extra = {k: v for k, v in session.extra.items() if k != EXPANSIONS}
    return replace(session, extra={**session.extra, EXPANSIONS: kept} if kept else extra)


class Lookup:
    """Finds what a short form stands for, at the cost of a word whatever the session's size."""

    def __init__(self, known: Collection[Abbreviation] = ()) -> None:
        self._exact: dict[str, Abbreviation] = {}
        self._any_case: dict[str, Abbreviation] = {}
        for form in known:  # who comes first has the name
            self._exact.setdefault(form.short, form)
            self._any_case.setdefault(form.short.lower(), form)

    def find(self, typed: str) -> str:
        """What ``;Ess`` stands for; nothing where nobody knows it."""
        typed = normalize("NFC", typed)
        form = self._exact.get(typed) or self._any_case.get(typed.lower())
        if form is None:
            return ""
        first = typed.lstrip(SIGN)[:1]
        as_is = form.short == typed or form.source not in ("session", "own")  # a name has its case
        return form.long if as_is or not first.isupper() else _capital(form.long)


def form_at_end(before: str) -> str:
    """The short form that a text ends with, its sign included; nothing where there is none.

    >>> form_at_end("l';ess"), form_at_end("deux;trois")
    (';ess', '')
    """
    if SIGN not in before:
        return ""
    found = _FORM.search(before)
    return found[0] if found else ""


def ends_word(character: str) -> bool:
    """Whether a key ends a word: a space, a line end, a sign; no letter, accent or joiner."""
    return character == "\n" or unicodedata.category(character)[0] in "PSZ"


def swap(
    before: str, key: str, find: Callable[[str], str], marks: Collection[str] = ()
) -> Swap | None:
    """What takes the place of the last letters typed, now that ``key`` follows; None for nothing.

    ``key`` is one character, a line end for Enter; ``find`` says what a short form stands for;
    ``marks`` are the names of what is turned on.
    """
    if before[-1:] in "<>=-" and key not in "<>=-":
        return _mark(before, marks)
    form = form_at_end(before) if ends_word(key) else ""
    long = find(form) if form else ""
    return Swap(form, long) if long else None


def _mark(before: str, marks: Collection[str]) -> Swap | None:
    """A run of signs that is an arrow or a quote; two ``>`` that begin a line are a quotation."""
    run = _RUN.search(before)
    if run is None or (run[0] == ">>" and not before[: run.start()].strip()):
        return None
    found = next((MARKS[name][run[0]] for name in marks if run[0] in MARKS.get(name, {})), "")
    return Swap(run[0], found) if found else None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
