"""Moving a session with everything that belongs to it: rename, delete, undelete.

A session and its pictures have separate names, so no single system call moves both. Before the
first call, a small file beside the session, ``.NAME.intent``, records what is to happen; after the
last one it is removed. The pictures are moved first and the session's file second; that second move
decides:

- while the file is at its old path, an interrupted operation is undone: the pictures move back;
- once it is at its new path, the operation is finished: conflict copies, versions and unsaved text
  follow.

An interrupted undeletion is always finished: nothing else lists the bin. ``recovery.recover`` calls
``settle`` for each intent file at the next listing or opening; the session's lock shows whether the
program that wrote it still runs.

The intent file lies in the folder of sessions, so it moves with that folder, and in a shared folder
other machines see it. It holds names and no paths: whatever it says, only a session in its own
folder and a folder in this machine's own bin are touched.
"""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from msgspec import Struct, ValidationError, convert, structs

from .durable import create_durably, make_folder, sync_folder
from .filenames import SUFFIX, free_path, has_suffix, without_suffix
from .folders import history_folder, state_folder, state_name
from .guard import conflict_copies
from .lock import LockedBy, hold
from .pictures import picture_folder
from .plain_files import open_plain_file, read_plain_file
from .relocation import relocate_file, relocate_folder, remove_staging
from .sidecars import INTENT, before_path, unfinished_saves
from .version_folders import VERSION_NAME, assignment_path, free_name

LARGEST = 16 * 1024
"""In bytes; a larger file is no intent file."""


class Act(StrEnum):
    """An operation on a whole session."""

    RENAME = "rename"
    DELETE = "delete"
    UNDELETE = "undelete"


class Intent(Struct, frozen=True, forbid_unknown_fields=True):
    """The content of an intent file.

    ``session``: the name of the session's file before a rename or a deletion, or after an
    undeletion. ``other``: its new name, or its name in the bin. ``bin``: the name of its folder in
    the bin. ``pictures``: whether it has a picture folder. ``digest``: the sha256 of the file, in
    hexadecimal; empty if it cannot be read.
    """

    act: Act
    session: str
    other: str
    bin: str
    pictures: bool
    digest: str


