"""Splits pastes from the terminal's input, before it is parsed for keys.

Everything between the markers of a bracketed paste is text: an escape sequence inside is not a key,
and a control character is not a command. A missing end marker is waited for only for a limited
time.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

START, END = "\x1b[200~", "\x1b[201~"
GIVE_UP = 2.0
"""Seconds without input after which a paste without an end marker is taken as complete."""


class Piece(NamedTuple):
    """A run of input: keys for the parser, or the text of a whole paste."""

    kind: Literal["keys", "paste"]
    text: str


class PasteFilter:
    """Splits input into keys and pastes, however it is divided into chunks."""

    def __init__(self) -> None:
        self._paste: list[str] | None = None
        self._held = ""  # the end of a chunk that may begin a marker
        self._last = 0.0

    @property
    def waiting(self) -> bool:
        """Whether something is held back, so that the caller must call ``idle`` soon."""
        return bool(self._held) or self._paste is not None

    def feed(self, text: str, now: float) -> list[Piece]:
        """Return the pieces that are complete. ``now`` is in seconds, by any clock that never goes
        back."""
        self._last = now
        text = self._held + text
        self._held = ""
        pieces: list[Piece] = []
        while text:
            marker = START if self._paste is None else END
            before, found, text = text.partition(marker)
            if not found:
                kept = _begun(before, marker)
                self._held = before[len(before) - kept :]
                before = before[: len(before) - kept]
            self._take(before, pieces)
            if found and self._paste is None:
                self._paste = []
            elif found:
                self._finish(pieces)
        return pieces

    def idle(self, now: float) -> list[Piece]:
        """Return what was held back, if nothing came for long enough before ``now``."""
        pieces: list[Piece] = []
        if self._paste is None:
            held, self._held = self._held, ""
            self._take(held, pieces)
        elif now - self._last >= GIVE_UP:
            held, self._held = self._held, ""
            self._take(held, pieces)
            self._finish(pieces)
        return pieces

    def _take(self, text: str, pieces: list[Piece]) -> None:
        if text and self._paste is None:
            pieces.append(Piece("keys", text))
        elif text and self._paste is not None:
            self._paste.append(text)

    def _finish(self, pieces: list[Piece]) -> None:
        pieces.append(Piece("paste", "".join(self._paste or ())))
        self._paste = None


def _begun(text: str, marker: str) -> int:
    """Return how many characters at the end of a text may be the beginning of a marker."""
    return next((n for n in range(len(marker) - 1, 0, -1) if text.endswith(marker[:n])), 0)
