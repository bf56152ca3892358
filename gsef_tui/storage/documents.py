"""A session file as it was opened: its session, and what it was on disk."""

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
    """A session file that was opened.

    ``data``: the file's bytes, empty for one that is to be made. ``newer``: of a format this
    program is too old for, so to be read only.
    """

    path: Path
    session: Session
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
    it is another TOML file. Where text of the session is kept elsewhere, the sentence says how to
    get at the newest; then what does not say it is a session was one, and has lost its beginning.
    """
    try:
        data = read_file(path)
        if known is not None and known.path == path and known.data == data:
            return known
        session = decode(data, shown(path))
    except UnreadableFile as error:
        from .newest import where_newest

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

    Its file then names the wanted template; until it is opened again, the session is shown and
    edited by the one that it has, since a value of the old sections need not fit the new ones.
    Raises UnreadableFile if the wanted template is not at hand, is broken, or has a section of the
    same name and another kind; CannotWrite.
    """
    from .encode import encode

    require_template(wanted)
    changed = replace(session, template=in_place_of(session.template, wanted))
    decode(encode(changed), f"with {wanted}")
    return changed


def fingerprint(data: bytes) -> str:
    """The sha256 of a file's bytes, in hexadecimal."""
    import hashlib

    return hashlib.sha256(data).hexdigest()
