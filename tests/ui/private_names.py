"""Which private names of Textual a source file uses, found by its syntax tree.

A private name begins with an underscore: a module, a class or function imported from one, a method
that is called or overridden, an attribute that is read or assigned. The receiver ``self`` is looked
up in the bases of its class, because a class of the program has private names of its own. Any other
receiver has no type here, so its attribute counts if a class of Textual has one of that name and no
class of the program does.
"""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import textual

import gsef_tui.ui

BY_NAME = {"getattr", "setattr", "hasattr", "delattr"}
"""Functions and methods whose second argument may be a name; pytest's monkeypatch has two."""


class Found(NamedTuple):
    """A private name of Textual in a source file."""

    module: str
    line: int
    name: str


def is_private(name: str) -> bool:
    return name.startswith("_") and not (name.startswith("__") and name.endswith("__"))


@cache
def names_of_textual() -> Mapping[tuple[str, str], frozenset[str]]:
    """The private names of each class of Textual, by its module and its name."""
    return dict(_classes(textual))


@cache
def names_of_the_program() -> frozenset[str]:
    """The private names that the classes of the screen give to their own attributes."""
    textual_names = all_names()
    own: set[str] = set()
    for (module, name), names in _classes(gsef_tui.ui):
        owner = getattr(importlib.import_module(module), name, None)
        inherited = _inherited(owner) if isinstance(owner, type) else textual_names
        own |= names - inherited
    return frozenset(own)


@cache
def all_names() -> frozenset[str]:
    """The private names of Textual's classes, and those that it keeps attributes by."""
    return frozenset().union(*names_of_textual().values()) | {"__watchers"}


def uses(path: Path, module: str, listed: frozenset[str] = frozenset()) -> list[Found]:
    """The private names of Textual that a source file uses. Of a receiver without a type those
    count too that are ``listed``, though a class of the program has one of that name."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return _Uses(module, all_names() - (names_of_the_program() - listed)).of(tree)


def modules(package: ModuleType) -> Iterator[tuple[str, Path]]:
    """The name and the file of each module of a package."""
    folder = Path(package.__path__[0])
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder).with_suffix("").parts
        yield ".".join((package.__name__, *parts)).removesuffix(".__init__"), path


def _classes(package: ModuleType) -> Iterator[tuple[tuple[str, str], frozenset[str]]]:
    for module, path in modules(package):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                yield (module, node.name), frozenset(filter(is_private, _defined(node)))


def _defined(node: ast.ClassDef) -> Iterator[str]:
    """The names that a class defines, and those that its methods assign to ``self``."""
    for name, _ in _in_body(node):
        yield name
    for part in ast.walk(node):
        if (
            isinstance(part, ast.Attribute)
            and isinstance(part.ctx, ast.Store)
            and _is_self(part.value)
        ):
            yield part.attr


def _in_body(node: ast.ClassDef) -> Iterator[tuple[str, ast.stmt]]:
    for part in node.body:
        if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef):
            yield part.name, part
        elif isinstance(part, ast.Assign | ast.AnnAssign):
            targets = part.targets if isinstance(part, ast.Assign) else [part.target]
            yield from ((target.id, part) for target in targets if isinstance(target, ast.Name))


def _is_self(node: ast.expr) -> bool:
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id == "super"
    return isinstance(node, ast.Name) and node.id in ("self", "cls")


def _inherited(owner: type) -> frozenset[str]:
    """The private names that the bases of Textual give to a class."""
    known = names_of_textual()
    return frozenset().union(*(known.get((b.__module__, b.__name__), ()) for b in owner.__mro__))


class _Uses(ast.NodeVisitor):
    """Collects the private names while it walks through a module."""

    def __init__(self, module: str, anywhere: frozenset[str]) -> None:
        self._module = module
        self._anywhere = anywhere
        self._namespace = vars(importlib.import_module(module))
        self._owners: list[frozenset[str]] = []
        self._found: list[Found] = []

    def of(self, tree: ast.Module) -> list[Found]:
        self.visit(tree)
        return self._found

    def _add(self, node: ast.AST, names: Iterable[str]) -> None:
        self._found += [Found(self._module, getattr(node, "lineno", 0), name) for name in names]

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        module = node.module or ""
        if node.level == 0 and module.split(".")[0] == "textual":
            private = any(map(is_private, module.split(".")))
            self._add(node, (a.name for a in node.names if private or is_private(a.name)))

    def visit_Import(self, node: ast.Import) -> None:
        parts = [alias.name.split(".") for alias in node.names]
        self._add(node, (p[-1] for p in parts if p[0] == "textual" and any(map(is_private, p))))

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        owner = self._namespace.get(node.name)
        inherited = _inherited(owner) if isinstance(owner, type) else self._by_bases(node)
        self._owners.append(inherited)
        for name, part in _in_body(node):
            self._add(part, {name} & inherited)
        self.generic_visit(node)
        self._owners.pop()

    def _by_bases(self, node: ast.ClassDef) -> frozenset[str]:
        """The inherited names of a class within a function: its bases are known by their names."""
        roots = [base.value if isinstance(base, ast.Subscript) else base for base in node.bases]
        owners = [self._namespace.get(root.id) for root in roots if isinstance(root, ast.Name)]
        return frozenset().union(*(_inherited(o) for o in owners if isinstance(o, type)))

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if is_private(node.attr):
            of_self = _is_self(node.value) and bool(self._owners)
            names = self._owners[-1] if of_self else self._anywhere
            self._add(node, {node.attr} & names)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        called = node.func
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        given = node.args[1] if len(node.args) > 1 else None
        if name in BY_NAME and isinstance(given, ast.Constant) and isinstance(given.value, str):
            self._add(node, {given.value} & self._anywhere)
        self.generic_visit(node)
