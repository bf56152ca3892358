"""Report templates: those that come with the program, a person's own, and one made from a session.

A template of one's own lies in ``templates/`` of the configuration folder, named by its id; it goes
before one of the program's with that id. A session whose template is not at hand opens too: a
template is made from the shape of its tables.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from pathlib import Path

import msgspec

from gsef_tui.model.clean import clean_line, clean_name
from gsef_tui.model.kinds import PEOPLE, Kind, kind_named
from gsef_tui.model.template import (
    RESERVED_IDS,
    Field,
    FieldType,
    Section,
    Template,
    in_place_of,
)

from .errors import UnreadableFile
from .folders import config_folder
from .plain_files import FileTooLarge, NotAPlainFile, read_plain_file
from .shapes import MEANS_OF_FACTS, MEANS_OF_FORUM
from .template_lines import line_of_item
from .toml_positions import parse_toml

SUFFIX = ".toml"
BUILTIN = Path(__file__).parents[1] / "templates"
"""The folder of the templates that come with the program."""
LARGEST_TEMPLATE = 1024 * 1024
"""In bytes. A template in four languages has some 15 KB."""

_ID = re.compile(r"[a-z][a-z0-9_-]*")
_TOML_TYPES = {bool: "bool", int: "int", float: "float", list: "array", dict: "object"}
_AT_LINE = re.compile(r" \(at line (\d+), column \d+\)")
_IN_PLACE: ContextVar[Template | None] = ContextVar("template in place of any", default=None)


@cache
def builtin_templates() -> tuple[str, ...]:
    """The ids of the templates that come with the program, in the order of the alphabet."""
    return tuple(sorted(path.stem for path in BUILTIN.glob(f"*{SUFFIX}")))


def own_folder() -> Path:
    """The folder of a person's own templates."""
    return config_folder() / "templates"


def template_ids() -> tuple[str, ...]:
    """The ids of all templates at hand, a person's own among them, broken ones too."""
    try:
        own = [path.stem for path in own_folder().glob(f"*{SUFFIX}") if _ID.fullmatch(path.stem)]
    except OSError:
        own = []
    return tuple(sorted({*builtin_templates(), *own}))


def signature() -> str:
    """A text that is another one whenever a template at hand has changed, come or gone."""
    parts = [f"{name}:{size}" for name, size in _builtin_sizes()]
    try:
        own = sorted(own_folder().glob(f"*{SUFFIX}"))
        parts += [f"{p.name}:{(s := p.stat()).st_mtime_ns}:{s.st_size}" for p in own]
    except OSError:
        parts.append("own: unreadable")
    return " ".join(parts)


@cache
def _builtin_sizes() -> tuple[tuple[str, int], ...]:
    names = [f"{name}{SUFFIX}" for name in builtin_templates()]
    return tuple((name, len((BUILTIN / name).read_bytes())) for name in names)


def load_template(template_id: str) -> Template | None:
    """The template of that id; None where there is none, or only a broken one of a person's own.

    ``require_template`` says what is wrong with it.
    """
    if (in_place := _IN_PLACE.get()) is not None:
        return in_place_of(in_place, template_id)
    try:
        return _loaded(template_id)
    except UnreadableFile:
        return None


def require_template(name: str) -> Template:
    """The template of that id, or of a file.

    Raises UnreadableFile: with the ids there are where there is none of that name; with file, line
    and key where it breaks a rule.
    """
    if name.endswith(SUFFIX) or "/" in name:
        return read_template_file(Path(name))
    template = _loaded(name)
    if template is None:
        there = ", ".join(template_ids())
        raise UnreadableFile(f"{clean_name(name)}: no such template; there are {there}")
    return template


def template_problem(template_id: str) -> str:
    """Why a template is not at hand, in a sentence; nothing where it is."""
    try:
        _loaded(template_id)
    except UnreadableFile as error:
        return str(error)
    return "" if load_template(template_id) else f"no template {clean_line(template_id)!r} here"


@contextmanager
def in_place_of_any(template: Template | None) -> Iterator[None]:
    """Within, sessions are read with this template whatever they name; None changes nothing.

    What is written of them names the template that they name.
    """
    token = _IN_PLACE.set(template or _IN_PLACE.get())
    try:
        yield
    finally:
        _IN_PLACE.reset(token)


