"""Mutation testing: ``python -m tests.mutation`` (docs/testing.md).

Has mutmut try every mutant of some modules and a random hundred of each of some others, all in
``mutants/``, and prints how many the tests kill. ``--again`` tries the survivors only.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

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

KILLED = (1, 3)
"""mutmut's exit codes for a mutant that a test failed for; 33 is one that no test reaches."""


def tried(path: str) -> dict[str, int | None]:
    """Return the mutants of a module that are to be tried, with the exit code of the last try."""
    codes: dict[str, int | None] = json.loads(Path("mutants", f"{path}.meta").read_text())[
        "exit_code_by_key"
    ]
    if path in WHOLE:
        return codes
    chosen = random.Random(SEED).sample(sorted(codes), min(SAMPLE, len(codes)))
    return {name: codes[name] for name in sorted(chosen)}


def run(names: Iterable[str]) -> None:
    """Have mutmut try mutants, one after the other."""
    mutmut = Path(sys.executable).with_name("mutmut")
    with tempfile.TemporaryDirectory() as folder:  # the next run removes what one has left in it
        environment = {**os.environ, "PYTEST_ADDOPTS": f"--basetemp={folder}/tests"}
        command = [str(mutmut), "run", "--max-children", "1", *names]
        subprocess.run(command, check=True, env=environment)


def survivors(paths: Iterable[str]) -> list[str]:
    """Return the mutants of modules that were tried and not killed."""
    return [name for path in paths for name, code in tried(path).items() if code not in KILLED]


def main() -> None:
    """Try the mutants, and print a table of what the tests kill and a list of what they do not."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("--again", action="store_true", help="try the survivors of the last run")
    parser.add_argument("--table", action="store_true", help="try nothing, print the last results")
    options = parser.parse_args()
    began = time.monotonic()
    if options.again:
        run(survivors((*WHOLE, *SAMPLED)))
    elif not options.table:
        run(f"{path.removesuffix('.py').replace('/', '.')}.*" for path in WHOLE)
        run(name for path in SAMPLED for name in tried(path))
    print(f"\n{'module':40} mutants  killed  survived  not reached   rate")
    for path in (*WHOLE, *SAMPLED):
        codes = tried(path)
        count = Counter(
            "killed" if code in KILLED else "not reached" if code == 33 else "survived"
            for code in codes.values()
        )
        print(
            f"{path:40} {len(codes):7} {count['killed']:7} {count['survived']:9}"
            f" {count['not reached']:12} {count['killed'] / len(codes):6.1%}"
        )
    print(*survivors((*WHOLE, *SAMPLED)), sep="\n")
    print(f"{time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
