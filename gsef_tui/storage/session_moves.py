"""Moving a session with all that belongs to it: renaming, deleting, taking back.

A session and its pictures have a name each, so no single call moves both. Before the first call a
small file beside the session, ``.NAME.intent``, says what is to happen; after the last one it goes.
The pictures are moved first and the session's file second; that second move decides:

- while the file is at its old place, an interrupted act is undone: the pictures come back;
- once it is at its new place, the act is finished: conflict copies, versions and unsaved text
  follow.

What was deleted and is taken back is always taken back to the end: nothing else lists the bin.
``recovery.recover`` calls ``settle`` for each such file at the next listing or opening, and the
session's lock tells whether the program that wrote it still runs.

The file lies in the folder of sessions, so it moves with that folder, and on a shared folder other
machines see it. It holds names and no paths: whatever it says, nothing is touched but a session in
its own folder and a folder in this machine's own bin.
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
from .filenames import free_path
from .folders import history_folder, state_folder, state_name
from .guard import conflict_copies
from .lock import LockedBy, hold
from .pictures import picture_folder
from .plain_files import open_plain_file, read_plain_file
from .relocation import relocate_file, relocate_folder, remove_staging
from .sidecars import INTENT, before_path, unfinished_saves
from .version_folders import VERSION_NAME, assignment_path, free_name

SUFFIX = ".toml"
LARGEST = 16 * 1024
"""In bytes; a larger file is no intent."""


class Act(StrEnum):
    """What happens to a session as a whole."""

    RENAME = "rename"
    DELETE = "delete"
    UNDELETE = "undelete"


class Intent(Struct, frozen=True, forbid_unknown_fields=True):
    """What an intent file says.

    ``session``: the name of the session's file before a rename or a deletion, or after it was taken
    back. ``other``: its new name, or the one it has in the bin. ``bin``: the name of its folder in
    the bin. ``pictures``: whether it has a folder of pictures. ``digest``: the sha256 of the file,
    in hexadecimal; empty where it cannot be read.
    """

    act: Act
    session: str
    other: str
    bin: str
    pictures: bool
    digest: str


class SessionMove:
    """A session on its way from ``source`` to ``target``, with its pictures."""

    def __init__(self, folder: Path, intent: Intent) -> None:
        self.intent = intent
        self.session = folder / intent.session
        self.bin = bin_folder() / intent.bin if intent.bin else None
        other = (self.bin or folder) / intent.other
        back = intent.act is Act.UNDELETE
        self.source, self.target = (other, self.session) if back else (self.session, other)

    def carry_out(self) -> None:
        """Do it, durably. Raises OSError where it was not done; then all is as it was, or will be
        at the next ``recover``."""
        self._announce()
        try:
            self._forward()
        except OSError:
            with suppress(OSError):
                self.settle()
            if not self._has_arrived():
                raise

    def settle(self) -> None:
        """Finish what was interrupted, or undo it. Raises OSError where neither can be done now."""
        if self.bin is not None and not self.bin.is_dir():
            self._settle_without_bin()
        elif self._has_arrived() or (self.intent.act is Act.UNDELETE and self._can_arrive()):
            self._forward()
        else:
            self._back()

    # -- the two ways -----------------------------------------------------------------------------

    def _forward(self) -> None:
        """Bring the rest to the target; what is there already is left."""
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
        """Bring the pictures back to where the file still is."""
        self._move_pictures(self.target, self.source)
        self._sync()
        if self.intent.act is Act.DELETE and not os.path.lexists(self.target):
            _remove_folder(picture_folder(self.target))
        self._conclude()

    def _settle_without_bin(self) -> None:
        """Forget an act that has not begun or is done; one whose rest is in the bin of another
        machine waits for that machine."""
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
        """What a killed program wrote for the session and could not put into its place follows it:
        the next opening offers it."""
        before, after = (
            before_path(path).name.removesuffix("before") for path in (self.source, self.target)
        )
        for left in (*unfinished_saves(self.source), before_path(self.source)):
            _bring(left, self.target.with_name(after + left.name.removeprefix(before)))

    def _take_named_along(self) -> None:
        """Conflict copies and versions are found by the session's name: they get the new one."""
        move_versions(self.source, self.target)
        for copy in list(conflict_copies(self.source)):
            stem = self.target.stem + copy.stem.removeprefix(self.source.stem)
            os.rename(copy, free_path(copy.parent, stem))

    def _conclude(self) -> None:
        """Leave nothing half copied, and remove the intent last."""
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
        """Whether the file at the target is the session, and nobody else's."""
        if not os.path.lexists(self.target):
            return False
        return not os.path.lexists(self.source) or self._are_the_same(self.target)

    def _can_arrive(self) -> bool:
        return os.path.lexists(self.source) and not os.path.lexists(self.target)

    def _are_the_same(self, path: Path) -> bool:
        """Whether a file is the session that is moved, by its identity or else by its bytes."""
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
    """Give a session another name in its folder. Call it under the lock of the session."""
    _start(Act.RENAME, source.parent, source.name, target.name, "", source)