def template_source(template_id: str) -> bytes:
    """The file of a template at hand, to the byte. Raises UnreadableFile where there is none."""
    path = own_folder() / f"{template_id}{SUFFIX}"
    if _ID.fullmatch(template_id) and path.is_file():
        return _bytes_of(path)
    if template_id in builtin_templates():
        return (BUILTIN / f"{template_id}{SUFFIX}").read_bytes()
    there = ", ".join(template_ids())
    raise UnreadableFile(f"{clean_name(template_id)}: no such template; there are {there}")


def read_template_file(path: Path) -> Template:
    """The template of a file. Raises UnreadableFile, which names the file and what is wrong."""
    return read_template(_bytes_of(path), path.name, shown=clean_name(str(path)))


def _loaded(template_id: str) -> Template | None:
    if not _ID.fullmatch(template_id):
        return None
    path = own_folder() / f"{template_id}{SUFFIX}"
    try:
        status = path.stat()
    except (OSError, ValueError):
        return _builtin(template_id)
    return _own(path, status.st_mtime_ns, status.st_size)


@cache
def _builtin(template_id: str) -> Template | None:
    if template_id not in builtin_templates():
        return None
    name = f"{template_id}{SUFFIX}"
    return read_template((BUILTIN / name).read_bytes(), name)


@lru_cache(maxsize=16)
def _own(path: Path, changed: int, size: int) -> Template:
    """A person's own template, read again when the file has changed."""
    return read_template_file(path)


def _bytes_of(path: Path) -> bytes:
    shown = clean_name(str(path))
    try:
        return read_plain_file(path, LARGEST_TEMPLATE)
    except IsADirectoryError:
        wrong = "a folder"
    except (FileNotFoundError, NotADirectoryError):
        wrong = "there is no such file"
    except NotAPlainFile:
        wrong = "not a plain file"
    except FileTooLarge:
        raise UnreadableFile(f"{shown}: too large for a template: name another file") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UnreadableFile(f"{shown}: cannot be read: {str(reason).lower()}") from None
    raise UnreadableFile(f"{shown}: {wrong}: name a template, or the id of one")


def read_template(data: bytes, name: str, *, shown: str = "") -> Template:
    """The template that a file's bytes hold; ``name`` is the file's, ``shown`` it for messages.

    Raises UnreadableFile, with file, line and key, where it is not TOML, a key is unknown or of
    another type, or a rule is broken.
    """
    shown = shown or name
    try:
        text = data.decode("utf-8-sig")
        tables = parse_toml(text)
        template = template_of_tables(tables)
    except msgspec.ValidationError as error:
        wrong, _, where = str(error).rpartition(" - at ")
        key = where.strip("`").removeprefix("$").removeprefix(".")
        if unknown := re.search(r"unknown field `(.+)`", wrong or str(error)):
            key = f"{key}.{unknown[1]}".lstrip(".")
        raise _broken(shown, text, key, wrong or str(error)) from None
    except (ValueError, RecursionError) as error:
        line = _AT_LINE.search(str(error))
        where = f"{shown}, line {line[1]}" if line else shown
        wrong = clean_line(_AT_LINE.sub("", str(error)))
        raise UnreadableFile(f"{where}: {wrong}: correct the template") from None
    broken = next(_broken_rules(template, name), None)
    if broken:
        key, _, _ = broken.partition(": ")
        raise _broken(shown, text, _indexed(key, tables), broken, said=True)
    return template


def template_of_tables(tables: Mapping[str, object]) -> Template:
    """Return the template that parsed TOML holds, whether or not it keeps the rules.

    Raises msgspec.ValidationError, with the key, for an unknown key or kind or another type.
    """
    return msgspec.convert(tables, Template, dec_hook=_kind_named)


def _kind_named(wanted: type, name: object) -> Kind:
    """Return the kind that a template names, for ``msgspec.convert``.

    Raises TypeError or ValueError, in msgspec's own words, which it ties to the key.
    """
    assert wanted is Kind
    if not isinstance(name, str):
        raise TypeError(f"Expected `str`, got `{_TOML_TYPES.get(type(name), 'object')}`")
    try:
        return kind_named(name)
    except KeyError:
        raise ValueError(f"Invalid enum value {name!r}") from None


def _broken(shown: str, text: str, key: str, wrong: str, *, said: bool = False) -> UnreadableFile:
    """What is wrong with a key, with its line. ``key`` is written ``sections[3].role``."""
    line = line_of_item(text.replace("\r\n", "\n"), key)
    where = f"{shown}, line {line}" if line else shown
    about = "" if said or not key else f"{key}: "
    return UnreadableFile(f"{where}: {clean_line(about + wrong)}: correct the template")


