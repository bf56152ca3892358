"""Abbreviations: you type ``;ess`` and a space, and get ``économie sociale et solidaire``.

An abbreviation is a sign followed by letters or digits, at a position where a word may begin: after
a space, a bracket or an apostrophe. It is expanded when the next key is a space or punctuation:

============  ===================================================================================
``;ess``      from the session's list (``[expansions]`` in its file), else from the user's own
              list (``config.toml``)
``;ba``       else the name of the person with that code
``;;ba``      that person's organisation
============  ===================================================================================

Case is ignored; if the first letter typed is a capital, so is the first letter of an expansion from
a list. Arrows and quotes (``->``, ``<<``) become characters in the same way, if the user turned
that on. An unknown abbreviation stays as typed. Only the last characters before the cursor are
examined.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Mapping

from msgspec import Struct
from msgspec.structs import replace

from gsef_tui.model.clean import clean, clean_line
from gsef_tui.model.folding import fold
from gsef_tui.model.lazy_pattern import lazy_pattern
from gsef_tui.model.normal_forms import normalize
from gsef_tui.model.session import Session

EXPANSIONS = "expansions"
"""The table of the session's abbreviations."""
SIGN = ";"
LONGEST = 24
"""The largest number of letters in an abbreviation."""
WINDOW = LONGEST + 3
"""The number of characters before the cursor that ``swap`` needs: the longest abbreviation, two
signs, and the character before them."""
MARKS: Mapping[str, Mapping[str, str]] = {
    "arrows": {"->": "→", "<-": "←", "=>": "⇒"},
    "quotes": {"<<": "«", ">>": "»"},
}
"""Replacements that the user may turn on, by their name in the settings."""

_LETTER = r"[^\W_]|[\u0300-\u036f]"
_FORM = lazy_pattern(rf"(?<![\w{SIGN}]){SIGN}{{1,2}}(?:{_LETTER}){{1,{LONGEST}}}\Z")
_BARE = lazy_pattern(rf"(?:{_LETTER}){{1,{LONGEST}}}")
_ASIAN = "\u1100"
"""From this character on, a letter is a syllable or a word."""
_WORD = lazy_pattern(rf"(?:{_LETTER})+")
_RUN = lazy_pattern(r"[-<>=]+\Z")


class Abbreviation(Struct, frozen=True):
    """An abbreviation with its sign, its expansion, and its source.

    The source is ``session``, ``own``, or the code of a person.
    """

    short: str
    long: str
    source: str


class Swap(Struct, frozen=True):
    """The text that was typed, and the text that replaces it."""

    short: str
    long: str


def abbreviations(session: Session, own: Mapping[str, str]) -> list[Abbreviation]:
    """Return all abbreviations: the session's, the user's own, people and their organisations."""
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
    """Return the session's own list, without entries of its table that are not abbreviations."""
    table = session.extra.get(EXPANSIONS)
    return read_forms(table) if isinstance(table, Mapping) else {}


def read_forms(table: Mapping[str, object]) -> dict[str, str]:
    """Return the abbreviations of a table written by hand, with or without the sign."""
    found = {bare(key): clean(long) for key, long in table.items() if isinstance(long, str)}
    return {short: long for short, long in found.items() if short and long.strip()}


def bare(text: str) -> str:
    """Return an abbreviation without its sign; empty if the text cannot be one.

    >>> bare(" ;ESS "), bare("e s")
    ('ESS', '')
    """
    text = normalize("NFC", clean_line(text).strip().lstrip(SIGN))
    return text if _BARE.fullmatch(text) else ""


def propose(long: str) -> str:
    """Return an abbreviation for a passage: its initials, or the beginning of a single word.

    Words of one or two letters do not count, except in East Asian scripts.

    >>> propose("économie sociale et solidaire"), propose("Coopératives"), propose("사회적 경제")
    ('ess', 'coo', '사경')
    """
    words = [w for w in _WORD.findall(long) if len(w) > 2 or w[0] >= _ASIAN]
    made = "".join(word[0] for word in words) if len(words) > 1 else "".join(words)[:3]
    return bare(fold(made)[:LONGEST])


