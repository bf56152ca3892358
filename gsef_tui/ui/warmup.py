"""What the first frame does not need, imported after it while nobody types: the first use of a key
is as quick as the second.

One module at a time, in an order in which none brings much that is not there yet, so that a key
never waits for more than some milliseconds. What is asked for before its turn is imported then.
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
    "gsef_tui.capture.apply_line",
    "gsef_tui.ui.panels.line",
    "gsef_tui.report.outline",
    "gsef_tui.report.typography",
    "gsef_tui.model.likeness",
    "gsef_tui.checks",
    "gsef_tui.checks.last",
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
"""The modules that a sitting is likely to need, those first that are likely to be needed first."""

QUIET = 0.3
"""Seconds without a key after which nobody is taken to be typing."""
BETWEEN = 0.02
"""Seconds between two modules: keys and frames go first."""


class Warmup:
    """Imports what is left, and then says that the program has started."""

    def __init__(self, app: App[int], services: AppServices) -> None:
        self._app = app
        self._services = services
        self._left: Iterator[str] = iter(WARMUP_MODULES)

    def begin(self, wait: float = QUIET) -> None:
        """Go on after so many seconds."""
        self._app.set_timer(wait, self._go_on)

    def _go_on(self) -> None:
        if time.monotonic() - self._services.last_key < QUIET:
            self.begin()
        elif (name := next(self._left, None)) is not None:
            import_module(name)
            self.begin(BETWEEN)
        else:
            gc_tuning.tune_after_startup()
