"""Write tables with long texts as TOML, and encode and verify only the lines that changed.

``tomli_w`` writes a text character by character and ``tomllib`` reads it so, and both hold the
interpreter lock: some 20 ms for 100 KB, several times a second. In TOML a multi-line text is its
lines between triple quotation marks. ``tomli_w`` leaves no bare quotation mark in a line, and no
escape continues on the next line. What a line reads as therefore does not depend on its neighbours,
and a line that was once read back is proven. The rest of the table is written with a placeholder
for each text, and read back as a whole.
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
    """A multi-line text and its TOML; ``lines`` maps each of its lines to that line's TOML."""

    text: str
    toml: bytes
    lines: Mapping[str, str]


class NotTheSame(ValueError):
    """What was written reads back as something else."""


def dumps(table: Table, before: Mapping[Path, Written]) -> tuple[bytes, dict[Path, Written]]:
    """Return the TOML of a table, as ``tomli_w`` writes it, proven to read back as the table.

    ``before`` is the mapping that the last call returned for the table: of a text in it, only the
    changed lines are encoded. Raises NotTheSame, or the errors of ``tomli_w`` and ``tomllib``.
    """
    word = os.urandom(8).hex()  # no text can contain it
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
    """Return the table with a placeholder for each long text.

    Texts in a list stay: how ``tomli_w`` writes a list depends on its length.
    """
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
    """Return a line of a multi-line text as TOML, read back."""
    toml = tomli_w.dumps({"x": f"\n{line}"}, multiline_strings=True)
    if tomllib.loads(toml) != {"x": f"\n{line}"}:
        raise NotTheSame
    inside = toml.removeprefix(_BEFORE).removesuffix(_AFTER)
    return line if inside == line else inside  # equal strings are stored once


def same(left: Any, right: Any) -> bool:
    """Return whether two TOML values are the same, in type too; every nan equals every other."""
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return left.keys() == right.keys() and all(same(v, right[k]) for k, v in left.items())
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return len(left) == len(right) and all(map(same, left, right))
    if type(left) is not type(right):
        return False
    return bool(left == right or (left != left and right != right))
