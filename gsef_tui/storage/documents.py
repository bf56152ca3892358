"""A session file as it was opened: its session, and its bytes on disk."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from gsef_tui.model.session import FORMAT, Session
from gsef_tui.model.template import in_place_of

from .decode import decode
from .errors import UnreadableFile, shown
from .reading import read_file
from .templates import require_template


class Document(Struct, frozen=True):
    """An opened session file.

    ``data``: the file's bytes, empty for a file that does not exist yet. ``newer``: the file's
    format is newer than this program, so the session is read-only.
    """

    path: Path
    session: Session
    data: bytes
    newer: bool

    @property
    def fingerprint(self) -> str:
        """The sha256 of the file's bytes, in hexadecimal, to detect later changes by others.

        Empty for a file that does not exist yet.
        """
        return fingerprint(self.data) if self.data else ""


def open_document(path: Path, known: Document | None = None) -> Document:
    """Read a session file.

    ``known``: the document as it was read before; it is returned if no byte of the file has
    changed.

    Raises NotASession if it is some other TOML file, UnreadableFile, with a message of one
    sentence, for any other problem. If text of the session is kept elsewhere, UnreadableFile is
    raised in either case, and the sentence says how to get at the newest text: the file was a
    session and has lost its beginning.
    """
    try:
        data = read_file(path)
        if known is not None and known.path == path and known.data == data:
            return known
        session = decode(data, shown(path))
    except UnreadableFile as error:
        from .newest_text import where_newest

        if not (newest := where_newest(path)):
            raise
        raise UnreadableFile(f"{error}; {newest}") from None
    return Document(
        path=path,
        session=session,
        data=data,
        newer=session.format > FORMAT,
    )


def with_template(session: Session, wanted: str) -> Session:
    """Return the session as it is to be saved so that it opens with another template.

    Its file then names the wanted template. Until it is opened again, the session is shown and
    edited with its present template, since a value of the old sections need not fit the new ones.
    Raises UnreadableFile if the wanted template does not exist, is broken, or has a section of the
    same name and another kind; CannotWrite.
    """
    from .encode import encode

    require_template(wanted)
    changed = replace(session, template=in_place_of(session.template, wanted))
    decode(encode(changed), f"with {wanted}")
    return changed


def fingerprint(data: bytes) -> str:
    """Return the sha256 of a file's bytes, in hexadecimal."""
    import hashlib

    return hashlib.sha256(data).hexdigest()