class SessionMove:
    """The move of a session from ``source`` to ``target``, with its pictures."""

    def __init__(self, folder: Path, intent: Intent) -> None:
        self.intent = intent
        self.session = folder / intent.session
        self.bin = bin_folder() / intent.bin if intent.bin else None
        other = (self.bin or folder) / intent.other
        back = intent.act is Act.UNDELETE
        self.source, self.target = (other, self.session) if back else (self.session, other)

    def carry_out(self) -> None:
        """Move the session durably.

        Raises OSError if it was not moved; everything is then as before, or will be after the next
        ``recover``.
        """
        self._announce()
        try:
            self._forward()
        except OSError:
            with suppress(OSError):
                self.settle()
            if not self._has_arrived():
                raise

    def settle(self) -> None:
        """Finish or undo an interrupted move. Raises OSError if neither is possible now."""
        if self.bin is not None and not self.bin.is_dir():
            self._settle_without_bin()
        elif self._has_arrived() or (self.intent.act is Act.UNDELETE and self._can_arrive()):
            self._forward()
        else:
            self._back()

    # -- the two ways -----------------------------------------------------------------------------

    def _forward(self) -> None:
        """Move the rest to the target; what is already there stays."""
        if self.bin is not None:
            make_folder(self.bin)
        self._move_pictures(self.source, self.target)
        if not self._has_arrived():
            relocate_file(self.source, self.target)
        elif os.path.lexists(self.source) and self._are_the_same(self.source):
            os.unlink(self.source)
        self._sync()
        self._take_unsaved_along()
        if self.intent.act is Act.RENAME:
            self._take_named_along()
        self._conclude()

    def _back(self) -> None:
        """Move the pictures back to where the file still is."""
        self._move_pictures(self.target, self.source)
        self._sync()
        if self.intent.act is Act.DELETE and not os.path.lexists(self.target):
            _remove_folder(picture_folder(self.target))
        self._conclude()

    def _settle_without_bin(self) -> None:
        """Forget a move that has not begun or is done.

        A move whose rest is in another machine's bin waits for that machine.
        """
        is_there = os.path.lexists(self.session)
        if self.intent.act is Act.UNDELETE:
            waits = not is_there
        else:
            pictures = picture_folder(self.session)
            waits = is_there and self.intent.pictures and not os.path.lexists(pictures)
        if not waits:
            os.unlink(intent_path(self.session))

    def _move_pictures(self, source: Path, target: Path) -> None:
        before, after = picture_folder(source), picture_folder(target)
        if self.intent.pictures and before.is_dir() and not os.path.lexists(after):
            relocate_folder(before, after)
            self._sync()

    def _take_unsaved_along(self) -> None:
        """Move text that a killed program could not save in place along with the session.

        The next opening offers it.
        """
        before, after = (
            before_path(path).name.removesuffix("before") for path in (self.source, self.target)
        )
        for left in (*unfinished_saves(self.source), before_path(self.source)):
            _bring(left, self.target.with_name(after + left.name.removeprefix(before)))

    def _take_named_along(self) -> None:
        """Rename conflict copies and versions, which are found by the session's name."""
        move_versions(self.source, self.target)
        for copy in list(conflict_copies(self.source)):
            stem = self.target.stem + copy.stem.removeprefix(self.source.stem)
            os.rename(copy, free_path(copy.parent, stem))

    def _conclude(self) -> None:
        """Remove what is half copied, and the intent file last."""
        for path in (self.source, self.target):
            if path.parent.is_dir():
                remove_staging(path)
                remove_staging(picture_folder(path))
        if self.bin is not None:
            if self.intent.act is Act.UNDELETE and os.path.lexists(picture_folder(self.target)):
                _remove_folder(picture_folder(self.source))
            _remove_if_empty(self.bin)
        os.unlink(intent_path(self.session))

    # -- what there is ----------------------------------------------------------------------------

    def _has_arrived(self) -> bool:
        """Return whether the file at the target is this session and no other."""
        if not os.path.lexists(self.target):
            return False
        return not os.path.lexists(self.source) or self._are_the_same(self.target)

    def _can_arrive(self) -> bool:
        return os.path.lexists(self.source) and not os.path.lexists(self.target)

    def _are_the_same(self, path: Path) -> bool:
        """Return whether a file is the session being moved, by its inode or else by its bytes."""
        with suppress(OSError):
            if os.path.samestat(os.lstat(self.source), os.lstat(self.target)):
                return True
        return bool(self.intent.digest) and digest_of(path) == self.intent.digest

    def _announce(self) -> None:
        at = intent_path(self.session)
        at.unlink(missing_ok=True)
        create_durably(at, _encoded(self.intent))

    def _sync(self) -> None:
        for folder in dict.fromkeys((self.target.parent, self.source.parent)):
            sync_folder(folder)


def rename_session(source: Path, target: Path) -> None:
    """Rename a session in its folder. The caller holds the session's lock."""
    _start(Act.RENAME, source.parent, source.name, target.name, "", source)


def delete_session(path: Path) -> Path:
    """Move a session to a folder of its own in the bin, and return that folder.

    The caller holds the session's lock.
    """
    name = f"{state_name(path)}-{os.urandom(6).hex()}"
    _start(Act.DELETE, path.parent, path.name, path.name, name, path)
    return bin_folder() / name


def undelete_session(deleted: Path, path: Path) -> None:
    """Move a session from its folder in the bin to a free path.

    The caller holds the lock of that path.
    """
    name = deleted.parent.name
    _start(Act.UNDELETE, path.parent, path.name, deleted.name, name, deleted)


