"""Work that may wait for a disk, off the loop, which never keeps the program from ending."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")


async def on_daemon(work: Callable[[], T]) -> T:
    """What ``work`` returns or raises, called on a daemon thread of its own.

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

    threading.Thread(target=run, name="daemon-work", daemon=True).start()
    return await outcome
