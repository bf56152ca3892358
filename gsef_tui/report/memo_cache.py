"""What was made for a report is used again while what it was made from is the same.

A session and its outline are frozen values: of one that was edited, all parts but the edited are
the very same objects. So what they became, blocks, blocks set, rows of a page, is found again by
them, without a look into them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar, cast

T = TypeVar("T")


def _no_rest() -> None:
    """Nobody waits meanwhile."""


class MemoCache:
    """Results by name and by the very objects that they were made from.

    ``rest`` is called whenever something had to be made, for who must give way to others.
    """

    def __init__(self, rest: Callable[[], None] = _no_rest) -> None:
        self.made = 0
        """How many results had to be made so far."""
        self._rest = rest
        self._results: dict[Hashable, tuple[tuple[object, ...], object]] = {}
        self._earlier: dict[Hashable, tuple[tuple[object, ...], object]] = {}
        self._rows: dict[Hashable, tuple[object, ...]] = {}

    def get(self, name: Hashable, made_from: tuple[object, ...], make: Callable[[], T]) -> T:
        """The result of ``make``, of now or of the last time it was made from these objects."""
        key = (name, *map(id, made_from))  # ids stay theirs: the objects are kept with the result
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
        """As ``get``, for frozen values in a row. From its ends on, values that are equal to those
        of the last row of this name are the very ones: what was made of them is found again."""
        earlier = cast("tuple[T, ...]", self._rows.get(name, ()))
        row = self.get(name, made_from, lambda: _with_same_ends(make(), earlier))
        self._rows[name] = row
        return row

    def turn(self) -> None:
        """Forget what was not asked for since the last time."""
        self._earlier, self._results = self._results, {}


def _with_same_ends(row: tuple[T, ...], earlier: tuple[T, ...]) -> tuple[T, ...]:
    shorter = min(len(row), len(earlier))
    head = next((n for n in range(shorter) if row[n] != earlier[n]), shorter)
    room = range(1, shorter - head + 1)
    tail = next((n - 1 for n in room if row[-n] != earlier[-n]), shorter - head)
    return (*earlier[:head], *row[head : len(row) - tail], *earlier[len(earlier) - tail :])
