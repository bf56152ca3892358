"""Edits the user's own abbreviations in ``config.toml`` and leaves all other lines as they are.

tomlkit keeps comments, order and spacing. Before the edited text replaces the file, it is parsed
again and compared with the intended result.
"""

from __future__ import annotations

import tomllib
from codecs import BOM_UTF8
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .durable import make_folder, write_durably
from .errors import CannotWrite, reason_of, shown
from .folders import config_folder
from .plain_files import read_plain_file
from .settings import FILE, LARGEST_FILE
from .toml_positions import parse_toml

if TYPE_CHECKING:
    from tomlkit.items import Item, Table

TABLE = "expansions"


def keep_abbreviation(short: str, long: str) -> None:
    """Save an abbreviation for all sessions. It replaces those that differ from it only in case.

    Raises CannotWrite if the file cannot be read, edited or written; the file is then unchanged.
    """
    _edit_file(short, long)


def drop_abbreviation(short: str) -> None:
    """Remove an abbreviation, in upper or lower case.

    Raises CannotWrite as ``keep_abbreviation`` does.
    """
    _edit_file(short, None)


def _edit_file(short: str, long: str | None) -> None:
    path = config_folder() / FILE
    try:
        data = _content_of(path)
        edited = _edited_content(data, short, long)
        make_folder(path.parent)
        write_durably(path, edited)
    except OSError as error:
        raise CannotWrite(f"{shown(path)}: {reason_of(error)}") from None
    except (ValueError, RecursionError):
        raise CannotWrite(_by_hand(path, short)) from None


def _content_of(path: Path) -> bytes:
    try:
        return read_plain_file(path, LARGEST_FILE)
    except FileNotFoundError:
        return b""


def _edited_content(data: bytes, short: str, long: str | None) -> bytes:
    """Return the file's bytes after the edit, with the byte order mark and the line ends it had.

    Raises ValueError or RecursionError if the file is not TOML or cannot be edited safely.
    """
    text = data.removeprefix(BOM_UTF8).decode()
    # tomlkit ends the lines that it adds with LF.
    has_crlf_only = "\r\n" in text and text.count("\r\n") == text.count("\n")
    if has_crlf_only:
        text = text.replace("\r\n", "\n")
    edited = _edited_text(text, short, long)
    if has_crlf_only:
        edited = edited.replace("\n", "\r\n")
    return (BOM_UTF8 if data.startswith(BOM_UTF8) else b"") + edited.encode()


def _edited_text(text: str, short: str, long: str | None) -> str:
    tables = parse_toml(text)
    own = tables.get(TABLE, {})
    if not isinstance(own, dict):
        raise ValueError(f"{TABLE} is not a table")
    same = [key for key in own if key.lstrip(";").lower() == short.lower()]
    intended = {key: value for key, value in own.items() if key not in same}
    if long is None and not same:
        return text
    if long is not None:
        intended[short] = long
    edited = _edited_by_tomlkit(text, same, short, long)
    if tomllib.loads(edited) != tables | {TABLE: intended}:
        raise ValueError("the edit would have changed something else")
    return edited


def _edited_by_tomlkit(text: str, same: list[str], short: str, long: str | None) -> str:
    import tomlkit
    from tomlkit.exceptions import TOMLKitError
    from tomlkit.items import Table

    try:
        document = tomlkit.parse(text)
        if TABLE not in document:
            document[TABLE] = tomlkit.table()
        table: Any = document[TABLE]
        for key in same:
            if long is None or key != short:
                del table[key]
        if long is not None and isinstance(table, Table) and short not in table:
            _append(table, short, long)
        elif long is not None:
            table[short] = long
        return tomlkit.dumps(document)
    except (TOMLKitError, LookupError, AttributeError, TypeError) as error:
        raise ValueError(f"tomlkit cannot edit this file: {error}") from error


def _append(table: Table, short: str, long: str) -> None:
    """Add an entry right after the last one.

    The blank lines and comments at the end of a table introduce the next one, so they stay behind
    the new entry.
    """
    from tomlkit.items import Comment, Whitespace

    body = table.value.body
    behind: list[Item] = []
    while body and body[-1][0] is None:
        behind.append(body.pop()[1])
    table[short] = long
    for item in reversed(behind):
        if isinstance(item, Comment | Whitespace):
            table.add(item)


def _by_hand(path: Path, short: str) -> str:
    return f"{shown(path)}: {short} under [{TABLE}] is to be changed there by hand"
