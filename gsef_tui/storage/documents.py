"""A session file as it was opened: its session, its template, and what it was on disk."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from gsef_tui.model.session import FORMAT, Session
from gsef_tui.model.template import Template

from .decode import decode
from .errors import UnreadableFile, shown
from .folders import history_folder
from .plain_files import FileTooLarge, NotAPlainFile, read_plain_file
from .templates import require_template, template_for

LARGEST_FILE = 64 * 1024 * 1024
"""In bytes. A session of ninety minutes has some 50 KB; what is larger than this is none."""


class Document(Struct, frozen=True):
    """A session file that was opened.

    ``data``: the file's bytes, empty for one that is to be made. ``newer``: of a format this
    program is too old for, so to be read only.
    """

    path: Path
    session: Session
    template: Template
    data: bytes
    newer: bool

    @property
    def fingerprint(self) -> str:
        """The sha256 of the file's bytes, in hexadecimal: it tells later whether somebody else
        changed the file. Empty for a file that is to be made."""
        return fingerprint(self.data) if self.data else ""


def open_document(path: Path, known: Document | None = None) -> Document:
    """Read a session file. ``known``: as it was read before; it is that still, where no byte of the
    file has changed.

    Raises UnreadableFile, in one sentence, for whatever keeps it from being read; NotASession where
    it is another TOML file. Where an earlier version is kept, the sentence says how to see it; then
    what does not say it is a session was one, and has lost its beginning.
    """
    try:
        data = read_file(path)
        if known is not None and known.path == path and known.data == data:
            return known
        session = decode(data, shown(path))
    except UnreadableFile as error:
        if not _has_history(path):
            raise
        raise UnreadableFile(
            f"{error}; earlier versions are kept: gsef-tui history {shown(path)}"
        ) from None
    return Document(
        path=path,
        session=session,
        template=template_for(session),
        data=data,
        newer=session.format > FORMAT,
    )


def with_template(session: Session, template: Template, wanted: str) -> Session:
    """The session with the id of another template, which it is certain to open with.

    ``template`` is the one it has. Raises UnreadableFile where the wanted one is not at hand, is
    broken, or has a section of the same name and another kind; CannotWrite.
    """
    from .encode import encode

    require_template(wanted)
    changed = replace(session, template=wanted)
    decode(encode(changed, template), f"with {wanted}")
    return changed


def _has_history(path: Path) -> bool:
    try:
        return any(history_folder(path).glob("*.toml"))
    except (OSError, ValueError):
        return False


def fingerprint(data: bytes) -> str:
    """The sha256 of a file's bytes, in hexadecimal."""
    import hashlib

    return hashlib.sha256(data).hexdigest()


def read_file(path: Path, what: str = "session", largest: int = LARGEST_FILE) -> bytes:
    """The bytes of a plain file that you named; UnreadableFile says why they cannot be read.

    ``what``: the noun for the messages. ``largest``: how many bytes such a file may have.
    """
    try:
        return read_plain_file(path, largest)
    except IsADirectoryError:
        raise UnreadableFile(f"{shown(path)}: a folder: name a {what} file in it") from None
    except NotAPlainFile:
        raise UnreadableFile(f"{shown(path)}: not a plain file: name a {what} file") from None
    except FileTooLarge:
        raise UnreadableFile(f"{shown(path)}: too large for a {what}: name another file") from None
    except (FileNotFoundError, NotADirectoryError):
        raise UnreadableFile(f"{shown(path)}: there is no such file: check the name") from None
    except PermissionError:
        raise UnreadableFile(
            f"{shown(path)}: you may not read it: change its permissions"
        ) from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UnreadableFile(f"{shown(path)}: cannot be read: {reason}") from None
    except ValueError:
        raise UnreadableFile(f"{shown(path)}: no file can have this name") from None
