"""Find statements that can be verified: figures, percentages, sums, dates, laws, addresses.

The search finds numbers first; the text before and after a number then decides its kind, so the
time is linear in the length of the text. Addresses are those of which a report makes links. No
library was found that extracts quantities, sums and laws from running text in these languages
without a model or a corpus of its own, so the distinguishing words are listed below.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from gsef_tui.model.item_markers import ITEM_NUMBER
from gsef_tui.report.links import links

Kind: TypeAlias = Literal["figure", "percentage", "sum", "date", "law", "address", "phone"]
LONGEST = 20_000
"""A line of more characters is not prose, and is skipped."""
NEAR = 48
"""How many characters before a number can decide its kind."""


class Statement(NamedTuple):
    """Something that can be verified: its range in a line, and its kind."""

    start: int
    end: int
    kind: Kind


_S = r"[ \u00a0\u202f\u2009]"
_LETTER = "A-Za-zÀ-ÖØ-öø-ɏ"
_NUM = r"(?:\d{1,3}(?:[.,'’ \u00a0\u202f\u2009]\d{3})++(?!\d)|\d++)(?:[.,]\d++)?+"
_NUMBER = rf"(?<![\d{_LETTER}_]){_NUM}"
_TO = rf"(?:{_S}?[-–/]{_S}?{_NUM})?"
_END = rf"(?![{_LETTER}\d])"
_OWN = (
    r"(?P<stamp>\[(?:[01]\d|2[0-3]):[0-5]\d\])|(?P<gap>@@\S*)"
    rf"|(?P<marker>^\s*(?:[-*>]\s+)*{ITEM_NUMBER}(?=\s))"
)
"""Time stamps, gaps and list markers: signs of the rapporteur, not part of what was said."""

_MONTH = (
    r"(?:janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre|"
    r"décembre|decembre|(?:janv|févr|avr|juil|sept|oct|nov|déc)\.|January|February|March|April|May|"
    r"June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|"
    r"Nov|Dec)\b\.?|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|"
    r"noviembre|diciembre)"
)
_YEAR = r"(?:1[5-9]|20)\d{2}"
_ORDINAL = r"\^?(?:er|re|ère|ème|eme|e|nde?|st|rd|th)(?![A-Za-zÀ-ɏ])|[ºª°ᵉ]"
_DATE = (
    rf"\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}{_END}"
    rf"|\d{{1,2}}([-/.])\d{{1,2}}\1(?:\d{{4}}|\d{{2}}){_END}"
    rf"|\d{{1,2}}(?:{_ORDINAL})?(?:(?:{_S}?[-–]{_S}?|{_S}(?:au|al|a|to|et|y|and){_S})\d{{1,2}}"
    rf"(?:{_ORDINAL})?)?{_S}(?:de{_S}|of{_S})?{_MONTH}(?:{_S}(?:de{_S}|del{_S})?\d{{4}})?{_END}"
    rf"|\d{{4}}{_S}?년(?:{_S}?\d{{1,2}}{_S}?월(?:{_S}?\d{{1,2}}{_S}?일)?)?"
    rf"|\d{{1,2}}{_S}?월(?:{_S}?\d{{1,2}}{_S}?일)?"
    rf"|\d{{1,2}}(?:{_S}?[hH]{_S}?|:)[0-5]\d{_END}"
)
_AFTER_MONTH = rf"\d{{4}}{_END}|\d{{1,2}}(?:{_ORDINAL})?(?:,?{_S}\d{{4}})?{_END}"
_YEARS = rf"{_YEAR}(?:{_S}?[-–/]{_S}?(?:{_YEAR}|\d{{2}}))?(?:s|{_S}?년)?{_END}"

_LAW_WORD = (
    r"(?:lois?|décrets?|ordonnances?|arrêtés?|directives?|règlements?|articles?|art\.|conventions?|"
    r"résolutions?|laws?|acts?|bills?|regulations?|decrees?|resolutions?|ley(?:es)?|decretos?|"
    r"artículos?|reglamentos?|resoluci(?:ón|ones)|법률|조례|시행령)"
)
_LAW_LINK = (
    rf"{_S}(?:[nN][°ºo]?\.?|[nN]r\.?|[nN][uú]m\.?|№|#|de|du|des|of|del|la|the|cadre|organique|"
    rf"orgánica|general|[A-Z]{{2,8}}|\d{{1,2}}|{_MONTH})"
)
_LAW_BEFORE = rf"(?i:(?<![{_LETTER}]){_LAW_WORD})(?:{_LAW_LINK})*{_S}?제?$"
_LAW_NUMBER = rf"(?:n[°º]|№){_S}?$"

_SCALE = (
    rf"(?:{_S}?(?:k|M|Mds?|bn|mn|mille|mil|thousand|millions?|millón|millones|milliards?|billions?|"
    rf"billones|billón|trillions?|lakhs?|crores?){_END}|{_S}?[십백천]?[만억조](?:{_S}?\d[\d,]*+{_S}?[십백천]?"
    rf"만?)?)"
)
_SIGN = "(?:US|CA|AU|R|C|A)?[€$£¥₩₦₹]"
_CODE = "(?:EUR|USD|CAD|CHF|GBP|JPY|KRW|CNY|XOF|XAF|MAD|TND|DZD|BRL|MXN|ARS|CLP|COP|FCFA|F CFA)"
_MONEY = (
    rf"(?:(?:k|M|Md){_SIGN}|{_SIGN}|{_CODE}{_END}|원|유로|달러|엔|위안|(?:euros?|dollars?|dólares|dólar|wons?|francs?|"
    rf"pesos?|dirhams?|dinars?|yens?|yuans?|livres|pounds?|reais|soles|roupies|rupees|nairas?|cedis?|"
    rf"cents|centimes|céntimos){_END}(?:{_S}CFA{_END})?|F{_S}?CFA{_END})"
)
_SUM_AFTER = rf"{_TO}(?:{_SCALE})?(?:{_S}?(?:de{_S}|d['’]|of{_S}))?{_S}?{_MONEY}"
_PERCENT = (
    rf"{_TO}{_S}?(?:[%‰]|(?:pour{_S}?cents?|per{_S}?cent|percent|por{_S}ciento){_END}|퍼센트|프로)"
)
_UNIT = (
    rf"(?:{_S}?(?:°C|km²|km/h|km|m²|m³|m2|m3|cm|mm|ha|kg|kWh|MWh|GWh|TWh|kW|MW|GW|h|min|L|t|m){_END}"
    rf"|{_S}?(?:명|개국|개월|개|곳|년|주|일|시간|가구|세대|배|위|회|번|차|톤|평|헥타르|세|인|건|분|대)|{_ORDINAL})"
)
_FIGURE = rf"{_TO}(?:{_SCALE})?(?:{_UNIT})?"
_PHONE = r"[+(]{0,2}\d(?:[ .\-/()\u00a0\u202f]{0,2}\d){8,14}(?!\d)"
_NOT_PHONE = rf"\d{{1,3}}(?:{_S}\d{{3}})+$"


@lru_cache(maxsize=8192)
def statements(line: str) -> tuple[Statement, ...]:
    """Return the statements of a line, in order; time stamps, gaps and list numbers are not any."""
    if len(line) > LONGEST:
        return ()
    found = [Statement(start, end, "address") for start, end, _ in links(line)]
    left = re.sub(_OWN, lambda own: " " * len(own[0]), line, flags=re.MULTILINE)
    for start, end, _ in found:
        left = f"{left[:start]}{' ' * (end - start)}{left[end:]}"
    done = 0
    for number in re.finditer(_NUMBER, left):
        if number.start() >= done:
            statement = _read(left, number.start(), done)
            found.append(statement)
            done = statement.end
    return tuple(sorted(found))


def _read(line: str, at: int, done: int) -> Statement:
    """Return the statement of the number at an offset, by the first rule that recognises it."""
    before = line[max(done, at - NEAR) : at]
    for rule in _RULES:
        statement = rule(line, at, before)
        if statement is not None:
            return statement
    found = re.compile(_NUM + _FIGURE).match(line, at)
    return Statement(at - _sign(before), found.end() if found else at + 1, "figure")


def _sign(before: str) -> int:
    """Return the length of the sign at the end of the text before a number."""
    found = re.search(rf"(?:[+±~≈−×]{_S}?|(?<!\S)-)$", before)
    return len(found[0]) if found else 0


def _phone(line: str, at: int, before: str) -> Statement | None:
    start = at - len(before) + len(before.rstrip("+("))
    found = re.compile(_PHONE).match(line, start)
    if found is None or re.match(_NOT_PHONE, found[0]):
        return None
    is_one = found[0][0] in "+(0" or re.match(r"\d{3}[-.]\d{3}[-.]\d{4}$", found[0])
    return Statement(start, found.end(), "phone") if is_one else None


def _law(line: str, at: int, before: str) -> Statement | None:
    korean = re.search("제 ?$", before)
    if korean and (found := re.compile(r"\d+ ?(?:조|항|호|장|절)(?:의 ?\d+)?").match(line, at)):
        return Statement(at - len(korean[0]), found.end(), "law")
    named = re.search(_LAW_BEFORE, before)
    numbered = named or re.search(_LAW_NUMBER, before)
    if numbered is None:
        return None
    found = re.compile(_DATE).match(line, at) if named else None
    found = found or re.compile(r"\d+(?:[-/.]\d+)*").match(line, at)
    if found is None or not (named or re.search("[-/]", found[0])):
        return None
    return Statement(at - len(before) + numbered.start(), found.end(), "law")


def _date(line: str, at: int, before: str) -> Statement | None:
    month = re.search(rf"(?<![{_LETTER}]){_MONTH}{_S}(?:de{_S}|del{_S})?$", before)
    if month and (found := re.compile(_AFTER_MONTH).match(line, at)):
        return Statement(at - len(before) + month.start(), found.end(), "date")
    found = re.compile(_DATE).match(line, at)
    return Statement(at, found.end(), "date") if found else None


def _percentage(line: str, at: int, before: str) -> Statement | None:
    found = re.compile(_NUM + _PERCENT).match(line, at)
    return Statement(at - _sign(before), found.end(), "percentage") if found else None


def _sum(line: str, at: int, before: str) -> Statement | None:
    sign = re.search(rf"(?:{_SIGN}|(?<![{_LETTER}]){_CODE}){_S}?$", before)
    if sign:
        found = re.compile(rf"{_NUM}{_TO}(?:{_SCALE})?").match(line, at)
        return Statement(at - len(sign[0]), found.end(), "sum") if found else None
    found = re.compile(_NUM + _SUM_AFTER).match(line, at)
    return Statement(at - _sign(before), found.end(), "sum") if found else None


def _year(line: str, at: int, before: str) -> Statement | None:
    found = re.compile(_YEARS).match(line, at)
    if found is None or re.compile(rf"{_NUM}{_S}?(?:{_UNIT}|{_SCALE})").match(line, at):
        return None
    counted = re.compile(rf"{_S}[a-zà-ÿ]{{3,}}s(?![{_LETTER}])").match(line, found.end())
    follows = re.search(
        r"(?i:en|in|depuis|since|desde|de|del|d'ici|from|until|of|to|et|-|–)\s$", before
    )
    return None if counted and not follows else Statement(at, found.end(), "date")


_RULES: tuple[Callable[[str, int, str], Statement | None], ...] = (
    _phone, _law, _date, _percentage, _sum, _year,
)  # fmt: skip
