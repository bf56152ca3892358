"""Tries mutants that mutmut has generated, in ``mutants/``.

The tests are collected once. Each mutant gets a process of its own, forked from this one, in which
no test has run. It runs the tests that reach the mutated function, those of the module itself and
the quickest first, until one fails: then the mutant is killed.
"""

from __future__ import annotations

import json
import os
import resource
import select
import shutil
import signal
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

ACTIVE = "MUTANT_UNDER_TEST"
"""The variable of the environment that says which mutant is run in place of its function."""

SECONDS = 3.0
"""Seconds of processor time after which no further test of a mutant begins."""

LOOPS = 8
"""Seconds of processor time after which a test must be in an endless loop: a killed mutant."""

HANGS = 120
"""Seconds after which the tests of a mutant must be waiting for ever: killed as well."""

KILLED, SURVIVED, NOT_REACHED = "killed", "survived", "not reached"

STATISTICS = Path("mutmut-stats.json")
"""What mutmut has found out: which test reaches which function, and how long each takes."""


class Trial:
    """Tries ``mutants`` in place of running the tests, and writes what became of each."""

    def __init__(self, mutants: Sequence[str], target: Path) -> None:
        self._mutants = mutants
        self._target = target
        self._results = json.loads(target.read_text()) if target.exists() else {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try all mutants; return True, which tells pytest that there is nothing left to run."""
        statistics = json.loads(STATISTICS.read_text())
        reached, lasted = (
            statistics[key] for key in ("tests_by_mangled_function_name", "duration_by_test")
        )
        items = {item.nodeid: item for item in session.items}
        for number, mutant in enumerate(self._mutants, 1):
            function, _, _ = mutant.rpartition("__mutmut_")
            own = f"/test_{function.split('.')[-2]}"  # the tests of the module itself
            names = sorted(reached.get(function, []), key=lambda n: (own not in n, lasted[n]))
            tests = [items[name] for name in names if name in items]
            result = self._tried(session, mutant, tests) if tests else NOT_REACHED
            self._results[mutant] = result
            self._target.write_text(json.dumps(self._results, indent=1))
            print(f"{number}/{len(self._mutants)} {mutant} {result}", flush=True)
        return True

    def _tried(self, session: pytest.Session, mutant: str, tests: Sequence[pytest.Item]) -> str:
        child = os.fork()
        if child == 0:
            os.setpgid(0, 0)
            resource.setrlimit(resource.RLIMIT_CPU, (LOOPS, LOOPS))
            silence = os.open(os.devnull, os.O_RDWR)
            for descriptor in range(3):
                os.dup2(silence, descriptor)
            os._exit(_failed(session, mutant, tests))
        descriptor = os.pidfd_open(child)
        ready, *_ = select.select([descriptor], [], [], HANGS)
        os.close(descriptor)
        try:
            os.killpg(child, signal.SIGKILL)  # what its tests have left running, too
        except ProcessLookupError:
            ready = ready or [child]
        _, status = os.waitpid(child, 0)
        for left in session.config._tmp_path_factory.getbasetemp().iterdir():  # type: ignore[attr-defined]
            shutil.rmtree(left, ignore_errors=True)
        return SURVIVED if ready and status == 0 else KILLED


def _failed(session: pytest.Session, mutant: str, tests: Sequence[pytest.Item]) -> int:
    """Run tests until one fails or the time is up, and return how many have failed."""
    session.config.pluginmanager.unregister(name="terminalreporter")
    os.environ[ACTIVE] = mutant
    began = sum(os.times()[:4])
    for item, following in zip(tests, [*tests[1:], None], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed or sum(os.times()[:4]) - began > SECONDS:
            break
    return session.testsfailed


def main() -> None:
    """Try the mutants that the standard input names, and add the results to a file of JSON."""
    target = Path(sys.argv[1])
    trial = Trial(sys.stdin.read().split(), target)
    config = tomllib.loads(Path("pyproject.toml").read_text())["tool"]["mutmut"]
    selected = config["pytest_add_cli_args_test_selection"]
    pytest.main(["-q", *config["pytest_add_cli_args"], *selected], plugins=[trial])


if __name__ == "__main__":
    main()
