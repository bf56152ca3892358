"""Splits the terminal's input into text, escape sequences and pastes, before it is parsed for keys.

A sequence is passed on whole or not at all, so no part of one is ever taken for text, however the
input is divided into reads. Everything between the markers of a bracketed paste is text: an escape
sequence inside is not a key, and a control character is not a command. What the end is missing of
is waited for only for a limited time.

A terminal without bracketed paste sends a paste like keys. What arrives in one read tells the two
apart: see ``is_unmarked_paste``.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from gsef_tui.model.lazy_pattern import lazy_pattern

ESC = "\x1b"
START, END = "\x1b[200~", "\x1b[201~"
GIVE_UP = 2.0
"""Seconds without input after which a paste without an end marker is taken as complete."""
ESCAPE_DELAY = 0.1
"""Seconds without input after which an ESC is the Escape key, and ESC with one more character that
key with Alt."""
UNFINISHED = 1.0
"""Seconds without input after which an unfinished sequence is dropped; in twice the time in any
case. Its end is still recognized within the same time after that."""
FULL_READ = 1000
"""Bytes from which on a read filled the terminal's buffer: 4096 on Linux, 1024 on macOS."""
PASTE_GAP = 0.05
"""Seconds within which what follows a full read belongs to the same paste."""

_STRINGS = "]PX^_"
"""What follows ESC at the start of OSC, DCS, SOS, PM and APC."""
_PARAMETERS = lazy_pattern(r"[0-?]*[ -/]*")
_SS3_PARAMETERS = lazy_pattern(r"[0-9;]*")
_ANSWER = lazy_pattern(r"\x1b(?:\][\dlL]|P[\d;]*[$+>!|]|_G)")
"""How what terminals answer begins. What else begins a string and has no end may be typed."""
_OSC_END = lazy_pattern("\x07|\x9c|\x1b\\\\|[\x1b\x18\x1a]")
_STRING_END = lazy_pattern("\x9c|\x1b\\\\|[\x1b\x18\x1a]")
_RXVT_KEY = lazy_pattern(r"\x1b\[\d+\$")
"""A key with Shift in rxvt; elsewhere a ``$`` is followed by more."""
_AFTER_ESCAPE = lazy_pattern(
    "\\[[0-?]+[ -/]*[A-Za-z~]|\\][\\dlL][^\x07\x1b]*(?:\x07|\x1b\\\\)|[PX^_][^\x1b]+\x1b\\\\"
)
_CONTROL = lazy_pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LINES = lazy_pattern(r"[\r\n]\s*\S")


class Piece(NamedTuple):
    """A run of input: text, one escape sequence (or Escape), the text of a whole paste, or of a
    paste that came without markers."""

    kind: Literal["text", "sequence", "paste", "unmarked paste"]
    text: str


def is_unmarked_paste(text: str) -> bool:
    """Return whether a read is a paste without markers, not keys: it has at least five characters,
    a line end that text follows, and no control character but tabs and line ends.

    A person types no line end together with what follows it, and an input method commits a syllable
    or a word. Over a slow line keys may arrive together: the text stays what was typed, without the
    list marker that Enter adds.
    """
    return len(text) >= 5 and bool(_LINES.search(text)) and not _CONTROL.search(text)


