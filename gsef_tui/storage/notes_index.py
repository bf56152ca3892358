"""The notes of a folder's sessions, kept so that a search need not read every file.

It is an SQLite database in the state folder, for the folder that was searched last, and as private
as the notes are: mode 0600, and what is removed is overwritten. It is never trusted: a session is
searched in it only while ``stat`` shows the file that was read, and the templates are unchanged.
Losing it loses no notes: a damaged one is removed, and one that cannot be used is replaced by one
in memory.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from gsef_tui import __version__
from gsef_tui.model.folding import fold, fold_letters
from gsef_tui.model.places import text_at
from gsef_tui.model.search import lines_with_folded, places
from gsef_tui.model.session import Session

from .discovery import Hit, Summary
from .documents import Document
from .durable import make_folder
from .errors import UnreadableFile
from .filenames import is_utf8
from .folders import state_folder
from .index import FRESH, Read, Stamp, file_stamps, read_files
from .recovery import recover
from .templates import signature

if TYPE_CHECKING:
    from sqlite3 import Connection

FILE = "notes.sqlite3"

FORM = 1
"""The version of the database; it is raised whenever the meaning of a column changes."""

AT_ONCE = 200
"""Number of files to read between two looks at the clock."""

SNAPSHOT_EVERY = 0.25
"""Seconds after which a search that goes on returns what it has found up to then."""

PATIENCE = 1.0
"""Seconds to wait for another program that writes the database."""

SCHEMA = """
CREATE TABLE made (by TEXT, folder TEXT);
CREATE TABLE files (id INTEGER PRIMARY KEY, name TEXT UNIQUE, mtime INTEGER, ctime INTEGER,
                    size INTEGER, ino INTEGER, day TEXT, modified REAL, title TEXT);
CREATE TABLE folded (id INTEGER PRIMARY KEY, text BLOB);
CREATE TABLE texts (id INTEGER PRIMARY KEY, data BLOB);
"""
"""``folded`` has all texts of a session as they are compared; ``texts`` has each with its place, in
the order of the template. A TOML file that is no session is in ``files`` alone."""

Newness = tuple[str, float]
"""A session's day as in ISO 8601, empty if it has none, and when its file was last written."""


Texts = Sequence[tuple[str, str, str]]
"""The texts of a session, in the template's order: its place as on the command line, the text, and
its letters folded."""


class Found(Struct, frozen=True):
    """What a search has found up to now, the newest session first.

    ``searched``: how many of the ``total`` files have been searched.
    """

    hits: Sequence[Hit]
    searched: int
    total: int

    @property
    def is_complete(self) -> bool:
        """Whether every file has been searched."""
        return self.searched >= self.total


class _Session(Struct, frozen=True):
    """A session with hits, and what its place among the others depends on."""

    newness: Newness
    name: str
    hits: Sequence[Hit]


def search_notes(folder: Path, text: str) -> Generator[Found, None, None]:
    """Search the notes of all sessions in a folder, and yield what is found while it is found.

    A line is found if it contains the text; accents and case make no difference. Each result
    replaces the one before, and the last is complete. The steps may run on different threads, one
    after the other. Unreadable sessions are left out.
    """
    from sqlite3 import DatabaseError

    wanted = fold(text)
    if not wanted:
        yield Found((), 0, 0)
        return
    folder = folder.absolute()
    try:
        with closing(_on_disk(folder)) as database:
            yield from _search(database, folder, wanted)
            return
    except (OSError, DatabaseError, msgspec.DecodeError, UnicodeDecodeError) as error:
        if _is_damage(error):
            with suppress(OSError):
                forget_notes()
    with closing(_in_memory(folder)) as database:
        yield from _search(database, folder, wanted)


def forget_notes() -> None:
    """Remove the database, so that no word of a purged session remains. Raises OSError."""
    for end in ("", "-journal"):
        Path(f"{_file()}{end}").unlink(missing_ok=True)


def catch_up(folder: Path) -> Generator[int, None, None]:
    """Bring the database up to date, and yield after each step how many files are still unread.

    The notes of sessions that were renamed, moved, deleted or changed are removed in the first
    step. A few unread files are left to the next search. The steps may run on different threads,
    one after the other. A failure costs nothing: a search uses nothing that is out of date.
    """
    from sqlite3 import DatabaseError

    folder = folder.absolute()
    with suppress(OSError, DatabaseError, UnreadableFile):
        there = dict(file_stamps(folder))
        if len(there) <= AT_ONCE and not _file().exists():
            return
        with closing(_on_disk(folder)) as database:
            unread = sorted(there.keys() - _current(database, there).keys(), reverse=True)
            yield len(unread)
            if len(unread) > AT_ONCE:
                for at in range(0, len(unread), AT_ONCE):
                    _read(database, folder, unread[at : at + AT_ONCE], there)
                    yield len(unread[at + AT_ONCE :])


