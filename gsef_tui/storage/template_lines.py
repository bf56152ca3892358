"""Finds the line of a key in a template, which consists of arrays of tables."""

from __future__ import annotations

from gsef_tui.model.lazy_pattern import lazy_pattern

_HEADER = lazy_pattern(r"\s*(\[\[?)\s*([\w.-]+)\s*\]")
_KEY = lazy_pattern(r"\s*([\w-]+)(?:\s*\.\s*[\w-]+)*\s*=")
_NUMBER = lazy_pattern(r"\[\d+\]$")


def line_of_item(text: str, key: str) -> int | None:
    """Return the line, from 1, of ``sections[3].fields[0].type``, or of its nearest parent found.

    A key inside a list or table written on one line has that line. None if nothing of it is found.
    """
    wanted = key.split(".") if key else []
    counts: dict[str, int] = {}
    header: list[str] = []
    best: tuple[int, int] | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        if found := _HEADER.match(line):
            header = _counted(found[2].split("."), counts, again=found[1] == "[[")
            path = header
        elif found := _KEY.match(line):
            path = [*header, found[1]]
        else:
            continue
        depth = len(path)
        if depth and _begins(wanted, path) and (best is None or depth > best[0]):
            best = depth, number
    return best[1] if best else None


def _counted(names: list[str], counts: dict[str, int], *, again: bool) -> list[str]:
    """Return a header's names, each name of an array with the index of the present table."""
    path: list[str] = []
    for at, name in enumerate(names):
        here = ".".join((*path, name))
        if again and at == len(names) - 1:
            counts[here] = counts.get(here, -1) + 1
        path.append(f"{name}[{counts[here]}]" if here in counts else name)
    return path


def _begins(wanted: list[str], path: list[str]) -> bool:
    """Return whether a path leads to the wanted one; a name without index is the whole array."""
    if len(path) > len(wanted):
        return False
    *before, last = path
    sought = wanted[len(before)]
    same = sought in (last, _NUMBER.sub("", last)) or _NUMBER.sub("", sought) == last
    return wanted[: len(before)] == before and same
