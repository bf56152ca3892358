"""What pieces of the terminal's input mean to Textual: keys, pastes, reports.

Textual's parser gets only what it reads as we do: single characters, and the reports that it has
asked for. It types every sequence that it does not know; here such a sequence does nothing.
"""

from __future__ import annotations

import time
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator
from typing import cast

from textual import constants, events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.message import Message

from gsef_tui.model.lazy_pattern import lazy_pattern

from ..terminal.input_splitter import ESC, FULL_READ, InputSplitter, Piece
from ..terminal.key_sequences import decode_key
from ..terminal.unmarked_paste import UnmarkedPaste, is_certainly_a_paste

_REPORT = lazy_pattern(r"\x1b\[(?:[IO]|\?20(?:26|48);\d\$y)")
"""The window has the focus or not; the terminal knows a mode that Textual asked about."""
_MOUSE = lazy_pattern(r"\x1b\[<\d{1,4};-?\d{1,6};-?\d{1,6}[Mm]")
_SIZE = lazy_pattern(r"\x1b\[48(?:;[1-9]\d{0,5}(?::\d{0,6})*){4}t")


class InputParser:
    """Turns the bytes that were read into Textual's messages. Bytes that are not UTF-8 become
    U+FFFD."""

    def __init__(self, debug: bool = False) -> None:
        self._parser = XTermParser(debug)
        self._splitter = InputSplitter(constants.ESCAPE_DELAY)
        self._decode = getincrementaldecoder("utf-8")("replace").decode

    @property
    def waiting(self) -> bool:
        """Whether something is held back, so that the caller must call ``idle`` soon."""
        return self._splitter.waiting

    def split(self, data: bytes) -> list[Piece]:
        """Return the pieces that are complete with what one read has returned."""
        full = len(data) >= FULL_READ
        return self._splitter.feed(self._decode(data), time.monotonic(), full=full)

    def idle(self) -> list[Piece]:
        """Return what was held back, if nothing came for long enough."""
        return self._splitter.idle(time.monotonic())

    def messages(self, piece: Piece, *, mouse: bool, sized: bool) -> Iterable[Message]:
        """Return the messages of a piece; it has none if it is a sequence without a meaning.
        ``mouse`` and ``sized``: the terminal was asked to report the mouse, and its size."""
        if piece.kind == "paste":
            return [events.Paste(piece.text)]
        if piece.kind == "unmarked paste":
            keys = [] if is_certainly_a_paste(piece.text) else self._keys(piece.text)
            return [UnmarkedPaste(piece.text, list(keys))]
        if piece.kind == "text":
            return self._keys(piece.text)
        sequence = piece.text
        if (
            _REPORT.fullmatch(sequence)
            or (mouse and _MOUSE.fullmatch(sequence))
            or (sized and _SIZE.fullmatch(sequence))
        ):
            return self._parser.feed(sequence)
        return self._pressed(sequence)

    def _keys(self, text: str) -> Iterator[events.Key]:
        """Yield the keys of characters. An ESC among them is Escape, and begins no sequence."""
        for character in text:
            if character == ESC:
                yield events.Key("escape", ESC)
            else:
                yield from cast("Iterable[events.Key]", self._parser.feed(character))

    def _pressed(self, sequence: str) -> Iterator[events.Key]:
        """Yield the key of a whole sequence, if it stands for one."""
        known = ANSI_SEQUENCES_KEYS.get(sequence)
        if sequence == ESC:
            yield from self._keys(sequence)
        elif isinstance(known, tuple) and len(known) == 1:  # Textual has two for a key with Alt
            yield events.Key(known[0].value, None)
        elif (press := decode_key(sequence)) is not None:
            yield from self._keys(press.text)
            if press.name:
                yield events.Key(press.name, None)
        elif len(sequence) == 2:
            yield from self._with_alt(sequence[1], known if isinstance(known, str) else "")

    def _with_alt(self, character: str, typed: str) -> Iterator[events.Key]:
        """Yield the key that a terminal sends as ESC and a character. A letter has Alt, and must
        not be typed; nor must the ends of a sequence that was given up. Anything else is typed,
        because tmux sends an Escape together with the next key; ``typed``: what Textual knows to be
        meant."""
        for key in self._keys(typed or character):
            if character.isalpha() or character in "[\\]^_":
                shift = "shift+" if character.isupper() else ""
                yield events.Key(f"alt+{shift}{key.key.lower()}", None)
            else:
                yield key
