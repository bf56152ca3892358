"""What key an escape sequence stands for.

Read are the forms of xterm and its kin (``CSI 1;5A``, ``CSI 3;2~``, ``SS3 A``), the keypad in
application mode, and what a terminal sends that was left in another keyboard mode: kitty's (``CSI
122;5u``) and xterm's modifyOtherKeys (``CSI 27;5;122~``). The program asks for none of these modes.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from gsef_tui.model.lazy_pattern import lazy_pattern

SHIFT, ALT, CTRL, SUPER, HYPER, META, CAPS_LOCK = (1 << bit for bit in range(7))
_NAMES = ((ALT, "alt"), (CTRL, "ctrl"), (HYPER, "hyper"), (META, "meta"), (SHIFT, "shift"),
          (SUPER, "super"))  # fmt: skip
_RELEASE = 3
"""The event type with which kitty's protocol reports that a key was released."""

_FORM = lazy_pattern(r"\x1b(?P<kind>[\[O])(?P<fields>[0-9:;]{0,80})(?P<final>[ -~])")
_FINALS = {
    "A": "up", "B": "down", "C": "right", "D": "left", "H": "home", "F": "end",
    "P": "f1", "Q": "f2", "R": "f3", "S": "f4",
}  # fmt: skip
_NUMBERS = {
    1: "home", 2: "insert", 3: "delete", 4: "end", 5: "pageup", 6: "pagedown", 7: "home", 8: "end",
    **{11 + n: f"f{1 + n}" for n in range(5)},
    **{17 + n: f"f{6 + n}" for n in range(5)},
    **dict(zip((23, 24, 25, 26, 28, 29, 31, 32, 33, 34),
               (f"f{n}" for n in range(11, 21)), strict=True)),
}  # fmt: skip
_KEYPAD = {
    " ": " ", "I": "\t", "M": "\r", "X": "=", "j": "*", "k": "+", "l": ",", "m": "-", "n": ".",
    "o": "/", **{chr(ord("p") + digit): str(digit) for digit in range(10)},
}  # fmt: skip
"""The keypad in application mode, by what follows SS3. Without NumLock its 5 is ``E``: nothing."""
_KITTY_KEYPAD = dict(enumerate("0123456789./*-+\r=,", 57399))
_KITTY_NAMED = {
    **dict(enumerate(
        ("left", "right", "up", "down", "pageup", "pagedown", "home", "end", "insert", "delete"),
        57417,
    )),
    **{57376 + n: f"f{13 + n}" for n in range(12)},
}  # fmt: skip
_ENTER, _TAB, _BACKSPACES, _ESCAPE = 13, 9, (8, 127), 27


class KeyPress(NamedTuple):
    """A pressed key: ``text`` is what a terminal in its plain mode sends for it; for a key for
    which that is a sequence or nothing, ``name`` is its name, such as ``ctrl+shift+z``."""

    text: str = ""
    name: str = ""


def decode_key(sequence: str) -> KeyPress | None:
    """Return the key of a whole sequence that begins with ESC; None if it stands for none."""
    form = _FORM.fullmatch(sequence)
    if form is None:
        return None
    fields = [[int(part or 0) for part in field.split(":")] for field in form["fields"].split(";")]
    final = form["final"]
    first = fields[0][0]
    if form["kind"] == "O":
        return _ss3_key(final, _modifiers([first]))
    if final == "~" and first == 27 and len(fields) == 3:
        return _character(fields[2], _modifiers(fields[1]))
    held = _modifiers(fields[1] if len(fields) > 1 else [])
    if held is None:
        return None
    if final == "u":
        text = _text(fields[2]) if len(fields) > 2 else ""
        return KeyPress(text) if text else _character(fields[0], held)
    if len(fields) > 2:
        return None
    name = _NUMBERS.get(first) if final == "~" else _FINALS.get(final) if first <= 1 else None
    return _named(name, held) if name else None


def _modifiers(field: list[int]) -> int | None:
    """Return the bits of the modifiers in a field; None if it is not one, or reports a release."""
    value = max(field[0], 1) if field else 1
    if value > 256 or (len(field) > 1 and field[1] == _RELEASE):
        return None
    return (value - 1) & 0x7F


def _ss3_key(final: str, held: int | None) -> KeyPress | None:
    if held is None:
        return None
    if final in _FINALS:
        return _named(_FINALS[final], held)
    return KeyPress(_KEYPAD[final]) if final in _KEYPAD and held in (0, SHIFT) else None


def _named(name: str, held: int) -> KeyPress:
    """Return a key with the names of its modifiers, in the order in which Textual has them."""
    return KeyPress(name="+".join([*(word for bit, word in _NAMES if held & bit), name]))


def _character(codes: list[int], held: int | None) -> KeyPress | None:
    """Return the key of a character: its code, and where the terminal reports them, the one with
    Shift and the one at the same place of a Latin keyboard."""
    if held is None:
        return None
    code, shifted, latin = (*codes, 0, 0)[:3]
    if code in _KITTY_KEYPAD:
        code = ord(_KITTY_KEYPAD[code])
    if code in _KITTY_NAMED:
        return _named(_KITTY_NAMED[code], held)
    if (known := _control_key(code, held)) is not None:
        return known
    others = held & ~(SHIFT | CAPS_LOCK)
    character = _text([latin if others and code > 127 and latin else code])
    if not character:
        return None
    if others:
        return _shortcut(character, held)
    if held & SHIFT and (with_shift := _text([shifted])):
        return KeyPress(with_shift)
    upper = bool(held & SHIFT) != bool(held & CAPS_LOCK) and len(character.upper()) == 1
    return KeyPress(character.upper() if upper else character)


def _control_key(code: int, held: int) -> KeyPress | None:
    """Return Enter, Tab, Backspace or Escape. With the modifiers that a plain terminal does not
    report it is the plain key."""
    held &= ~CAPS_LOCK
    if code == _ENTER:
        plain = not held & ~(SHIFT | CTRL | ALT)
        return KeyPress("\r") if plain else _named("enter", held)
    if code == _TAB:
        return KeyPress("\t") if not held else _named("tab", held)
    if code in _BACKSPACES:
        return KeyPress("\x7f") if not held & ~SHIFT else _named("backspace", held)
    if code == _ESCAPE:
        return KeyPress("\x1b") if not held & ~SHIFT else _named("escape", held)
    return None


def _shortcut(character: str, held: int) -> KeyPress:
    """Return a character with Ctrl, Alt or another modifier."""
    held &= ~CAPS_LOCK
    if held == CTRL and ("@" <= character <= "_" or "a" <= character <= "z" or character == " "):
        return KeyPress(chr(ord(character) & 0x1F))
    return _named("space" if character == " " else character.lower(), held)


def _text(codes: list[int]) -> str:
    """Return the characters of these codes; an empty text if one is none that can be typed."""
    if not all(0 < code <= 0x10FFFF for code in codes):
        return ""
    text = "".join(map(chr, codes))
    return "" if any(unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn") for c in text) else text
