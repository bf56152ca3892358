"""Parse a captured line into an act, before it is decided where the line goes.

The grammar follows the scribes of W3C meetings (``name: text``, ``... goes on``, ``s/a/b/``) and
allows for French typing: case is ignored, and any space may precede a colon.

==========================  =======================================================================
``KO: text``, ``2: text``   a line by that person (a digit needs a colon and a space after it)
``KO:``                     that person has the floor
``... text``, ``… text``    goes where the last line went, like a line without any mark
``? text``, ``Q: text``     a public question; ``? Name, City: text``, ``? KO: text`` and
                            ``Q Name: text`` say who asked it; ``?: text`` says that nobody is named
``A: text``, ``R: text``    an answer to the current question, by nobody in particular
``A KO: text``              an answer to the current question, by that person
``q2``, ``q2 KO: text``     makes question 2 the current one; answers it
``= text``, ``= KO: text``  the conclusion of the person who leads; that person's closing remark
``! text``, ``KO! text``    a key idea, of the person who has the floor or of that person
``+ Name, Org (Country)``   a person joins; each line of several is a person
``X1 = …``                  identifies a person, by their line or by an existing code
``> KO``                    sends the line filed last to that person; with more text a quotation
``s/old/new/``, ``…/g``     corrects the last line, or the session; any delimiter
``\\ text``                  the text as it is
==========================  =======================================================================

No space is needed after ``?``, ``!``, ``+`` and ``=`` before a word. No line is rejected: if the
word before a colon is not a code in use, the line is text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import TypeAlias

from msgspec import Struct

from gsef_tui.model.codes import is_code
from gsef_tui.model.lazy_pattern import lazy_pattern

_SPACE = r"[ \u00a0\u202f\u2009]*"
_BLANK = " \u00a0\u202f\u2009"
_SPOKEN = lazy_pattern(rf"(?P<who>[^\W_]{{1,4}}){_SPACE}[:：](?P<text>.*)", re.DOTALL)
_ASKED = lazy_pattern(rf"[qQ](?:{_SPACE}(?P<by>[^:：]*?))?{_SPACE}[:：](?P<text>.*)", re.DOTALL)
_POINT = lazy_pattern(r"[qQ](?P<number>\d{1,3})(?:[ \u00a0\u202f]+(?P<rest>.*))?$", re.DOTALL)
_NAMED = lazy_pattern(rf"(?P<code>[^\W_]{{2,4}}){_SPACE}={_SPACE}(?P<who>.+)", re.DOTALL)
_ANSWERED = lazy_pattern(rf"[aArR]{_SPACE}[:：](?P<text>.*)", re.DOTALL)
_ANSWERED_BY = lazy_pattern(r"[aArR][ \u00a0\u202f]+(?P<rest>.*)", re.DOTALL)
_MARKED = lazy_pattern(r"(?P<mark>[?!+=])(?P<gap>[ \u00a0\u202f\u2009]*)(?P<text>.*)", re.DOTALL)
_IDEA_BY = lazy_pattern(rf"(?P<who>[^\W_]{{2,4}}){_SPACE}!(?P<text>.*)", re.DOTALL)
_HEAD = lazy_pattern(rf"(?P<by>[^:：\n]{{0,80}}?){_SPACE}[:：](?P<text>.*)", re.DOTALL)
_SENT = lazy_pattern(rf">{_SPACE}(?P<code>[^\W_]{{2,4}})")
_WORD_AHEAD = lazy_pattern(r"[^\W_]|[¿¡«“‘\"'(\[:：]")
_MISSED = lazy_pattern(r"[xX][0-9]{1,3}")
_NOBODY = lazy_pattern(
    rf"(?:[qQ]\d{{1,3}}[ \u00a0\u202f]+|[aArR][ \u00a0\u202f]+|={_SPACE}|)"
    rf"(?P<who>[^\W_]{{2,4}}){_SPACE}[:：].*",
    re.DOTALL,
)
_PARTICLES = frozenset(
    ("al", "av", "bin", "ben", "d", "da", "dal", "de", "del", "della", "den", "der", "des", "di",
     "do", "dos", "du", "e", "el", "en", "et", "la", "le", "les", "van", "vom", "von", "y", "zu")
)  # fmt: skip
"""Lower-case words inside names."""
_LONGEST_NAME = 6
"""The largest number of words in a name, before a comma."""


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
    """An idea that the forum may publish; ``by`` is a code, empty for who has the floor."""

    text: str
    by: str = ""


class Concludes(Struct, frozen=True):
    """The conclusion of the person who leads; with ``code``, that person's closing remark."""

    text: str
    code: str = ""


class Sends(Struct, frozen=True):
    """The line filed last goes to a person instead."""

    code: str


class Joins(Struct, frozen=True):
    """New people: a line of people for each."""

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


