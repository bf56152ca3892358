"""A package for e-mail: the report in the chosen formats, the session's file and its pictures.

The pictures are those of the report: upright, no larger than a page can show, without the camera's
metadata. The session in the unpacked package opens with them.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Container, Mapping
from pathlib import PurePath

from msgspec.structs import replace

from gsef_tui.model.kinds import PICTURES
from gsef_tui.model.session import Session
from gsef_tui.storage.encode import encode

from .pictures import Lookup, find_picture


def to_package(
    session: Session,
    reports: Mapping[str, bytes],
    *,
    stem: str,
    picture: Lookup,
) -> bytes:
    """Return the zip archive.

    ``reports`` are the reports' bytes by file extension. The session is ``stem``.toml, its pictures
    are in a folder named ``stem``. A picture that cannot be read is left out; the reports warn of
    it. All dates are fixed, so that the same session always has the same bytes.
    """
    session, pictures = _ready(session, picture)
    files = {f"{stem}{suffix}": data for suffix, data in reports.items()}
    files[f"{stem}.toml"] = encode(session)
    files |= {f"{stem}/{name}": data for name, data in pictures.items()}
    return _zip(files)


def _ready(session: Session, lookup: Lookup) -> tuple[Session, dict[str, bytes]]:
    """Return the session and its pictures by name; a converted picture is renamed in both."""
    pictures: dict[str, bytes] = {}
    sections = dict(session.sections)
    for section in session.template.of_kind(PICTURES):
        shots = session.screenshots(section.id)
        names = {shot.file: shot.file for shot in shots.values()}
        for file in list(names):
            found = find_picture(file, lookup) if file.strip() else ""
            if not isinstance(found, str):
                names[file] = _name(file, found.suffix, {*names, *names.values()})
                pictures[names[file]] = found.data
        if shots:
            sections[section.id] = {
                key: replace(shot, file=names[shot.file]) for key, shot in shots.items()
            }
    return replace(session, sections=sections), pictures


def _name(file: str, suffix: str, taken: Container[str]) -> str:
    """Return the picture's name with the extension of its format; a new name avoids ``taken``."""
    own = PurePath(file).suffix.lower()
    if own == suffix or (own, suffix) == (".jpeg", ".jpg"):
        return file
    stem = PurePath(file).stem
    wanted, number = f"{stem}{suffix}", 2
    while wanted in taken:
        wanted, number = f"{stem}-{number}{suffix}", number + 1
    return wanted


def _zip(files: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            target.writestr(entry, data)
    return packed.getvalue()
