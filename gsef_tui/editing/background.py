"""Work that may wait for a disk, off the event loop, without keeping the program from ending."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")


async def run_steps_in_background(steps: Generator[T, None, None]) -> AsyncGenerator[T, None]:
    """Yield what a generator yields, each step on a thread of its own.

    When the caller closes this one, as with ``contextlib.aclosing``, ``steps`` is closed as well:
    at once, or by its thread after the step that it is in.
    """
    ended = threading.Event()

    def step() -> list[T]:
        try:
            return [next(steps)]
        except StopIteration:
            return []
        finally:
            if ended.is_set():
                steps.close()

    try:
        while found := await run_in_background(step):
            yield found[0]
    finally:
        ended.set()
        with suppress(ValueError):  # a thread is in it
            steps.close()


async def run_in_background(work: Callable[[], T]) -> T:
    """Call ``work`` on a daemon thread of its own, and return its result or raise its exception.

    The threads of ``asyncio.to_thread`` are joined when the program ends, so a disk that does not
    answer would keep the program running.
    """
    loop = asyncio.get_running_loop()
    outcome: asyncio.Future[T] = loop.create_future()

    def settle(done: Callable[[], None]) -> None:
        if not outcome.done():
            done()

    def run() -> None:
        try:
            result = work()
        except BaseException as error:
            failure = error
            tell(lambda: outcome.set_exception(failure))
        else:
            tell(lambda: outcome.set_result(result))

    def tell(done: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # the loop is closed: nothing waits for the result
            loop.call_soon_threadsafe(settle, done)

    threading.Thread(target=run, name="background", daemon=True).start()
    return await outcome
