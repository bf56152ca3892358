"""The command line, with one module for each command.

The user interface is imported only when a command opens it.
"""

from __future__ import annotations

import sys

from gsef_tui import gc_tuning


def main() -> None:
    """Run the command line of this process and exit with its status."""
    gc_tuning.tune_for_startup()
    from .plain import open_plainly

    status = open_plainly(sys.argv[1:])
    if status is None:
        from .program import run

        status = run(sys.argv[1:])
    sys.exit(status)
