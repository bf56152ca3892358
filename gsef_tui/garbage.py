"""When Python looks for garbage: values that hold each other, and nobody else does.

A look costs by the number of values that are looked through. What the program is made of (classes,
functions, styles: some 100,000 values) is made while it starts and never goes, so a look through it
finds nothing: seldom while it starts, and never again afterwards.
"""

from __future__ import annotations

import gc

STARTING = 50_000
"""So many new values are made between two looks while the program starts; Python's own 700 are some
150 looks in a start, among them one through everything, which takes 20 ms."""
RUNNING = 5_000
"""The same afterwards: a look through so many takes some tenths of a millisecond."""


def start() -> None:
    """The program starts: what is made now stays."""
    gc.set_threshold(STARTING, 20, 50)


def started() -> None:
    """The program has started: what is there is not looked through any more. To look once more
    before would take 20 ms, for what little garbage a start leaves."""
    gc.freeze()
    gc.set_threshold(RUNNING, 20, 20)


def left() -> None:
    """A session was left. The widgets of its screen refer to each other, so they, its undo and its
    rows, some megabytes, stay until a look through everything: one now, which takes 20 to 40 ms,
    while nobody types. What is there afterwards stays."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
