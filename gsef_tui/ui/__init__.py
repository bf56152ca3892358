"""The user interface, in Textual: application, screens, panes, panels, widgets."""

from __future__ import annotations

import os
import shutil
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gsef_tui.editing.session_list import SessionList
    from gsef_tui.storage.documents import Document

STATE_WITHIN = 2.0
"""Seconds for which the program waits at its end until what it remembers is on disk."""
SWITCH_INTERVAL = 0.0005
"""Seconds after which a background thread, such as the saver, must yield to the screen's thread."""


def run(document: Document | None, *, place: str = "", folder: Path) -> int:
    """Show a session that was already read, or home; return the exit status.

    Textual is imported only here, because no other command needs it.
    """
    # Kitty's keyboard protocol loses text of input methods and AltGr in several terminals.
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    from gsef_tui import gc_tuning

    listed = None if document else read_ahead(folder)

    from .app import GsefApp
    from .terminal.shutdown import Shutdown
    from .textual_private.driver import silence

    sys.setswitchinterval(SWITCH_INTERVAL)
    gc_tuning.exclude_program()
    app = GsefApp(document.path if document else None, place, folder, document, listed)
    app.shutdown = Shutdown(
        app.leaving.save_within, app.leaving.finish_within, partial(silence, app), app.leave
    )
    app.shutdown.install()
    app.run()
    app.app_state.flush(STATE_WITHIN)
    app.sessions.keep_index(STATE_WITHIN)
    if app.farewell:
        print(app.farewell, file=sys.stderr)
    return app.return_code or 0


def read_ahead(folder: Path) -> SessionList:
    """Begin to read the sessions of a folder, while the rest of the program is imported."""
    from gsef_tui.editing.session_list import AT_ONCE, Seen, SessionList

    sessions = SessionList()
    sessions.read_ahead(folder, Seen(rows=shutil.get_terminal_size().lines), AT_ONCE)
    return sessions
