"""Names of countries and languages in every language of a template, from CLDR (by Babel).

Babel is imported when a name is first asked for: most commands need none.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache

from .normal_forms import normalize

LANGUAGES = ("fr", "en", "es", "ko")
KINDS = ("territories", "languages")


def translate(name: str, kind: str, language: str, also: Iterable[str] = LANGUAGES) -> str:
    """A country's or a language's name in another language; a name CLDR lacks stays as it is.

    >>> translate("Morocco", "territories", "fr")
    'Maroc'
    """
    code = code_of(name, kind, tuple(also))
    return _names(kind, language).get(code, name) if code else name


def language_name(code: str, language: str) -> str:
    """A language's name, as one writes it at the head of a line: ``fr`` → ``Français``."""
    return _names("languages", language).get(code, code)


def is_country(name: str) -> bool:
    """Whether CLDR knows this as a country in one of the forum's languages."""
    return bool(code_of(name, "territories", LANGUAGES))


def code_of(name: str, kind: str, languages: tuple[str, ...] = LANGUAGES) -> str:
    """The ISO code of a country or language named in any of the languages, or nothing."""
    folded = fold(name)
    if not folded:  # an empty fact: no table is read for it
        return ""
    return next((c for lang in languages if (c := _codes(kind, lang).get(folded, ""))), "")


def fold(text: str) -> str:
    """Text without accents, case, outer space and typographic apostrophes, for comparing."""
    plain = normalize("NFKD", text.strip().replace("’", "'").casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


@cache
def _names(kind: str, language: str) -> dict[str, str]:
    from babel import Locale, UnknownLocaleError

    assert kind in KINDS
    try:
        names: dict[str, str] = dict(getattr(Locale.parse(language), kind))
    except (UnknownLocaleError, ValueError):  # a template may be in any language
        return {}
    if kind == "languages":  # as one writes it at the head of a line: Français, Español
        names = {code: name[:1].upper() + name[1:] for code, name in names.items()}
    return names


@cache
def _codes(kind: str, language: str) -> dict[str, str]:
    # Numbers are regions (001 is the world): no country. The first name of a code wins.
    codes: dict[str, str] = {}
    for code, name in _names(kind, language).items():
        if not code.isdigit():
            codes.setdefault(fold(name), code)
    return codes
