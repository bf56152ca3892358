"""Mutation testing: ``python -m tests.mutation`` (docs/testing.md).

mutmut generates the mutants in ``mutants/`` and finds out which test reaches which function;
``trial.py`` tries every mutant of some modules and a random hundred of each of some others. Prints
how many the tests kill, and those that they do not. ``--again`` tries these only.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from .trial import KILLED, NOT_REACHED, SURVIVED

WHOLE = (
    "gsef_tui/editing/store.py",
    "gsef_tui/editing/undo.py",
    "gsef_tui/model/edits.py",
    "gsef_tui/storage/durable.py",
    "gsef_tui/storage/guard.py",
    "gsef_tui/storage/lock.py",
)
"""The modules of which every mutant is tried."""

SAMPLED = (
    "gsef_tui/storage/autosave.py",
    "gsef_tui/storage/encode.py",
    "gsef_tui/storage/decode.py",
)
"""The modules of which ``SAMPLE`` mutants are tried."""

SAMPLE = 100
SEED = 12
"""The sample is the same each time, as long as the module stays the same."""

MUTANTS = Path("mutants")
RESULTS = MUTANTS / "results.json"

QUICK = "gsef_tui.model.edits.x_remove_entry__mutmut_1"
"""The one mutant that mutmut tries by itself: it generates all of them first."""


def generate() -> None:
    """Have mutmut generate the mutants, and run the tests that are new to it once."""
    mutmut = Path(sys.executable).with_name("mutmut")
    subprocess.run([str(mutmut), "run", "--max-children", "1", QUICK], check=True)


def mutants(path: str) -> list[str]:
    """Return the names of the mutants of a module that are to be tried."""
    found = json.loads((MUTANTS / f"{path}.meta").read_text())["exit_code_by_key"]
    if path in WHOLE:
        return list(found)
    return random.Random(SEED).sample(sorted(found), min(SAMPLE, len(found)))


def results() -> dict[str, str]:
    """Return what became of the mutants that were tried so far."""
    return dict(json.loads(RESULTS.read_text())) if RESULTS.exists() else {}


def try_all(names: Iterable[str]) -> None:
    """Try mutants, one after the other."""
    command = [sys.executable, "-m", "tests.mutation.trial", RESULTS.name]
    subprocess.run(command, input="\n".join(names), text=True, cwd=MUTANTS, check=True)


def table() -> str:
    """Return how many mutants of each module are killed, and the names of all others."""
    became = results()
    lines = [f"{'module':32}   tried  killed  survived  not reached    rate"]
    left: list[str] = []
    for path in (*WHOLE, *SAMPLED):
        names = [name for name in mutants(path) if name in became]
        left += [name for name in names if became[name] != KILLED]
        count = Counter(became[name] for name in names)
        lines.append(
            f"{path:32} {len(names):7} {count[KILLED]:7} {count[SURVIVED]:9}"
            f" {count[NOT_REACHED]:12} {count[KILLED] / max(1, len(names)):7.1%}"
        )
    return "\n".join([*lines, *left])


def main() -> None:
    """Try the mutants and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--again", action="store_true", help="try those that were not killed")
    parser.add_argument("--table", action="store_true", help="try none, print the last results")
    options = parser.parse_args()
    began = time.monotonic()
    if not options.table:
        generate()
        names = [name for path in (*WHOLE, *SAMPLED) for name in mutants(path)]
        became = results() if options.again else {}
        try_all(name for name in names if became.get(name) != KILLED)
    print(table())
    print(f"{time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
