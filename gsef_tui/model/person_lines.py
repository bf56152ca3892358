"""The line on which a person is typed, or pasted from a mail: ``Name, Organization (Country)``.

Parts are separated by commas, tabs, bars, spaced dashes or colons outside brackets. The first part
is the name; a part is a country only where CLDR knows it, last or in brackets; an office is the
position; the rest is the organisation. Nothing is dropped but what belongs to the list and not to
the person: bullets, numbers, courtesy titles, durations, *to be confirmed*, final signs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from msgspec import Struct

from .cldr import is_country
from .clean import clean
from .courtesy import TITLES
from .folding import fold
from .korean import is_romanised
from .lazy_pattern import lazy_pattern
from .likeness import ALIKE, likeness
from .offices import is_office
from .session import Person
from .template import Role, Template

LONGEST = 1_000
"""A longer line (in characters) is not taken apart: nobody types one, and it takes time."""

_INVISIBLE = lazy_pattern("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_BULLET = lazy_pattern(
    r"\s*(?:(?:[-*•·‣–—▪◦●○■□➢➤►▶✓✔❖\ue000-\uf8ff]|o(?=\t))\s+|\(?\d{1,2}[.)]\s+|[\u2460-\u2473]\s*)+"
)
_SEPARATOR = lazy_pattern(r"\s*[,，、\t]\s*|\s+[|–—-]\s+|\s*[:：](?=\s)\s*|：")
_OPENING, _CLOSING = "(（[", ")）]"
_GROUP = lazy_pattern(r"\s*[(（\[]([^()（）\[\]]*)[)）\]]$")
_TIME = r"\d{1,2}\s?(?:[:h.]\s?\d{2}|h)"
_REMARK = lazy_pattern(
    r"\d{1,3}\s*(?:min\.?|mins|mn|minutes?|minutos?|minuten|분|시간|['’′])"
    rf"|{_TIME}(?:\s*(?:[-–—]|à|a|to)\s*{_TIME})?"
    r"|(?:à|a)\sconfirmer|to\sbe\sconfirmed|tbc|por\sconfirmar|a\sconfirmar|sous\sréserve|미정|예정",
    re.IGNORECASE,
)
_ABBREVIATED = frozenset(
    [
        "inc",
        "ltd",
        "co",
        "corp",
        "cia",
        "cie",
        "jr",
        "sr",
        "st",
        "dept",
        "univ",
        "assoc",
        "soc",
        "bros",
        "etc",
    ]
)
_ROMANISED = 0.75
"""How alike two names in two scripts are, once both are romanised: there are many ways to do it."""
_SEVERAL = lazy_pattern(r"[^\W\d_]{2,}\s+(?:et|and|und|&)\s+[^\W\d_]{2,}\s+[^\W\d_]")


class Reading(Struct, frozen=True):
    """What a line was read as.

    ``doubtful`` are the parts of the person (``name``, ``organisation``) of which the line does not
    say for certain that they are that.
    """

    person: Person
    doubtful: frozenset[str] = frozenset()


def read_person(
    line: str, template: Template, country: Callable[[str], bool] = is_country
) -> Reading:
    """Return what a line says of a person. ``country`` returns whether a text names a country."""
    text = bare_line(line)
    if len(text) > LONGEST:
        return Reading(Person(name=" ".join(text.split())))
    return _Line(text, template, country).reading()


def bare_line(line: str) -> str:
    """Return a line of a list without its bullet or number, invisible marks and final signs."""
    text = _INVISIBLE.sub("", re.sub(r"\n+", " ", clean(line)))
    bullet = _BULLET.match(text)
    text = (text[bullet.end() :] if bullet else text).strip().strip("|").strip()
    while text and (text[-1] in ";," or (text[-1] == "." and _ends_sentence(text))):
        text = text[:-1].rstrip()
    return text


def _ends_sentence(text: str) -> bool:
    """Return whether the full stop at the end of a text belongs to no abbreviation."""
    last = re.split(r"[\s,]", text[:-1])[-1]
    return "." not in last and len(last) > 1 and fold(last) not in _ABBREVIATED


def role_named(text: str, template: Template) -> Role | None:
    """Return the role that a word names: its id, a label, or a word before a person's name."""
    wanted = fold(text)
    for role in template.roles:
        names = (role.id, *role.prefixes, *role.labels.values())
        if wanted and any(_folded(name) == wanted for name in names):
            return role
    return None


