"""``gsef-tui note``: the line mode, on standard input and output."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import SimpleQueue
from types import FrameType
from typing import TYPE_CHECKING, BinaryIO

import click

from gsef_tui.model.places import Place
from gsef_tui.storage.errors import CannotWrite, shown
from gsef_tui.storage.leaving import last_message
from gsef_tui.storage.lock import Lock, holder_of
from gsef_tui.storage.opening import open_taken_over, open_to_edit
from gsef_tui.ui.terminal.shutdown import SAVE_WITHIN, SIGNALS

from .output import FAILURE, PROGRAM, say, show
from .paths import FILE
from .places import places_there
from .reading import mention

if TYPE_CHECKING:
    from gsef_tui.editing.line_mode import LineMode
    from gsef_tui.editing.open_session import OpenSession

REMEMBER_WITHIN = 1.0
"""Seconds for writing down the place at the end."""

EXAMPLES = """\b
Examples:
  gsef-tui note FILE
  printf 'KO: oui\\n' | gsef-tui note FILE
  gsef-tui note FILE --at answers.KO
"""


@click.command("note", epilog=EXAMPLES, short_help="Take notes line by line, without a screen.")
@click.argument("file", type=FILE)
@click.option("--at", default="", metavar="PLACE", help="The place to begin at: answers.BA")
@click.option("--take-over", is_flag=True, help="Take the session from the window that has it.")
def command(file: Path, at: str, take_over: bool) -> int:
    """Take notes without a screen: a line in, an answer out.

    A line is what one types in F4, or a command such as /people; /help lists them. An empty line
    answers with the place. The end of input or /quit ends. For a screen reader, a slow connection,
    a script.
    """
    opened = _opened(file, take_over)
    try:
        if opened.read_only:
            say(f"{shown(file)}: {opened.why_read_only}")
            return FAILURE
        if opened.lock_problem:
            say(f"{shown(file)}: other windows can write it too ({opened.lock_problem})")
        return _converse(opened, at)
    finally:
        opened.close()


def _opened(file: Path, take_over: bool) -> OpenSession:
    """Open a session under its lock. Raises CannotWrite, before anything is read, if another
    process has it, and UnreadableFile."""
    from gsef_tui.editing.line_mode import TAKES_OVER
    from gsef_tui.editing.open_session import OpenSession
    from gsef_tui.editing.settings import SettingsStore

    lock: Lock | None = None
    if take_over:
        document, lock = open_taken_over(file)
    elif (holder := holder_of(file)) is not None:
        where = f"{shown(file)}: open in {holder}"
        raise CannotWrite(f"{where}: close it there first, or add --take-over")
    else:
        document = open_to_edit(file)
    mention(document)
    settings = SettingsStore()
    for problem in settings.problems:
        say(problem)
    return OpenSession(document, lambda _: None, lock, settings, decide_key=TAKES_OVER)


def _converse(opened: OpenSession, at: str) -> int:
    """Answer each line of standard input, and return the exit status."""
    from gsef_tui.editing.app_state import AppStateStore
    from gsef_tui.editing.line_mode import LineMode

    if at and at not in (there := places_there(opened.session, at)):
        raise click.UsageError(f"--at {at}: no such place. Places: {', '.join(there)}")
    mode = LineMode(opened, AppStateStore(), Place.parse(at) if at else None)
    with _ended_by_signals(lambda: _last_words(opened), opened.release):
        if sys.stdin.isatty():
            say(f"{shown(opened.path.name)}: {mode.whereabouts()}. /help lists the commands")
        _answer_all(mode, sys.stdin.buffer)
        mode.remember()
        opened.saver.secure()
        lost = opened.saver.unkept()
        state = opened.close()
        mode.app_state.flush(REMEMBER_WITHIN)
    if message := last_message(lost, state, opened.path):
        say(message)
    return FAILURE if message else 0


def _answer_all(mode: LineMode, source: BinaryIO) -> None:
    recovered = False
    for text, remark in _lines(source):
        if remark:
            say(remark)
        for row in mode.answer(text):
            show(row)
        sys.stdout.flush()
        if not recovered and (found := mode.opened.saver.state.recovered) is not None:
            recovered = True
            where = found.version.name if found.version else shown(found.path)
            say(f"text that an earlier window could not save is kept: {where}")
        if mode.ended:
            return


def _lines(source: BinaryIO) -> Iterator[tuple[str, str]]:
    """Yield each line of the input, and a remark if it was not UTF-8. A terminal that is gone ends
    the input."""
    first = True
    while data := _read_line(source):
        data = data.removesuffix(b"\n").removesuffix(b"\r")
        if first:
            data, first = data.removeprefix(b"\xef\xbb\xbf"), False
        try:
            yield data.decode(), ""
        except UnicodeDecodeError:
            yield data.decode("cp1252", "replace"), "a line was not UTF-8: read as Windows-1252"


def _read_line(source: BinaryIO) -> bytes:
    try:
        return source.readline()
    except OSError:
        return b""


def _last_words(opened: OpenSession) -> str:
    """Save for the last time after a signal, and return the message about it."""
    state = opened.saver.finish(SAVE_WITHIN)
    return last_message(opened.saver.unkept(), state, opened.path)


@contextmanager
def _ended_by_signals(finish: Callable[[], str], release: Callable[[], None]) -> Iterator[None]:
    """Within the block, save and end the process on a signal, on a thread of its own, whatever the
    main thread waits for. A handler may interrupt any code, so it only fills a queue."""
    caught: SimpleQueue[int] = SimpleQueue()

    def on_signal(number: int, frame: FrameType | None) -> None:
        caught.put(number)

    def end() -> None:
        number = caught.get()
        with suppress(Exception):  # the process must end in any case
            if message := finish():
                os.write(2, f"{PROGRAM}: {message}\n".encode("utf-8", "replace"))
        with suppress(Exception):
            release()
        os._exit(128 + number)

    threading.Thread(target=end, name="signals", daemon=True).start()
    before = {number: signal.signal(number, on_signal) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