def delete_session(path: Path) -> Path:
    """Move a session to a folder of its own in the bin, and return that folder. Call it under the
    lock of the session."""
    name = f"{state_name(path)}-{os.urandom(6).hex()}"
    _start(Act.DELETE, path.parent, path.name, path.name, name, path)
    return bin_folder() / name


def undelete_session(deleted: Path, path: Path) -> None:
    """Move a session from its folder in the bin to a path that is free. Call it under the lock of
    that path."""
    name = deleted.parent.name
    _start(Act.UNDELETE, path.parent, path.name, deleted.name, name, deleted)


def move_versions(source: Path, target: Path) -> None:
    """Let the versions that lie by a session's path follow it to another one. Raises OSError.

    Those that lie by its id are found wherever it is.
    """
    before, after = history_folder(source), history_folder(target)
    if before.is_dir():
        make_folder(after)
        taken = {name.removesuffix(SUFFIX) for name in os.listdir(after)}
        for name in sorted(filter(VERSION_NAME.fullmatch, os.listdir(before))):
            free = free_name(name.removesuffix(SUFFIX), taken)
            os.rename(before / name, after / f"{free}{SUFFIX}")
            taken.add(free)
        _remove_if_empty(before)
    if assignment_path(source).exists():
        os.replace(assignment_path(source), assignment_path(target))


def settle(intent_file: Path) -> None:
    """Finish or undo an interrupted act, unless its program is still running.

    A file that says nothing sensible is left alone.
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
        intent = _read(intent_file)  # it may have been settled meanwhile
        if intent is not None:
            with suppress(OSError):
                SessionMove(intent_file.parent, intent).settle()
    finally:
        lock.release()


def bin_folder() -> Path:
    """Where deleted sessions lie, each in a folder that begins with its ``state_name``."""
    return state_folder() / "bin"


def intent_path(session: Path) -> Path:
    """The file that says what is about to happen to a session."""
    short = os.fsencode(session.name)[:200].decode(errors="ignore")
    return session.with_name(f".{short}{INTENT}")


def digest_of(path: Path) -> str:
    """The sha256 of a plain file, in hexadecimal; empty where it is none or cannot be read."""
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
    # The standard library's JSON writes names that are not UTF-8, too.
    import json

    return json.dumps(structs.asdict(intent)).encode() + b"\n"


def _read(intent_file: Path) -> Intent | None:
    """What an intent file says; None where it is gone, broken, or names what is no name."""
    import json

    try:
        data = read_plain_file(intent_file, LARGEST, follow_links=False)
        intent = convert(json.loads(data), type=Intent)
    except (OSError, ValueError, ValidationError, RecursionError):
        return None
    return intent if _is_sound(intent, intent_file) else None


def _is_sound(intent: Intent, intent_file: Path) -> bool:
    """Whether an intent stays in its folder and the bin: others may have written it."""
    names = (intent.session, intent.other)
    if any("/" in name or "\0" in name for name in (*names, intent.bin)):
        return False
    if not all(name.endswith(SUFFIX) for name in names) or intent.bin.startswith("."):
        return False
    if bool(intent.bin) == (intent.act is Act.RENAME):
        return False
    if intent.act is Act.RENAME and intent.session.casefold() == intent.other.casefold():
        return False  # one file, on a disk that takes both names for the same
    return intent_path(intent_file.with_name(intent.session)) == intent_file


def _bring(source: Path, target: Path) -> None:
    """Move a file if it is there; another one of the target's name is left, and so is this."""
    if not os.path.lexists(source):
        return
    try:
        relocate_file(source, target)
    except FileExistsError:
        digest = digest_of(source)
        if digest and digest == digest_of(target):  # it was interrupted before the source went
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
