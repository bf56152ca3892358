"""What a mail says of the call itself: its link, number and passcode, which no session keeps.

Notes are handed in and shared, and whoever has these can enter the call.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct

from gsef_tui.model.lazy_pattern import lazy_pattern


class CallDetail(StrEnum):
    """What was left out."""

    LINK = "link"
    NUMBER = "meeting number"
    PASSCODE = "passcode"
    TELEPHONE = "telephone number"


class LeftOut(Struct, frozen=True):
    """That a line, counted from 1, said something of the call. What it said is not kept."""

    line: int
    what: CallDetail


_HOSTS = (
    r"(?:[\w-]+\.)*(?:zoom\.(?:us|com)|zoomgov\.com|meet\.google\.com|teams\.(?:microsoft|live)\.com"
    r"|webex\.com|jit\.si|whereby\.com|gotomeeting\.com|gotomeet\.me|bbb\.[\w.-]+|meet\.jit\.si)"
)
_LINK = lazy_pattern(rf"<?(?:https?://)?{_HOSTS}(?:/[^\s<>]*)?>?", re.IGNORECASE)
_SEPARATOR = r"\s*(?:[:：=]|is|est|es|은|는)?\s*"
_NUMBER_LABEL = (
    r"(?:zoom\s+)?(?:(?:n[°ºo]|num[ée]ro|id|identifiant)\s*(?:de\s+(?:la\s+)?)?"
    r"(?:r[ée]union|reuni[oó]n|webinaire|meeting|zoom|conf[ée]rence)"
    r"|(?:meeting|webinar|zoom|conference)\s+(?:id|number)|회의\s*(?:id|번호|아이디)|미팅\s*id)"
)
_SECRET_LABEL = (
    r"(?:code\s+(?:secret|d['’]acc[eè]s|de\s+passe)|mot\s+de\s+passe|(?:meeting\s+)?pass(?:code|word)"
    r"|c[oó]digo\s+(?:de\s+acceso|secreto)|contrase[ñn]a|clave\s+de\s+acceso|host\s+key|암호|비밀번호"
    r"|접속\s*코드)"
)
_VALUE_NUMBER = r"\d[\d\s-]{5,}\d"
_NUMBER = lazy_pattern(rf"{_NUMBER_LABEL}{_SEPARATOR}{_VALUE_NUMBER}", re.IGNORECASE)
_SECRET = lazy_pattern(rf"{_SECRET_LABEL}{_SEPARATOR}[^\s,;]+", re.IGNORECASE)
_NUMBER_ALONE = lazy_pattern(rf"\W*{_NUMBER_LABEL}\s*[:：]?\s*", re.IGNORECASE)
_SECRET_ALONE = lazy_pattern(rf"\W*{_SECRET_LABEL}\s*[:：]?\s*", re.IGNORECASE)
_TELEPHONE = lazy_pattern(r"\+?\d[\d\s]*,,\s?[\d,#*\s]+#[^\s]*")
_ABOUT = lazy_pattern(
    r"\W*(?:(?:lien|link|enlace|url)(?:\s+(?:de\s+|du\s+|vers\s+)?(?:connexion|conexi[oó]n|zoom|meet"
    r"|teams))?|(?:zoom|teams|google meet)(?:\s+(?:link|링크))?|(?:rejoindre|participer\s+[àa])"
    r"\s+la\s+r[ée]union(?:\s+zoom)?|join\s+(?:the\s+)?zoom(?:\s+meeting)?|unirse\s+a\s+(?:la\s+reuni[oó]n(?:\s+"
    r"de)?\s+)?zoom|(?:줌|zoom)\s*(?:링크|주소)|접속\s*링크|zoom\s*회의\s*참가)\W*",
    re.IGNORECASE,
)
_PARTS = (
    (_LINK, CallDetail.LINK),
    (_NUMBER, CallDetail.NUMBER),
    (_SECRET, CallDetail.PASSCODE),
    (_TELEPHONE, CallDetail.TELEPHONE),
)


def without_call_details(lines: Sequence[str]) -> tuple[list[str], list[LeftOut]]:
    """Return the lines without what gives access to a call, and what was left out.

    A line of which nothing else remains becomes empty; the others keep their place.
    """
    kept: list[str] = []
    left_out: list[LeftOut] = []
    awaited: CallDetail | None = None
    label_at = 0
    for number, line in enumerate(lines, start=1):
        if awaited and line.strip():
            what, awaited = awaited, None
            if _is_value(line.strip(), what):
                left_out.append(LeftOut(number, what))
                kept.append("")
                continue
            kept[label_at] = lines[label_at]
        text = line
        for pattern, what in _PARTS:
            text, count = pattern.subn("", text)
            left_out += [LeftOut(number, what)] * bool(count)
        if text == line and (what_alone := _label_alone(line)):
            awaited, label_at = what_alone, len(kept)
            kept.append("")
            continue
        is_about = _ABOUT.fullmatch(text) and (text != line or _leads_to_link(lines, number))
        kept.append("" if is_about or (text != line and not re.search(r"\w", text)) else text)
    if awaited:
        kept[label_at] = lines[label_at]
    return kept, left_out


def _label_alone(line: str) -> CallDetail | None:
    if _NUMBER_ALONE.fullmatch(line):
        return CallDetail.NUMBER
    return CallDetail.PASSCODE if _SECRET_ALONE.fullmatch(line) else None


def _is_value(text: str, what: CallDetail) -> bool:
    """Return whether a line below a label alone is its value."""
    if what is CallDetail.NUMBER:
        return bool(re.fullmatch(_VALUE_NUMBER, text))
    return len(text.split()) == 1


def _leads_to_link(lines: Sequence[str], number: int) -> bool:
    """Return whether the next line that is not blank has the link of a call."""
    below = next((line for line in lines[number:] if line.strip()), "")
    return bool(_LINK.search(below))
