"""One's own short forms are written into ``config.toml`` without a comment or a line of it lost.

TOML libraries keep no comments, so lines are put in and taken out, and what comes of it is read and
compared with what was meant before it takes the file's place.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .durable import make_folder, write_durably
from .errors import CannotWrite, reason_of, shown
from .folders import config_folder
from .lines import line_of
from .plain_files import read_plain_file
from .settings import FILE, LARGEST_FILE

TABLE = "expansions"
_HEADER = re.compile(rf"[ \t]*\[[ \t]*{TABLE}[ \t]*\][ \t]*(#.*)?\r?")


def keep_form(short: str, long: str) -> None:
    """Keep a short form for all sessions, in the place of one of that name. Raises CannotWrite."""
    _write(short, long)


def drop_form(short: str) -> None:
    """Keep a short form no longer. Raises CannotWrite."""
    _write(short, None)


def _write(short: str, long: str | None) -> None:
    path = config_folder() / FILE
    try:
        text = _text_of(path)
        tables = tomllib.loads(text)
        own = tables.get(TABLE, {})
        same = [key for key in own if key.lstrip(";").lower() == short.lower()]
        kept = {key: value for key, value in own.items() if key not in same}
        for key in same:
            text = _without(text, key)
        if long is not None:
            text = _with(text, short, long)
            kept[short] = long
        if tomllib.loads(text) != tables | {TABLE: kept}:
            raise ValueError
        make_folder(path.parent)
        write_durably(path, text.encode())
    except OSError as error:
        raise CannotWrite(f"{shown(path)}: {reason_of(error)}") from None
    except (ValueError, RecursionError, AttributeError, TypeError):
        raise CannotWrite(_by_hand(path, short)) from None


def _text_of(path: Path) -> str:
    try:
        return read_plain_file(path, LARGEST_FILE).decode("utf-8-sig")
    except FileNotFoundError:
        return ""


def _with(text: str, short: str, long: str) -> str:
    import tomli_w

    line = tomli_w.dumps({short: long})
    lines = text.split("\n")
    at = next((n for n, each in enumerate(lines) if _HEADER.fullmatch(each)), None)
    if at is None:
        gap = "" if not text else "\n" if text.endswith("\n") else "\n\n"
        return f"{text}{gap}[{TABLE}]\n{line}"
    return "\n".join([*lines[: at + 1], line.rstrip("\n"), *lines[at + 1 :]])


def _without(text: str, key: str) -> str:
    """The text without the lines of a key: as many as leave all else as it was."""
    wanted = _table_without(tomllib.loads(text), key)
    first = (line_of(text.replace("\r\n", "\n"), (TABLE, key)) or 1) - 1
    for shorter in _cuts(text.split("\n"), first):
        try:
            if tomllib.loads(shorter) == wanted:
                return shorter
        except ValueError:
            continue
    raise ValueError


def _table_without(tables: dict[str, Any], key: str) -> dict[str, Any]:
    return tables | {TABLE: {k: v for k, v in tables[TABLE].items() if k != key}}


def _cuts(lines: list[str], first: int) -> Iterator[str]:
    for last in range(first + 1, len(lines) + 1):
        yield "\n".join([*lines[:first], *lines[last:]])


def _by_hand(path: Path, short: str) -> str:
    return f"{shown(path)}: {short} under [{TABLE}] is to be changed there by hand"
