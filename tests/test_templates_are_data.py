"""No line of Python knows a forum: sections, roles, facts and labels are the templates' alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import gsef_tui
from gsef_tui.editing.commands.declarations import COMMANDS
from gsef_tui.model.session import DEFAULT_TEMPLATE
from gsef_tui.model.template import Labels, Template
from gsef_tui.storage.templates import builtin_templates, load_template

PACKAGE = Path(gsef_tui.__file__).parent


def literals(path: Path) -> Iterator[str]:
    """The texts in a module's code; docstrings and comments may give examples."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


def labels(template: Template) -> Iterator[str]:
    """Every heading, hint and label of more than one word."""
    many: list[Labels] = [*template.words.values()]
    many += [role.labels for role in template.roles]
    for section in template.sections:
        many += [section.labels, section.hint, *section.words.values()]
        for field in section.fields:
            many += [field.labels, *(choice.labels for choice in field.choices)]
    many += [field.labels for field in template.forum]
    yield from (text for label in many for text in label.values() if " " in text)


@pytest.mark.slow
@pytest.mark.parametrize("template_id", builtin_templates())
def test_no_module_names_a_template_or_its_labels(template_id: str) -> None:
    template = load_template(template_id)
    assert template is not None
    wanted = {template_id, *labels(template)} - {template.word("unfiled", "en")}
    for path in PACKAGE.rglob("*.py"):
        found = wanted.intersection(literals(path))
        if path == PACKAGE / "model" / "session.py":
            found -= {DEFAULT_TEMPLATE}
        if path == PACKAGE / "editing" / "commands" / "declarations.py":
            found -= {command.label for command in COMMANDS}  # the interface's own names
        if path == PACKAGE / "imports" / "invitation_words.py":
            continue  # the words of mails, whatever the template
        assert not found, path


@pytest.mark.slow
def test_no_module_asks_for_a_section_by_its_id() -> None:
    """``session.notes("answers")`` would be a section that another template has not."""
    asked = {"notes", "exchanges", "closing", "screenshots", "text", "section"}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                fixed = [a for a in node.args[:1] if isinstance(a, ast.Constant)]
                by_id = node.func.attr in asked and fixed and isinstance(fixed[0].value, str)
                assert not by_id, f"{path}, line {node.lineno}"
