"""Crash reports: what failed and where, without any of the user's text."""

from __future__ import annotations

import platform
import traceback
from datetime import datetime
from pathlib import Path

from gsef_tui import __version__
from gsef_tui.storage.durable import make_folder, write_durably
from gsef_tui.storage.folders import state_folder
from gsef_tui.storage.save_state import SaveState

FOLDER = "faults"


def write_crash_report(error: BaseException, now: datetime) -> Path | None:
    """Write a report to the state folder, with mode 0600, and return its path; None if that fails.

    The report holds neither values nor the error's message, since both may contain notes.
    """
    folder = state_folder() / FOLDER
    path = folder / f"{now:%Y%m%d-%H%M%S-%f}.txt"
    try:
        make_folder(folder)
        write_durably(path, describe(error, now).encode())
    except OSError:
        return None
    return path


def describe(error: BaseException, now: datetime) -> str:
    """Return the types of the error and of its causes, each with the code locations of its
    traceback."""
    lines = [
        f"gsef-tui {__version__} · Python {platform.python_version()} · {platform.system()}",
        now.isoformat(timespec="seconds"),
    ]
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines += ["", type(current).__qualname__]
        lines += [
            f"  {frame.filename.rpartition('site-packages/')[2]}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(current.__traceback__)
        ]
        current = current.__cause__ or current.__context__
    return "\n".join(lines) + "\n"


def crash_message(state: SaveState | None, session: Path | None, report: Path | None) -> str:
    """Return the message to print when the program has crashed; it fits on one screen."""
    lines = ["The program has failed because of an error in it."]
    if state is not None and session is not None:
        if state.saved:
            lines.append(f"What you typed is saved: {session}")
        elif state.conflict is not None:
            lines.append(f"{session} was changed elsewhere.")
            lines.append(f"What you typed is in a copy: {state.conflict}")
        elif state.copy is not None:
            lines.append(f"The session's file could not be written ({state.reason}).")
            lines.append(f"What you typed is in a copy: {state.copy}")
        else:
            lines.append(f"The last save failed: {state.reason}. The file as last saved: {session}")
    if report is not None:
        lines.append(f"A report of the error, without any of your notes, is in {report}")
    lines.append("Start gsef-tui again to continue.")
    return "\n".join(lines)
