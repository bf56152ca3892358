"""Operations on whole sessions, for the list of them: create, duplicate, rename, delete, undelete.

Each raises CannotWrite, with one sentence that gives the remedy, and leaves everything as it was.
Operations on an existing session take its lock; LockedBy, a CannotWrite, names the holder.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from gsef_tui.model.clean import clean_name
from gsef_tui.model.session import Person, Session
from gsef_tui.model.template import FieldType
from gsef_tui.model.times import fact_times

from .discovery import title_of
from .documents import open_document
from .durable import create_durably, make_folder
from .encode import encode
from .errors import CannotWrite, reason_of, shown
from .filenames import LONGEST, SUFFIX, file_stem, free_path, slug, without_suffix
from .lock import hold
from .pictures import picture_folder
from .recovery import recover
from .session_id import new_id
from .session_moves import delete_session, move_versions, rename_session, undelete_session


class Deleted(Struct, frozen=True):
    """A deleted session: where it was, and the folder where it and its pictures lie now."""

    path: Path
    folder: Path


def create(folder: Path, session: Session) -> Path:
    """Write a new session into a folder, named for its day and title, and return its path.

    The folder is made if it is missing, and the session gets an id of its own.
    """
    data = encode(replace(session, id=new_id()))
    stem = file_stem(fact_times(session).day, title_of(session))
    with _said(folder, "a session cannot be made there"):
        make_folder(folder)
        while True:
            path = free_path(folder, stem)
            with suppress(FileExistsError):  # another program has just taken the name
                create_durably(path, data)
                break
    return path


def duplicate(path: Path) -> Path:
    """Create a session of the same forum and people beside an existing one, and return its path.

    Template, language, forum, people and the facts that stay (type, language spoken, time zone) are
    copied; title, day, times, questions, notes and pictures are not. Raises UnreadableFile too.
    """
    document = open_document(path)
    if document.newer:
        raise CannotWrite(
            f"{shown(path)}: written by a newer version of this program: update it first"
        )
    return create(path.parent, same_forum(document.session))


def same_forum(session: Session) -> Session:
    """Return what another session of the forum starts with: no notes, and nobody absent."""
    timed = (FieldType.DATE, FieldType.TIME)
    stay = {f.id for f in session.template.facts if f.means != "title" and f.type not in timed}
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
    """Rename a session's file with its pictures, versions and conflict copies; return the new path.

    ``new_stem`` is the name as typed; characters that are not allowed in a file name are left out.
    Raises CannotWrite if the name is taken. The present name changes nothing.
    """
    if without_suffix(new_stem.strip()) == path.stem:
        return path
    stem = slug(without_suffix(new_stem.strip()))[:LONGEST].strip("-")
    if not stem:
        raise CannotWrite(f"“{clean_name(new_stem)}”: no name: type letters or digits")
    new = path.with_name(stem + SUFFIX)
    if new == path:
        return path
    recover(path.parent)
    for taken in (new, picture_folder(new)):
        mine = (path, picture_folder(path))
        if os.path.lexists(taken) and not any(_is_same(taken, other) for other in mine):
            raise CannotWrite(f"{shown(taken)}: there already: type another name")
    with _locked(path), _said(path, "it cannot be renamed"):
        if _is_same(path, new):
            _rename_in_case(path, new)
        else:
            rename_session(path, new)
    return new


def delete(path: Path) -> Deleted:
    """Move a session and its pictures from its folder to the bin in the state folder."""
    recover(path.parent)
    with _locked(path), _said(path, "it cannot be deleted"):
        folder = delete_session(path)
    return Deleted(path, folder)


def undelete(deleted: Deleted) -> Path:
    """Put a deleted session back and return its path, with a number if its name has been taken."""
    path = deleted.path
    with _said(path, "it cannot be put back"):
        make_folder(path.parent)
        recover(path.parent)
        free = free_path(path.parent, path.stem, path.suffix)
        with _locked(free):
            undelete_session(deleted.folder / path.name, free)
    return free


def _rename_in_case(path: Path, new: Path) -> None:
    """Rename a session on a case-insensitive disk, where both names find it at any moment."""
    pictures = picture_folder(path)
    if pictures != path and pictures.is_dir():
        os.rename(pictures, picture_folder(new))
    os.rename(path, new)
    move_versions(path, new)


def _is_same(left: Path, right: Path) -> bool:
    # On a case-insensitive disk, the new name may be the old one.
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
