"""Run ``gsef-tui`` as ``python -m gsef_tui``."""

from __future__ import annotations

from gsef_tui.cli import main

if __name__ == "__main__":
    main()
