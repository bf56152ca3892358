"""The command line, a module a command. The screen is imported only when one is opened."""

from __future__ import annotations

import sys

from gsef_tui import gc_tuning


def main() -> None:
    """Carry out the command line of this process, and end with its status."""
    gc_tuning.tune_for_startup()
    from .plain import open_plainly

    status = open_plainly(sys.argv[1:])
    if status is None:
        from .program import run

        status = run(sys.argv[1:])
    sys.exit(status)
