"""Acts on whole sessions, for the list of them: make, duplicate, rename, delete and take back.

Each raises CannotWrite, one sentence with what to do, and leaves things as they were. What changes
a session takes its lock; LockedBy, a CannotWrite, names who has it.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from gsef_tui.model.clean import clean_name
from gsef_tui.model.facts import fact_times
from gsef_tui.model.session import Person, Session
from gsef_tui.model.template import FieldType, Template

from .documents import open_document
from .durable import PRIVATE, make_folder, sync_folder, write_durably
from .encode import encode
from .errors import CannotWrite, reason_of, shown
from .finding import SUFFIX, title_of
from .folders import state_folder, state_name
from .guard import conflict_copies
from .history import moved
from .lock import hold
from .naming import LONGEST, file_stem, free_path, slug
from .pictures import picture_folder
from .session_id import new_id
from .templates import template_for


class Deleted(Struct, frozen=True):
    """A session that was deleted: where it was, and where it and its pictures lie now."""

    path: Path
    folder: Path


def create(folder: Path, session: Session) -> Path:
    """Write a new session into a folder, named by its day and title. The folder is made, and the
    session gets an id of its own."""
    template = template_for(session)
    data = encode(replace(session, id=new_id()), template)
    stem = file_stem(fact_times(session, template).day, title_of(session, template))
    with _said(folder, "a session cannot be made there"):
        make_folder(folder)
        path = _reserve(folder, stem)
        try:
            write_durably(path, data)
        except BaseException:
            with suppress(OSError):
                path.unlink()
            raise
    return path


def duplicate(path: Path) -> Path:
    """Make a session of the same forum and people beside one that is there.

    Template, language, forum, people and the facts that stay (type, language spoken, time zone) are
    taken over; title, day, hours, questions, notes and pictures are not. Raises UnreadableFile too.
    """
    document = open_document(path)
    if document.newer:
        raise CannotWrite(
            f"{shown(path)}: written by a newer version of this program: update it first"
        )
    return create(path.parent, same_forum(document.session, document.template))


def same_forum(session: Session, template: Template) -> Session:
    """What another session of the forum begins with: nothing noted, nobody absent."""
    timed = (FieldType.DATE, FieldType.TIME)
    stay = {f.id for f in template.facts if f.means != "title" and f.type not in timed}
    people: dict[str, Person] = {
        code: replace(person, absent=False) for code, person in session.people.items()
    }
    return Session(
        template=session.template,
        language=session.language,
        forum=session.forum,
        facts={key: value for key, value in session.facts.items() if key in stay},
        people=people,
        extra={k: v for k, v in session.extra.items() if k in ("forum", "expansions")},
    )


def rename(path: Path, new_stem: str) -> Path:
    """Give a session's file another name, and its pictures, versions and conflict copies with it.

    ``new_stem`` is as typed: what a file's name cannot have is left out. A name that is taken is
    refused; the name it has changes nothing.
    """
    if new_stem.strip().removesuffix(SUFFIX) == path.stem:
        return path
    stem = slug(new_stem.strip().removesuffix(SUFFIX))[:LONGEST].strip("-")
    if not stem:
        raise CannotWrite(f"“{clean_name(new_stem)}”: no name: type letters or digits")
    new = path.with_name(stem + SUFFIX)
    if new == path:
        return path
    for taken in (new, picture_folder(new)):
        mine = (path, picture_folder(path))
        if os.path.lexists(taken) and not any(_is_same(taken, other) for other in mine):
            raise CannotWrite(f"{shown(taken)}: there already: type another name")
    copies = list(conflict_copies(path))
    with _locked(path), _said(path, "it cannot be renamed"):
        _move(path, new)
    moved(path, new)
    for copy in copies:
        renamed = free_path(new.parent, new.stem + copy.stem.removeprefix(path.stem))
        with suppress(OSError):
            os.rename(copy, renamed)
    return new


def delete(path: Path) -> Deleted:
    """Take a session and its pictures out of its folder, and keep them in the state folder."""
    folder = bin_folder() / f"{state_name(path)}-{os.urandom(6).hex()}"
    with _locked(path), _said(path, "it cannot be deleted"):
        make_folder(folder)
        try:
            _move(path, folder / path.name)
        except OSError:
            with suppress(OSError):
                folder.rmdir()
            raise
    return Deleted(path, folder)


def bin_folder() -> Path:
    """Where deleted sessions lie, each in a folder that begins with its ``state_name``."""
    return state_folder() / "bin"


def undelete(deleted: Deleted) -> Path:
    """Put a deleted session back where it was; with a number where its name was taken since."""
    path = deleted.path
    with _said(path, "it cannot be put back"):
        make_folder(path.parent)
        free = free_path(path.parent, path.stem, path.suffix)
        _move(deleted.folder / path.name, free)
        with suppress(OSError):
            deleted.folder.rmdir()
    return free


def _reserve(folder: Path, stem: str) -> Path:
    """A free name, taken at once, so that two programs never get the same."""
    while True:
        path = free_path(folder, stem)
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE))
            return path


def _move(path: Path, new: Path) -> None:
    """Move a session and its pictures; where the second fails, the first comes back."""
    if not os.path.lexists(path):
        raise FileNotFoundError(errno.ENOENT, "there is no such file", str(path))
    pictures, new_pictures = picture_folder(path), picture_folder(new)
    with_pictures = pictures != path and pictures.is_dir()
    if with_pictures:
        shutil.move(pictures, new_pictures)
    try:
        shutil.move(path, new)
    except OSError:
        if with_pictures:
            shutil.move(new_pictures, pictures)
        raise
    for folder in {path.parent, new.parent}:
        sync_folder(folder)


def _is_same(left: Path, right: Path) -> bool:
    # On a disk without capitals, the new name may be the old one.
    try:
        return os.path.samefile(left, right)
    except OSError:
        return False


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    lock = hold(path)
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _said(path: Path, what: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = "it is gone" if error.errno == errno.ENOENT else reason_of(error)
        raise CannotWrite(f"{shown(path)}: {what}: {reason}") from None
