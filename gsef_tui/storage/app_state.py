"""What the program remembers between runs, in ``memory.json`` of the state folder.

Losing the file loses no notes: a damaged file counts as an empty one.
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
"""In bytes: room for two mappings of five hundred of the longest possible paths."""

NEWEST = 500
"""How many sessions, and how many exports, are remembered; the oldest are dropped first."""

NEWEST_FOLDERS = 20
"""How many folders are remembered."""

V = TypeVar("V")


class LastPlace(Struct, frozen=True):
    """The user's last position in a session.

    ``cursor``: the number of characters before the cursor. ``labels``, ``nameless``: the language
    of the last report of the session, and whether that report left out all names.
    """

    place: str = ""
    cursor: int = 0
    labels: str = ""
    nameless: bool = False


class AppState(Struct, frozen=True):
    """What the program remembers from one run to the next.

    ``overview``: whether the overview is open beside the notes. ``language``: of the last session.
    ``export_format``, ``export_as_typed``: of the last export. ``export_folder``: where the last
    export went; empty if that was beside its session. ``places``: by the absolute path of a
    session. ``folders``: the folders used before, the most recent first. ``exports``: the sha256 of
    what was exported, by the absolute path of the export, so that an export that nobody has changed
    can be replaced. Mappings have the oldest entry first.
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
    """Return what is remembered; nothing if the file is missing or unreadable."""
    try:
        data = read_plain_file(state_folder() / FILE, LARGEST_FILE)
        return msgspec.json.decode(data, type=AppState)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return AppState()


def save_app_state(memory: AppState) -> None:
    """Save the state durably. Raises OSError if the state folder cannot be written."""
    folder = state_folder()
    make_folder(folder)
    write_durably(folder / FILE, msgspec.json.format(msgspec.json.encode(memory), indent=1))


def with_place(memory: AppState, path: Path, place: str, cursor: int) -> AppState:
    """Return the state with the user's position in a session."""
    last = last_place(memory, path) or LastPlace()
    return _with_last(memory, path, replace(last, place=place, cursor=cursor))


def with_wanted(memory: AppState, path: Path, labels: str, *, nameless: bool) -> AppState:
    """Return the state with the options of a session's last report, whatever its format."""
    last = last_place(memory, path) or LastPlace()
    return _with_last(memory, path, replace(last, labels=labels, nameless=nameless))


def last_place(memory: AppState, path: Path) -> LastPlace | None:
    """Return the user's last position in a session, or None if none is remembered."""
    return memory.places.get(os.path.abspath(path))


def with_export(memory: AppState, path: Path, fingerprint: str) -> AppState:
    """Return the state with the sha256 of an exported file."""
    exports = _newest(memory.exports, os.path.abspath(path), fingerprint)
    return replace(memory, exports=exports)


def exported(memory: AppState, path: Path) -> str:
    """Return the sha256 of the last export to this path; empty if none is remembered."""
    return memory.exports.get(os.path.abspath(path), "")


def with_folder(memory: AppState, folder: Path) -> AppState:
    """Return the state with this folder as the last one used."""
    path = os.path.abspath(folder)
    others = tuple(other for other in memory.folders if other != path)
    return replace(memory, folders=(path, *others)[:NEWEST_FOLDERS])


def moved(memory: AppState, old: Path, new: Path) -> AppState:
    """Return the state with the position in a renamed session under the session's new name."""
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
