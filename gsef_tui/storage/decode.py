"""Decode the bytes of a session file into a session.

The tables are walked entry by entry and only the leaves are converted, so that an error names the
code (``people.BA.name: expected text, got an integer``) and its line. Keys that a type does not
have go into its ``extra``. So does an ``id`` that is not 16 lowercase hexadecimal digits, since no
note depends on it and the next save replaces it. All text passes through ``model.clean``. Depth and
numbers are bounded: no file, however malformed, raises anything but ``UnreadableFile``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from functools import cache
from typing import Any, cast

import msgspec
from msgspec.structs import replace

from gsef_tui.model.clean import clean, clean_line
from gsef_tui.model.kinds import TEXT
from gsef_tui.model.lazy_pattern import lazy_pattern
from gsef_tui.model.session import (
    DEFAULT_LANGUAGE,
    FORMAT,
    Fact,
    Facts,
    Notes,
    Person,
    SectionValue,
    Session,
)
from gsef_tui.model.template import UNFILED, FieldType, Section, Template, unknown_template

from .errors import NotASession, UnreadableFile
from .session_id import is_id
from .shapes import (
    SHAPES,
    Keys,
    V,
    is_empty,
    lead_role,
    people_roles,
    section_of_table,
    template_of,
)
from .template_terms import in_terms_of
from .templates import load_template, replaced_template
from .toml_positions import DEEPEST, deep_key, deepest_line, line_of, longest_number, unfinished

LARGEST = 2**63
"""Integers in TOML have 64 bits."""

_AT_LINE = lazy_pattern(r" ?\(at line (\d+), column \d+\)")
_SHORT_HOUR = lazy_pattern(r"=\s*(\d{1,2}):(\d\d)(?::(\d\d))?\s*(?:#.*)?$")
_WORDS: Mapping[type, str] = {
    bool: "true or false",
    int: "an integer",
    float: "a number",
    str: "text",
    datetime: "a date with an hour",
    date: "a date",
    time: "an hour",
    list: "a list",
    dict: "a table",
}
_ADVICE = {
    "text": "write it between quotes",
    "a table": "give it a line of its own in square brackets",
    "a list of texts": "write it as ['…', '…']",
    "true or false": "write true or false, without quotes",
}


def decode(data: bytes, name: str) -> Session:
    """Return the session that a file's bytes hold; ``name`` is the file's name for messages.

    The session gets the template that the file names or, if that does not exist here, one made from
    the content. A file of a newer format is read as far as possible. Raises NotASession if the
    bytes are some other TOML file, UnreadableFile for any other problem.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(
            f"{name}, line {line}: not UTF-8 text: save it as UTF-8 in a text editor"
        ) from None
    return _Walk(name, text).session(_tables(name, text))


def _tables(name: str, text: str) -> dict[str, Any]:
    deep = deep_key(text)
    try:
        if deep is None:
            return tomllib.loads(text)
    except RecursionError:
        deep = deepest_line(text)
    except tomllib.TOMLDecodeError as error:
        raise UnreadableFile(_not_toml(name, text, str(error))) from None
    except ValueError:
        raise UnreadableFile(
            f"{name}, line {longest_number(text)}: a number has too many digits: shorten it"
        ) from None
    raise UnreadableFile(
        f"{name}, line {deep}: lists or tables too deep inside one another: take them out"
    )


def _not_toml(name: str, text: str, message: str) -> str:
    at = _AT_LINE.search(message)
    if not at:
        begun = unfinished(text)
        if begun is not None:
            wrong = "the text that begins here has no end: the file was cut short, or quotes lack"
            return f"{name}, line {begun}: not TOML: {wrong}"
        last = text.rstrip("\n").count("\n") + 1
        wrong = clean_line(message.replace(" (at end of document)", ""))
        return f"{name}, line {last}: not TOML: {wrong}: correct it in a text editor"
    line = text.replace("\r\n", "\n").split("\n")[int(at[1]) - 1]
    if (hour := _SHORT_HOUR.search(line)) and not _is_an_hour(hour):
        wrong = f"there is no hour {int(hour[1]):02}:{hour[2]}: write one from 00:00:00 to 23:59:59"
        return f"{name}, line {at[1]}: {wrong}"
    if hour:
        right = f"{int(hour[1]):02}:{hour[2]}:{hour[3] or '00'}"
        return f"{name}, line {at[1]}: an hour is written with its seconds: write {right}"
    wrong = clean_line(_AT_LINE.sub("", message))
    return f"{name}, line {at[1]}: not TOML: {wrong}: correct it in a text editor"


