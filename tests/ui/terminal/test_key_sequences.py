"""Which key a sequence stands for, in every mode that a terminal may have been left in."""

from __future__ import annotations

import pytest

from gsef_tui.ui.terminal.key_sequences import KeyPress, decode_key

from .sequences import reads

TEXT = {
    "\x1b[32;2u": " ", "\x1b[27;2;32~": " ", "\x1b[32u": " ", "\x1b[32;1u": " ",
    "\x1b[13u": "\r", "\x1b[13;2u": "\r", "\x1b[27;2;13~": "\r", "\x1b[13;5u": "\r",
    "\x1b[9u": "\t", "\x1b[127u": "\x7f", "\x1b[127;2u": "\x7f", "\x1b[8u": "\x7f",
    "\x1b[27u": "\x1b", "\x1b[27;1u": "\x1b",
    "\x1b[97u": "a", "\x1b[97;2u": "A", "\x1b[97;65u": "A", "\x1b[97;66u": "a", "\x1b[65;2u": "A",
    "\x1b[27;2;65~": "A", "\x1b[33;2u": "!", "\x1b[49:33;2u": "!", "\x1b[49;2;33u": "!",
    "\x1b[233;2u": "É", "\x1b[223;2u": "ß", "\x1b[12616;1u": "ㅈ", "\x1b[97;1;54620:44544u": "한글",
    "\x1b[97;1:2u": "a", "\x1b[0;;54620u": "한", "\x1b[48;7;64u": "@", "\x1b[97;129u": "a",
    "\x1b[122;5u": "\x1a", "\x1b[27;5;122~": "\x1a", "\x1b[90;5u": "\x1a", "\x1b[122;69u": "\x1a",
    "\x1b[1103::122;5u": "\x1a", "\x1b[32;5u": "\x00", "\x1b[91;5u": "\x1b", "\x1b[109;5u": "\r",
    "\x1bOl": ",", "\x1bOX": "=", "\x1bOM": "\r", "\x1bO ": " ", "\x1bOI": "\t", "\x1bOj": "*",
    "\x1bOk": "+", "\x1bOm": "-", "\x1bOn": ".", "\x1bOo": "/", "\x1bO2p": "0",
    **{f"\x1bO{chr(ord('p') + digit)}": str(digit) for digit in range(10)},
    **{f"\x1b[{57399 + digit}u": str(digit) for digit in range(10)},
    **{f"\x1b[{57399 + digit};129u": str(digit) for digit in range(10)},
    "\x1b[57409u": ".", "\x1b[57410u": "/", "\x1b[57413u": "+", "\x1b[57414u": "\r",
    "\x1b[57415u": "=", "\x1b[57416u": ",", "\x1b[57409;1;44u": ",",
}  # fmt: skip
NAMES = {
    "\x1b[A": "up", "\x1b[1;1B": "down", "\x1b[1;1:2C": "right", "\x1b[1;5D": "ctrl+left",
    "\x1b[1;129H": "home", "\x1bOF": "end", "\x1bO5A": "ctrl+up", "\x1b[3~": "delete",
    "\x1b[3;2~": "shift+delete", "\x1b[3;3~": "alt+delete", "\x1b[3;7~": "alt+ctrl+delete",
    "\x1b[1;13D": "ctrl+super+left", "\x1b[1;3A": "alt+up", "\x1b[15;3~": "alt+f5",
    "\x1b[P": "f1", "\x1b[13;5~": "ctrl+f3", "\x1b[24~": "f12", "\x1b[25~": "f13",
    "\x1b[9;2u": "shift+tab", "\x1b[27;5;9~": "ctrl+tab", "\x1b[127;5u": "ctrl+backspace",
    "\x1b[13;3u": "\r", "\x1b[122;6u": "ctrl+shift+z", "\x1b[97;3u": "alt+a",
    "\x1b[65;4u": "alt+shift+a", "\x1b[32;3u": "alt+space", "\x1b[99;9u": "super+c",
    "\x1b[57417u": "left", "\x1b[57426;5u": "ctrl+delete", "\x1b[57376u": "f13",
}  # fmt: skip
NOTHING = [
    "\x1bOE", "\x1b[E", "\x1b[57427u", "\x1b[57427~", "\x1b[57441;2u", "\x1b[57358u",
    "\x1b[122;5:3u", "\x1b[1;1:3A", "\x1b[97;257u", "\x1b[0u", "\x1b[55296u", "\x1b[1114112u",
    "\x1b[2A", "\x1b[9~", "\x1b[200~", "\x1b[24;80R", "\x1b[?1u", "\x1b[1;2;3~", "\x1bO5p",
    "\x1b[u",
    "\x1b[" + "9" * 80 + "u", "\x1b[" + "9" * 5000 + "u", "\x1ba", "\x1b",
]  # fmt: skip


@pytest.mark.parametrize(("sequence", "text"), TEXT.items(), ids=ascii)
def test_a_plain_key_is_what_a_plain_terminal_sends(sequence: str, text: str) -> None:
    assert decode_key(sequence) == KeyPress(text=text)


@pytest.mark.parametrize(("sequence", "name"), NAMES.items(), ids=ascii)
def test_another_key_has_its_name(sequence: str, name: str) -> None:
    wanted = KeyPress(text=name) if name == "\r" else KeyPress(name=name)
    assert decode_key(sequence) == wanted


@pytest.mark.parametrize("sequence", NOTHING, ids=lambda s: ascii(s[:20]))
def test_a_sequence_that_is_no_key_of_ours(sequence: str) -> None:
    assert decode_key(sequence) is None


@pytest.mark.parametrize(
    ("plain", "others"),
    [
        ("\x1a", ["\x1b[122;5u", "\x1b[27;5;122~"]),
        (" ", ["\x1b[32;2u", "\x1b[27;2;32~", "\x1bO "]),
        ("\r", ["\x1b[13;2u", "\x1b[27;2;13~", "\x1bOM", "\x1b[57414u"]),
        ("\x7f", ["\x1b[127u", "\x1b[27;1;127~"]),
        ("\x1b[Z", ["\x1b[9;2u", "\x1b[27;2;9~"]),
        ("\x1b", ["\x1b[27u"]),
        ("5", ["\x1bOu", "\x1b[57404;129u", "\x1b[53u"]),
        ("É", ["\x1b[233;2u", "\x1b[27;2;201~"]),
        ("\x1b[1;5A", ["\x1b[1;133A", "\x1b[57419;5u"]),
        ("\x1bOP", ["\x1b[P", "\x1b[1;129P", "\x1b[11~", "\x1b[[A"]),
    ],
)
def test_the_application_gets_the_same_key(plain: str, others: list[str]) -> None:
    """In every mode: by name, and by character where it has one."""
    wanted = reads(plain)
    assert len(wanted.keys) == 1
    for other in others:
        assert reads(other).keys == wanted.keys, other
        assert reads(other).typed == wanted.typed, other


def test_a_key_with_alt_is_one_key() -> None:
    """Textual makes two of it: Escape, which closes a panel, and the key."""
    for sequence in ("\x1b[1;3A", "\x1b[3;3~", "\x1b[5;7~", "\x1b[1;9D", "\x1b[2;4~"):
        assert len(reads(sequence).keys) == 1
        assert "escape" not in reads(sequence).keys
