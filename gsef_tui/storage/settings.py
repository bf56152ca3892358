"""What a person sets, and what the program remembers by itself.

Settings lie in ``config.toml`` of the configuration folder and are the person's alone to write.
The memory is ``memory.json`` of the state folder; losing it costs nobody a word, so that a damaged
one counts as empty.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from gsef_tui.model.clean import clean_line

from .documents import read_file
from .durable import make_folder, write_durably
from .errors import UnreadableFile
from .folders import config_folder, state_folder
from .lines import line_of

SETTINGS_FILE = "config.toml"
MEMORY_FILE = "memory.json"

NEWEST = 500
"""So many sessions and exports are remembered; the oldest go first."""

NEWEST_FOLDERS = 20
"""So many folders are remembered."""

V = TypeVar("V")


class Settings(Struct, frozen=True):
    """The settings, each with what holds where nothing is said.

    ``sessions``: the folder of sessions. ``keys``: the keys of commands, by the command's id.
    ``footer_ctrl``: the footer shows the way by ctrl+letter, not by F-key.
    """

    sessions: str = ""
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    footer_ctrl: bool = False


def load_settings() -> tuple[Settings, list[str]]:
    """The settings of the configuration folder, and a sentence for each thing wrong with them.

    What is wrong is left out, what is right holds: a slip in one key must not take the others.
    """
    path = config_folder() / SETTINGS_FILE
    if not path.exists():
        return Settings(), []
    return read_settings(path)


def read_settings(path: Path) -> tuple[Settings, list[str]]:
    """The settings of a file, and a sentence for each thing wrong with it."""
    try:
        text = read_file(path).decode("utf-8-sig")
        tables = tomllib.loads(text)
    except UnreadableFile as error:
        return Settings(), [str(error)]
    except (ValueError, RecursionError) as error:
        wrong = clean_line(str(error)) if isinstance(error, ValueError) else "too deep"
        return Settings(), [f"{path}: not TOML: {wrong}: none of it is used; correct it"]
    reader = _Reader(path, text)
    return reader.settings(tables), reader.problems


class _Reader:
    """One configuration file, and what was found wrong with it so far."""

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
                case "keys", dict():
                    known[key] = self._keys(value)
                case "sessions", _:
                    self._wrong((key,), "expected text: write it between quotes")
                case "footer_ctrl", _:
                    self._wrong((key,), "expected true or false, without quotes")
                case "keys", _:
                    self._wrong((key,), "expected a table: write [keys] on a line of its own")
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

    def _wrong(self, keys: tuple[str, ...], what: str) -> None:
        line = line_of(self._text.replace("\r\n", "\n"), keys)
        where = f"{self._path}, line {line}" if line else str(self._path)
        self.problems.append(f"{where}: {clean_line('.'.join(keys))}: {what}")


class LastPlace(Struct, frozen=True):
    """Where somebody was in a session; ``cursor`` is how many characters stand before it."""

    place: str = ""
    cursor: int = 0


class Memory(Struct, frozen=True):
    """What is remembered from one run to the next.

    ``language``: of the last session. ``export_format``: of the last export. ``places``: by a session's absolute path. ``folders``: used
    before, the last first. ``exports``: by the absolute path of an export, the sha256 of what was
    written there, so that one that nobody changed since can be replaced. Mappings: oldest first.
    """

    theme: str = ""
    export_format: str = ""
    language: str = ""
    export_format: str = ""
    places: Mapping[str, LastPlace] = field(default_factory=dict)
    folders: tuple[str, ...] = ()
    exports: Mapping[str, str] = field(default_factory=dict)


def load_memory() -> Memory:
    """What is remembered; nothing where there is no file, or none that can be read."""
    try:
        return msgspec.json.decode((state_folder() / MEMORY_FILE).read_bytes(), type=Memory)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Memory()


def save_memory(memory: Memory) -> None:
    """Keep it, durably. Raises OSError where the state folder cannot be written."""
    folder = state_folder()
    make_folder(folder)
    write_durably(folder / MEMORY_FILE, msgspec.json.format(msgspec.json.encode(memory), indent=1))


def with_place(memory: Memory, path: Path, place: str, cursor: int) -> Memory:
    """Remember where somebody was in a session."""
    places = _newest(memory.places, os.path.abspath(path), LastPlace(place, cursor))
    return replace(memory, places=places)


def last_place(memory: Memory, path: Path) -> LastPlace | None:
    """Where somebody was in a session the last time, if that is remembered."""
    return memory.places.get(os.path.abspath(path))


def with_export(memory: Memory, path: Path, fingerprint: str) -> Memory:
    """Remember what an export wrote, by its sha256."""
    exports = _newest(memory.exports, os.path.abspath(path), fingerprint)
    return replace(memory, exports=exports)


def exported(memory: Memory, path: Path) -> str:
    """The sha256 of what an export last wrote to this path; empty where none is remembered."""
    return memory.exports.get(os.path.abspath(path), "")


def with_folder(memory: Memory, folder: Path) -> Memory:
    """Remember a folder of sessions as the last one used."""
    path = os.path.abspath(folder)
    others = tuple(other for other in memory.folders if other != path)
    return replace(memory, folders=(path, *others)[:NEWEST_FOLDERS])


def moved(memory: Memory, old: Path, new: Path) -> Memory:
    """Remember under its new name where somebody was in a session that was renamed."""
    last = last_place(memory, old)
    if last is None:
        return memory
    places = {k: v for k, v in memory.places.items() if k != os.path.abspath(old)}
    return replace(memory, places=_newest(places, os.path.abspath(new), last))


def _newest(mapping: Mapping[str, V], key: str, value: V) -> Mapping[str, V]:
    kept = {k: v for k, v in mapping.items() if k != key}
    kept[key] = value
    return dict(list(kept.items())[-NEWEST:])