def _is_an_hour(found: re.Match[str]) -> bool:
    """Return whether the parts of an hour are in their ranges."""
    return int(found[1]) < 24 and int(found[2]) < 60 and int(found[3] or 0) < 60


class _Walk:
    """Decodes one file, and reports what is wrong with it and on which line."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self.newer = ""

    def session(self, tables: dict[str, Any]) -> Session:
        """Decode the whole file."""
        if "format" not in tables or "template" not in tables:
            raise NotASession(
                f"{self.name}: not a session: it needs a line 'format = {FORMAT}' "
                "and one 'template = …'"
            )
        version = self.leaf(tables.pop("format"), int, ("format",), "an integer")
        if not 1 <= version < LARGEST:
            raise self.error(("format",), "there is no such format", f"write {FORMAT}")
        if version > FORMAT:
            self.newer = f" (the file is of format {version}, newer than this program)"
        session_id = tables.pop("id") if is_id(tables.get("id")) else ""
        template_id = self.line(tables.pop("template"), ("template",))
        language = self.line(tables.pop("language", DEFAULT_LANGUAGE), ("language",))
        template = load_template(template_id)
        if replaced := replaced_template(template_id):
            before, tables = tables, in_terms_of(tables, *replaced)
            template = template if tables == before else replaced[1]
        extra: dict[str, Any] = {}
        forum = self.facts("forum", tables, template, extra)
        facts = self.facts("session", tables, template, extra)
        roles = people_roles(tables.get("people"))
        people = self.entries(tables.pop("people", {}), Person, ("people",))
        sections: dict[str, SectionValue] = {}
        for section in _sections(tables, template, lead_role(roles)):
            value = SHAPES[section.kind].decode(self, section, tables.pop(section.id))
            if not is_empty(value):
                sections[section.id] = value
        session = Session(
            template=template or unknown_template(template_id),
            language=language,
            forum=forum,
            facts=facts,
            people=cast(Mapping[str, Person], people),
            sections=sections,
            extra={**self.plain(tables, ()), **extra},
            format=version,
            id=session_id,
        )
        return session if template else replace(session, template=template_of(session))

    def facts(
        self, where: str, tables: dict[str, Any], template: Template | None, extra: dict[str, Any]
    ) -> Facts:
        """Decode the facts of ``[session]`` or ``[forum]``; other values go to ``extra``."""
        types = _fact_types(where, template)
        facts: dict[str, Fact] = {}
        unknown: dict[str, Any] = {}
        for key, value in self.table(tables.pop(where, {}), (where,)).items():
            if key in types:
                facts[key] = self.fact(value, types[key], (where, key))
            elif (known := _as_fact(value)) is not None:
                facts[key] = known
            else:
                unknown[key] = self.plain(value, (where, key))
        if unknown:
            extra[where] = unknown
        return facts

    def fact(self, value: object, kind: FieldType, keys: Keys) -> Fact:
        """Decode a fact of the template. A date or a time may be the text that the user typed."""
        if isinstance(value, str) and kind is not FieldType.LINES:
            return clean(value)
        match kind:
            case FieldType.LINES:
                lines = [value] if isinstance(value, str) else value
                return self.lines(lines, keys)
            case FieldType.DATE:
                if isinstance(value, date) and not isinstance(value, datetime):
                    return value
                raise self.expected("a date", value, keys)
            case FieldType.TIME:
                return self.leaf(value, time, keys, "an hour")
            case _:
                raise self.expected("text", value, keys)

    def entries(self, table: object, entry: type[V], keys: Keys) -> dict[str, V]:
        """Decode a table of tables by code or id."""
        return {
            key: self.struct(value, entry, (*keys, key))
            for key, value in self.table(table, keys).items()
        }

    def notes(self, table: object, keys: Keys) -> Notes:
        """Decode a table of texts by code."""
        return {
            key: clean(self.leaf(value, str, (*keys, key), "text"))
            for key, value in self.table(table, keys).items()
        }

    def struct(
        self, table: object, kind: type[V], keys: Keys, names: Mapping[str, str] | None = None
    ) -> V:
        """Decode a value of a model type; ``names`` maps keys to field names where they differ."""
        renamed = names or {}
        hidden = set(renamed.values()) - set(renamed)
        types = _types(cast(Any, kind))
        values: dict[str, Any] = {}
        extra: dict[str, Any] = {}
        for key, value in self.table(table, keys).items():
            name = renamed.get(key, "" if key in hidden else key)
            if name in types and name != "extra":
                values[name] = self.by_type(value, types[name], (*keys, key))
            else:
                extra[key] = self.plain(value, (*keys, key))
        make = cast(Callable[..., V], kind)
        return make(**values, extra=extra)

    def by_type(self, value: object, kind: Any, keys: Keys) -> object:
        """Decode a leaf, or the notes by code inside an entry, by the field's type."""
        if kind is str:
            return clean(self.leaf(value, str, keys, "text"))
        if kind is bool:
            return self.leaf(value, bool, keys, "true or false")
        if kind == tuple[str, ...]:
            return self.lines(value, keys)
        return self.notes(value, keys)

    def lines(self, value: object, keys: Keys) -> tuple[str, ...]:
        """Decode a list of texts into lines."""
        texts = self.leaf(value, tuple[str, ...], keys, "a list of texts")
        return tuple(line for text in texts for line in clean(text).split("\n"))

    def line(self, value: object, keys: Keys) -> str:
        """Decode a text of one line."""
        return clean_line(self.leaf(value, str, keys, "text"))

    def leaf(self, value: object, kind: type[V], keys: Keys, wanted: str) -> V:
        """Convert a value to a type; ``wanted`` names the type in the error."""
        try:
            return msgspec.convert(value, kind)
        except (msgspec.ValidationError, OverflowError):
            raise self.expected(wanted, value, keys) from None

    def table(self, value: object, keys: Keys) -> dict[str, Any]:
        """Return a table with keys that are safe to display."""
        if not isinstance(value, dict):
            raise self.expected("a table", value, keys)
        cleaned = {clean_line(key): item for key, item in value.items()}
        if len(cleaned) < len(value):
            raise self.error(keys, "two keys differ in control characters only", "rename one")
        return cleaned

    def plain(self, value: Any, keys: Keys, depth: int = 0) -> Any:
        """Return a value that the program does not know, unchanged but for cleaned text."""
        if depth > DEEPEST:
            raise self.error(keys[:3], "tables or lists too deep inside one another", "take it out")
        match value:
            case dict():
                items = self.table(value, keys).items()
                return {k: self.plain(item, (*keys, k), depth + 1) for k, item in items}
            case list():
                return [self.plain(item, keys, depth + 1) for item in value]
            case str():
                return clean(value)
            case int() if not -LARGEST <= value < LARGEST:
                raise self.error(keys, "a number too large", "shorten it or put it in quotes")
        return value

    def expected(self, wanted: str, value: object, keys: Keys) -> UnreadableFile:
        """Return the error for a value of the wrong type."""
        got = _WORDS.get(type(value), "something else")
        if wanted == "a list of texts" and isinstance(value, list):
            got = "a list of other things"
        advice = _ADVICE.get(wanted, "correct it in a text editor")
        return self.error(keys, f"expected {wanted}, got {got}", advice)

    def error(self, keys: Keys, wrong: str, advice: str) -> UnreadableFile:
        """Return an error that names the file, the line, the key, the problem and the remedy."""
        line = line_of(self.text.replace("\r\n", "\n"), keys)
        where = f"{self.name}, line {line}" if line else self.name
        key = ".".join(keys)
        return UnreadableFile(f"{where}: {key + ': ' if key else ''}{wrong}: {advice}{self.newer}")


