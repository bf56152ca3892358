"""A session's tables in the terms of another template.

Two forums may give one thing two ids: ``title`` and ``titulo``. What a fact means and what a role
does is the same in both, so the tables of a session that is read with another template are renamed
by that. Sections are renamed by their kind where each template has only one that could be meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from gsef_tui.model.folding import fold
from gsef_tui.model.kinds import Kind
from gsef_tui.model.places import fact_text
from gsef_tui.model.template import Field, Role, Section, Template


def in_terms_of(tables: Mapping[str, Any], own: Template, other: Template) -> dict[str, Any]:
    """Return the tables of a session file as a session of the template ``other`` has them.

    ``own`` is the template that the file names. A key that means nothing in ``other``, or whose
    place there is taken, stays as it is.
    """
    sections = _sections(own, other, tables)
    renamed = {
        (new.id if (new := sections.get(key)) else key): value for key, value in tables.items()
    }
    for old in (section for section in own.sections if section.kind.has_role):
        new = sections.get(old.id) or other.section(old.id)
        if new is not None and new.kind.has_role and isinstance(renamed.get(new.id), Mapping):
            renamed[new.id] = _renamed(renamed[new.id], {old.role: new.role})
    if isinstance(facts := tables.get("session"), Mapping):
        renamed["session"] = _facts(facts, own.facts, other.facts, _questions(own, other))
    if isinstance(facts := tables.get("forum"), Mapping):
        renamed["forum"] = _facts(facts, own.forum, other.forum, {})
    if isinstance(people := tables.get("people"), Mapping):
        renamed["people"] = {code: _person(entry, own, other) for code, entry in people.items()}
    return renamed


def _sections(own: Template, other: Template, tables: Mapping[str, Any]) -> dict[str, Section]:
    """Return the sections of ``other`` by the ids of those whose tables they get."""
    found: dict[str, Section] = {}
    for kind in dict.fromkeys(section.kind for section in other.sections):
        old, new = _only(own, other, kind), _only(other, own, kind)
        if kind.has_table and old and new and old.id in tables and new.id not in tables:
            found[old.id] = new
    return found


def _only(template: Template, other: Template, kind: Kind) -> Section | None:
    """Return the only section of a kind that ``other`` does not have by its id, or None."""
    found = [s for s in template.of_kind(kind) if other.section(s.id) is None]
    return found[0] if len(found) == 1 else None


def _questions(own: Template, other: Template) -> dict[str, str]:
    """Return the ids of the sections that are one fact, as the other template has them."""
    kinds = dict.fromkeys(section.kind for section in other.sections if section.kind.is_fact)
    pairs = ((_only(own, other, kind), _only(other, own, kind)) for kind in kinds)
    return {old.id: new.id for old, new in pairs if old and new}


def _facts(
    facts: Mapping[str, Any], own: Iterable[Field], other: Iterable[Field], also: Mapping[str, str]
) -> dict[str, Any]:
    """Return facts under the ids of the fields that mean the same, as values of their types."""
    new = {field.means: field for field in other if field.means}
    pairs = [(old, new[old.means]) for old in own if old.means in new]
    values = dict(facts)
    for old, same in pairs:
        value = values.get(old.id)
        if old.type is not same.type and not isinstance(value, str | None):
            values[old.id] = fact_text(value)
    return _renamed(values, {**{old.id: same.id for old, same in pairs}, **also})


def _renamed(table: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Return a table with other keys, except where a new key is there already."""
    return {
        (names[key] if key in names and names[key] not in table else key): value
        for key, value in table.items()
    }


def _person(entry: object, own: Template, other: Template) -> object:
    """Return a person's table with the role of ``other`` that does what theirs does."""
    if not isinstance(entry, Mapping) or not isinstance(role_id := entry.get("role"), str):
        return entry
    old = own.role(role_id) if role_id else None
    if old is None or other.role(role_id) is not None:
        return entry
    same = _same_role(old, other.roles)
    return {**entry, "role": same.id} if same else entry


def _same_role(old: Role, roles: Iterable[Role]) -> Role | None:
    """Return the role with a label of another role, or else the first that does the same."""
    labels = {fold(text) for text in (*old.labels.values(), *old.prefixes)}
    alike = [r for r in roles if labels & {fold(t) for t in (*r.labels.values(), *r.prefixes)}]
    does = [r for r in roles if (r.leads, r.speaks) == (old.leads, old.speaks)]
    candidates = [r for r in alike if r in does] or (does if old.leads or old.speaks else alike)
    return candidates[0] if candidates else None
