"""The command line, a module a command. The screen is imported only when one is opened."""

from __future__ import annotations

import sys


def main() -> None:
    """Carry out the command line of this process, and end with its status."""
    from .program import run

    sys.exit(run(sys.argv[1:]))