@cache
def _types(kind: type) -> Mapping[str, Any]:
    """Return the fields of a model type, and the type of each."""
    return {f.name: f.type for f in msgspec.structs.fields(cast(Any, kind))}


def _sections(tables: Mapping[str, Any], template: Template | None, lead: str) -> list[Section]:
    # The template's sections that have a table here; without a template, the shapes decide.
    if template:
        found = template.all_sections
        return [s for s in found if s.kind.has_table and s.id in tables]
    reserved = Session.__struct_fields__
    made = [
        section_of_table(key, table, lead)
        for key, table in tables.items()
        if key not in _LATER and key not in reserved and key != UNFILED
    ]
    sections = [section for section in made if section]
    if UNFILED in tables:
        sections.append(Section(id=UNFILED, kind=TEXT))
    return sections


# Tables that any session may have and that are no sections: kept unchanged.
_LATER = frozenset({"ideas", "expansions", "waved", "floor"})


def _fact_types(where: str, template: Template | None) -> Mapping[str, FieldType]:
    if template is None:
        return {}
    if where == "forum":
        return {field.id: field.type for field in template.forum}
    questions = {s.id: FieldType.LINES for s in template.sections if s.kind.is_fact}
    return {field.id: field.type for field in template.facts} | questions


def _as_fact(value: object) -> Fact | None:
    match value:
        case str():
            return clean(value)
        case datetime():
            return None
        case date() | time():
            return value
        case list() if all(isinstance(item, str) for item in value):
            return tuple(clean(item) for item in value)
        case _:
            return None
