"""Where the program keeps what is not a session: its settings, and what it remembers."""

from __future__ import annotations

import os
from pathlib import Path

NAME = "gsef-tui"


def config_folder() -> Path:
    """The folder of ``config.toml``; ``GSEF_TUI_CONFIG`` puts it elsewhere."""
    from platformdirs import user_config_path

    return _named("GSEF_TUI_CONFIG") or user_config_path(NAME, appauthor=False)


def state_folder() -> Path:
    """The folder of copies, deleted sessions and memory; ``GSEF_TUI_STATE`` puts it elsewhere."""
    from platformdirs import user_state_path

    return _named("GSEF_TUI_STATE") or user_state_path(NAME, appauthor=False)


def _named(variable: str) -> Path | None:
    text = os.environ.get(variable, "")
    return expanded(text) if text else None


def expanded(text: str) -> Path:
    """A path as typed, with ``~`` for the home folder; one of nobody's stays as typed."""
    return Path(os.path.expanduser(text))
