"""Names of countries and languages in every language of a template, from CLDR (through Babel).

Babel is imported when the first name is looked up, since most commands need none.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from .folding import fold

LANGUAGES = ("fr", "en", "es", "ko")
KINDS = ("territories", "languages")

_COMMON = {
    **dict.fromkeys(("coree", "corea", "korea", "republique de coree", "republic of korea"), "KR"),
    **dict.fromkeys(("republica de corea", "rok", fold("한국")), "KR"),
    **dict.fromkeys(("usa", "us", "etats unis d'amerique", "united states of america"), "US"),
    **dict.fromkeys(("uk", "great britain", "grande bretagne", "gran bretana"), "GB"),
    **dict.fromkeys(("rdc", "drc", "rd congo", "dr congo"), "CD"),
}
"""Names of countries in daily use, folded, that CLDR has under a longer name only."""


def translate(name: str, kind: str, language: str, also: Iterable[str] = LANGUAGES) -> str:
    """Return the name of a country or language in another language; ``name`` if CLDR lacks it.

    ``kind`` is one of ``KINDS``; ``also`` are the languages in which ``name`` may be written.

    >>> translate("Morocco", "territories", "fr")
    'Maroc'
    """
    code = code_of(name, kind, tuple(also))
    return _names(kind, language).get(code, name) if code else name


def language_name(code: str, language: str) -> str:
    """Return the name of a language with a capital, to begin a line: ``fr`` → ``Français``."""
    return _names("languages", language).get(code, code)


def is_country(name: str) -> bool:
    """Return whether a text is the name of a country in one of the forum's languages."""
    return bool(code_of(name, "territories", LANGUAGES))


def code_of(name: str, kind: str, languages: tuple[str, ...] = LANGUAGES) -> str:
    """Return the ISO code of a country or language named in any of ``languages``, else ``""``."""
    folded = _key(name)
    if not folded:  # an empty fact must not load the tables
        return ""
    found = next((c for lang in languages if (c := _codes(kind, lang).get(folded, ""))), "")
    return found or (_COMMON.get(folded, "") if kind == "territories" else "")


def _key(name: str) -> str:
    return fold(name).replace("-", " ")


@cache
def _names(kind: str, language: str) -> dict[str, str]:
    from babel import Locale, UnknownLocaleError

    assert kind in KINDS
    try:
        names: dict[str, str] = dict(getattr(Locale.parse(language), kind))
    except (UnknownLocaleError, ValueError):  # a template may be in any language
        return {}
    if kind == "languages":  # with a capital, to begin a line: Français, Español
        names = {code: name[:1].upper() + name[1:] for code, name in names.items()}
    return names


@cache
def _codes(kind: str, language: str) -> dict[str, str]:
    # Numeric codes are regions (001 is the world), not countries. If two codes have the same name,
    # the first one is used.
    codes: dict[str, str] = {}
    for code, name in _names(kind, language).items():
        if not code.isdigit():
            codes.setdefault(_key(name), code)
    return codes