_folded = lru_cache(maxsize=1024)(fold)
"""A cached ``fold`` for the labels and prefixes of roles, with which each line is compared."""


class _Line:
    """A line that is taken apart; what has been understood is removed from ``_parts``."""

    def __init__(self, text: str, template: Template, country: Callable[[str], bool]) -> None:
        self._template = template
        self._is_country = country
        self._role = ""
        self._name = ""
        self._country = ""
        self._positions: list[str] = []
        self._also: list[str] = []
        self._organisation = ""
        self._doubtful: set[str] = set()
        self._parts = _split(self._without_role(text))

    def reading(self) -> Reading:
        """Return what the line says."""
        self._drop_remarks()
        self._take_name()
        self._take_country()
        self._take_name_brackets()
        rest: list[tuple[str, str]] = []
        for separator, part in self._parts:
            if is_office(part):
                self._positions.append(part)
            else:
                rest.append((separator, part))
        self._organisation = _joined([*_named(self._organisation), *rest])
        if _SEVERAL.search(self._name):
            self._doubtful.add("name")
        person = Person(
            role=self._role,
            name=self._name,
            organisation=self._organisation,
            country=self._country,
            position=", ".join(self._positions),
            also=tuple(self._also),
        )
        return Reading(person, frozenset(self._doubtful))

    def _without_role(self, text: str) -> str:
        head, colon, rest = re.match(r"([^:：]*)([:：]?)(.*)", text, re.DOTALL).groups()  # type: ignore[union-attr]
        role = role_named(head, self._template) if colon else None
        if role is None:
            return text
        self._role = role.id
        return bare_line(rest)

    def _drop_remarks(self) -> None:
        """Remove durations, times and *to be confirmed*, and take roles, wherever they stand."""
        kept: list[tuple[str, str]] = []
        for n, (separator, part) in enumerate(self._parts):
            part = self._without_groups(part)
            is_remark = bool(part) and self._is_aside(part, first=n == 0)
            if not is_remark and (part or n == 0):
                kept.append((separator, part))
        self._parts = kept or self._parts

    def _without_groups(self, part: str) -> str:
        """Return a part without the remarks and roles in brackets at its end."""
        while (group := _GROUP.search(part)) and self._is_aside(group[1].strip(), first=False):
            part = part[: group.start()]
        return part

    def _is_aside(self, text: str, first: bool) -> bool:
        """Return whether a text is a remark, or a role, which is taken."""
        if _REMARK.fullmatch(text):
            return not first or len(self._parts) > 1
        role = None if first else role_named(text, self._template)
        if role is not None:
            self._role = self._role or role.id
        return role is not None

    def _take_name(self) -> None:
        if not self._parts:
            return
        _, first = self._parts.pop(0)
        if self._parts and self._parts[0][0] == ":" and is_office(first):
            self._positions.append(first)
            _, first = self._parts.pop(0)
        self._name = _without_titles(first)

    def _take_country(self) -> None:
        """Take the country from the last part or the brackets at its end."""
        if not self._parts:
            self._name = self._country_behind(self._name, of_name=True)
            return
        separator, last = self._parts.pop()
        if self._is_country(last):
            self._country = last
            return
        last = self._country_behind(last, of_name=False)
        if not self._country and (group := _GROUP.search(last)) and group[1].istitle():
            self._doubtful.add("organisation")  # "(Québec)" may be meant as a country
        self._parts.append((separator, last))

    def _country_behind(self, part: str, of_name: bool) -> str:
        """Return a part without the country in the brackets at its end.

        In ``(Organisation, Country)`` behind a name the organisation is taken too.
        """
        group = _GROUP.search(part)
        if group is None:
            return part
        before, inside = part[: group.start()], group[1].strip()
        if self._is_country(inside):
            self._country = inside
            return before
        inner = _split(inside)
        if len(inner) < 2 or not self._is_country(inner[-1][1]):
            return part
        self._country = inner[-1][1]
        kept = _joined(inner[:-1])
        if not of_name:
            return f"{before} ({kept})"
        self._parts = inner[:-1]
        return before

    def _take_name_brackets(self) -> None:
        """Take what stands in brackets behind the name: another spelling, an office, whose."""
        while (group := _GROUP.search(self._name)) and (inside := group[1].strip()):
            before = self._name[: group.start()]
            if not before:
                return
            self._name = before
            if is_same_name(before, inside):
                self._also.insert(0, inside)
            elif self._is_country(inside) and not self._country:
                self._country = inside
            elif is_office(inside):
                self._positions.insert(0, inside)
            else:
                if self._parts or self._organisation:
                    self._doubtful.add("organisation")
                self._parts = [*_split(inside), *self._parts]
        self._name = _without_titles(self._name)


