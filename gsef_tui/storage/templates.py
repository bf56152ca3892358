"""Report templates, read from the package and checked once.

A session whose template is not at hand opens too: a template is made from the shape of its tables.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

import msgspec

from gsef_tui.model.session import Session
from gsef_tui.model.template import RESERVED_IDS, Field, FieldType, Kind, Section, Template

from .errors import UnreadableFile
from .shapes import MEANS_OF_FACTS, MEANS_OF_FORUM, template_of

_ID = re.compile(r"[a-z][a-z0-9_-]*")


@cache
def builtin_templates() -> tuple[str, ...]:
    """The ids of the templates that come with the program, in the order of the alphabet."""
    names = (entry.name for entry in files("gsef_tui.templates").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def load_template(template_id: str) -> Template | None:
    """The template of that id, or None where the program has none of that name.

    Raises UnreadableFile, naming file and key, where the template breaks a rule.
    """
    if template_id not in builtin_templates():
        return None
    name = f"{template_id}.toml"
    return read_template(files("gsef_tui.templates").joinpath(name).read_bytes(), name)


def read_template(data: bytes, name: str) -> Template:
    """The template that a file's bytes hold; ``name`` is the file's, for the messages.

    Raises UnreadableFile where it is not TOML, a key is unknown or of another type, or a rule is
    broken.
    """
    try:
        template = msgspec.convert(tomllib.loads(data.decode("utf-8-sig")), Template)
    except msgspec.ValidationError as error:
        wrong, _, where = str(error).rpartition(" - at ")
        key = where.strip("`").removeprefix("$").removeprefix(".")
        raise UnreadableFile(
            f"{name}: {f'{key}: ' if key else ''}{wrong or error}: correct the template"
        ) from None
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(f"{name}: {error}: correct the template") from None
    broken = next(_broken_rules(template, name), None)
    if broken:
        raise UnreadableFile(f"{name}: {broken}: correct the template")
    return template


def template_for(session: Session) -> Template:
    """The session's own template, or one made from the shape of what it holds."""
    return load_template(session.template) or template_of(session)


def _broken_rules(template: Template, name: str) -> Iterator[str]:
    if template.id != name.removesuffix(".toml"):
        yield f"id: {template.id!r} is not the file's name"
    if not template.languages:
        yield "languages: at least one is needed"
    yield from _ids("sections", [section.id for section in template.sections])
    yield from _ids("roles", [role.id for role in template.roles])
    in_session = [field.id for field in template.facts]
    in_session += [section.id for section in template.of_kind(Kind.QUESTIONS)]
    yield from _ids("fields", in_session)
    yield from _ids("forum", [field.id for field in template.forum])
    if len(template.of_kind(Kind.PEOPLE)) > 1:
        yield "sections: more than one of people"
    if template.of_kind(Kind.PEOPLE) and not any(role.speaks for role in template.roles):
        yield "roles: one that speaks is needed"
    yield from _fields("forum", template.forum, MEANS_OF_FORUM)
    for section in template.sections:
        yield from _section(section, template)
    means = Counter(field.means for field in (*template.facts, *template.forum) if field.means)
    yield from (f"means: {word!r} is said of two fields" for word, n in means.items() if n > 1)


def _ids(where: str, ids: Iterable[str]) -> Iterator[str]:
    for used, times in Counter(ids).items():
        if not _ID.fullmatch(used):
            yield f"{where}.{used}: an id has small letters, digits, _ and -"
        if times > 1:
            yield f"{where}.{used}: the id is there twice"
        if where == "sections" and used in RESERVED_IDS:
            yield f"{where}.{used}: the id is kept for a table that every session may have"


def _section(section: Section, template: Template) -> Iterator[str]:
    where = f"sections.{section.id}"
    if section.kind is Kind.FACTS and not section.fields:
        yield f"{where}.fields: a section of facts needs fields"
    if section.kind is not Kind.FACTS and section.fields:
        yield f"{where}.fields: only a section of facts has fields"
    if section.kind is Kind.CLOSING and not section.role:
        yield f"{where}.role: a closing needs the role whose conclusion it is"
    if section.role and section.role not in {role.id for role in template.roles}:
        yield f"{where}.role: there is no role {section.role!r}"
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
