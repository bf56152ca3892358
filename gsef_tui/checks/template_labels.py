"""What a template's labels lack, although the template can be used: a language, or brevity.

The rules that a template must keep to be read are in ``storage.templates``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gsef_tui.model.template import Field, Labels, Template

SHORT = 14
"""The most columns of a short label: those of the outline beside the notes."""


def label_problems(template: Template, columns: Callable[[str], int]) -> Iterator[str]:
    """Yield a sentence for each label that is missing in one of the template's languages, that has
    several lines though it stands on one, or that is short but too long for the screen. Each begins
    with the key. ``columns`` returns how many columns of a terminal a text takes."""
    for key, labels in _labels(template):
        missing = [language for language in template.languages if not labels.get(language)]
        if labels and missing:
            yield f"{key}: no label in {', '.join(missing)}"
        if not key.endswith(".hint") and not key.startswith("words."):
            for language, text in labels.items():
                if "\n" in text:
                    yield f"{key}.{language}: a label has one line"
        if key.endswith(".short"):
            for language, text in labels.items():
                if (wide := columns(text)) > SHORT:
                    yield f"{key}.{language}: {text!r} has {wide} columns, {SHORT} are shown"


def _labels(template: Template) -> Iterator[tuple[str, Labels]]:
    yield from ((f"words.{word}", labels) for word, labels in template.words.items())
    yield "report.logo_alt", template.report.logo_alt
    for role in template.roles:
        yield f"roles.{role.id}.labels", role.labels
    for field in template.forum:
        yield from _of_field(f"forum.{field.id}", field)
    for section in template.sections:
        where = f"sections.{section.id}"
        yield f"{where}.labels", section.labels
        yield f"{where}.short", section.short
        yield f"{where}.hint", section.hint
        yield from ((f"{where}.words.{word}", found) for word, found in section.words.items())
        for field in section.fields:
            yield from _of_field(f"{where}.{field.id}", field)


def _of_field(where: str, field: Field) -> Iterator[tuple[str, Labels]]:
    yield f"{where}.labels", field.labels
    yield f"{where}.short", field.short
    for choice in field.choices:
        yield f"{where}.choices.{choice.id}", choice.labels
