"""What ``template check`` says of labels."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from gsef_tui.checks.template_labels import label_problems
from gsef_tui.storage.templates import builtin_templates, require_template

GSEF = require_template("gsef")


@pytest.mark.parametrize("template_id", builtin_templates())
def test_the_programs_own_lack_nothing(template_id: str) -> None:
    assert list(label_problems(require_template(template_id), cell_len)) == []


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("labels", "sections.people.labels: no label in ko"),
        ("short", "sections.people.short: no label in ko"),
        ("hint", "sections.people.hint: no label in ko"),
    ],
)
def test_a_language_that_is_missing_is_named_with_the_key(key: str, says: str) -> None:
    section = GSEF.sections[0]
    changed = replace(section, id="people", **{key: {"fr": "a", "en": "a", "es": "a"}})
    template = replace(GSEF, sections=(changed, *GSEF.sections[1:]))
    assert list(label_problems(template, cell_len)) == [says]


@pytest.mark.parametrize(
    ("text", "wide"), [("a" * 15, 15), ("가" * 8, 16), ("a" * 14, 0), ("가" * 7, 0), ("é" * 14, 0)]
)
def test_a_short_label_is_measured_in_columns(text: str, wide: int) -> None:
    section = GSEF.sections[0]
    changed = replace(section, short=dict.fromkeys(GSEF.languages, "a") | {"ko": text})
    template = replace(GSEF, sections=(changed, *GSEF.sections[1:]))
    says = f"sections.{section.id}.short.ko: {text!r} has {wide} columns, 14 are shown"
    assert list(label_problems(template, cell_len)) == ([says] if wide else [])


def test_a_label_has_one_line_and_a_hint_may_have_several() -> None:
    section = GSEF.sections[1]
    lines = dict.fromkeys(GSEF.languages, "a") | {"es": "a\nb"}
    changed = replace(section, labels=lines, hint=lines)
    template = replace(GSEF, sections=(GSEF.sections[0], changed, *GSEF.sections[2:]))
    says = f"sections.{section.id}.labels.es: a label has one line"
    assert list(label_problems(template, cell_len)) == [says]


def test_an_empty_label_is_a_missing_one() -> None:
    section = GSEF.sections[0]
    changed = replace(section, short=dict(section.short) | {"es": ""})
    template = replace(GSEF, sections=(changed, *GSEF.sections[1:]))
    says = f"sections.{section.id}.short: no label in es"
    assert list(label_problems(template, cell_len)) == [says]
