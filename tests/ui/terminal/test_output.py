"""What is drawn reaches the terminal whole and in order, and nobody waits for one that is stuck."""

from __future__ import annotations

import os
import pty
import threading
import tty
from collections.abc import Iterator

import pytest

from gsef_tui.ui.terminal.output import BEGIN, END, MOST, Output


@pytest.fixture
def ends() -> Iterator[tuple[int, int]]:
    """A terminal: the end that reads what is drawn, and the program's."""
    reader, program = pty.openpty()
    tty.setraw(program)
    yield reader, program
    os.close(reader)
    os.close(program)


def read(number: int, size: int) -> bytes:
    data = b""
    while len(data) < size:
        data += os.read(number, size - len(data))
    return data


def test_what_is_written_is_there_at_once_without_the_thread(ends: tuple[int, int]) -> None:
    reader, program = ends
    with os.fdopen(program, "w", encoding="utf-8", closefd=False) as file:
        output = Output(file)  # not started: nobody else can write
        output.write("né 밥")
        assert read(reader, len("né 밥".encode())).decode() == "né 밥"


def test_a_stuck_terminal_holds_nobody_up_and_gets_everything_in_order(
    ends: tuple[int, int],
) -> None:
    reader, program = ends
    with os.fdopen(program, "w", encoding="utf-8", closefd=False) as file:
        output = Output(file)
        output.start()
        pieces = [f"{n:05}" * 200 for n in range(MOST // 1000 - 10)]
        for piece in pieces:
            output.write(piece)  # would never return if it waited for the terminal
        expected = "".join(pieces).encode()
        assert read(reader, len(expected)) == expected
        output.stop()


def test_who_draws_too_much_waits_until_there_is_room(ends: tuple[int, int]) -> None:
    reader, program = ends
    with os.fdopen(program, "w", encoding="utf-8", closefd=False) as file:
        output = Output(file)
        output.start()
        size = 2 * MOST + 100_000
        written = threading.Event()

        def draw() -> None:
            for _ in range(size // 1000):
                output.write("x" * 1000)
            written.set()

        threading.Thread(target=draw, daemon=True).start()
        assert not written.wait(0.2)
        assert read(reader, size // 1000 * 1000) == b"x" * (size // 1000 * 1000)
        assert written.wait(5)
        output.stop()


def test_a_frame_is_one_piece(ends: tuple[int, int]) -> None:
    reader, program = ends
    with os.fdopen(program, "w", encoding="utf-8", closefd=False) as file:
        output = Output(file)
        for piece in (BEGIN, "a row", END):
            output.write(piece)
        frame = f"{BEGIN}a row{END}"
        assert os.read(reader, 4096) == frame.encode()


def test_what_is_no_terminal_is_written_by_the_thread() -> None:
    reader, program = os.pipe()
    with os.fdopen(program, "w", encoding="utf-8") as file:
        output = Output(file)
        output.start()
        output.write("un")
        output.write("deux")
        output.stop()
    with os.fdopen(reader, "rb") as there:
        assert there.read() == b"undeux"


def test_a_silenced_output_writes_nothing_more(ends: tuple[int, int]) -> None:
    reader, program = ends
    with os.fdopen(program, "w", encoding="utf-8", closefd=False) as file:
        output = Output(file)
        output.start()
        output.write("the last frame")
        output.silence()
        output.write("a frame too late")
        os.write(program, b", then the last words")
        expected = b"the last frame, then the last words"
        assert read(reader, len(expected)) == expected
        output.stop()
