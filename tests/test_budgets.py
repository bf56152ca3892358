"""No module, class or function outgrows what one can read: measured in the source itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

import gsef_tui

PACKAGE = Path(gsef_tui.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef

MODULE_LINES = 400
CLASS_LINES = 300
CLASS_METHODS = 25
FUNCTION_LINES = 60
APP_LINES = 200
SESSION_SCREEN_LINES = 1100


def name_of(module: Path) -> str:
    return str(module.relative_to(PACKAGE))


def length(node: ast.ClassDef | Function) -> int:
    first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
    return (node.end_lineno or node.lineno) - first + 1


def too_large(source: str) -> Iterator[str]:
    """What in a module's source is larger than its budget."""
    lines = len(source.splitlines())
    if lines > MODULE_LINES:
        yield f"the module has {lines} lines, of {MODULE_LINES}"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, Function) and length(node) > FUNCTION_LINES:
            yield f"{node.name} has {length(node)} lines, of {FUNCTION_LINES}"
        if isinstance(node, ast.ClassDef):
            is_app = any(ast.unparse(base).split("[")[0].endswith("App") for base in node.bases)
            budget = APP_LINES if is_app else CLASS_LINES
            if length(node) > budget:
                yield f"{node.name} has {length(node)} lines, of {budget}"
            methods = sum(isinstance(part, Function) for part in node.body)
            if methods > CLASS_METHODS:
                yield f"{node.name} has {methods} methods, of {CLASS_METHODS}"


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_module_keeps_to_its_budgets(module: Path) -> None:
    assert list(too_large(module.read_text(encoding="utf-8"))) == []


def test_the_session_screen_is_pixels_and_keys_only() -> None:
    """What an open session is and does lies in ``editing``."""
    folder = PACKAGE / "ui" / "screens" / "session"
    sources = [path.read_text(encoding="utf-8") for path in folder.glob("*.py")]
    assert 0 < sum(len(source.splitlines()) for source in sources) <= SESSION_SCREEN_LINES


def test_the_whole_package_is_measured() -> None:
    assert {"model/session.py", "cli/program.py"} <= {name_of(module) for module in MODULES}


@pytest.mark.parametrize(
    ("source", "finding"),
    [
        ("x = 1\n" * 401, "the module has 401 lines, of 400"),
        ("def f():\n" + "    x = 1\n" * 60, "f has 61 lines, of 60"),
        ("class A:\n" + "    x = 1\n" * 300, "A has 301 lines, of 300"),
        ("class A(App[int]):\n" + "    x = 1\n" * 200, "A has 201 lines, of 200"),
        ("class A(SomeApp):\n" + "    x = 1\n" * 200, "A has 201 lines, of 200"),
        (
            "class A:\n" + "".join(f"    def f{n}(self): ...\n" for n in range(26)),
            "A has 26 methods, of 25",
        ),
    ],
)
def test_what_outgrows_its_budget_is_named(source: str, finding: str) -> None:
    assert list(too_large(source)) == [finding]
    assert list(too_large(source.rsplit("\n", 2)[0])) == []
