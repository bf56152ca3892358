"""Recognition of a template's labels in the lines of a report.

Labels drift: colons go missing, stars and numbers come before them, letters change, sections get
shorter names. A label matches if it is complete or nearly so; a shortened heading matches only if
the report does not have the full one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from gsef_tui.model.cldr import code_of
from gsef_tui.model.folding import fold
from gsef_tui.model.lazy_pattern import lazy_pattern
from gsef_tui.model.template import Field, FieldType, Labels, Role, Section, Template
from gsef_tui.report.emphasis import runs, signs

NEARLY = 0.87
"""The similarity, from 0 to 1, at which a text matches a label; a short one must match exactly."""

_SHORTEST = 8
_REMEMBERED = 8192
"""The number of labels whose result is cached."""
_SMALL = 4
_MARKER = lazy_pattern(r"\s*(?:[-*•·>]|#{1,6}|\(?\d{1,2}[.)])\s+")
_STARS = lazy_pattern(r"\*\*|__")
_COLON = lazy_pattern("[:：]")
_BOLD = lazy_pattern(r"\*\*[^*]+\*\*")
_LONGEST_LABEL = 220
_HEADS_OF_FACTS = (
    ("Rubrique", "Contenu"),
    ("Item", "Details"),
    ("Apartado", "Contenido"),
    ("항목", "내용"),
)


class Head(NamedTuple):
    """The parts of a line: its possible label, the text after it, and whether it had a colon."""

    label: str
    rest: str
    colon: bool


@lru_cache(maxsize=8192)
def head_of(text: str) -> Head:
    """Return the label of a line, up to its first colon; the whole line if it has none.

    >>> head_of("2. Nom complet : **Kevin Ossah**")
    Head(label='Nom complet', rest='Kevin Ossah', colon=True)
    """
    bare = without_marker(text)
    colon = _COLON.search(bare)
    label = bare[: colon.start()].rstrip() if colon else ""
    if colon is None or not 0 < len(label) <= _LONGEST_LABEL or bare.startswith("//", colon.end()):
        return Head(_STARS.sub("", bare).strip(), "", False)
    rest = _balanced(label, bare[colon.end() :].strip())
    if _BOLD.fullmatch(rest):
        rest = rest[2:-2].strip()
    return Head(_STARS.sub("", label).strip(), rest, True)


def _balanced(label: str, rest: str) -> str:
    """Return the text after a label, with emphasis that begins in the label closed or reopened."""
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
    """Return a line without bullets, numbers and heading signs at its start."""
    at = 0
    while found := _MARKER.match(text, at):
        at = found.end()
    return text[at:].strip()


@lru_cache(maxsize=8192)
def key_of(text: str) -> str:
    """Return a label for comparison: its words alone, folded."""
    return " ".join(re.findall(r"\w+", fold(text)))


class Label:
    """A folded label that is compared with many texts."""

    def __init__(self, key: str) -> None:
        self.key = key
        # SequenceMatcher analyses its second text only once.
        self._matcher = SequenceMatcher(None, "", key, autojunk=False)

    def is_meant(self, text: str) -> bool:
        """Return whether a folded text is this label, perhaps with typing errors."""
        if text == self.key:
            return bool(text)
        if len(text) < _SHORTEST or len(self.key) < _SHORTEST:
            return False
        if _are_apart(len(text), len(self.key)) or _are_apart(len(self.key), len(text)):
            return False  # a quick test by length: most lines of a report are no labels
        self._matcher.set_seq1(text)
        return self._matcher.quick_ratio() >= NEARLY and self._matcher.ratio() >= NEARLY


def _are_apart(longer: int, shorter: int) -> bool:
    """Return whether two lengths differ too much for their texts to be similar."""
    return 2 * shorter < NEARLY * (shorter + longer)


class LabelMatch(NamedTuple):
    """What a label names: a section, a field, a role or a word, and in which language."""

    language: str
    section: Section | None = None
    field: Field | None = None
    role: Role | None = None
    word: str = ""


class _Labels:
    """Folded labels with what each names, in order: the first one that matches is used."""

    def __init__(self, labels: Iterable[tuple[str, LabelMatch]]) -> None:
        self.all = [(Label(key), known) for key, known in labels if key]
        self._exact: dict[str, LabelMatch] = {}
        for label, known in self.all:
            self._exact.setdefault(label.key, known)
        self._longest = max(map(len, self._exact), default=0)
        self._found: dict[str, LabelMatch | None] = {}

    def find(self, key: str) -> LabelMatch | None:
        """Return what a folded label names: an exact match, else a near one, else None."""
        if key in self._exact:
            return self._exact[key]
        if len(key) < _SHORTEST or _are_apart(len(key), self._longest):
            return None
        if key not in self._found:
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            near = (known for label, known in self.all if label.is_meant(key))
            self._found[key] = next(near, None)
        return self._found[key]


class LabelIndex:
    """All labels of one template, with methods that look up what a line means."""

    def __init__(self, template: Template) -> None:
        self.template = template
        self._sections = _Labels(
            (key, LabelMatch(language, section=section))
            for section in template.all_sections
            for key, language in _keys(section.labels)
        )
        self._fields = _Labels(
            (key, LabelMatch(language, section=section, field=field))
            for section in template.sections
            for field in section.fields
            for key, language in _keys(field.labels)
        )
        self._own_fields = {
            section.id: _Labels(
                (key, LabelMatch(language, section=section, field=field))
                for field in section.fields
                for key, language in _keys(field.labels)
            )
            for section in template.sections
        }
        self._keys = {
            key: LabelMatch("", section=section, field=field)
            for section in reversed(template.sections)
            for field in reversed(section.fields)
            for key in _keys_of(field)
        }
        self._roles = _Labels(
            (key, LabelMatch(language, role=role))
            for role in template.roles
            for key, language in _keys(role.labels)
        )
        self._prefixes = _Labels(
            (key_of(word), LabelMatch("", role=role))
            for role in template.roles
            for word in role.prefixes
        )
        self._words = {section.id: _words(section) for section in template.all_sections}
        fields = sorted(self._fields.all, key=lambda pair: -len(pair[0].key))
        self._by_length = [(len(label.key.split()), label, known) for label, known in fields]
        self._most_words = max((count for count, _, _ in self._by_length), default=0)
        self._heads = {(key_of(fact), key_of(value)) for fact, value in _heads_of_facts(template)}
        self._hints = _Labels(
            (key_of(line), LabelMatch(""))
            for section in template.sections
            for hint in section.hint.values()
            for line in hint.split("\n")
            if line.strip()
        )

    def section(self, label: str) -> LabelMatch | None:
        """Return the section whose heading this is, or None."""
        return self._sections.find(key_of(label))

    def shortened_section(self, label: str) -> LabelMatch | None:
        """Return the only section that a shorter or changed heading can mean, or None.

        The heading is the section's short label; or it has at least two words of four letters or
        more, all of which stand in the section's heading in one language.
        """
        key = key_of(label)
        short = {
            section.id: LabelMatch(language, section=section)
            for section in self.template.sections
            for text, language in _keys(section.short)
            if text == key
        }
        if not short:
            words = {word for word in key.split() if len(word) >= _SMALL}
            short = {
                known.section.id: known
                for full, known in self._sections.all
                if known.section and len(words) > 1 and words <= set(full.key.split())
            }
        return next(iter(short.values())) if len(short) == 1 else None

    def section_beginning(self, heading: str) -> LabelMatch | None:
        """Return the section whose short label begins a heading, or None.

        *Presentations of the speakers* is one, unless it holds another section's short label too.
        """
        words = key_of(heading).split()
        found: dict[str, LabelMatch] = {}
        others: set[str] = set()
        for section in self.template.sections:
            for text, language in _keys(section.short):
                label = text.split()
                if words[: len(label)] == label and section.kind.has_table:
                    found.setdefault(section.id, LabelMatch(language, section=section))
                elif set(label) <= set(words):
                    others.add(section.id)
        return next(iter(found.values())) if len(found.keys() | others) == 1 and found else None

    def field(self, label: str, section: Section | None = None) -> LabelMatch | None:
        """Return the fact whose label this is, or None.

        Two sections may have facts of the same label: that of ``section`` is preferred.
        """
        key = key_of(label)
        own = self._own_fields[section.id].find(key) if section and section.fields else None
        return own or self._fields.find(key)

    def field_by_key(self, key: str) -> LabelMatch | None:
        """Return the fact that a key in front matter means, or None.

        The key is a label of the fact, long or short, its id, or what it means: ``title``.
        """
        return self.field(key) or self._keys.get(key_of(key))

    def field_before(
        self, text: str, section: Section | None = None
    ) -> tuple[LabelMatch, str] | None:
        """Return the fact whose label begins a line without a colon, and the rest, or None.

        The rest must be such a value as the fact has: *Date and place of the next meeting* is no
        date. A fact of ``section`` is preferred.
        """
        bare = without_marker(text)
        words = bare.split(None, self._most_words)
        keys: dict[int, str] = {}
        for count, label, known in self._by_length:
            if len(words) <= count:
                continue
            if count not in keys:
                keys[count] = key_of(" ".join(words[:count]))
            rest = bare.split(None, count)[count]
            if label.is_meant(keys[count]) and known.field and self._may_be(known.field, rest):
                return self.field(" ".join(words[:count]), section) or known, rest
        return None

    def _may_be(self, field: Field, text: str) -> bool:
        """Return whether a text may be a value of a fact, by the fact's type."""
        if field.cldr:
            names = re.split(r"\s*(?:[,;/&+]|\b(?:et|and|y|e)\b|및|와|과)\s*", text)
            return any(code_of(name, field.cldr, self.template.languages) for name in names)
        return field.type in (FieldType.TEXT, FieldType.LINES, FieldType.CHOICE) or bool(
            re.search(r"\d", text)
        )

    def role(self, label: str, *, loosely: bool = False) -> LabelMatch | None:
        """Return the role whose heading this is, or None.

        ``loosely``: the word that marks the role on a person's line matches too.
        """
        key = key_of(label)
        found = self._roles.find(key)
        return found or (self._prefixes.find(key) if loosely else None)

    def word(self, section: Section, label: str) -> LabelMatch | None:
        """Return the word of a section that a label means: ``answer`` for ``Réponse(s)``."""
        words, key = self._words[section.id], key_of(label)
        return words.find(key) or words.find(key.removesuffix("s"))

    def is_table_head(self, cells: Sequence[str]) -> bool:
        """Return whether a row names the columns of a table of facts, as reports once did."""
        texts = [key_of(cell) for cell in cells if cell]
        return len(texts) == 2 and (texts[0], texts[1]) in self._heads

    def is_hint(self, text: str) -> bool:
        """Return whether a line is one of a hint of the template to the person who fills it in."""
        return self._hints.find(key_of(text)) is not None

    def is_word(self, word: str, text: str) -> bool:
        """Return whether a line is this word of the template, in any of its languages."""
        return any(key == key_of(text) for key, _ in _keys(self.template.words.get(word, {})))


def _keys(labels: Labels) -> Iterator[tuple[str, str]]:
    return ((key_of(text), language) for language, text in labels.items() if text)


def _heads_of_facts(template: Template) -> Iterator[tuple[str, str]]:
    """Yield the names of the two columns that earlier releases printed above the facts.

    They were words of the section, which a template of somebody's own may still have.
    """
    yield from _HEADS_OF_FACTS
    for section in template.sections:
        values = section.words.get("value", {})
        for language, fact in section.words.get("fact", {}).items():
            yield fact, values.get(language, "")


def _keys_of(field: Field) -> Iterator[str]:
    """Yield the keys by which front matter may name a fact, folded."""
    yield from (key for key, _ in _keys(field.short))
    yield from (key_of(text) for text in (field.means, field.id) if text)


def _words(section: Section) -> _Labels:
    return _Labels(
        (key, LabelMatch(language, section=section, word=word))
        for word, labels in section.words.items()
        for key, language in _keys(labels)
    )