def _indexed(key: str, tables: Mapping[str, object]) -> str:
    """A key that names sections, roles and fields by id, with their numbers instead."""
    path: list[str] = []
    value: object = tables
    for part in key.split("."):
        if isinstance(value, Mapping) and part not in value and "fields" in value:
            path.append("fields")
            value = value["fields"]
        if isinstance(value, list):
            ids = [entry.get("id") for entry in value if isinstance(entry, Mapping)]
            if part not in ids:
                break
            path[-1] += f"[{ids.index(part)}]"
            value = value[ids.index(part)]
        elif isinstance(value, Mapping) and part in value:
            path.append(part)
            value = value[part]
        else:
            break
    return ".".join(path)


def _broken_rules(template: Template, name: str) -> Iterator[str]:
    if template.id != name.removesuffix(".toml"):
        yield f"id: {template.id!r} is not the file's name"
    if not template.languages:
        yield "languages: at least one is needed"
    yield from _ids("sections", [section.id for section in template.sections])
    yield from _ids("roles", [role.id for role in template.roles])
    yield from _facts(template)
    yield from _ids("forum", [field.id for field in template.forum])
    if len(template.of_kind(PEOPLE)) > 1:
        yield "sections: more than one of people"
    if template.of_kind(PEOPLE) and not any(role.speaks for role in template.roles):
        yield "roles: one that speaks is needed"
    yield from _fields("forum", template.forum, MEANS_OF_FORUM)
    for section in template.sections:
        yield from _section(section, template)
    yield from _means(template)


def _ids(where: str, ids: Iterable[str]) -> Iterator[str]:
    for used, times in Counter(ids).items():
        if not _ID.fullmatch(used):
            yield f"{where}.{used}: an id has small letters, digits, _ and -"
        if times > 1:
            yield f"{where}.{used}: the id is there twice"
        if where == "sections" and used in RESERVED_IDS:
            yield f"{where}.{used}: the id is kept for a table that every session may have"


def _means(template: Template) -> Iterator[str]:
    """What a fact means is said of one: the program would take either."""
    fields = [(f"sections.{s.id}", field) for s in template.sections for field in s.fields]
    said: set[str] = set()
    for where, field in [*(("forum", field) for field in template.forum), *fields]:
        if field.means and field.means in said:
            yield f"{where}.{field.id}.means: {field.means!r} is said of two fields"
        said.add(field.means)


def _facts(template: Template) -> Iterator[str]:
    """All facts of a session lie in one table, the lines of its questions among them."""
    seen: set[str] = set()
    for section in template.sections:
        ids = [field.id for field in section.fields]
        ids += [section.id] if section.kind.is_fact else []
        for used in ids:
            where = f"sections.{section.id}" + (f".{used}" if section.fields else "")
            if not _ID.fullmatch(used):
                yield f"{where}: an id has small letters, digits, _ and -"
            if used in seen:
                yield f"{where}: the id is there twice"
            seen.add(used)


def _section(section: Section, template: Template) -> Iterator[str]:
    where = f"sections.{section.id}"
    if section.kind.has_fields and not section.fields:
        yield f"{where}.fields: a section of facts needs fields"
    if section.fields and not section.kind.has_fields:
        yield f"{where}.fields: only a section of facts has fields"
    if section.kind.has_role and not section.role:
        yield f"{where}.role: a closing needs the role whose conclusion it is"
    if section.role and section.role not in {role.id for role in template.roles}:
        yield f"{where}.role: there is no role {section.role!r}"
    if any(number < 0 for number in msgspec.structs.astuple(section.limits)):
        yield f"{where}.limits: a limit is a number from 1 on"
    if section.role == "remarks":
        yield f"{where}.role: 'remarks' is the table of the remarks"
    yield from _fields(where, section.fields, MEANS_OF_FACTS)


def _fields(where: str, fields: Iterable[Field], means: frozenset[str]) -> Iterator[str]:
    rows: Mapping[str, Field] = {field.id: field for field in fields}
    for field in rows.values():
        if field.means and field.means not in means:
            yield f"{where}.{field.id}.means: {field.means!r} means nothing to the program"
        if field.row and (field.row == field.id or field.row not in rows):
            yield f"{where}.{field.id}.row: there is no other field {field.row!r}"
        if field.cldr not in ("", "languages", "territories"):
            yield f"{where}.{field.id}.cldr: 'languages' or 'territories', not {field.cldr!r}"
        if (field.type is FieldType.CHOICE) != bool(field.choices):
            yield f"{where}.{field.id}.choices: a choice has choices, and nothing else has"