def _search(database: Connection, folder: Path, wanted: str) -> Iterator[Found]:
    recover(folder)
    try:
        there = dict(file_stamps(folder))
    except UnreadableFile:
        there = {}
    known = _current(database, there)
    unread = sorted(there.keys() - known.keys(), reverse=True)
    found: list[_Session] = []
    hits: list[Hit] = []
    last = time.monotonic()
    for each in _in_database(database, folder, wanted):
        found.append(each)
        hits += each.hits
        if time.monotonic() - last > SNAPSHOT_EVERY:
            yield Found([*hits], len(known), len(there))
            last = time.monotonic()
    for at in range(0, len(unread), AT_ONCE):
        if time.monotonic() - last > SNAPSHOT_EVERY:
            yield Found(_hits(found), len(known) + at, len(there))
            last = time.monotonic()
        for path, summary, texts in _read(database, folder, unread[at : at + AT_ONCE], there):
            if lines := _matching(path, summary.title, texts, wanted):
                found.append(_Session(_newness(summary), path.name, lines))
    yield Found(_hits(found), len(there), len(there))


def _in_database(database: Connection, folder: Path, wanted: str) -> Iterator[_Session]:
    """Yield the known sessions that contain the text, the newest first."""
    query = (
        "SELECT files.id, name, day, modified, title FROM folded JOIN files USING (id)"
        " WHERE instr(text, ?) ORDER BY day DESC, modified DESC, name"
    )
    texts = "SELECT data, text FROM texts JOIN folded USING (id) WHERE id = ?"
    rows = database.execute(query, (_encoded(wanted),)).fetchall()
    for number, name, day, modified, title in rows:
        data, folded = database.execute(texts, (number,)).fetchone()
        if hits := _matching(folder / name, title, _decoded(data, folded), wanted):
            yield _Session((day, modified), name, hits)


def _matching(path: Path, title: str, texts: Texts, wanted: str) -> list[Hit]:
    """Return the lines of a session that contain the text."""
    return [
        Hit(path, title, place, *line)
        for place, text, folded in texts
        for line in lines_with_folded(text, folded, wanted)
    ]


def _hits(found: list[_Session]) -> list[Hit]:
    """Return the hits in the order of a list of sessions, the newest first."""
    found.sort(key=lambda each: each.name)
    found.sort(key=lambda each: each.newness, reverse=True)
    return [hit for each in found for hit in each.hits]


# -- what the database has ------------------------------------------------------------------------


def _current(database: Connection, there: dict[str, Stamp]) -> dict[str, Stamp]:
    """Remove the files that have changed or are gone, and return the others."""
    query = "SELECT id, name, mtime, ctime, size, ino FROM files"
    current: dict[str, Stamp] = {}
    gone: list[tuple[int]] = []
    for number, name, *stamp in database.execute(query):
        if there.get(name) == tuple(stamp):
            current[name] = there[name]
        else:
            gone.append((number,))
    if gone:
        with database:
            _remove(database, gone)
    return current


def _remove(database: Connection, numbers: Sequence[tuple[int]]) -> None:
    for table in ("files", "folded", "texts"):
        database.executemany(f"DELETE FROM {table} WHERE id = ?", numbers)


def _read(
    database: Connection, folder: Path, names: Sequence[str], there: dict[str, Stamp]
) -> list[tuple[Path, Summary, Texts]]:
    """Read files, add them to the database, and return those that are sessions."""
    texts: dict[Path, Texts] = {}

    def opened(document: Document) -> None:
        texts[document.path] = texts_of(document.session)

    read = read_files([folder / name for name in names], opened)
    _add(database, read, texts, there)
    return [(path, s, texts[path]) for path, s in read if isinstance(s, Summary)]


