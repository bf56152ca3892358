"""The core runs without the screen, and the layers point one way: seen from outside.

Textual costs some 380 ms to import, which a command that opens no screen must not pay.
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

import gsef_tui

PACKAGE = Path(gsef_tui.__file__).parent
ROOT = PACKAGE.parent
CORE = ("model", "storage", "report", "checks", "imports", "capture", "editing", "cli")
WITHOUT_RICH = ("model", "storage", "checks", "imports", "capture", "editing")
SAMPLE = ROOT / "sessions" / "2026-05-12-sample-energie-citoyenne.toml"

IMPORT_ALL = """
import importlib, json, sys
modules = json.loads(sys.argv[1])
loaded = {}
for name in modules:
    for gone in [m for m in sys.modules if m.split(".")[0] in ("gsef_tui", "textual", "rich")]:
        del sys.modules[gone]
    importlib.import_module(name)
    loaded[name] = sorted({m.split(".")[0] for m in sys.modules} & {"textual", "rich"})
print(json.dumps(loaded))
"""

RUN = """
import sys
from gsef_tui.cli.program import run
status = run(sys.argv[1:])
print("loaded", *sorted({m.split(".")[0] for m in sys.modules}), file=sys.stderr)
sys.exit(status)
"""

HELP = """
try:
    main()
finally:
    print(*sys.modules, file=sys.stderr)
"""


def core_modules() -> list[str]:
    return [
        ".".join(("gsef_tui", *path.relative_to(PACKAGE).with_suffix("").parts))
        for layer in CORE
        for path in sorted((PACKAGE / layer).rglob("*.py"))
        if path.name != "__init__.py"
    ]


def python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, timeout=120
    )


@pytest.mark.slow
def test_no_module_of_the_core_imports_the_screen() -> None:
    """Each is imported as if it were the first: a neighbour's imports do not hide its own."""
    modules = core_modules()
    assert {"gsef_tui.model.session", "gsef_tui.cli.program"} <= set(modules)
    assert {name.split(".")[1] for name in modules} == set(CORE)
    result = python(IMPORT_ALL, json.dumps(modules))
    assert result.returncode == 0, result.stderr
    loaded = json.loads(result.stdout)
    assert {name: found for name, found in loaded.items() if "textual" in found} == {}
    below = [name for name in modules if name.split(".")[1] in WITHOUT_RICH]
    assert {name: loaded[name] for name in below if loaded[name]} == {}


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("--version",),
        ("list", "--sessions", str(SAMPLE.parent)),
        ("export", str(SAMPLE)),
        ("export", str(SAMPLE), "-f", "markdown"),
        ("check", str(SAMPLE)),
        ("show", str(SAMPLE)),
        ("keys",),
    ],
    ids=lambda arguments: " ".join(arguments[:1] + arguments[2:]),
)
def test_a_command_without_a_screen_does_not_load_it(arguments: tuple[str, ...]) -> None:
    result = python(RUN, *arguments)
    assert result.returncode == 0, result.stderr
    loaded = set(result.stderr.splitlines()[-1].split())
    assert "gsef_tui" in loaded
    assert loaded & {"textual", "docx", "lxml"} == set()


def test_help_and_list_do_not_load_the_heavy_libraries() -> None:
    for arguments in (("--help",), ("list", "--sessions", str(SAMPLE.parent))):
        loaded = set(python(RUN, *arguments).stderr.splitlines()[-1].split())
        assert loaded & {"babel", "docx", "markdown_it"} == set(), arguments


def test_a_command_line_that_is_not_plain_imports_nothing_of_the_plain_way() -> None:
    result = python("import sys; sys.argv[1:] = ['--help']; from gsef_tui.cli import main\n" + HELP)
    assert "msgspec" not in result.stderr.split()


def test_the_layers_point_one_way() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run(
        [program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert " 0 broken" in result.stdout


def test_the_version_is_the_package_s() -> None:
    assert gsef_tui.__version__ == metadata.version("gsef-tui")