def is_same_name(one: str, other: str) -> bool:
    """Return whether two names are one in two scripts, or nearly the same.

    >>> is_same_name("김민수", "KIM Minsu"), is_same_name("Ana Arce", "Sol")
    (True, False)
    """
    if is_romanised(one, other) or likeness(one, other) >= ALIKE:
        return True
    if one.isascii() == other.isascii():
        return False
    from difflib import SequenceMatcher

    from anyascii import anyascii

    first, second = (re.sub(r"[\W_]", "", fold(anyascii(name))) for name in (one, other))
    ratio: float = SequenceMatcher(None, first, second, autojunk=False).ratio()
    return ratio >= _ROMANISED


def _split(text: str) -> list[tuple[str, str]]:
    """Return the parts of a text, each with the separator before it (``:`` for any colon)."""
    parts: list[tuple[str, str]] = []
    start, before = 0, ""
    for found in _SEPARATOR.finditer(text):
        if _depth(text, start, found.start()):
            continue
        parts.append((before, text[start : found.start()].strip()))
        sign = found[0].strip()
        before = ":" if sign in (":", "：") else f" {sign} " if sign in _DASHES else ", "
        start = found.end()
    parts.append((before, text[start:].strip()))
    return [(sign, " ".join(part.split())) for n, (sign, part) in enumerate(parts) if part or not n]


_DASHES = ("|", "–", "—", "-")


def _depth(text: str, start: int, end: int) -> int:
    """Return how many brackets are open between two offsets."""
    opened = sum(text.count(sign, start, end) for sign in _OPENING)
    return max(0, opened - sum(text.count(sign, start, end) for sign in _CLOSING))


def _named(text: str) -> list[tuple[str, str]]:
    return [("", text)] if text else []


def _joined(parts: list[tuple[str, str]]) -> str:
    """Return parts as one text, with the separators that stood between them."""
    signs = [" : " if sign == ":" else sign or ", " for sign, _ in parts]
    return "".join(
        text if n == 0 else f"{sign}{text}"
        for n, (sign, (_, text)) in enumerate(zip(signs, parts, strict=True))
    )


def _without_titles(name: str) -> str:
    """Return a name without courtesy titles before it, or behind it in Korean."""
    words = name.split()
    while len(words) > 1 and fold(words[0]).rstrip(".") in TITLES:
        words.pop(0)
    while len(words) > 1 and "\uac00" <= words[-1][0] <= "\ud7a3" and fold(words[-1]) in TITLES:
        words.pop()
    return " ".join(words)