def _add(
    database: Connection,
    read: Sequence[Read],
    texts: dict[Path, Texts],
    there: dict[str, Stamp],
) -> None:
    """Add files that were read, unless they are so new that a change would go unnoticed, or have
    names that are no UTF-8."""
    now = time.time()
    insert = "INSERT INTO files VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)"
    with database:
        database.execute("BEGIN IMMEDIATE")
        for path, summary in read:
            name, stamp = path.name, there[path.name]
            too_new = now - stamp[1] / 1e9 <= FRESH
            if isinstance(summary, UnreadableFile) or too_new or not is_utf8(name):
                continue
            old = database.execute("SELECT id FROM files WHERE name = ?", (name,)).fetchall()
            _remove(database, old)  # another program has added it meanwhile
            day, modified = _newness(summary) if summary is not None else ("", 0.0)
            title = summary.title if summary is not None else ""
            number = database.execute(insert, (name, *stamp, day, modified, title)).lastrowid
            if path in texts:
                data, folded = _encoded_texts(texts[path])
                database.execute("INSERT INTO folded VALUES (?, ?)", (number, folded))
                database.execute("INSERT INTO texts VALUES (?, ?)", (number, data))


def texts_of(session: Session) -> Texts:
    """Return the texts of a session in which a search looks."""
    found = ((str(place), text_at(session, place)) for place in places(session))
    return [(place, text, fold_letters(text)) for place, text in found if text]


def _encoded_texts(texts: Texts) -> tuple[bytes, bytes]:
    """Return the texts with their places, and as they are compared, for the database."""
    data = msgspec.json.encode([(place, text) for place, text, _ in texts])
    return data, _encoded("\n".join(folded for _, _, folded in texts))


def _decoded(data: bytes, folded: bytes) -> Texts:
    """Return the texts that ``_encoded_texts`` encoded.

    A text has as many lines as its fold. Raises msgspec.DecodeError if they do not fit.
    """
    texts = msgspec.json.decode(data, type=list[tuple[str, str]])
    lines = folded.decode(errors="surrogatepass").split("\n")
    found: list[tuple[str, str, str]] = []
    end = 0
    for place, text in texts:
        start, end = end, end + text.count("\n") + 1
        found.append((place, text, "\n".join(lines[start:end])))
    if texts and end != len(lines):
        raise msgspec.DecodeError("the texts and their folds do not fit")
    return found


def _newness(summary: Summary) -> Newness:
    return summary.day.isoformat() if summary.day else "", summary.modified


def _encoded(text: str) -> bytes:
    return text.encode(errors="surrogatepass")


# -- the file -------------------------------------------------------------------------------------


def _file() -> Path:
    return state_folder() / FILE


def _on_disk(folder: Path) -> Connection:
    """Open the database; make it anew if it is of another folder, other templates or another
    version of the program. Raises OSError, sqlite3.DatabaseError."""
    made = (f"{FORM} {__version__} {signature()}", str(folder))
    _make_private(_file())
    database = _connected(str(_file()))
    try:
        if _made(database) != made:
            database.close()
            forget_notes()
            _make_private(_file())
            database = _connected(str(_file()))
            _prepare(database, made)
    except BaseException:
        database.close()
        raise
    return database


def _in_memory(folder: Path) -> Connection:
    database = _connected(":memory:")
    _prepare(database, ("", ""))
    return database


def _connected(file: str) -> Connection:
    import sqlite3

    database = sqlite3.connect(file, PATIENCE, isolation_level=None, check_same_thread=False)
    for setting in ("secure_delete = ON", "trusted_schema = OFF", "temp_store = MEMORY"):
        database.execute(f"PRAGMA {setting}")
    database.execute("PRAGMA journal_mode = DELETE")
    return database


def _made(database: Connection) -> tuple[str, str] | None:
    tables = database.execute("SELECT count(*) FROM sqlite_master WHERE name = 'made'")
    if not tables.fetchone()[0]:
        return None
    by, folder = database.execute("SELECT by, folder FROM made").fetchone() or ("", "")
    return by, folder


def _prepare(database: Connection, made: tuple[str, str]) -> None:
    database.executescript(f"BEGIN;{SCHEMA}COMMIT;")
    with suppress(UnicodeEncodeError):  # a folder whose name is no UTF-8 is read each time
        database.execute("INSERT INTO made VALUES (?, ?)", made)


def _make_private(path: Path) -> None:
    """Make sure that a file is there, plain, and its owner's alone. Raises OSError."""
    make_folder(path.parent)
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    descriptor = os.open(path, flags, 0o600)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(f"{path}: not a plain file")
        os.fchmod(descriptor, 0o600)
    finally:
        os.close(descriptor)


def _is_damage(error: Exception) -> bool:
    """Return whether an error says that the database is damaged, not that it is in use or full."""
    import sqlite3

    if isinstance(error, OSError):
        return False
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)
