"""A session's pictures: plain files in the folder of the same stem beside it."""

from __future__ import annotations

import os
import re
import shlex
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from gsef_tui.model.clean import clean_line, clean_name

from .durable import create_durably, make_folder, remove_abandoned
from .errors import CannotWrite, UnreadableFile, reason_of, shown
from .filenames import free_path
from .plain_files import read_plain_file
from .reading import read_file

LARGEST_PICTURE = 64 * 1024 * 1024
"""In bytes. A photo of 50 megapixels has some 20 MB."""

_SIGNATURES = re.compile(
    rb"\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|BM|II\*\0|MM\0\*|RIFF....WEBP|....ftyp(?:hei[cx]|mif1|avif)",
    re.DOTALL,
)
_SPACES = re.compile("[\u00a0\u202f]")


def picture_folder(session_path: Path) -> Path:
    """The folder of a session's pictures. It is there once there is a picture."""
    return session_path.with_suffix("")


def is_picture(data: bytes) -> bool:
    """Whether a file that begins so is a picture, whatever its name says."""
    return _SIGNATURES.match(data) is not None


def attach(session_path: Path, typed: str) -> str:
    """Copy a picture into the session's folder and give its name there.

    ``typed`` is a path as typed or dragged into the terminal: in quotes, with backslashes, as a
    ``file://`` URL, with ``~``, with a plain space for the narrow one in the names of macOS. The
    name is kept, with a number where another picture has it; the same picture is not copied twice.

    Raises UnreadableFile where there is no such picture, CannotWrite where it cannot be copied.
    """
    source = _source(session_path, typed)
    data = read_file(source, "picture", LARGEST_PICTURE)
    if not is_picture(data):
        raise UnreadableFile(f"{shown(source)}: not a picture: a PNG, JPEG or GIF is wanted")
    folder = picture_folder(session_path)
    try:
        make_folder(folder)
        remove_abandoned(folder, os.listdir(folder))
        at = _put(folder, Path(_name(source)), data)
    except OSError as error:
        with suppress(OSError):  # an empty one would only take a name
            folder.rmdir()
        raise CannotWrite(
            f"{shown(folder)}: the picture cannot be copied there: {reason_of(error)}"
        ) from None
    return at.name


def resolve(session_path: Path, file: str) -> Path | None:
    """The file of a picture by its name, or None where it is not there.

    Only a plain file directly in the session's folder counts: no path, and no link that leads
    outside, so that a report never takes along what a stranger's file points to.
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
    """Write a picture that is not there yet; the path of the one that is there now."""
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
    """The file meant. UnreadableFile where no reading of what was typed leads to one."""
    for text in _readings(typed):
        path = Path(os.path.expanduser(text))
        for candidate in (path, session_path.parent / path, picture_folder(session_path) / path):
            found = _found(candidate)
            if found is not None:
                return found
    said = clean_name(typed).strip() or "no path"
    raise UnreadableFile(f"{said}: there is no such picture: check the path")


def _readings(typed: str) -> Iterator[str]:
    """What a path as typed can mean, the plainest first."""
    text = typed.strip()
    yield text
    if text.lower().startswith("file:"):
        from urllib.parse import unquote, urlsplit

        yield unquote(urlsplit(text).path)
        yield unquote(re.sub("(?i)^file:(?://(?:localhost)?(?=/))?", "", text))
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
    """The file, or the one beside it whose name differs in the kind of spaces and accents only."""
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
    # As it is, but safe to show, and not hidden.
    name = unicodedata.normalize("NFC", clean_line(source.name)).strip().lstrip(".")
    return name if Path(name).stem else f"picture{source.suffix}"


def _has(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and read_plain_file(path, len(data)) == data
    except OSError:
        return False
