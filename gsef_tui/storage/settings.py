"""The user's settings, in ``config.toml`` of the configuration folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from gsef_tui.model.clean import clean, clean_line

from .errors import reason_of, shown
from .folders import config_folder
from .plain_files import FileTooLarge, NotAPlainFile, read_plain_file
from .toml_positions import line_of, parse_toml

FILE = "config.toml"
LARGEST_FILE = 1024 * 1024
"""In bytes. A few hundred abbreviations have some 20 KB."""
TYPING = ("arrows", "quotes")
"""What the user can turn on: ``->`` becomes an arrow, ``<<`` a quotation mark."""


class Settings(Struct, frozen=True):
    """The settings, with their default values.

    ``sessions``: the folder of sessions. ``keys``: the keys of commands, by the command's id.
    ``footer_ctrl``: whether the footer shows ctrl+letter instead of F-keys. ``lag``: how many
    seconds the user's typing is behind the speaker; time stamps are that much earlier. ``typing``:
    the replacements that are made while typing, of ``TYPING``. ``expansions``: the user's own
    abbreviations, for all sessions. ``pictures``: the folders in which the group photo is looked
    for, instead of the usual ones.
    """

    sessions: str = ""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    footer_ctrl: bool = False
    lag: float = 0.0
    typing: tuple[str, ...] = ()
    expansions: Mapping[str, str] = field(default_factory=dict)
    pictures: tuple[str, ...] = ()


def load_settings() -> tuple[Settings, list[str]]:
    """Return the settings of the configuration folder, and a sentence for each problem in them.

    Wrong settings are left out and the others used: a slip in one key must not disable the rest.
    """
    path = config_folder() / FILE
    if not path.exists():
        return Settings(), []
    return read_settings(path)


def read_settings(path: Path) -> tuple[Settings, list[str]]:
    """Return the settings of a file, and a sentence for each problem in them."""
    try:
        text = read_plain_file(path, LARGEST_FILE).decode("utf-8-sig")
        tables = parse_toml(text)
    except OSError as error:
        return Settings(), [f"{shown(path)}: {_closed(error)}"]
    except (ValueError, RecursionError) as error:
        wrong = clean_line(str(error)) if isinstance(error, ValueError) else "too deep"
        return Settings(), [f"{shown(path)}: not TOML: {wrong}: none of it is used; correct it"]
    reader = _Reader(path, text)
    return reader.settings(tables), reader.problems


def _closed(error: OSError) -> str:
    """Return why the settings cannot be read, and the consequence."""
    match error:
        case IsADirectoryError():
            return "a folder, where the settings should be: none are used"
        case NotAPlainFile():
            return "not a plain file: none of it is used"
        case FileTooLarge():
            return "too large for settings: none of it is used; shorten it"
    return f"cannot be read: {reason_of(error)}: none of it is used"


class _Reader:
    """Reads one configuration file, and collects the problems in it."""

    def __init__(self, path: Path, text: str) -> None:
        self.problems: list[str] = []
        self._path = path
        self._text = text

    def settings(self, tables: Mapping[str, Any]) -> Settings:
        known: dict[str, Any] = {}
        for key, value in tables.items():
            match key, value:
                case "sessions", str():
                    known[key] = clean_line(value)
                case "footer_ctrl", bool():
                    known[key] = value
                case "lag", int() | float() if not isinstance(value, bool) and 0 <= value <= 600:
                    known[key] = float(value)
                case "pictures", list() if all(isinstance(folder, str) for folder in value):
                    known[key] = tuple(clean_line(folder) for folder in value)
                case "keys", dict():
                    known[key] = self._keys(value)
                case "expansions", dict():
                    known[key] = self._expansions(value)
                case "typing", list() if all(name in TYPING for name in value):
                    known[key] = tuple(value)
                case "sessions", _:
                    self._wrong((key,), "expected text: write it between quotes")
                case "footer_ctrl", _:
                    self._wrong((key,), "expected true or false, without quotes")
                case "lag", _:
                    self._wrong((key,), "expected seconds, 0 to 600: lag = 4")
                case "keys" | "expansions", _:
                    self._wrong((key,), f"expected a table: write [{key}] on a line of its own")
                case "typing", _:
                    self._wrong((key,), f"expected a list of some of these: {list(TYPING)}")
                case "pictures", _:
                    self._wrong((key,), "expected a list of folders: ['~/Documents/Zoom']")
                case _:
                    there = ", ".join(Settings.__struct_fields__)
                    self._wrong((key,), f"there is no such setting: there are {there}")
        return Settings(**known)

    def _keys(self, table: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
        keys: dict[str, tuple[str, ...]] = {}
        for command, value in table.items():
            names = [value] if isinstance(value, str) else value
            if isinstance(names, list) and all(isinstance(name, str) for name in names):
                keys[clean_line(command)] = tuple(clean_line(name) for name in names)
            else:
                self._wrong(("keys", command), "expected a key or a list of keys: ['f2', 'ctrl+r']")
        return keys

    def _expansions(self, table: Mapping[str, Any]) -> dict[str, str]:
        found: dict[str, str] = {}
        for short, value in table.items():
            if isinstance(value, str):
                found[clean_line(short)] = clean(value)
            else:
                self._wrong(("expansions", short), "expected text: write it between quotes")
        return found

    def _wrong(self, keys: tuple[str, ...], what: str) -> None:
        line = line_of(self._text.replace("\r\n", "\n"), keys)
        where = f"{shown(self._path)}, line {line}" if line else shown(self._path)
        self.problems.append(f"{where}: {clean_line('.'.join(keys))}: {what}")
