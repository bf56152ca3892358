"""Parse a captured line into an act, before it is decided where the line goes.

The grammar follows the scribes of W3C meetings (``name: text``, ``... goes on``, ``s/a/b/``) and
allows for French typing: case is ignored, and any space may precede a colon.

==========================  =======================================================================
``KO: text``, ``2: text``   a line by that person (a digit needs a colon and a space after it)
``KO:``                     that person has the floor
``... text``, ``… text``    goes where the last line went, like a line without any mark
``? text``, ``Q: text``     a public question; ``Q Name: text`` names who asked it
``A: text``, ``R: text``    an answer to the current question, by nobody in particular
``q2``, ``q2 KO: text``     makes question 2 the current one; answers it
``! text``                  a key idea
``+ Name, Org (Country)``   a person joins
``X1 = …``                  identifies a person, by their line or by an existing code
``s/old/new/``, ``…/g``     corrects the last line, or the session; any delimiter
``\\ text``                  the text as it is
==========================  =======================================================================

No line is rejected: if the word before a colon is not a code in use, the line is text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import TypeAlias

from msgspec import Struct

from gsef_tui.model.lazy_pattern import lazy_pattern

_SPACE = r"[ \u00a0\u202f\u2009]*"
_SPOKEN = lazy_pattern(rf"(?P<who>[^\W_]{{1,4}}){_SPACE}[:：](?P<text>.*)", re.DOTALL)
_ASKED = lazy_pattern(rf"[qQ](?:{_SPACE}(?P<by>[^:：]*?))?{_SPACE}[:：](?P<text>.*)", re.DOTALL)
_POINT = lazy_pattern(r"[qQ](?P<number>\d{1,3})(?:[ \u00a0\u202f]+(?P<rest>.*))?$", re.DOTALL)
_NAMED = lazy_pattern(rf"(?P<code>[^\W_]{{2,4}}){_SPACE}={_SPACE}(?P<who>.+)", re.DOTALL)
_ANSWERED = lazy_pattern(rf"[aArR]{_SPACE}[:：](?P<text>.*)", re.DOTALL)
_MISSED = lazy_pattern(r"[xX][0-9]{1,3}")


class Said(Struct, frozen=True):
    """A line by a person; an empty one gives them the floor."""

    code: str
    text: str


class GoesOn(Struct, frozen=True):
    """A line that goes where the last one went."""

    text: str


class Asked(Struct, frozen=True):
    """A public question, and by whom: a code, a name as heard, or nothing."""

    text: str
    by: str = ""


class Answered(Struct, frozen=True):
    """An answer; ``question`` is a number, 0 for the current one; ``code`` may be empty."""

    text: str
    code: str = ""
    question: int = 0


class PointsAt(Struct, frozen=True):
    """The choice of the current question, by its number."""

    question: int


class KeyIdea(Struct, frozen=True):
    """An idea that the forum may publish."""

    text: str


class Joins(Struct, frozen=True):
    """A new person, as a line of people."""

    line: str


class Named(Struct, frozen=True):
    """The identity of the person with a code: a line of people, or another person's code."""

    code: str
    who: str


class Corrects(Struct, frozen=True):
    """A literal correction of the last line or, with ``everywhere``, of the whole session."""

    old: str
    new: str
    everywhere: bool = False


Act: TypeAlias = Said | GoesOn | Asked | Answered | PointsAt | KeyIdea | Joins | Named | Corrects


def read_line(line: str, codes: Collection[str], digits: Mapping[int, str]) -> Act:
    """Return the act that a line means. ``codes`` are those in use, ``digits`` the codes by number.

    >>> read_line("ko : oui", ["KO"], {})
    Said(code='KO', text='oui')
    >>> read_line("PIB: 8 %", ["KO"], {})
    GoesOn(text='PIB: 8 %')
    """
    if line.startswith("\\"):
        return GoesOn(line[1:].removeprefix(" "))
    for mark in ("...", "…"):
        if line.startswith(mark):
            return GoesOn(line.removeprefix(mark).lstrip(" \u00a0\u202f"))
    if re.match(r"\+[ \u00a0]+[^\W\d]", line):  # "+ 3 %" is text
        return Joins(line[1:].strip())
    if line[:1] in "?!" and line[1:2] in (" ", "\u00a0", "\u202f") and line[1:].strip():
        text = line[1:].strip(" \u00a0\u202f")
        return Asked(text) if line[0] == "?" else KeyIdea(text)
    return (
        _correction(line)
        or _said(line, codes, digits)
        or _pointed(line, codes, digits)
        or _named(line, codes)
        or _asked(line)
        or GoesOn(line)
    )


def _said(line: str, codes: Collection[str], digits: Mapping[int, str]) -> Act | None:
    match = _SPOKEN.fullmatch(line)
    if match is None:
        return None
    who, text = match["who"].upper(), match["text"]
    if who.isdecimal():  # "8:30" is a time, "2: …" a line by a person
        code = digits.get(int(who), "")
        spaced = text == "" or text[0] in " \u00a0\u202f"
        return Said(code, text.strip(" \u00a0\u202f")) if code and spaced else None
    if who in codes or _MISSED.fullmatch(who):
        return Said(who, text.strip(" \u00a0\u202f"))
    answered = _ANSWERED.fullmatch(line)
    return Answered(answered["text"].strip(" \u00a0\u202f")) if answered else None


def _pointed(line: str, codes: Collection[str], digits: Mapping[int, str]) -> Act | None:
    match = _POINT.fullmatch(line)
    if match is None:
        return None
    number = int(match["number"])
    rest = (match["rest"] or "").strip()
    if not rest:
        return PointsAt(number)
    said = _said(rest, codes, digits)
    match said:
        case Said(_, "") | Answered(""):
            return PointsAt(number)
        case Said(code, text) if text:
            return Answered(text, code, number)
        case Answered(text):
            return Answered(text, "", number)
    return None


def _named(line: str, codes: Collection[str]) -> Act | None:
    match = _NAMED.fullmatch(line)
    if match is None:
        return None
    code = match["code"].upper()
    if code not in codes and not _MISSED.fullmatch(code):
        return None
    return Named(code, match["who"].strip())


def _asked(line: str) -> Act | None:
    match = _ASKED.fullmatch(line)
    if match is None or not match["text"].strip():
        return None
    by = (match["by"] or "").strip()
    if match["by"] and line[1:2] not in (" ", "\u00a0", "\u202f"):
        return None  # "Quant à cela: …" is text
    return Asked(match["text"].strip(" \u00a0\u202f"), by)


def _correction(line: str) -> Act | None:
    """Return the correction ``s/old/new/``, or None.

    The delimiter is any character except a letter, a digit, a space, a backslash, an apostrophe or
    one of ``:=.,``.
    """
    if (
        len(line) < 4
        or line[0] not in "sS"
        or line[1].isalnum()
        or line[1] in "\\ \u00a0\u202f'’:：=.,"
    ):
        return None
    parts = line[2:].split(line[1])
    if len(parts) not in (2, 3) or not parts[0]:
        return None
    flags = parts[2] if len(parts) == 3 else ""
    if flags not in ("", "g"):
        return None
    return Corrects(parts[0], parts[1], flags == "g")
