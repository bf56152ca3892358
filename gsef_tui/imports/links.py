"""Addresses behind the links of a file, which a note writes after the text: ``text (https://…)``."""

from __future__ import annotations

import re
from urllib.parse import unquote

from gsef_tui.model.lazy_pattern import lazy_pattern

_SCHEME = lazy_pattern(r"(https?|ftps?|mailto|tel|sips?|xmpp|geo|file):(?://)?", re.IGNORECASE)
_ASCII_LABEL = lazy_pattern(r"\bxn--[a-z0-9-]+")
_HIDDEN = lazy_pattern("[\u00ad\u200b\u2060]")
_BEHIND = lazy_pattern(
    r"\s*\(((?:(?:https?|ftps?|file)://|www\.)[^\s()]+(?:\([^\s()]*\)[^\s()]*)*"
    r"|[^\s()@]+@[^\s()@]+\.\w+)\)"
)


def behind(text: str, address: str) -> str:
    """Return what is to follow the text of a link: its address in brackets.

    Empty if the text is the address already, or if the address leads to a place in the same file or
    beside it, or does something.

    >>> behind("le compte rendu", "https://example.org/a"), behind("example.org", "http://example.org/")
    (' (https://example.org/a)', '')
    """
    address = "".join(address.split())
    found = _SCHEME.match(address)
    if found is None or not text.strip() or _bare(text) == _bare(address):
        return ""
    mail = found[1].lower() in ("mailto", "tel")
    shown = address[found.end() :].partition("?")[0] if mail else address
    return f" ({shown})" if shown and _bare(shown) not in _bare(text).split() else ""


def without_addresses(text: str) -> tuple[str, list[str]]:
    """Return a text without the addresses that ``behind`` put into it, and these."""
    return _BEHIND.sub("", text), [found[1] for found in _BEHIND.finditer(text)]


def _bare(text: str) -> str:
    """Return an address for comparison with the text of its link."""
    text = _HIDDEN.sub("", unquote(text)).strip().strip("<>").casefold()
    if found := _SCHEME.match(text):
        text = text[found.end() :]
    return _ASCII_LABEL.sub(_readable, text.removeprefix("www.").rstrip("/"))


def _readable(label: re.Match[str]) -> str:
    """Return a label of a host in its own letters: ``xn--3e0b707e`` is ``한국``."""
    try:
        return label[0].encode().decode("idna")
    except UnicodeError:
        return label[0]
