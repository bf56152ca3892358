"""Encode a session as the text of its file.

The text of unchanged parts is reused: a part is the facts, one person or one section, and since
values are frozen, the same value has the same text. In a changed part, unchanged lines of its long
texts are reused (``long_texts.py``). New text is read back at once and compared with the values
that it was made from, so that a save never replaces a good file with one that would load as a
different session.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import time
from functools import partial
from typing import Any

import tomli_w
from msgspec import Struct

from gsef_tui.model.clean import clean
from gsef_tui.model.session import Person, SectionValue, Session
from gsef_tui.model.template import UNFILED, Section, Template

from .errors import CannotWrite
from .long_texts import Path, Table, Written, dumps
from .shapes import lead_role, section_of_value, section_table, struct_table

FACTS = ("forum", "session")
"""The tables of facts. Their values that cannot be facts lie under the same name in ``extra``."""


class _Part(Struct, frozen=True):
    """A part of the file: the values it is made from, its bytes, and its long texts for reuse."""

    made_from: tuple[object, ...]
    data: bytes
    long: Mapping[Path, Written]


_NEW = _Part((), b"", {})


def encode(session: Session) -> bytes:
    """Return the bytes of a session's file, in the order of its template.

    Raises CannotWrite if a value cannot be written so that it reads back the same.
    """
    return Encoder().encode(session)


class Encoder:
    """Encodes one session repeatedly, and only what has changed since the last call.

    Its cache belongs to one template: with another template it starts afresh.
    """

    def __init__(self) -> None:
        self._template: Template | None = None
        self._known: dict[str, _Part] = {}

    def encode(self, session: Session) -> bytes:
        """Return the bytes of the session's file. Raises CannotWrite as ``encode`` does."""
        if session.template is not self._template:
            self._template, self._known = session.template, {}
        parts: dict[str, _Part] = {}
        for name, made_from, table in self._parts(session):
            known = self._known.get(name, _NEW)
            if not _identical(known.made_from, made_from):
                known = _Part(made_from, *_written(table(), name, known.long))
            parts[name] = known
        self._known = parts
        return b"\n".join(part.data for part in parts.values() if part.data)

    def _parts(
        self, session: Session
    ) -> Iterator[tuple[str, tuple[object, ...], Callable[[], Table]]]:
        """Yield each part's name, the values it is made from, and a function for its table."""
        extra = session.extra
        head = (session.format, session.id, session.template, session.language, extra)
        yield "the head", head, partial(_head, session)
        yield "forum", (session.forum, extra), partial(_facts, "forum", session)
        yield "session", (session.facts, extra), partial(_facts, "session", session)
        for code, person in session.people.items():
            yield f"people.{code}", (person,), partial(_person, code, person)
        for section, value in self._sections(session):
            yield section.id, (value,), partial(section_table, section, value)
        yield "tables not known", (extra,), partial(_unknown, session, tables=True)

    def _sections(self, session: Session) -> Iterator[tuple[Section, SectionValue]]:
        # The template's sections, in its order; then any others, which must not be lost; and
        # the notes that are not filed last of all.
        sections = {s.id: s for s in session.template.sections if s.kind.has_table}
        roles = [person.role for person in session.people.values() if person.role]
        for key, value in session.sections.items():
            sections.setdefault(key, section_of_value(key, value, lead_role(roles)))
        unfiled = sections.pop(UNFILED, None)
        if unfiled:
            sections[UNFILED] = unfiled
        for section in sections.values():
            if section.id in session.sections:
                yield section, session.sections[section.id]


def _identical(left: tuple[object, ...], right: tuple[object, ...]) -> bool:
    return len(left) == len(right) and all(a is b for a, b in zip(left, right, strict=True))


def _head(session: Session) -> Table:
    head: Table = {
        "format": session.format,
        **({"id": session.id} if session.id else {}),
        "template": session.template.file_id,
        "language": session.language,
    }
    return {**head, **{k: v for k, v in _unknown(session).items() if k not in head}}


def _unknown(session: Session, *, tables: bool = False) -> Table:
    # Tables, and lists that are written as tables, must come after all other values.
    return {
        key: value
        for key, value in session.extra.items()
        if key not in FACTS and _stands_alone({key: value}) is tables
    }


def _stands_alone(table: Table) -> bool:
    return tomli_w.dumps(table, multiline_strings=True).startswith("[")


def _facts(where: str, session: Session) -> Table:
    facts = session.forum if where == "forum" else session.facts
    unknown = session.extra.get(where, {})
    table = {key: list(v) if isinstance(v, tuple) else v for key, v in facts.items()}
    table.update((key, value) for key, value in unknown.items() if key not in table)
    return {where: table} if table else {}


def _person(code: str, person: Person) -> Table:
    return {"people": {code: struct_table(person)}}


def _written(
    table: Table, name: str, long: Mapping[Path, Written]
) -> tuple[bytes, Mapping[Path, Written]]:
    """Return the TOML of a table, proven to read back the same, and its long texts for reuse.

    If the table cannot be written as it is, its text is cleaned as reading would clean it: that is
    better than a session that cannot be saved.
    """
    if not table:
        return b"", {}
    for as_it_is in (True, False):
        try:
            return dumps(table if as_it_is else _cleaned(table), long)
        except (ValueError, TypeError, RecursionError):
            continue
    raise CannotWrite(f"{name}: this part cannot be written as TOML: change or remove it")


def _cleaned(value: Any) -> Any:
    match value:
        case Mapping():
            return {clean(str(key)): _cleaned(item) for key, item in value.items()}
        case list() | tuple():
            return [_cleaned(item) for item in value]
        case str():
            return clean(value)
        case time():
            return value.replace(tzinfo=None)
        case _:
            return value
