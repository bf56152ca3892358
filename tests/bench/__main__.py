"""``python -m tests.bench``: measure all rows, or those that are named, and print the table."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from . import home, keys, large, loop, output, paste, rest, soak, start, work
from .table import Line, Measure, Setting, heading, machine, printed

ROWS: dict[str, Measure] = {
    **keys.ROWS,
    **output.ROWS,
    **work.ROWS,
    **paste.ROWS,
    **start.ROWS,
    **home.ROWS,
    **rest.ROWS,
    **large.ROWS,
    **loop.ROWS,
}
KEYS, STARTS = 500, 15


def main(arguments: list[str]) -> int:
    """Measure and print; status 1 where a goal was missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW", help=" ".join(ROWS))
    parser.add_argument("--keys", type=int, default=KEYS, help=f"timed keys a row ({KEYS})")
    parser.add_argument("--starts", type=int, default=STARTS, help=f"starts a row ({STARTS})")
    parser.add_argument(
        "--soak", nargs="?", type=float, const=soak.MINUTES, metavar="MINUTES",
        help=f"drive every command for so long ({soak.MINUTES:.0f}), and count what is left",
    )  # fmt: skip
    options = parser.parse_args(arguments)
    if options.soak is not None:
        with tempfile.TemporaryDirectory(prefix="gsef-soak-") as folder:
            return soak.main(options.soak, Path(folder))
    if unknown := [row for row in options.rows if row not in ROWS]:
        parser.error(f"no such row: {' '.join(unknown)}; there are {' '.join(ROWS)}")
    print(machine(), flush=True)
    print(f"\n{heading()}", flush=True)
    missed = False
    for name in options.rows or ROWS:
        for line in _measured(name, options.keys, options.starts):
            print(printed(line), flush=True)
            missed |= line.reached is False
    print(f"\nload afterwards: {machine().rpartition('load ')[2]}")
    return int(missed)


def _measured(name: str, count: int, starts: int) -> list[Line]:
    """A row's lines; a row that cannot be measured says why, and the next one follows."""
    with tempfile.TemporaryDirectory(prefix="gsef-bench-") as folder:
        try:
            return ROWS[name](Setting(Path(folder), count, starts))
        except (AssertionError, RuntimeError, OSError) as error:
            return [Line(name, "–", "–", None, str(error).splitlines()[0])]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