def move_versions(source: Path, target: Path) -> None:
    """Move the versions kept under a session's path to another path. Raises OSError.

    Versions kept under its id are found wherever it is.
    """
    before, after = history_folder(source), history_folder(target)
    if before.is_dir():
        make_folder(after)
        taken = {without_suffix(name) for name in os.listdir(after)}
        for name in sorted(filter(VERSION_NAME.fullmatch, os.listdir(before))):
            free = free_name(without_suffix(name), taken)
            os.rename(before / name, after / f"{free}{SUFFIX}")
            taken.add(free)
        _remove_if_empty(before)
    if assignment_path(source).exists():
        os.replace(assignment_path(source), assignment_path(target))


def settle(intent_file: Path) -> None:
    """Finish or undo an interrupted operation, unless its program is still running.

    A file that is not a valid intent is left alone.
    """
    intent = _read(intent_file)
    if intent is None:
        return
    session = intent_file.with_name(intent.session)
    try:
        lock = hold(session)
    except LockedBy:
        return
    try:
        intent = _read(intent_file)  # another program may have settled it meanwhile
        if intent is not None:
            with suppress(OSError):
                SessionMove(intent_file.parent, intent).settle()
    finally:
        lock.release()


def bin_folder() -> Path:
    """Return where deleted sessions lie, each in a folder that starts with its ``state_name``."""
    return state_folder() / "bin"


def intent_path(session: Path) -> Path:
    """Return the path of a session's intent file."""
    short = os.fsencode(session.name)[:200].decode(errors="ignore")
    return session.with_name(f".{short}{INTENT}")


def digest_of(path: Path) -> str:
    """Return the sha256 of a plain file, in hexadecimal; empty if it cannot be read."""
    from hashlib import file_digest

    try:
        with open_plain_file(path) as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _start(act: Act, folder: Path, session: str, other: str, bin_name: str, file: Path) -> None:
    if not os.path.lexists(file):
        raise FileNotFoundError(errno.ENOENT, "there is no such file", str(file))
    pictures = picture_folder(file)
    intent = Intent(
        act=act,
        session=session,
        other=other,
        bin=bin_name,
        pictures=pictures != file and pictures.is_dir(),
        digest=digest_of(file),
    )
    SessionMove(folder, intent).carry_out()


def _encoded(intent: Intent) -> bytes:
    # The standard library's JSON also writes names that are not UTF-8.
    import json

    return json.dumps(structs.asdict(intent)).encode() + b"\n"


def _read(intent_file: Path) -> Intent | None:
    """Return the content of an intent file; None if it is missing, broken, or has invalid names."""
    import json

    try:
        data = read_plain_file(intent_file, LARGEST, follow_links=False)
        intent = convert(json.loads(data), type=Intent)
    except (OSError, ValueError, ValidationError, RecursionError):
        return None
    return intent if _is_sound(intent, intent_file) else None


def _is_sound(intent: Intent, intent_file: Path) -> bool:
    """Return whether an intent keeps to its folder and the bin: others may have written it."""
    names = (intent.session, intent.other)
    if any("/" in name or "\0" in name for name in (*names, intent.bin)):
        return False
    if not all(map(has_suffix, names)) or intent.bin.startswith("."):
        return False
    if bool(intent.bin) == (intent.act is Act.RENAME):
        return False
    if intent.act is Act.RENAME and intent.session.casefold() == intent.other.casefold():
        return False  # the same file, on a case-insensitive disk
    return intent_path(intent_file.with_name(intent.session)) == intent_file


def _bring(source: Path, target: Path) -> None:
    """Move a file if it exists and the target's name is free; otherwise leave both.

    A file that the target already equals is removed.
    """
    if not os.path.lexists(source):
        return
    try:
        relocate_file(source, target)
    except FileExistsError:
        digest = digest_of(source)
        if digest and digest == digest_of(target):  # interrupted before the source was removed
            remove_staging(target)
            os.unlink(source)


def _remove_folder(folder: Path) -> None:
    if folder.is_symlink():
        folder.unlink()
    elif folder.is_dir():
        shutil.rmtree(folder)


def _remove_if_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError as error:
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT):
            raise
