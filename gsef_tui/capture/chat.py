"""Read a pasted piece of a call's chat, as Zoom shows or saves it.

Each message begins with a header that has its time and who sent it:

=========================================  ====================================================
``20:14:03 From Anna Lee to Everyone: …``  the saved chat; the text may follow on the next lines
``20:14:03\t From  Anna Lee : …``          the saved chat of older programs
``00:14:03\tAnna Lee:\t…``                 the chat of a recording in the cloud
``From Anna Lee to Everyone: 09:24 AM``    copied from the window of the chat; the text follows
=========================================  ====================================================

The words ``From`` and ``to`` are those of the language of the sender's program. What is no header
belongs to the message before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from gsef_tui.model.folding import fold
from gsef_tui.model.lazy_pattern import lazy_pattern

_TIME = r"\d{1,2}:\d{2}(?::\d{2})?(?:[ \u00a0\u202f][AaPp]\.?[Mm]\.?)?"
_STAMP = rf"(?:\[?\d{{4}}-\d\d-\d\d[ \t]+)?{_TIME}\]?"
_FROM = "From|De|Von|От|Від|발신자|시작|開始"
_TO = "to|To|a|à|an|кому|до|수신자|송신자|終了|對"
_RECEIVED = rf"(?:[ \t]+(?:{_TO})[ \t]+(?P<to>[^:：\t]+?))?"
_SAVED = lazy_pattern(
    rf"{_STAMP}[ \t]+(?:{_FROM})[ \t]+(?P<who>\S.*?){_RECEIVED}[ \t]*[:：](?:[ \t]+(?P<text>.*))?"
)
_SENT_TO = lazy_pattern(
    rf"{_STAMP}[ \t]+(?P<who>\S.*?)[ \t]+(?:{_TO})[ \t]+(?P<to>[^:：\t]+?)[ \t]*[:：]"
    r"(?:[ \t]+(?P<text>.*))?"
)
_CLOUD = lazy_pattern(rf"{_STAMP}\t(?P<who>[^\t]+?):\t(?P<text>.*)")
_COPIED = lazy_pattern(
    rf"(?:(?:{_FROM})[ \t]+)?(?P<who>\S.*?)[ \t]+(?:{_TO})[ \t]+(?P<to>[^:：\t]+?)[ \t]*[:：]?"
    rf"[ \t]+{_TIME}(?P<text>)"
)
_HEADERS = (_SAVED, _CLOUD, _COPIED, _SENT_TO)
_BEGINS = lazy_pattern(rf"\s*(?:{_STAMP}[ \t]|.*{_TIME}\s*(?:\n|\Z))")
"""What a chat begins with: a test that costs nothing for a line that is typed."""
_TIMED = lazy_pattern(rf"\s*\[?{_STAMP}(?![\w:])")
"""What a message begins with in any program: the time; what follows it differs."""
_LINE_END = lazy_pattern(r"\r\n|\r|\n")
_EVERYONE = frozenset(
    ("everyone", "all panelists", "hosts and panelists", "all", "tout le monde", "tous", "todos",
     "todo el mundo", "alle", "jeder", "모두에게", "모두", "皆様", "所有人", "все", "всі")
)  # fmt: skip
_REACTION = lazy_pattern(
    r"(?:Reacted to|Removed a \S+ reaction from|A réagi à|Hat auf|Heeft gereageerd op|"
    r"Se ha reaccionado a|Реакция на) .*|已使用.*回应.*|(?:add|remove) \W+"
)


class Message(Struct, frozen=True):
    """A message to everyone, and the name of who sent it."""

    who: str
    text: str


class Chat(Struct, frozen=True):
    """The messages of a chat. ``private`` and ``reactions`` count those that are left out."""

    messages: tuple[Message, ...]
    private: int = 0
    reactions: int = 0


def read_chat(text: str) -> Chat | None:
    """Return the chat that a pasted text is; None if it does not look like one, or if no message of
    it was for everyone.

    >>> read_chat("20:14:03 From Anna Lee to Everyone: Combien ?").messages
    (Message(who='Anna Lee', text='Combien ?'),)
    """
    if not _BEGINS.match(text):
        return None
    messages, private, reactions = [], 0, 0
    for who, to, said in _blocks(text.strip("\n").split("\n")):
        if not said:
            continue
        if to and fold(to) not in _everyone():
            private += 1
        elif _REACTION.fullmatch(said):
            reactions += 1
        else:
            messages.append(Message(who, said))
    return Chat(tuple(messages), private, reactions) if messages else None


def messages_in(text: str) -> int:
    """Return how many lines of a text may each begin a message of a chat.

    Such a line begins with a time, whatever follows it, or is a header without a time in front.
    Its end is that of a terminal or of a text.

    >>> messages_in("20:01:10 Ana : un\\r20:01:15 Bo : deux\\r"), messages_in("un\\r20 % de plus")
    (2, 0)
    """
    lines = _LINE_END.split(text)
    return sum(1 for line in lines if _TIMED.match(line) or _header(line))


@cache
def _everyone() -> frozenset[str]:
    return frozenset(map(fold, _EVERYONE))


def _blocks(lines: list[str]) -> Iterator[tuple[str, str, str]]:
    """Yield who sent each message, to whom, and its text; none if the first line is no header."""
    header, body = _header(lines[0]), list[str]()
    if header is None:
        return
    for line in lines[1:]:
        following = _header(line)
        if following is None:
            body.append(line.removeprefix("\t") if line[:1] == "\t" else line.removeprefix("  "))
            continue
        yield _block(header, body)
        header, body = following, []
    yield _block(header, body)


def _block(header: re.Match[str], body: list[str]) -> tuple[str, str, str]:
    found = header.groupdict()
    text = "\n".join([found["text"] or "", *body]).strip(" \t\n")
    who = " ".join(found["who"].split())
    return who, " ".join((found.get("to") or "").split()), text


def _header(line: str) -> re.Match[str] | None:
    line = line.rstrip()
    return next((found for pattern in _HEADERS if (found := pattern.fullmatch(line))), None)
