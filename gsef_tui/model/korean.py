"""Compare names in Korean and in Latin letters: ``김철수`` and ``Kim Cheolsu``.

A library romanises by one standard, but people follow none: Kim or Gim, Chul-soo or Cheolsu, the
family name first or last. The tables here therefore list several spellings of each syllable's
parts.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .folding import fold
from .lazy_pattern import lazy_pattern

_NAME = lazy_pattern("[\uac00-\ud7a3]{2,4}")
_FIRST, _VOWELS, _FINALS = 0xAC00, 21, 28

_INITIAL = (
    "g|k", "kk|gg|k", "n", "d|t", "tt|dd", "r|l", "m", "b|p", "pp|bb", "s|sh", "ss|s", "", "j|ch|z",
    "jj|ch", "ch|c", "k", "t", "p|ph|f", "h",
)  # fmt: skip
_VOWEL = (
    "a|ah", "ae|e|ai|ay", "ya|yah", "yae", "eo|uh|o", "e|eh|ay", "yeo|yuh|you", "ye|yeh|yae",
    "o|oh", "wa", "wae|wai", "oe|oi|oy|we", "yo|yoh", "u|oo|ou", "wo|weo|wuh", "we", "wi|wee|ui",
    "yu|yoo|you", "eu|u", "ui|eui|ee|i|yi", "i|ee|y|yi|ie",
)  # fmt: skip
_FINAL = (
    "", "k|g|ck", "k|kk|g", "k|gs", "n", "n|nj", "n|nh", "t|d", "l|r|ll", "k|lg|g", "m|lm", "l|lb",
    "l|ls", "l|lt", "p|lp", "l|lh", "m", "p|b", "p|bs", "t|s", "t|ss", "ng", "t|j", "t|ch", "k",
    "t", "p", "t|h",
)  # fmt: skip
_CLOSED = {4: "|u|ou", 6: "|yu|yo|you", 0: "|ar"}
"""Further spellings of a vowel in a syllable that ends in a consonant: ``Chul``, ``Young``,
``Park``. The keys are positions in ``_VOWEL``."""
_BARE = {13: "|woo|wu"}
"""Further spellings of a vowel that begins its syllable: ``Woo-jin``."""
_FAMILY = {
    "이": "i|lee|yi|ee|rhee|rhie|ri|li|yee",
    "임": "im|lim|rim|yim|leem",
    "유": "yu|yoo|ryu|you|yew|lyu",
    "류": "ryu|yu|yoo|ryoo|lyu|you",
    "노": "no|noh|roh|ro",
    "나": "na|nah|ra|rah",
    "양": "yang|ryang",
    "여": "yeo|yuh|lyuh",
    "우": "u|woo|wu|oo",
    "허": "heo|huh|hur|her|ho",
    "백": "baek|paik|baik|back|paek|baeck|baeg",
    "엄": "eom|um|eum|uhm|ohm",
    "황": "hwang|whang",
    "서": "seo|suh|so|seoh",
    "어": "eo|uh|eoh",
}
"""Family names whose usual spellings follow no rule."""


def is_romanised(one: str, other: str) -> bool:
    """Return whether one is a Korean name and the other the same name in Latin letters.

    >>> is_romanised("김철수", "Chul-soo KIM")
    True
    """
    hangul, latin = (one, other) if _is_hangul(one) else (other, one)
    if not _is_hangul(hangul) or not latin.strip():
        return False
    return bool(_pattern(hangul.strip().replace(" ", "")).fullmatch(_plain(latin)))


@lru_cache(maxsize=4096)
def _plain(latin: str) -> str:
    return fold(latin).replace("'", "")


@lru_cache(maxsize=4096)
def is_family(syllable: str, name: str) -> bool:
    """Return whether a syllable may be the family name in a name in Latin letters."""
    words = re.findall(r"[^\W\d_]+", fold(name))
    pattern = _family_pattern(syllable)
    return any(pattern.fullmatch(word) for word in (words[:1] + words[-1:]))


@lru_cache(maxsize=4096)
def _is_hangul(name: str) -> bool:
    return bool(_NAME.fullmatch(name.strip().replace(" ", "")))


@lru_cache(maxsize=1024)
def _pattern(name: str) -> re.Pattern[str]:
    """Return a pattern for all spellings of a name, with the family name first or last."""
    family, given = _family(name[0]), r"[\s.-]?".join(map(_syllable, name[1:]))
    return re.compile(rf"{family}[\s,-]*{given}|{given}[\s,-]*{family}")


@lru_cache(maxsize=1024)
def _family_pattern(syllable: str) -> re.Pattern[str]:
    return re.compile(_family(syllable))


def _family(syllable: str) -> str:
    ways = _FAMILY.get(syllable)
    return f"(?:{ways})" if ways else _syllable(syllable)


def _syllable(syllable: str) -> str:
    rest, final = divmod(ord(syllable) - _FIRST, _FINALS)
    initial, vowel = divmod(rest, _VOWELS)
    ways = _VOWEL[vowel] + (_CLOSED.get(vowel, "") if final else "")
    if not _INITIAL[initial]:
        ways += _BARE.get(vowel, "")
    return f"(?:{_INITIAL[initial]})(?:{ways})(?:{_FINAL[final]})"