class InputSplitter:
    """Splits input into pieces, however it is divided into reads.

    The times that the methods get are in seconds, by any clock that never goes back.
    """

    def __init__(self, escape_delay: float = ESCAPE_DELAY) -> None:
        self._escape_delay = escape_delay
        self._paste: list[str] | None = None
        self._unmarked: list[str] | None = None
        self._held = ""  # the start of a sequence, or of a paste's end marker
        self._reads = 0  # in how many reads it came
        self._since = self._last = 0.0
        self._given_up = ""  # the start of the sequence that was waited for last
        self._given_up_at = 0.0

    @property
    def waiting(self) -> bool:
        """Whether something is held back, so that the caller must call ``idle`` soon."""
        return bool(self._held) or self._paste is not None or self._unmarked is not None

    def feed(self, text: str, now: float, *, full: bool = False) -> list[Piece]:
        """Return the pieces that are complete. ``full``: the read filled the terminal's buffer, so
        what follows at once belongs to it."""
        pieces: list[Piece] = []
        if not text or self._ends_given_up(text, now):
            return pieces
        self._last = now
        if self._unmarked is not None:
            text = self._continue_unmarked(text, pieces)
        elif not self._held and self._paste is None and not _CONTROL.search(text):
            if full:
                self._unmarked = [text]
                return pieces
            if is_unmarked_paste(text):
                return [Piece("unmarked paste", text)]
        before, self._held = self._held, ""
        self._split(before + text, pieces)
        same = before and self._held.startswith(before)
        self._reads = self._reads + 1 if same else 1
        self._since = self._since if same else now
        return pieces + self._overdue(now)

    def idle(self, now: float) -> list[Piece]:
        """Return what was held back, if nothing came for long enough before ``now``."""
        pieces: list[Piece] = []
        quiet = now - self._last
        if self._unmarked is not None:
            if quiet >= PASTE_GAP:
                self._finish_unmarked(pieces)
        elif self._paste is not None:
            if quiet >= GIVE_UP:
                self._paste.append(self._held)
                self._held = ""
                self._finish(pieces)
        else:
            pieces = self._overdue(now)
        return pieces

    # -- sequences --------------------------------------------------------------------------------

    def _split(self, text: str, pieces: list[Piece]) -> None:
        while text:
            if self._paste is not None:
                text = self._continue_paste(self._paste, text, pieces)
                continue
            before, escape, text = text.partition(ESC)
            if before:
                pieces.append(Piece("text", before))
            if not escape:
                return
            text = escape + text
            length = sequence_length(text)
            if not length:
                self._held = text
                return
            if text[:length] == START:
                self._paste = []
            else:
                pieces.append(Piece("sequence", text[:length]))
            text = text[length:]

    def _overdue(self, now: float) -> list[Piece]:
        """Give up a sequence that has been waited for long enough."""
        held = self._held
        if not held or self._paste is not None:
            return []
        is_key = len(held) <= 2 or _RXVT_KEY.fullmatch(held) is not None
        patience = self._escape_delay if is_key else UNFINISHED
        if now - self._last < patience and now - self._since < 2 * UNFINISHED:
            return []
        self._held = ""
        self._given_up, self._given_up_at = held, now
        if is_key:
            return [Piece("sequence", held)]
        if held[1] not in _STRINGS:
            return []
        one_by_one = 2 < self._reads == len(held) - 1
        if _ANSWER.match(held) and not one_by_one:
            return []
        # Alt with a key, or Escape that tmux has joined to it, and then what was typed.
        return [Piece("sequence", held[:2]), Piece("text", held[2:].rstrip(ESC))]

    def _ends_given_up(self, text: str, now: float) -> bool:
        """Return whether a read is exactly the end, come late, of the sequence that was given up
        last."""
        start, self._given_up = self._given_up, ""
        if not start or len(text) < 3 or now - self._given_up_at > UNFINISHED:
            return False
        if start == ESC and not _AFTER_ESCAPE.fullmatch(text):
            return False
        return sequence_length(start + text) == len(start + text)

    # -- pastes -----------------------------------------------------------------------------------

    def _continue_paste(self, paste: list[str], text: str, pieces: list[Piece]) -> str:
        """Add text to a paste, and return what follows its end marker."""
        before, found, rest = text.partition(END)
        kept = 0 if found else _begun(before, END)
        self._held = before[len(before) - kept :]
        paste.append(before[: len(before) - kept])
        if found:
            self._finish(pieces)
        return rest

    def _finish(self, pieces: list[Piece]) -> None:
        pieces.append(Piece("paste", "".join(self._paste or ())))
        self._paste = None

    def _continue_unmarked(self, text: str, pieces: list[Piece]) -> str:
        """Add text to a paste without markers, and return what cannot belong to it."""
        control = _CONTROL.search(text)
        end = control.start() if control else len(text)
        assert self._unmarked is not None
        self._unmarked.append(text[:end])
        if control:
            self._finish_unmarked(pieces)
        return text[end:]

    def _finish_unmarked(self, pieces: list[Piece]) -> None:
        pieces.append(Piece("unmarked paste", "".join(self._unmarked or ())))
        self._unmarked = None


def sequence_length(text: str) -> int:
    """Return how many characters the sequence at the start of a text has, which begins with ESC; 0
    if its end has not come yet.

    A sequence that is broken off by a character that cannot belong to it ends before that.
    """
    if len(text) == 1:
        return 0
    if text[1] == "[":
        return _csi_length(text)
    if text[1] == "O":
        return _end_of(text, _SS3_PARAMETERS.match(text, 2).end(), " ")  # type: ignore[union-attr]
    if text[1] in _STRINGS:
        return _string_length(text)
    return 1 if text[1] == ESC else 2


def _csi_length(text: str) -> int:
    if text.startswith("\x1b[["):  # F1 to F5 of the Linux console
        return 0 if len(text) == 3 else 3 + (text[3] in "ABCDE")
    if text.startswith("\x1b[M"):  # the mouse, as old terminals report it
        report = text[3:6]
        if any(character < " " for character in report):
            return 3
        return 6 if len(report) == 3 else 0
    return _end_of(text, _PARAMETERS.match(text, 2).end(), "@")  # type: ignore[union-attr]


def _end_of(text: str, end: int, first: str) -> int:
    """Return the end of a sequence whose parameters end at ``end``, and whose last character is not
    before ``first``."""
    if end == len(text):
        return 0
    return end + (first <= text[end] <= "~")


def _string_length(text: str) -> int:
    found = (_OSC_END if text[1] == "]" else _STRING_END).search(text, 2)
    if found is None or (found[0] == ESC and found.end() == len(text)):
        return 0
    if found[0] in "\x1b\x18\x1a":  # it is broken off
        return found.start() if _ANSWER.match(text) else 2
    return found.end()


def _begun(text: str, marker: str) -> int:
    """Return how many characters at the end of a text may be the beginning of a marker."""
    return next((n for n in range(len(marker) - 1, 0, -1) if text.endswith(marker[:n])), 0)
