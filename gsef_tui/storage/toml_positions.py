"""Finds the line of a key in a TOML file, for messages: ``tomllib`` does not report it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from gsef_tui.model.clean import clean_line
from gsef_tui.model.lazy_pattern import lazy_pattern

DEEPEST = 40
"""How deep tables and lists may be nested in values that the program does not know."""

_HEADER = lazy_pattern(r"\s*(\[\[?.+?\]\]?)\s*(?:#.*)?$")
_KEY = lazy_pattern(r"""\s*((?:[\w-]+|"(?:[^"\\]|\\.)*"|'[^']*')(?:\s*\.\s*[\w"'-]+)*)\s*=""")
_PART = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+"""
_DEEP_KEY = lazy_pattern(
    rf"^[ \t]*+(?:\[{{1,2}}[ \t]*+|(?:{_PART}=[ \t]*+\{{[ \t]*+)*+)"
    rf"(?:{_PART}\.[ \t]*+){{{DEEPEST + 1}}}",
    re.MULTILINE,
)
_DIGITS = lazy_pattern(r"\d[\d_]*")
_QUOTE = lazy_pattern("[\"'\\\\]")
_FENCE = lazy_pattern(r'"""|' + "'''")


def line_of(text: str, keys: tuple[str, ...]) -> int | None:
    """Return the line, from 1, of ``people.BA.name``, or of its nearest parent that has a line.

    Searches headers and keys, cleaned like the keys searched for, but not multi-line texts. None if
    nothing is found.
    """
    header: tuple[str, ...] = ()
    found: tuple[int, int] | None = None
    fence = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if not fence:
            path: tuple[str, ...] = ()
            if match := _HEADER.match(line):
                path = header = _path(match[1])
            elif match := _KEY.match(line):
                path = header + _path(match[1])
            depth = min(len(path), len(keys))
            same = path and path[:depth] == keys[:depth]
            if same and (found is None or depth > found[0]):
                found = depth, number
        fence = _fence_after(line, fence)
    return found[1] if found else None


def unfinished(text: str) -> int | None:
    """Return the line, from 1, where an unterminated multi-line text begins; None without one."""
    fence, begun = "", 0
    for number, line in enumerate(text.split("\n"), start=1):
        before, fence = fence, _fence_after(line, fence)
        if fence and not before:
            begun = number
    return begun if fence else None


def deep_key(text: str) -> int | None:
    """Return the line, from 1, of a key with more parts than tables may be nested, or None.

    ``tomllib`` needs seconds for a key of a thousand parts, and quadratic time for longer keys.
    """
    if not _DEEP_KEY.search(text):
        return None
    fence = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if not fence and _DEEP_KEY.match(line):
            return number
        fence = _fence_after(line, fence)
    return None


def parse_toml(text: str) -> dict[str, Any]:
    """Return the tables of a TOML text.

    Raises ValueError, or RecursionError if they are nested too deep, without the minutes that
    ``tomllib`` may need to find that out.
    """
    line = deep_key(text)
    if line is not None:
        raise RecursionError(f"a key of too many parts on line {line}")
    return tomllib.loads(text)


def deepest_line(text: str) -> int:
    """Return the line, from 1, with the most opening brackets."""
    lines = text.split("\n")
    return max(range(len(lines)), key=lambda at: lines[at].count("[") + lines[at].count("{")) + 1


def longest_number(text: str) -> int:
    """Return the line, from 1, of the longest run of digits."""
    runs = max(_DIGITS.finditer(text), key=lambda run: len(run[0]), default=None)
    return text.count("\n", 0, runs.start() if runs else 0) + 1


def _fence_after(line: str, fence: str) -> str:
    for mark in _FENCE.findall(line):
        if not fence:
            fence = mark
        elif fence == mark:
            fence = ""
    return fence


def _path(statement: str) -> tuple[str, ...]:
    """Return the parts of ``[a.b]`` or ``a.b``."""
    bare = statement.strip("[] \t")
    if not _QUOTE.search(bare):
        return tuple(clean_line(part.strip()) for part in bare.split("."))
    # tomllib splits at quotes and dots; the innermost value is empty or 0.
    try:
        value: Any = tomllib.loads(statement if statement.startswith("[") else f"{statement} = 0")
    except (ValueError, RecursionError):
        return ()
    path: list[str] = []
    while value and isinstance(value, Mapping | list):
        if isinstance(value, list):
            value = value[0]
            continue
        key, value = next(iter(value.items()))
        path.append(clean_line(key))
    return tuple(path)
