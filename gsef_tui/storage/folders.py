"""The program's own folders, for its settings and its state."""

from __future__ import annotations

import os
from pathlib import Path

NAME = "gsef-tui"


def config_folder() -> Path:
    """Return the folder of ``config.toml``; ``GSEF_TUI_CONFIG`` overrides it."""
    from platformdirs import user_config_path

    return _named("GSEF_TUI_CONFIG") or user_config_path(NAME, appauthor=False)


def state_folder() -> Path:
    """Return the folder of copies, versions, deleted sessions and the program's memory.

    ``GSEF_TUI_STATE`` overrides it.
    """
    from platformdirs import user_state_path

    return _named("GSEF_TUI_STATE") or user_state_path(NAME, appauthor=False)


def state_name(path: Path) -> str:
    """Return the name under which the state folder keeps what belongs to a session.

    The stem shows the user which session it is; the digits distinguish sessions of one stem.
    """
    from hashlib import sha256

    place = os.path.realpath(path)
    digits = sha256(os.fsencode(place)).hexdigest()[:8]
    stem = os.fsencode(Path(place).stem)[:200].decode(errors="ignore")
    return f"{stem}-{digits}"


def copy_path(path: Path, state: Path | None = None) -> Path:
    """Return where a session is saved while its own place cannot be written."""
    return (state or state_folder()) / "copies" / f"{state_name(path)}.toml"


def history_folder(path: Path, state: Path | None = None) -> Path:
    """Return where the versions of a session without an id are kept (``version_folders``)."""
    return history_root(state) / state_name(path)


def history_root(state: Path | None = None) -> Path:
    """Return where the versions of all sessions are kept."""
    return (state or state_folder()) / "history"


def _named(variable: str) -> Path | None:
    text = os.environ.get(variable, "")
    return expanded(text) if text else None


def expanded(text: str) -> Path:
    """Return a typed path with ``~`` expanded; ``~name`` of an unknown user stays as typed."""
    return Path(os.path.expanduser(text))
