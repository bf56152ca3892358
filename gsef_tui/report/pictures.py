"""Pictures for a report: finding, reading, verifying and preparing them for a page.

A picture in a report is a PNG or a JPEG of eight bits that is upright, no larger than a page can
show, and has no metadata about the place and the camera. The format comes from the content, as the
extension may be wrong: a screenshot called ``.png`` may be a JPEG.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct

from gsef_tui.storage.errors import shown
from gsef_tui.storage.pictures import LARGEST_PICTURE, reads_avif, why_not_shown
from gsef_tui.storage.plain_files import read_plain_file

from .picture_tones import fits_as_it_is, samples_of, with_true_tones

if TYPE_CHECKING:
    from PIL.Image import Image as Opened

Lookup: TypeAlias = Callable[[str], Path | None]
"""Returns the path of a picture by its name; None if it is missing or outside the folder."""

LONGEST = 2000
"""The limit on the longer side in pixels: 12 per millimetre across the page, enough for print."""

_PIXELS = 80_000_000
"""The limit on pixels: a small file can claim to be a picture of 60 000 by 60 000."""

_QUALITY = 88
_DENSITY = 96.0
_CM = 2.54
_OPENED = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
_DEPTH = 24
"""Where a PNG says how many bits its samples have."""

_PNG = b"\x89PNG\r\n\x1a\n"
_SHOWN_CHUNKS = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs".split())

# What Pillow raises for damaged files.
_BROKEN = (
    OSError,
    SyntaxError,
    ArithmeticError,
    LookupError,
    TypeError,
    ValueError,
    EOFError,
    MemoryError,
    struct.error,
    zlib.error,
)


class FoundPicture(Struct, frozen=True):
    """A picture as a report holds it: its bytes, their media type, its size and density.

    ``media`` is ``image/png`` or ``image/jpeg``; sizes are in pixels, ``density`` in pixels per
    inch.
    """

    data: bytes
    media: str
    width: int
    height: int
    density: float = _DENSITY

    @property
    def suffix(self) -> str:
        """The extension of a file with these bytes."""
        return ".png" if self.media == "image/png" else ".jpg"

    def fitted(self, width: float, height: float) -> tuple[float, float]:
        """Return width and height in centimetres, scaled down to fit if necessary."""
        own = (self.width / self.density * _CM, self.height / self.density * _CM)
        scale = min(1.0, width / own[0], height / own[1])
        return own[0] * scale, own[1] * scale


def find_picture(file: str, lookup: Lookup) -> FoundPicture | str:
    """Return the picture of that name as a report holds it, or a sentence on why there is none.

    The file itself is not changed.
    """
    data = read_picture(file, lookup)
    if isinstance(data, str):
        return data
    reason = why_not_shown(data)
    if reason:
        return f"{shown(file)}: {reason}"
    try:
        return _made_ready(data)
    except _TooLarge as error:
        return (
            f"{shown(file)}: {error.args[0]} pixels, more than a report takes in; save it "
            "smaller and add it again"
        )
    except _BROKEN:
        return (
            f"{shown(file)}: no picture that can be read; save it as PNG or JPEG and add it again"
        )


def read_picture(file: str, lookup: Lookup) -> bytes | str:
    """Return the bytes of the picture's file, or a sentence that says why it cannot be read."""
    path = lookup(file)
    if path is None:
        return f"{shown(file)}: not found in the session's folder of pictures; add it again"
    try:
        return read_plain_file(path, LARGEST_PICTURE)
    except OSError as error:
        reason = error.strerror or str(error)
        return f"{shown(file)}: cannot be read ({reason}); add it again"


def stand_in(file: str) -> str:
    """Return the text that replaces a picture which cannot be shown."""
    return f"[{shown(file)}]"


class _TooLarge(Exception):
    """The picture has too many pixels; the argument says how many."""


def _made_ready(data: bytes) -> FoundPicture:
    """Return a picture as a report holds it. Raises one of ``_BROKEN``, or ``_TooLarge``."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of odd metadata and of many pixels
        try:
            formats = (*_OPENED, "AVIF") if reads_avif() else _OPENED
            opened = Image.open(io.BytesIO(data), formats=formats)
        except Image.DecompressionBombError as error:
            raise _TooLarge("far too many") from error
        with opened:
            width, height = opened.size
            if width * height > _PIXELS:
                raise _TooLarge(f"{width} × {height}")
            return _drawn(opened, data)


def _drawn(opened: Opened, data: bytes) -> FoundPicture:
    """Decode the whole picture, which detects damage, and convert it only where necessary."""
    from PIL import Image, ImageOps

    kind = opened.format
    density = _density(opened.info)
    whole = opened.size
    if max(whole) > 2 * LONGEST:
        opened.draft(opened.mode, (LONGEST, LONGEST))  # a JPEG is decoded at a smaller size
    opened.load()
    small = max(whole) <= LONGEST
    if kind == "PNG" and small and data[_DEPTH] <= 8 and fits_as_it_is(opened) and _is_bare(data):
        return FoundPicture(data, "image/png", *whole, density)
    turned = ImageOps.exif_transpose(opened)
    upright = with_true_tones(turned, samples_of(opened))
    if not small:
        if upright.mode in ("1", "P"):
            upright = upright.convert("RGBA" if "transparency" in upright.info else "RGB")
        upright.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
        density *= max(upright.size) / max(whole)
    photo = kind in ("JPEG", "MPO") or (kind in ("WEBP", "AVIF") and upright.mode in ("RGB", "L"))
    untouched = upright is turned and upright.size == whole and not _turned(opened)
    kept = kind == "JPEG" and untouched and opened.mode in ("L", "RGB")
    profile = upright.info.get("icc_profile") or b""
    written = _written(opened if kept else upright, profile, photo=photo, kept=kept)
    media = "image/jpeg" if photo else "image/png"
    return FoundPicture(written, media, *upright.size, density)


def _written(picture: Opened, profile: bytes, *, photo: bool, kept: bool) -> bytes:
    """Return the pixels and their colour profile, without metadata.

    ``kept``: a JPEG that only loses its metadata keeps its quality.
    """
    out = io.BytesIO()
    more: dict[str, Any] = {"icc_profile": profile} if profile else {}
    if photo:
        plain = picture if picture.mode in ("L", "RGB") else picture.convert("RGB")
        plain.info.clear()
        plain.save(out, "JPEG", quality="keep" if kept else _QUALITY, **more)
    else:
        transparency = picture.info.get("transparency")
        picture.info.clear()
        if transparency is not None:
            picture.info["transparency"] = transparency
        picture.save(out, "PNG", **more)
    return out.getvalue()


def _turned(opened: Opened) -> bool:
    """Return whether the picture has to be rotated, because the camera was."""
    orientation = 0x0112
    return bool(opened.getexif().get(orientation, 1) != 1)


def _density(info: dict[Any, Any]) -> float:
    """Return the pixels per inch in a picture's metadata if plausible, else a default."""
    said = info.get("dpi", (_DENSITY,))
    try:
        density = float(said[0])
    except (ArithmeticError, LookupError, TypeError, ValueError):
        return _DENSITY
    return density if 50 <= density <= 1200 else _DENSITY


def _is_bare(data: bytes) -> bool:
    """Return whether a PNG has only what is displayed: no text, no time, nothing after its end."""
    at = len(_PNG)
    kind = b""
    while at + 8 <= len(data) and kind != b"IEND":
        (size,) = struct.unpack_from(">I", data, at)
        kind = data[at + 4 : at + 8]
        if kind not in _SHOWN_CHUNKS:
            return False
        at += size + 12
    return at == len(data)
