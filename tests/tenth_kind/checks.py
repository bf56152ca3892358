"""What is checked in a section of decisions: that there is one."""

from __future__ import annotations

from collections.abc import Iterator

from gsef_tui.checks.findings import Finding
from gsef_tui.checks.section_rules import RULES, Checked
from gsef_tui.model.template import Section

from .model import DECISIONS, decisions


def _rules(checked: Checked, section: Section) -> Iterator[Finding]:
    if section.required and not decisions(checked.session, section).items:
        yield Finding("no-decision", section.id, "no decision noted", "missing")


def register() -> None:
    RULES.register(DECISIONS, _rules)
