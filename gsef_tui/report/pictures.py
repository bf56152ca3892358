"""Pictures on their way into a report: found, read, and known by their first bytes.

A name says nothing certain of what is in a file: a screenshot called ``.png`` may be a JPEG.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct

Lookup: TypeAlias = Callable[[str], Path | None]
"""From a picture's name to where it lies; nothing where it is missing or lies outside."""

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)


class FoundPicture(Struct, frozen=True):
    """A picture's bytes and their media type, empty where it is none that is known."""

    data: bytes
    media: str


def find_picture(file: str, lookup: Lookup) -> FoundPicture | str:
    """The picture of that name, or the sentence that says why there is none."""
    path = lookup(file)
    if path is None:
        return f"{file}: not found in the session's folder of pictures; add it again"
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        return f"{file}: cannot be read ({reason}); add it again"
    return FoundPicture(data, media_type(data))


def not_shown(file: str, format_name: str) -> str:
    """The sentence for a picture that is there and of a kind that a format cannot hold."""
    return (
        f"{file}: no picture that {format_name} can hold; save it as PNG or JPEG and add it again"
    )


def media_type(data: bytes) -> str:
    """What a picture's first bytes say it is: ``image/png``."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next((media for start, media in _SIGNATURES if data.startswith(start)), "")


def stand_in(file: str) -> str:
    """What is printed where a picture could not be."""
    return f"[{file}]"
