"""Web and mail addresses in a text that a report makes links of: where each is, where it leads.

linkify-it-py knows where an address ends: brackets that balance belong to it, punctuation that ends
a clause does not. It takes quotation marks and Korean particles for letters, so these are blanked
before it looks: ``«https://…/a»``, ``www.gsef.net에서``.

``addresses`` looks for more, and is no help here: in an anonymous report it has to find every file
name and handle that may give a name away, and one too many does no harm. A link too many leads a
reader nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from gsef_tui.model.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from linkify_it import LinkifyIt

LONGEST = 2000
"""The number of characters of the longest link; Word and some browsers do not open longer ones."""

_ENDINGS = r"(?:com|org|net|info|coop|edu|gov)\b"
"""The endings by which a host without ``www.`` is known. Others are words of a language, which may
follow a full stop without a space: ``fini.il``."""
_SIGN = lazy_pattern(rf"://|@|www\.|\.{_ENDINGS}", re.IGNORECASE)
_BARE = lazy_pattern(rf"[a-z0-9][a-z0-9.-]*\.{_ENDINGS}(?![.\w])")
_CHUNK = lazy_pattern(r"\S+")
_APART = lazy_pattern(
    r"^[^\w'’]*(?:[cdjlmnst]|qu)['’]|’(?!\w)|[<>«»‹›“”„‟‘‚‛…‥`|"
    "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\u2190-\u21ff"
    "\u3000-\u3003\u3008-\u3011\u3014-\u301f\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f\ufeff]",
    re.IGNORECASE,
)
"""What separates an address from the text around it: signs, and French elision before it."""
_BEFORE_MAIL = lazy_pattern(r"(?<!mailto)[:;,=&$](?=[^\s:;,=&$@]+@)", re.IGNORECASE)
_WRITTEN_ON = "\u1100-\u11ff\u3041-\u30ff\u3130-\u318f\u4e00-\u9fff\uac00-\ud7a3"
_BEHIND_ENDING = lazy_pattern(rf"(?<=\.)([A-Za-z]{{2,24}}|한국)([{_WRITTEN_ON}]+)")
"""Letters right behind an ending, ``.net에서``: no address mixes scripts there."""
_PARTICLE = lazy_pattern(
    r"(?<=[A-Za-z0-9_=#&%/-])"
    r"(?:(?:에서|에게서?|에|으로써?|로써?|으로|로|은|는|을|를|부터|까지|처럼|보다|입니다|이다|예요|이에요)"
    r"(?:는|도|만|의|부터|까지)?|(?<!/)(?:이|가|의|과|와|도|만|나|이나|이?랑|이?며|이?고|하고|이?라[고는]))"
    r"(?![\w/])"
)
"""A Korean particle right behind an address, or a copula."""
_SCHEMES = ("http:", "https:", "mailto:")
_AFTER = "*~"
_SAFE = "!#$%&'()*+,/:;=?@~"


class Link(NamedTuple):
    """A link in a text: its range, and its target as a URI of ASCII characters."""

    start: int
    end: int
    target: str


@lru_cache(maxsize=8192)
def links(text: str) -> tuple[Link, ...]:
    """Return the links of a text, in order. The time is linear in the length of the text.

    Web addresses begin with ``http://``, ``https://`` or ``www.``, or are a host with a common
    ending; mail addresses may begin with ``mailto:``. No other scheme makes a link.

    >>> [link.target for link in links("Voir www.gsef.net (ou ada@exemple.org).")]
    ['http://www.gsef.net', 'mailto:ada@exemple.org']
    """
    if not _SIGN.search(text):
        return ()
    return tuple(
        link
        for chunk in _CHUNK.finditer(text)
        if _SIGN.search(chunk[0])
        for link in _links_of(chunk[0], chunk.start())
    )


def _links_of(chunk: str, offset: int) -> Iterator[Link]:
    """Yield the links of a text without white space that begins at ``offset``."""
    if len(chunk) > LONGEST:
        return
    for match in _linkify().match(_blanked(chunk)) or ():
        start, end = match.index, match.index + len(match.raw.rstrip(_AFTER))
        if target := _target(match.schema, chunk[start:end]):
            yield Link(offset + start, offset + end, target)


@cache
def _linkify() -> LinkifyIt:
    from linkify_it import LinkifyIt
    from linkify_it.tlds import TLDS

    return LinkifyIt().tlds(TLDS)


def _blanked(chunk: str) -> str:
    """Return a text of the same length with spaces for what belongs to no address."""
    chunk = _APART.sub(lambda found: " " * len(found[0]), chunk)
    if "://" not in chunk:
        chunk = _BEFORE_MAIL.sub(" ", chunk)
    chunk = _BEHIND_ENDING.sub(lambda found: found[1] + " " * len(found[2]), chunk)
    return _PARTICLE.sub(lambda found: " " * len(found[0]), chunk)


def _target(schema: str, address: str) -> str:
    """Return the URI to which an address leads; empty if it is not to be a link."""
    if not schema:
        if not (address[:4].lower() == "www." or _BARE.match(address)):
            return ""
        address, schema = f"http://{address}", "http:"
    elif schema == "mailto:" and not address.lower().startswith(schema):
        address = f"{schema}{address}"
    if schema not in _SCHEMES:
        return ""
    if schema == "mailto:":
        return quote(address, safe=_SAFE)
    scheme, _, rest = address.partition("://")
    host = rest[: _end_of_host(rest)]
    try:
        ascii_host = host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:  # a label that is empty or too long
        return ""
    return f"{scheme.lower()}://{quote(ascii_host + rest[len(host) :], safe=_SAFE)}"


def _end_of_host(rest: str) -> int:
    return min((at for sign in "/?#" if (at := rest.find(sign)) >= 0), default=len(rest))
