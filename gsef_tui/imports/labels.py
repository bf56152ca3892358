"""The labels of a template, and what a line of a report means by them.

Labels drift: colons go missing, stars and numbers come before them, letters change, sections get
shorter names. A label is known when it is all there or nearly so; a shorter one only where the
report has not the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from gsef_tui.model.cldr import fold
from gsef_tui.model.template import Field, Labels, Role, Section, Template
from gsef_tui.report.emphasis import runs, signs

NEARLY = 0.87
"""How alike a label must be to be taken for it; of a short one every letter has to be right."""

_SHORTEST = 8
_SMALL = 4
_MARKER = re.compile(r"\s*(?:[-*•·>]|#{1,6}|\(?\d{1,2}[.)])\s+")
_STARS = re.compile(r"\*\*|__")
_HEAD = re.compile(r"([^:：]{1,220}?)[\s\u00a0\u202f]*[:：](?!//)(.*)", re.DOTALL)


class Head(NamedTuple):
    """A line taken apart: what may be its label, what stands behind, and whether a colon did."""

    label: str
    rest: str
    colon: bool


@lru_cache(maxsize=8192)
def head_of(text: str) -> Head:
    """The label a line begins with, as far as its first colon; the whole line where it has none.

    >>> head_of("2. Nom complet : **Kevin Ossah**")
    Head(label='Nom complet', rest='Kevin Ossah', colon=True)
    """
    bare = without_marker(text)
    found = _HEAD.fullmatch(bare)
    if not found:
        return Head(_STARS.sub("", bare).strip(), "", False)
    rest = found[2].strip()
    rest = _balanced(found[1], rest)
    if re.fullmatch(r"\*\*[^*]+\*\*", rest):
        rest = rest[2:-2].strip()
    return Head(_STARS.sub("", found[1]).strip(), rest, True)


def _balanced(label: str, rest: str) -> str:
    """What stands behind a label, where emphasis that begins in the label goes on into it."""
    closed = {sign.start for sign in signs(label)}
    opened = [run for run in runs(label) if run.opens and run.start not in closed]
    if not opened:
        return rest
    sign = label[opened[-1].start : opened[-1].end]
    if rest.startswith(sign):
        return rest.removeprefix(sign).strip()
    goes_on = any(found.start == 0 for found in signs(sign + rest))
    return sign + rest if goes_on else rest


def without_marker(text: str) -> str:
    """A line without the bullets, numbers and signs of a heading before it."""
    while found := _MARKER.match(text):
        text = text[found.end() :]
    return text.strip()


@lru_cache(maxsize=8192)
def key_of(text: str) -> str:
    """A label for comparing: words alone, folded."""
    return " ".join(re.findall(r"\w+", fold(text)))


def alike(one: str, other: str) -> bool:
    """Whether two labels, folded, are one with its slips."""
    if one == other:
        return bool(one)
    shorter, longer = sorted((len(one), len(other)))
    if shorter < _SHORTEST or 2 * shorter < NEARLY * (shorter + longer):
        return False  # by their lengths alone: most lines of a report are no label
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= NEARLY and matcher.ratio() >= NEARLY


class Known(NamedTuple):
    """What a label names: one of a section, a field, a role or a word, and in which language."""

    language: str
    section: Section | None = None
    field: Field | None = None
    role: Role | None = None
    word: str = ""


class LabelIndex:
    """All labels of one template, to be asked what a line means."""

    def __init__(self, template: Template) -> None:
        self.template = template
        self._sections = [
            (key, Known(language, section=section))
            for section in template.all_sections
            for key, language in _keys(section.labels)
        ]
        self._fields = [
            (key, Known(language, section=section, field=field))
            for section in template.sections
            for field in section.fields
            for key, language in _keys(field.labels)
        ]
        self._roles = [
            (key, Known(language, role=role))
            for role in template.roles
            for key, language in _keys(role.labels)
        ]
        self._prefixes = [
            (key_of(word), Known("", role=role))
            for role in template.roles
            for word in role.prefixes
        ]
        self._heads = {
            (key_of(fact), key_of(section.words.get("value", {}).get(language, "")))
            for section in template.sections
            for language, fact in section.words.get("fact", {}).items()
        }
        self._hints = [key for s in template.sections for key, _ in _keys(s.hint)]

    def section(self, label: str) -> Known | None:
        """The section whose heading this is."""
        return _find(label, self._sections)

    def shortened_section(self, label: str) -> Known | None:
        """The one section that a shorter or changed heading may mean.

        Its short label; or two words at least that all stand in its heading, in one language.
        """
        key = key_of(label)
        short = {
            section.id: Known(language, section=section)
            for section in self.template.sections
            for text, language in _keys(section.short)
            if text == key
        }
        if not short:
            words = {word for word in key.split() if len(word) >= _SMALL}
            short = {
                known.section.id: known
                for full, known in self._sections
                if known.section and len(words) > 1 and words <= set(full.split())
            }
        return next(iter(short.values())) if len(short) == 1 else None

    def field(self, label: str) -> Known | None:
        """The fact whose label this is."""
        return _find(label, self._fields)

    def field_before(self, text: str) -> tuple[Known, str] | None:
        """The fact with whose label a line begins, where the colon went missing, and the rest."""
        bare = without_marker(text)
        for full, known in sorted(self._fields, key=lambda pair: -len(pair[0])):
            words = bare.split()
            count = len(full.split())
            if len(words) > count and alike(key_of(" ".join(words[:count])), full):
                return known, bare.split(None, count)[count]
        return None

    def role(self, label: str, *, loosely: bool = False) -> Known | None:
        """The role whose heading this is; ``loosely``: by a line's word too."""
        found = _find(label, self._roles)
        return found or (_find(label, self._prefixes) if loosely else None)

    def word(self, section: Section, label: str) -> Known | None:
        """The word inside a section: ``answer`` for ``Réponse``, in its plural too."""
        words = [
            (key, Known(language, section=section, word=word))
            for word, labels in section.words.items()
            for key, language in _keys(labels)
        ]
        key = key_of(label)
        return _find(key, words) or _find(key.removesuffix("s"), words)

    def is_table_head(self, text: str) -> bool:
        """Whether a row of a table names its columns, which the facts have none of."""
        head = head_of(text)
        return (key_of(head.label), key_of(head.rest)) in self._heads

    def is_hint(self, text: str) -> bool:
        """Whether a line is what the template says to who fills it in."""
        key = key_of(text)
        return any(alike(key, hint) for hint in self._hints)

    def is_word(self, word: str, text: str) -> bool:
        """Whether a line is a word of the template in any of its languages."""
        return any(key == key_of(text) for key, _ in _keys(self.template.words.get(word, {})))


def _keys(labels: Labels) -> Iterator[tuple[str, str]]:
    return ((key_of(text), language) for language, text in labels.items() if text)


def _find(label: str, among: Iterable[tuple[str, Known]]) -> Known | None:
    key = key_of(label)
    pairs = list(among)
    exact = next((known for full, known in pairs if full == key and key), None)
    return exact or next((known for full, known in pairs if alike(key, full)), None)