def has_room(session: Session) -> bool:
    """Return whether the session's list can be used: it is a table, or there is none yet."""
    return isinstance(session.extra.get(EXPANSIONS, {}), Mapping)


def learn(session: Session, short: str, long: str) -> Session:
    """Return the session with an abbreviation added to its list; it replaces any of that name."""
    table = session.extra.get(EXPANSIONS)
    kept = table if isinstance(table, Mapping) else {}
    same = [key for key in kept if bare(key).lower() == short.lower()]
    key = same[0] if same else short
    table = {k: v for k, v in kept.items() if k not in same[1:]} | {key: long}
    return replace(session, extra={**session.extra, EXPANSIONS: table})


def forget(session: Session, short: str) -> Session:
    """Return the session without an abbreviation, and without an empty table of them."""
    table = session.extra.get(EXPANSIONS)
    if not isinstance(table, Mapping):
        return session
    kept = {k: v for k, v in table.items() if bare(k).lower() != bare(short).lower()}
    extra = {k: v for k, v in session.extra.items() if k != EXPANSIONS}
    return replace(session, extra={**session.extra, EXPANSIONS: kept} if kept else extra)


class Lookup:
    """Looks up abbreviations; a lookup costs the same whatever the size of the session."""

    def __init__(self, known: Collection[Abbreviation] = ()) -> None:
        self._exact: dict[str, Abbreviation] = {}
        self._any_case: dict[str, Abbreviation] = {}
        for form in known:  # the first one with a name is used
            self._exact.setdefault(form.short, form)
            self._any_case.setdefault(form.short.lower(), form)

    def find(self, typed: str) -> str:
        """Return the expansion of an abbreviation such as ``;Ess``; empty if it is unknown."""
        typed = normalize("NFC", typed)
        form = self._exact.get(typed) or self._any_case.get(typed.lower())
        if form is None:
            return ""
        first = typed.lstrip(SIGN)[:1]
        as_is = form.short == typed or form.source not in ("session", "own")  # keep a name's case
        return form.long if as_is or not first.isupper() else _capital(form.long)


def form_at_end(before: str) -> str:
    """Return the abbreviation at the end of a text, with its sign; empty if there is none.

    >>> form_at_end("l';ess"), form_at_end("deux;trois")
    (';ess', '')
    """
    if SIGN not in before:
        return ""
    found = _FORM.search(before)
    return found[0] if found else ""


def ends_word(character: str) -> bool:
    """Return whether a character ends a word: a space, a line end, punctuation or a symbol."""
    return character == "\n" or unicodedata.category(character)[0] in "PSZ"


def swap(
    before: str, key: str, find: Callable[[str], str], marks: Collection[str] = ()
) -> Swap | None:
    """Return the replacement for the end of ``before`` when ``key`` is typed; None if none.

    ``key`` is one character, a line end for Enter; ``find`` returns the expansion of an
    abbreviation; ``marks`` are the keys of ``MARKS`` that the user turned on.
    """
    if before[-1:] in "<>=-" and key not in "<>=-":
        return _mark(before, marks)
    form = form_at_end(before) if ends_word(key) else ""
    long = find(form) if form else ""
    return Swap(form, long) if long else None


def _mark(before: str, marks: Collection[str]) -> Swap | None:
    """Return the replacement of an arrow or a quote; ``>>`` that begins a line is a block quote."""
    run = _RUN.search(before)
    if run is None or (run[0] == ">>" and not before[: run.start()].strip()):
        return None
    found = next((MARKS[name][run[0]] for name in marks if run[0] in MARKS.get(name, {})), "")
    return Swap(run[0], found) if found else None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
