"""A pytest plugin: how long the tests of one mutant may take.

mutmut runs the tests that reach the mutated function, the quickest first. Whatever has not killed a
mutant after ``SECONDS`` hardly does later, and a survivor would cost a minute each.
"""

from __future__ import annotations

import faulthandler
import os
import time

import pytest

SECONDS = float(os.environ.get("MUTATION_SECONDS", "4"))
"""Seconds after which no further test of a mutant begins."""

HANGS = 10.0
"""Seconds after which a test hangs: the process ends with 1, which counts as a failed test."""

STDERR = 2

NO_MUTANT = ("", "stats", "fail", "list_all_tests", "mutant_generation")
"""What mutmut puts in place of a mutant's name while it collects and tries the tests."""


class TimeLimit:
    """Leaves out the tests that would begin too late, and ends the process if one hangs."""

    def __init__(self) -> None:
        self._began: float | None = None  # the first test

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self) -> bool | None:
        """Return True once the time is up: pytest then takes the test for done."""
        now = time.monotonic()
        self._began = self._began or now
        faulthandler.dump_traceback_later(HANGS, exit=True, file=STDERR)
        return True if now - self._began > SECONDS else None

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self) -> None:
        """Let pytest take its time to remove what the tests left."""
        faulthandler.cancel_dump_traceback_later()


def pytest_configure(config: pytest.Config) -> None:
    """Limit the run if it is one of a mutant."""
    if os.environ.get("MUTANT_UNDER_TEST", "") not in NO_MUTANT:
        config.pluginmanager.register(TimeLimit())
