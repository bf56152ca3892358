"""Report templates: those that come with the program, and the user's own.

The user's own templates lie in ``templates/`` of the configuration folder, named by their ids; they
take precedence over the program's. A session whose template does not exist here opens too: a
template is made from the shape of its tables (``shapes``).
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from pathlib import Path

import msgspec
from msgspec.structs import replace

from gsef_tui.model.clean import clean_line, clean_name
from gsef_tui.model.kinds import PEOPLE, Kind, kind_named
from gsef_tui.model.lazy_pattern import lazy_pattern
from gsef_tui.model.template import (
    RESERVED_IDS,
    Field,
    FieldType,
    Section,
    Template,
    in_place_of,
)

from .errors import UnreadableFile
from .filenames import is_bare_name
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

_ID = lazy_pattern(r"[a-z][a-z0-9_-]*")
_TOML_TYPES = {bool: "bool", int: "int", float: "float", list: "array", dict: "object"}
_AT_LINE = lazy_pattern(r" \(at line (\d+), column \d+\)")
_LOADING = threading.Lock()
"""Templates are compared by identity, so two threads must not load the same one."""
_IN_PLACE: ContextVar[Template | None] = ContextVar("template in place of any", default=None)


@cache
def builtin_templates() -> tuple[str, ...]:
    """Return the ids of the templates that come with the program, in alphabetical order."""
    return tuple(sorted(path.stem for path in BUILTIN.glob(f"*{SUFFIX}")))


def own_folder() -> Path:
    """Return the folder of the user's own templates."""
    return config_folder() / "templates"


def template_ids() -> tuple[str, ...]:
    """Return the ids of all templates, the user's own among them, including broken ones."""
    try:
        own = [path.stem for path in own_folder().glob(f"*{SUFFIX}") if _ID.fullmatch(path.stem)]
    except OSError:
        own = []
    return tuple(sorted({*builtin_templates(), *own}))


def signature() -> str:
    """Return a text that differs whenever a template has been changed, added or removed."""
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
    """Return the template with that id; None if there is none, or the user's own is broken.

    ``require_template`` reports what is wrong with it.
    """
    if (in_place := _IN_PLACE.get()) is not None:
        return in_place_of(in_place, template_id)
    try:
        return _loaded(template_id)
    except UnreadableFile:
        return None


def replaced_template(template_id: str) -> tuple[Template, Template] | None:
    """Return the template with that id, and the one that ``in_place_of_any`` has in its place.

    None if it has none, or if there is no such template here.
    """
    in_place = _IN_PLACE.get()
    if in_place is None or in_place.id == template_id:
        return None
    try:
        own = _loaded(template_id)
    except UnreadableFile:
        return None
    return (own, in_place) if own else None


def require_template(name: str) -> Template:
    """Return the template with that id, or from that file.

    Raises UnreadableFile: if there is no such template, with the ids that exist; if the template
    breaks a rule, with file, line and key.
    """
    if name.endswith(SUFFIX) or "/" in name:
        return read_template_file(Path(name))
    template = _loaded(name)
    if template is None:
        there = ", ".join(template_ids())
        raise UnreadableFile(f"{clean_name(name)}: no such template; there are {there}")
    return template


def template_problem(template_id: str) -> str:
    """Return why a template is not available, in a sentence; empty if it is."""
    try:
        _loaded(template_id)
    except UnreadableFile as error:
        return str(error)
    return "" if load_template(template_id) else f"no template {clean_line(template_id)!r} here"


@contextmanager
def in_place_of_any(template: Template | None) -> Iterator[None]:
    """Read all sessions with this template within the context, whatever template they name.

    Their facts and roles get the ids of those that mean the same in it. None changes nothing. A
    session that is written still names its own template, unless something got another id.
    """
    token = _IN_PLACE.set(template or _IN_PLACE.get())
    try:
        yield
    finally:
        _IN_PLACE.reset(token)


