"""Work that may wait for a disk, off the event loop, which never keeps the program from ending."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")


async def run_in_background(work: Callable[[], T]) -> T:
    """Call ``work`` on a daemon thread of its own, and return what it returns or raise what it
    raises.

    ``asyncio.to_thread`` uses threads that the end of the program waits for: a disk that does not
    answer would keep it running.
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
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(settle, done)

    threading.Thread(target=run, name="background", daemon=True).start()
    return await outcome
