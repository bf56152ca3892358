"""Which letter or digit a key is for a command, whatever the input method makes of it.

Under a Korean input method the key W types ㅈ; where a letter is a command and no text is typed, it
counts as W.
"""

from __future__ import annotations

import unicodedata

from textual import events

_TWO_SET = dict(zip("ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ",
                    "qwertyuiopasdfghjklzxcvbnmqwertop", strict=True))  # fmt: skip
"""The letters of the two-set layout (두벌식), then the doubled ones with Shift, by Latin keys."""
_LETTERS = {
    **_TWO_SET,
    **{unicodedata.normalize("NFKC", jamo): letter for jamo, letter in _TWO_SET.items()},
}
"""Also as conjoining jamo, which some input methods send."""


def command_letter(key: events.Key) -> str:
    """Return the letter a to z or the digit that a key stands for, with or without Shift; an empty
    text for any other key."""
    character = key.character or ""
    letter = _LETTERS.get(character) or unicodedata.normalize("NFKC", character).lower()
    return letter if len(letter) == 1 and letter.isascii() and letter.isalnum() else ""