Act: TypeAlias = (
    Said
    | GoesOn
    | Asked
    | Answered
    | PointsAt
    | Concludes
    | KeyIdea
    | Joins
    | Named
    | Sends
    | Corrects
)


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
    return (
        _marked(line, codes, digits)
        or _correction(line)
        or _said(line, codes, digits)
        or _pointed(line, codes, digits)
        or _answered_by(line, codes, digits)
        or _named(line, codes)
        or _idea_by(line, codes)
        or _asked(line)
        or GoesOn(line)
    )


def unknown_code(line: str, codes: Collection[str]) -> str:
    """Return the code that nobody has before a line's colon, so that the line is text; else ``""``.

    >>> unknown_code("zz : oui", ["KO"]), unknown_code("KO: oui", ["KO"])
    ('ZZ', '')
    """
    match = _NOBODY.fullmatch(line)
    who = match["who"].upper() if match else ""
    return who if is_code(who) and who not in codes else ""


def _marked(line: str, codes: Collection[str], digits: Mapping[int, str]) -> Act | None:
    """Return what a line means that begins with a mark and a word: ``? text``, ``+Name``."""
    match = _MARKED.fullmatch(line)
    if match is None:
        sent = _SENT.fullmatch(line)
        code = sent["code"].upper() if sent else ""
        return Sends(code) if code in codes else None
    mark, text = match["mark"], match["text"]
    if not text.strip() or not (match["gap"] or _WORD_AHEAD.match(text)):
        return None  # "??" and "=3)" are text
    if mark == "?":
        return _question(text, codes)
    if text[0] in ":：":
        return None
    if mark == "!":
        return KeyIdea(text)
    if mark == "+":  # "+ 3 %" is text
        return Joins(text) if text[0].isalpha() else None
    if not match["gap"] and not text[0].isalpha():  # "=3" is text
        return None
    said = _said(text, codes, digits)
    return Concludes(said.text, said.code) if isinstance(said, Said) else Concludes(text)


def _question(text: str, codes: Collection[str]) -> Asked | None:
    """Return a question, with who asked it if a name or a code stands before its first colon."""
    match = _HEAD.fullmatch(text)
    said = match["text"].lstrip(_BLANK) if match else ""
    by = match["by"] if match else ""
    if not said.strip() or (by and not names_somebody(by, codes)):
        return Asked(text) if text.strip(":： ") else None
    return Asked(said, by.strip())


def names_somebody(text: str, codes: Collection[str]) -> bool:
    """Return whether a text before a question is who asked it: a code, or a name as heard.

    Each word of a name begins with a capital, or has none as in Korean; after a comma anything may
    follow, such as a city.

    >>> names_somebody("Hélène, de Lyon", []), names_somebody("Le budget", [])
    (True, False)
    """
    if text.upper() in codes:
        return True
    name, comma, rest = text.partition(",")
    words = re.findall(r"[^\W_]+", name)
    if not 0 < len(words) <= _LONGEST_NAME or "?" in text or "/" in text:
        return False
    if any(word[0].isdigit() for word in words) or len(rest.split()) > _LONGEST_NAME:
        return False
    known = [word for word in words if word.lower() not in _PARTICLES]
    if not comma and len(words) == 1 and name.isupper() and len(name) > 1:
        return False  # an abbreviation
    if any(word[0].islower() for word in known):
        return False
    is_cased = any(word[0].isupper() for word in known)
    return is_cased or (bool(known) and (bool(comma) or len(words) == 1))


def _said(line: str, codes: Collection[str], digits: Mapping[int, str]) -> Act | None:
    match = _SPOKEN.fullmatch(line)
    if match is None:
        return None
    who, text = match["who"].upper(), match["text"]
    if who.isdecimal():  # "8:30" is a time, "2: …" a line by a person
        code = digits.get(int(who), "")
        spaced = text == "" or text[0] in " \u00a0\u202f"
        return Said(code, text.lstrip(_BLANK)) if code and spaced else None
    if who in codes or _MISSED.fullmatch(who):
        return Said(who, text.lstrip(_BLANK))
    answered = _ANSWERED.fullmatch(line)
    return Answered(answered["text"].lstrip(_BLANK)) if answered else None


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


def _answered_by(line: str, codes: Collection[str], digits: Mapping[int, str]) -> Act | None:
    match = _ANSWERED_BY.fullmatch(line)
    said = _said(match["rest"], codes, digits) if match else None
    return Answered(said.text, said.code) if isinstance(said, Said) else None


def _idea_by(line: str, codes: Collection[str]) -> Act | None:
    match = _IDEA_BY.fullmatch(line)
    if match is None or match["who"].upper() not in codes or not match["text"].strip():
        return None
    return KeyIdea(match["text"].lstrip(_BLANK), match["who"].upper())


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
    return Asked(match["text"].lstrip(_BLANK), by)


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
