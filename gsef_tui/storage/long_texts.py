"""Tables with long texts as TOML, of which only the lines that changed are written and read back.

``tomli_w`` writes a text letter by letter and ``tomllib`` reads it so, holding the interpreter all
the while: some 20 ms for 100 KB, several times a second. In TOML a text of several lines is its
lines under each other between quotation marks. None has a bare quotation mark, and no escape goes
on in the next line; so what a line reads as does not depend on those around it, and a line that was
read back once is proven. The table around the texts is written with a word in the place of each,
and read back whole.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from typing import Any, TypeAlias

import tomli_w
from msgspec import Struct

Table: TypeAlias = dict[str, Any]
Path: TypeAlias = tuple[str, ...]


class Written(Struct, frozen=True):
    """A text of several lines and its TOML; ``lines`` has the TOML of each of its lines."""

    text: str
    toml: bytes
    lines: Mapping[str, str]


class NotTheSame(ValueError):
    """What was written reads as something else."""


def dumps(table: Table, before: Mapping[Path, Written]) -> tuple[bytes, dict[Path, Written]]:
    """The TOML of a table, as ``tomli_w`` writes it, proven to read as the table does.

    ``before`` is what this gave for the table the last time, beside its TOML: of a text that
    stands there only the lines that changed are written. Raises NotTheSame, or what ``tomli_w`` and
    ``tomllib`` raise.
    """
    word = os.urandom(8).hex()  # nobody can have typed it
    texts: dict[Path, str] = {}
    around = _taken_out(table, word, (), texts)
    toml = tomli_w.dumps(around, multiline_strings=True)
    if not same(tomllib.loads(toml), around):
        raise NotTheSame
    paths = list(texts)
    written = {path: _written(text, before.get(path)) for path, text in texts.items()}
    head, *rest = re.split(f'"{word}-([0-9]+)"', toml)
    numbers, between = [int(number) for number in rest[::2]], rest[1::2]
    if sorted(numbers) != list(range(len(paths))):
        raise NotTheSame
    pieces = [head.encode()]
    for number, after in zip(numbers, between, strict=True):
        pieces += written[paths[number]].toml, after.encode()
    return b"".join(pieces), written


def _taken_out(table: Mapping[str, Any], word: str, path: Path, texts: dict[Path, str]) -> Table:
    """The table with a word in the place of each long text. What stands in a list stays: how
    ``tomli_w`` writes a list depends on its length."""
    around: Table = {}
    for key, value in table.items():
        if isinstance(value, Mapping):
            value = _taken_out(value, word, (*path, key), texts)
        elif isinstance(value, str) and "\n" in value and "\r" not in value:
            texts[*path, key] = value
            value = f"{word}-{len(texts) - 1}"
        around[key] = value
    return around


def _written(text: str, before: Written | None) -> Written:
    if before is not None and before.text is text:
        return before
    known = before.lines if before is not None else {}
    lines = text.split("\n")
    fresh = {line: known[line] if line in known else _line(line) for line in lines}
    toml = '"""\n' + "\n".join([fresh[line] for line in lines]) + '"""'
    return Written(text, toml.encode(), fresh)


_BEFORE, _AFTER = 'x = """\n\n', '"""\n'


def _line(line: str) -> str:
    """A line of a text of several lines as TOML, read back."""
    toml = tomli_w.dumps({"x": f"\n{line}"}, multiline_strings=True)
    if tomllib.loads(toml) != {"x": f"\n{line}"}:
        raise NotTheSame
    inside = toml.removeprefix(_BEFORE).removesuffix(_AFTER)
    return line if inside == line else inside  # the same letters are kept once


def same(left: Any, right: Any) -> bool:
    """Whether two values of TOML are the same: in type too, and one nan is as another."""
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return left.keys() == right.keys() and all(same(v, right[k]) for k, v in left.items())
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return len(left) == len(right) and all(map(same, left, right))
    if type(left) is not type(right):
        return False
    return bool(left == right or (left != left and right != right))
