"""A session's pictures: plain files in the folder beside it that is named after the session."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from gsef_tui.model.clean import clean_line, clean_name
from gsef_tui.model.lazy_pattern import lazy_pattern

from .durable import create_durably, make_folder, remove_abandoned
from .errors import CannotWrite, UnreadableFile, reason_of, shown
from .filenames import free_path
from .plain_files import read_plain_file
from .reading import read_file

LARGEST_PICTURE = 64 * 1024 * 1024
"""In bytes. A 50-megapixel photo has some 20 MB."""

_SIGNATURES = lazy_pattern(
    rb"\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|BM|II\*\0|MM\0\*|RIFF....WEBP", re.DOTALL
)
_AVIF = frozenset((b"avif", b"avis"))
_HEIC = frozenset(
    (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1")
)
"""Brands of pictures in the container of MPEG-4; ``mif1`` may also stand beside one of AVIF."""

_MOST_BRANDS = 256
"""In bytes: where to stop in the list of a file's brands."""

_NO_HEIC = (
    "a HEIC photo, which a report cannot show: save it as JPEG and add that; on an iPhone, "
    "Settings > Camera > Formats > Most Compatible makes it take JPEG"
)
_NO_AVIF = (
    "an AVIF picture, which this program cannot read: open it in a browser or viewer, save it as "
    "JPEG or PNG, and add that"
)
_SPACES = lazy_pattern("[\u00a0\u202f]")


def picture_folder(session_path: Path) -> Path:
    """Return the folder of a session's pictures. It exists once there is a picture."""
    return session_path.with_suffix("")


def is_picture(data: bytes) -> bool:
    """Return whether a file that starts with these bytes is a picture, whatever its name."""
    return _SIGNATURES.match(data) is not None or bool(_brands(data) & (_AVIF | _HEIC))


def why_not_shown(data: bytes) -> str:
    """Return why no report can show a picture of this kind, and what to do; empty if one can."""
    brands = _brands(data)
    if brands & _AVIF:
        return "" if reads_avif() else _NO_AVIF
    return _NO_HEIC if brands & _HEIC else ""


def reads_avif() -> bool:
    """Return whether the installed Pillow reads AVIF."""
    from PIL import features

    return "avif" in features.modules and features.check_module("avif")


def _brands(data: bytes) -> frozenset[bytes]:
    """Return the brands that a file in the container of MPEG-4 says it is of."""
    if data[4:8] != b"ftyp":
        return frozenset()
    end = min(int.from_bytes(data[:4], "big"), _MOST_BRANDS)
    brands = (data[at : at + 4] for at in (8, *range(16, end, 4)))
    return frozenset(brand for brand in brands if len(brand) == 4)


def attach(session_path: Path, typed: str) -> str:
    """Copy a picture into the session's folder and return its name there.

    ``typed`` is a path as typed or dragged into the terminal: in quotes, with backslashes, as a
    ``file://`` URL, with ``~``, or with a plain space for the narrow one in macOS file names. The
    picture keeps its name, with a number if another picture has it; a picture that is there already
    is not copied again.

    Raises UnreadableFile if there is no such picture or no report can show it, CannotWrite if it
    cannot be copied.
    """
    source = _source(session_path, typed)
    data = read_file(source, "picture", LARGEST_PICTURE)
    if not is_picture(data):
        raise UnreadableFile(f"{shown(source)}: not a picture: a PNG, JPEG or GIF is wanted")
    reason = why_not_shown(data)
    if reason:
        raise UnreadableFile(f"{shown(source)}: {reason}")
    folder = picture_folder(session_path)
    try:
        make_folder(folder)
        remove_abandoned(folder, os.listdir(folder))
        at = _put(folder, Path(_name(source)), data)
    except OSError as error:
        with suppress(OSError):  # an empty folder would only block the name
            folder.rmdir()
        raise CannotWrite(
            f"{shown(folder)}: the picture cannot be copied there: {reason_of(error)}"
        ) from None
    return at.name


def resolve(session_path: Path, file: str) -> Path | None:
    """Return the file of a picture by its name, or None if it does not exist.

    Only a plain file directly in the session's folder counts: no path, and no link that leads
    outside, so that a report never includes files that somebody else's session points to.
    """
    folder = picture_folder(session_path)
    if not file or file in (".", "..") or "/" in file or "\0" in file:
        return None
    path = folder / file
    try:
        if folder.is_symlink() or not path.is_file():
            return None
        inside = Path(os.path.realpath(path)).parent == Path(os.path.realpath(folder))
    except OSError:
        return None
    return path if inside else None


def _put(folder: Path, name: Path, data: bytes) -> Path:
    """Write a picture unless it is there already, and return its path."""
    while True:
        at = folder / name
        if os.path.lexists(at) and not _has(at, data):
            twin = (p for p in folder.glob("*") if p.suffix == name.suffix and _has(p, data))
            at = next(twin, None) or free_path(folder, name.stem, name.suffix)
        if os.path.lexists(at):
            return at
        with suppress(FileExistsError):  # another window has just taken the name
            create_durably(at, data)
            return at


def _source(session_path: Path, typed: str) -> Path:
    """Return the file meant. Raises UnreadableFile if there is none for any reading of the text."""
    for text in _readings(typed):
        path = Path(os.path.expanduser(text))
        for candidate in (path, session_path.parent / path, picture_folder(session_path) / path):
            found = _found(candidate)
            if found is not None:
                return found
    said = clean_name(typed).strip() or "no path"
    raise UnreadableFile(f"{said}: there is no such picture: check the path")


def _readings(typed: str) -> Iterator[str]:
    """Yield the possible meanings of a path as typed, the most literal first."""
    text = typed.strip()
    yield text
    if text.lower().startswith("file:"):
        from urllib.parse import unquote, urlsplit

        yield unquote(urlsplit(text).path)
        yield unquote(re.sub("(?i)^file:(?://(?:localhost)?(?=/))?", "", text))
    import shlex

    try:
        words = shlex.split(text)
    except ValueError:
        words = []
    if len(words) == 1:
        yield words[0]
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        yield text[1:-1]
    yield re.sub(r"\\(.)", r"\1", text)


def _found(path: Path) -> Path | None:
    """Return the file, or one beside it whose name differs only in spaces or accents."""
    try:
        if path.is_file():
            return path
        if not path.name or not path.parent.is_dir():
            return None
        wanted = _comparable(path.name)
        near = (p for p in path.parent.iterdir() if _comparable(p.name) == wanted)
        return next((p for p in near if p.is_file()), None)
    except (OSError, ValueError):
        return None


def _comparable(name: str) -> str:
    return unicodedata.normalize("NFC", _SPACES.sub(" ", name))


def _name(source: Path) -> str:
    # Unchanged, except that it is safe to display and not hidden.
    name = unicodedata.normalize("NFC", clean_line(source.name)).strip().lstrip(".")
    return name if Path(name).stem else f"picture{source.suffix}"


def _has(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and read_plain_file(path, len(data)) == data
    except OSError:
        return False