def template_source(template_id: str) -> bytes:
    """Return the exact bytes of a template's file. Raises UnreadableFile if there is none."""
    path = own_folder() / f"{template_id}{SUFFIX}"
    if _ID.fullmatch(template_id) and path.is_file():
        return _bytes_of(path)
    if template_id in builtin_templates():
        return (BUILTIN / f"{template_id}{SUFFIX}").read_bytes()
    there = ", ".join(template_ids())
    raise UnreadableFile(f"{clean_name(template_id)}: no such template; there are {there}")


def read_template_file(path: Path) -> Template:
    """Return the template in a file. Raises UnreadableFile with the file and the problem."""
    template = read_template(_bytes_of(path), path.name, shown=clean_name(str(path)))
    if not template.report.logo:
        return template
    logo = path.absolute().with_name(template.report.logo)
    return replace(template, report=replace(template.report, logo=str(logo)))


def _loaded(template_id: str) -> Template | None:
    if not _ID.fullmatch(template_id):
        return None
    path = own_folder() / f"{template_id}{SUFFIX}"
    with _LOADING:
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
    """Return the user's own template, read again if the file has changed."""
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
    """Return the template in a file's bytes; ``name`` is the file's name.

    ``shown``: the name for messages; by default ``name``. Raises UnreadableFile, with file, line
    and key, if it is not TOML, a key is unknown or has the wrong type, or a rule is broken.
    """
    shown = shown or name
    try:
        text = data.decode("utf-8-sig")
        tables = parse_toml(text)
        template = template_of_tables(tables)
    except msgspec.ValidationError as error:
        wrong, key = _wrong_and_key(str(error))
        raise _broken(shown, text, key, wrong) from None
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


def _wrong_and_key(message: str) -> tuple[str, str]:
    """Return what a message of msgspec says is wrong, and the key: ``sections[3].role``."""
    wrong, at, where = message.partition(" - at ")
    key = where.strip("`").removeprefix("$").removeprefix(".") if at else ""
    if unknown := re.search(r"unknown field `(.+)`", wrong):
        return wrong, f"{key}.{unknown[1]}".lstrip(".")
    if missing := re.search(r"missing required field `(.+)`", wrong):
        return f"{missing[1]} is missing", key
    return wrong, key


def template_of_tables(tables: Mapping[str, object]) -> Template:
    """Return the template in parsed TOML, whether or not it follows the rules.

    Raises msgspec.ValidationError, with the key, for an unknown key or kind or a wrong type.
    """
    return msgspec.convert(tables, Template, dec_hook=_kind_named)


def _kind_named(wanted: type, name: object) -> Kind:
    """Return the kind that a template names, for ``msgspec.convert``.

    Raises TypeError or ValueError in msgspec's own words, to which msgspec adds the key.
    """
    assert wanted is Kind
    if not isinstance(name, str):
        raise TypeError(f"Expected `str`, got `{_TOML_TYPES.get(type(name), 'object')}`")
    try:
        return kind_named(name)
    except KeyError:
        raise ValueError(f"Invalid enum value {name!r}") from None


def _broken(shown: str, text: str, key: str, wrong: str, *, said: bool = False) -> UnreadableFile:
    """Return the error for a key, with its line. ``key`` is written ``sections[3].role``."""
    line = line_of_item(text.replace("\r\n", "\n"), key)
    where = f"{shown}, line {line}" if line else shown
    about = "" if said or not key else f"{key}: "
    return UnreadableFile(f"{where}: {clean_line(about + wrong)}: correct the template")


def _indexed(key: str, tables: Mapping[str, object]) -> str:
    """Return a key that names sections, roles and fields by id, with their indexes instead."""
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
    if template.report.logo and not is_bare_name(template.report.logo):
        yield f"report.logo: {template.report.logo!r} is no name of a file beside the template"
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
    """Yield an error for each meaning that two fields have, since either could be used."""
    fields = [(f"sections.{s.id}", field) for s in template.sections for field in s.fields]
    said: set[str] = set()
    for where, field in [*(("forum", field) for field in template.forum), *fields]:
        if field.means and field.means in said:
            yield f"{where}.{field.id}.means: {field.means!r} is said of two fields"
        said.add(field.means)


def _facts(template: Template) -> Iterator[str]:
    """Yield errors in the ids of facts.

    All facts of a session are in one table, including the lines of its questions.
    """
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
