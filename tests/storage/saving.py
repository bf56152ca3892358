"""A session that is open in one window, the places in which its text can be, and what a process
said about it before it was killed."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from gsef_tui.model.session import FreeText, Session
from gsef_tui.storage.autosave import Autosaver
from gsef_tui.storage.copies import CopyWriter, all_copies, without_header
from gsef_tui.storage.decode import decode
from gsef_tui.storage.documents import fingerprint
from gsef_tui.storage.encode import Encoder, encode
from gsef_tui.storage.errors import UnreadableFile
from gsef_tui.storage.guard import conflict_copies
from gsef_tui.storage.history import versions
from gsef_tui.storage.lock import hold
from gsef_tui.storage.opening import open_to_edit
from gsef_tui.storage.save_state import SaveState
from gsef_tui.storage.session_file import SessionFile
from gsef_tui.storage.templates import require_template
from gsef_tui.storage.unsaved import unsaved_texts

GSEF = require_template("gsef")

AT = datetime(2026, 5, 12, 18, 41, 7, tzinfo=UTC)
SESSION = Session(template=GSEF, facts={"title": "Cantines"}, id="0123456789abcdef")
_write, _utime = os.write, os.utime


def noted(text: str, session_id: str = SESSION.id) -> bytes:
    """A session in which this was said."""
    session = said(text, session_id)
    return encode(session)


def said(text: str, session_id: str = SESSION.id) -> Session:
    return replace(SESSION, sections={"unfiled": FreeText(text)}, id=session_id)


def text_of(data: bytes) -> str:
    """What was said in a session, or in a copy of it. Raises UnreadableFile."""
    return note_of(decode(without_header(data), ""))


def note_of(session: Session) -> str:
    section = session.sections["unfiled"]
    assert isinstance(section, FreeText)
    return section.text


class Places:
    """A session's folder, a state folder, and two places of last resort: a disk and a memory.

    ``journal`` lies outside of ``root``; what a process says there it said before it was killed.
    """

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = folder / "root"
        self.journal = folder / "journal"
        self._kept = folder / "kept"
        self.path = self.root / "sessions" / "s.toml"
        self.state = self.root / "state"
        self.disk, self.memory = self.root / "disk", self.root / "memory"
        mounts = folder / "mountinfo"
        mounts.write_text(
            f"1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 0:9 / {self.memory} rw - tmpfs tmpfs rw\n"
        )
        monkeypatch.setattr("gsef_tui.storage.filesystems.MOUNTS", mounts)
        monkeypatch.setenv("GSEF_TUI_STATE", str(self.state))
        monkeypatch.setenv("GSEF_TUI_COPIES", f"{self.disk}:{self.memory}")

    def lay_out(self, text: str = "old") -> None:
        """Begin anew, with a session that says this."""
        shutil.rmtree(self.root, ignore_errors=True)
        for folder in (self.path.parent, self.state, self.disk, self.memory):
            folder.mkdir(parents=True)
        self.path.write_bytes(noted(text))
        self.journal.write_bytes(b"")
        self.time_passes()

    def keep(self) -> None:
        """Take what is there now for what ``restore`` brings back."""
        shutil.copytree(self.root, self._kept, symlinks=True)

    def restore(self) -> None:
        """Be as it was, the times of files as well."""
        shutil.rmtree(self.root)
        shutil.copytree(self._kept, self.root, symlinks=True)

    def time_passes(self) -> None:
        """Make all that is there a second older: the clock of a disk may be coarse."""
        for folder, _, names in os.walk(self.root):
            for name in names:
                with suppress(OSError):
                    path = os.path.join(folder, name)
                    at = os.lstat(path).st_mtime_ns - 10**9
                    _utime(path, ns=(at, at), follow_symlinks=False)

    # -- what was said, what is there -------------------------------------------------------------

    def say(self, word: str) -> None:
        """Write down what the process that may be killed says now."""
        descriptor = os.open(self.journal, os.O_WRONLY | os.O_APPEND)
        _write(descriptor, word.encode() + b"\n")
        os.close(descriptor)

    @property
    def said(self) -> list[str]:
        return self.journal.read_text().split()

    def text(self) -> str:
        """What the file says; empty where there is none."""
        return text_of(self.path.read_bytes()) if self.path.exists() else ""

    def texts(self) -> set[str]:
        """What each session says that the program lists: the file, what lies beside it, versions,
        copies."""
        there = [*conflict_copies(self.path), *(v.path for v in versions(self.path, self.state))]
        there += [copy.path for copy in unsaved_texts(self.path, self.state)]
        there += [copy.path for copy in all_copies(self.state)]
        there += [self.path] if self.path.exists() else []
        found = set()
        for path in there:
            with suppress(UnreadableFile):
                found.add(text_of(path.read_bytes()))
        return found

    def beside(self) -> list[str]:
        """The names in the session's folder, without that of its lock."""
        return sorted(e.name for e in self.path.parent.iterdir() if not e.name.endswith(".lock"))

    def offered(self) -> str | None:
        """Open the session as the next window does; the text that it offers."""
        open_to_edit(self.path)
        lock = hold(self.path)
        try:
            recovered = SessionFile(self.path, self.state, lock=lock).begin()
        finally:
            lock.release()
        return None if recovered is None else note_of(recovered.session())

    def newest(self) -> str:
        """What the next window offers, or else shows; it leaves nothing hidden of the file."""
        offered = self.offered()
        assert not any(name.startswith(f".{self.path.name}") for name in self.beside())
        return self.text() if offered is None else offered


class Desk:
    """The window in which the session is open. Saves happen in this thread."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.note = "old"
        self.lock = hold(places.path)
        self.saver = Autosaver(
            places.path,
            lambda: said(self.note),
            Encoder(),
            state_folder=places.state,
            fingerprint=fingerprint(places.path.read_bytes()),
            lock=self.lock,
            opened=said("old"),
        )

    def write(self, note: str) -> SaveState:
        """Save, and write down whether the text is safe."""
        self.places.time_passes()
        self.note = note
        self.saver.changed()
        return self.tell(self.saver.save_now())

    def tell(self, state: SaveState) -> SaveState:
        if state.safe or (state.fleeting and state.held):
            self.places.say(self.note)
        return state

    def leave(self) -> None:
        self.saver.close()
        self.lock.release()


@contextmanager
def full(*folders: Path) -> Iterator[None]:
    """These folders lie on a disk that takes no byte more."""

    def write(descriptor: int, data: Any) -> int:
        place = Path(os.readlink(f"/proc/self/fd/{descriptor}"))
        if any(place.is_relative_to(folder) for folder in folders):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return plain(descriptor, data)

    plain: Callable[[int, Any], int] = os.write
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "write", write)
        yield


def copies_of(places: Places) -> CopyWriter:
    return CopyWriter(places.state)
