"""Garbage-collector tuning: how often Python searches for unreachable reference cycles, and when.

The cost of a collection grows with the number of objects that it traverses. Starting the program
creates some 100,000 objects (classes, functions, styles) that live until it ends, so traversing
them finds nothing. The program therefore collects rarely while it starts, and excludes these
objects from every later collection.
"""

from __future__ import annotations

import gc

STARTUP_THRESHOLD = 1_000_000
"""The number of new objects that triggers a collection while the program starts. Python's default,
700, causes about 150 collections during the start; one of them traverses everything: 20 ms."""
RUNNING_THRESHOLD = 5_000
"""The same number once the program has started. Traversing this many objects takes a few tenths of
a millisecond."""


def tune_for_startup() -> None:
    """Make collections rare. The program calls this before it imports anything else."""
    gc.set_threshold(STARTUP_THRESHOLD, 20, 50)


def exclude_program() -> None:
    """Exclude all objects that exist now from every later collection: modules, classes, functions.

    The program calls this when its modules are imported and nothing is open yet. What a session
    brings is created later, so closing the session can free it without traversing these objects.
    The function does not collect first: that would take 20 ms, and imports leave little garbage.
    """
    gc.freeze()


def tune_after_startup() -> None:
    """Make collections short, now that the program has started: one that also traverses survivors
    finds 20,000 new objects at most, and a full one comes before much garbage has accumulated.

    Python postpones a full collection until the survivors are a quarter more.
    """
    gc.set_threshold(RUNNING_THRESHOLD, 4, 5)


def free_closed_session() -> None:
    """Free the memory of a session that was closed: its widgets, its undo history and its rows.

    The widgets refer to each other, so only a full collection frees these megabytes. Nothing else
    of the program can run meanwhile, so it must be short: it traverses what was created since
    ``exclude_program``, in 5 to 20 ms.
    """
    gc.collect()
