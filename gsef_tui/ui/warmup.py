"""Imports, while the user does not type, the modules that the first frame does not need, so that
the first use of a key is as quick as the second.

The modules are imported one at a time, in an order in which none imports much that is new, so that
a key waits for some milliseconds at most. A module that is needed earlier is imported then.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from importlib import import_module

from textual.app import App

from gsef_tui import gc_tuning

from .services import AppServices

WARMUP_MODULES = (
    "gsef_tui.ui.screens.session.screen",
    "gsef_tui.ui.panes.note",
    "gsef_tui.ui.panels.palette",
    "gsef_tui.ui.panels.session_panels",
    "gsef_tui.ui.panels.goto",
    "gsef_tui.ui.panels.capture_line",
    "gsef_tui.report.outline",
    "gsef_tui.report.typography",
    "gsef_tui.checks",
    "gsef_tui.checks.last_minutes",
    "gsef_tui.checks.spelling_fixes",
    "gsef_tui.ui.panels.check",
    "gsef_tui.report.preview",
    "gsef_tui.ui.screens.preview",
    "gsef_tui.ui.panes.form",
    "gsef_tui.ui.panes.people",
    "gsef_tui.ui.panes.facts",
    "gsef_tui.ui.panes.exchanges",
    "gsef_tui.ui.panes.pictures",
    "gsef_tui.report.formats",
    "gsef_tui.report.render",
    "gsef_tui.editing.export",
    "gsef_tui.ui.panels.export",
    "gsef_tui.ui.panels.notice",
    "gsef_tui.ui.panels.conflict",
    "gsef_tui.ui.panels.copies",
    "gsef_tui.ui.panels.find",
    "gsef_tui.ui.panels.ideas",
    "gsef_tui.ui.panels.abbreviations",
    "gsef_tui.ui.panels.verify",
    "gsef_tui.ui.screens.help",
    "gsef_tui.ui.screens.home.screen",
)
"""The modules that a session is likely to need, in the order in which they are likely to be
needed."""

QUIET = 0.3
"""Seconds without a key after which the user is taken to have paused."""
BETWEEN = 0.02
"""Seconds between two modules, so that keys and frames are handled first."""


class Warmup:
    """Imports the modules, then tunes the garbage collector."""

    def __init__(self, app: App[int], services: AppServices) -> None:
        self._app = app
        self._services = services
        self._left: Iterator[str] = iter(WARMUP_MODULES)

    def begin(self, wait: float = QUIET) -> None:
        """Continue after ``wait`` seconds."""
        self._app.set_timer(wait, self._go_on)

    def _go_on(self) -> None:
        if time.monotonic() - self._services.last_key < QUIET:
            self.begin()
        elif (name := next(self._left, None)) is not None:
            import_module(name)
            self.begin(BETWEEN)
        else:
            gc_tuning.tune_after_startup()
