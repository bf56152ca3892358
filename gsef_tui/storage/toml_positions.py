"""Which line of a TOML file a key stands on, for messages: ``tomllib`` does not keep it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from gsef_tui.model.clean import clean_line

DEEPEST = 40
"""Tables and lists inside one another, in what the program does not know."""

_HEADER = re.compile(r"\s*(\[\[?.+?\]\]?)\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*((?:[\w-]+|"(?:[^"\\]|\\.)*"|'[^']*')(?:\s*\.\s*[\w"'-]+)*)\s*=""")
_PART = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+"""
_DEEP_KEY = re.compile(
    rf"^[ \t]*+(?:\[{{1,2}}[ \t]*+|(?:{_PART}=[ \t]*+\{{[ \t]*+)*+)"
    rf"(?:{_PART}\.[ \t]*+){{{DEEPEST + 1}}}",
    re.MULTILINE,
)
_DIGITS = re.compile(r"\d[\d_]*")
_QUOTE = re.compile("[\"'\\\\]")
_FENCE = re.compile(r'"""|' + "'''")


def line_of(text: str, keys: tuple[str, ...]) -> int | None:
    """The line, from 1, of ``people.BA.name``; of the nearest thing around it that has a line.

    Looks for headers and keys, made clean as those looked for are, and not inside texts of several
    lines. None where nothing is found.
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
    """The line, from 1, where a text of several lines begins that has no end; None without one."""
    fence, begun = "", 0
    for number, line in enumerate(text.split("\n"), start=1):
        before, fence = fence, _fence_after(line, fence)
        if fence and not before:
            begun = number
    return begun if fence else None


def deep_key(text: str) -> int | None:
    """The line, from 1, of a key of more parts than tables may stand inside one another; None
    without one.

    ``tomllib`` needs seconds for a key of a thousand parts, and the square of that for a longer
    one.
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
    """The tables of a TOML text. Raises ValueError, and RecursionError where they are too deep,
    without the minutes that ``tomllib`` may need to find that out."""
    line = deep_key(text)
    if line is not None:
        raise RecursionError(f"a key of too many parts on line {line}")
    return tomllib.loads(text)


def deepest_line(text: str) -> int:
    """The line, from 1, with the most opening brackets."""
    lines = text.split("\n")
    return max(range(len(lines)), key=lambda at: lines[at].count("[") + lines[at].count("{")) + 1


def longest_number(text: str) -> int:
    """The line, from 1, with the most digits in a row."""
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
    """The parts of ``[a.b]`` or ``a.b``."""
    bare = statement.strip("[] \t")
    if not _QUOTE.search(bare):
        return tuple(clean_line(part.strip()) for part in bare.split("."))
    # TOML itself takes the quotes and dots apart; the value met on the way down is empty or 0.
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
