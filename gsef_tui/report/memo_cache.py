"""A cache for the parts of a report, keyed by the identity of the objects they are made from.

A session and its outline are immutable: an edit replaces only the parts that it changes, and all
other parts stay the same objects. Blocks, typeset blocks and rows made from them are therefore
found by identity, without comparing values.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar, cast

T = TypeVar("T")


def _no_rest() -> None:
    """Do nothing: no other work is waiting."""


class MemoCache:
    """Results by name and by the identity of the objects that they were made from.

    ``rest`` is called after each result that had to be made, so that other work can run.
    """

    def __init__(self, rest: Callable[[], None] = _no_rest) -> None:
        self.made = 0
        """The number of results that had to be made so far."""
        self._rest = rest
        self._results: dict[Hashable, tuple[tuple[object, ...], object]] = {}
        self._earlier: dict[Hashable, tuple[tuple[object, ...], object]] = {}
        self._rows: dict[Hashable, tuple[object, ...]] = {}

    def get(self, name: Hashable, made_from: tuple[object, ...], make: Callable[[], T]) -> T:
        """Return the cached result for these objects, or call ``make`` and cache its result."""
        key = (name, *map(id, made_from))  # ids stay valid: the cache keeps the objects alive
        found = self._results.get(key) or self._earlier.get(key)
        if found is None:
            found = (made_from, make())
            self.made += 1
            self._rest()
        self._results[key] = found
        return cast(T, found[1])

    def get_row(
        self, name: Hashable, made_from: tuple[object, ...], make: Callable[[], tuple[T, ...]]
    ) -> tuple[T, ...]:
        """Do as ``get`` for a tuple of frozen values, and keep the identity of equal ones.

        Values at both ends that equal those of the last tuple of this name are replaced by the
        earlier objects, so that the results made from them are found again.
        """
        earlier = cast("tuple[T, ...]", self._rows.get(name, ()))
        row = self.get(name, made_from, lambda: _with_same_ends(make(), earlier))
        self._rows[name] = row
        return row

    def turn(self) -> None:
        """Drop the results that were not requested since the last call."""
        self._earlier, self._results = self._results, {}


def _with_same_ends(row: tuple[T, ...], earlier: tuple[T, ...]) -> tuple[T, ...]:
    shorter = min(len(row), len(earlier))
    head = next((n for n in range(shorter) if row[n] != earlier[n]), shorter)
    room = range(1, shorter - head + 1)
    tail = next((n - 1 for n in room if row[-n] != earlier[-n]), shorter - head)
    return (*earlier[:head], *row[head : len(row) - tail], *earlier[len(earlier) - tail :])
