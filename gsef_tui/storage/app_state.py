"""What the program remembers by itself, in ``memory.json`` of the state folder.

Losing it costs nobody a word: a damaged file counts as an empty one.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from .durable import make_folder, write_durably
from .folders import state_folder
from .plain_files import read_plain_file

FILE = "memory.json"

LARGEST_FILE = 16 * 1024 * 1024
"""In bytes: five hundred of the longest paths there can be, twice."""

NEWEST = 500
"""So many sessions and exports are remembered; the oldest go first."""

NEWEST_FOLDERS = 20
"""So many folders are remembered."""

V = TypeVar("V")


class LastPlace(Struct, frozen=True):
    """Where somebody was in a session; ``cursor`` is how many characters stand before it.

    ``labels``, ``nameless``: the language of the last report made of it, and whether it named
    nobody.
    """

    place: str = ""
    cursor: int = 0
    labels: str = ""
    nameless: bool = False


class AppState(Struct, frozen=True):
    """What is remembered from one run to the next.

    ``overview``: it is kept open beside the notes. ``language``: of the last session.
    ``export_format``, ``export_as_typed``: of the last export; ``export_folder``: where it went,
    empty where that was beside its session. ``places``: by a session's absolute path. ``folders``:
    used before, the last first. ``exports``: by the absolute path of an export, the sha256 of what
    was written there, so that one that nobody changed since can be replaced. Mappings: the oldest
    first.
    """

    theme: str = ""
    overview: bool = False
    language: str = ""
    export_format: str = ""
    export_as_typed: bool = False
    export_folder: str = ""
    places: Mapping[str, LastPlace] = field(default_factory=dict)
    folders: tuple[str, ...] = ()
    exports: Mapping[str, str] = field(default_factory=dict)


def load_app_state() -> AppState:
    """What is remembered; nothing where there is no file, or none that can be read."""
    try:
        data = read_plain_file(state_folder() / FILE, LARGEST_FILE)
        return msgspec.json.decode(data, type=AppState)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return AppState()


def save_app_state(memory: AppState) -> None:
    """Keep it, durably. Raises OSError where the state folder cannot be written."""
    folder = state_folder()
    make_folder(folder)
    write_durably(folder / FILE, msgspec.json.format(msgspec.json.encode(memory), indent=1))


def with_place(memory: AppState, path: Path, place: str, cursor: int) -> AppState:
    """Remember where somebody was in a session."""
    last = last_place(memory, path) or LastPlace()
    return _with_last(memory, path, replace(last, place=place, cursor=cursor))


def with_wanted(memory: AppState, path: Path, labels: str, *, nameless: bool) -> AppState:
    """Remember what was wanted of a session's report, whatever its format."""
    last = last_place(memory, path) or LastPlace()
    return _with_last(memory, path, replace(last, labels=labels, nameless=nameless))


def last_place(memory: AppState, path: Path) -> LastPlace | None:
    """Where somebody was in a session the last time, if that is remembered."""
    return memory.places.get(os.path.abspath(path))


def with_export(memory: AppState, path: Path, fingerprint: str) -> AppState:
    """Remember what an export wrote, by its sha256."""
    exports = _newest(memory.exports, os.path.abspath(path), fingerprint)
    return replace(memory, exports=exports)


def exported(memory: AppState, path: Path) -> str:
    """The sha256 of what an export last wrote to this path; empty where none is remembered."""
    return memory.exports.get(os.path.abspath(path), "")


def with_folder(memory: AppState, folder: Path) -> AppState:
    """Remember a folder of sessions as the last one used."""
    path = os.path.abspath(folder)
    others = tuple(other for other in memory.folders if other != path)
    return replace(memory, folders=(path, *others)[:NEWEST_FOLDERS])


def moved(memory: AppState, old: Path, new: Path) -> AppState:
    """Remember under its new name where somebody was in a session that was renamed."""
    last = last_place(memory, old)
    if last is None:
        return memory
    places = {k: v for k, v in memory.places.items() if k != os.path.abspath(old)}
    return replace(memory, places=_newest(places, os.path.abspath(new), last))


def _with_last(memory: AppState, path: Path, last: LastPlace) -> AppState:
    return replace(memory, places=_newest(memory.places, os.path.abspath(path), last))


def _newest(mapping: Mapping[str, V], key: str, value: V) -> Mapping[str, V]:
    kept = {k: v for k, v in mapping.items() if k != key}
    kept[key] = value
    return dict(list(kept.items())[-NEWEST:])
