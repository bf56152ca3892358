"""The tones of a picture: grey of more than eight bits, colours for print, colour profiles.

A word processor and a browser show eight bits of grey or of red, green and blue. Other pictures are
converted with the profile that they bring, so that they look as their author saw them.
"""

from __future__ import annotations

import io
from math import isfinite
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from PIL.Image import Image as Opened

_COLOURS = frozenset({"RGB", "RGBA", "P"})
_GREYS = frozenset({"1", "L", "LA"})

_RGB, _CMYK, _GREY = b"RGB ", b"CMYK", b"GRAY"
"""The kinds of colour profiles, as their header names them."""

_BITS, _PHOTOMETRIC, _WHITE_IS_ZERO = 258, 262, 0
"""Tags of TIFF for the bits of a sample and the meaning of zero, and one such meaning."""

_RANGES = (255.0, 65_535.0)
"""Tones without a stated range have the first of these that contains them."""


class Samples(Struct, frozen=True):
    """How a file counts grey tones.

    ``most`` is the largest number that a sample of up to 16 bits can be; it is white, or black if
    the file is ``negative``.
    """

    most: float = 65_535.0
    negative: bool = False


def samples_of(opened: Opened) -> Samples:
    """Return how an opened file counts grey tones."""
    tags: Any = getattr(opened, "tag_v2", {})
    bits = min(16, *tags.get(_BITS, (16,)))
    return Samples(2.0**bits - 1, tags.get(_PHOTOMETRIC) == _WHITE_IS_ZERO)


def fits_as_it_is(picture: Opened) -> bool:
    """Return whether a picture can be shown without a change of its tones or its profile."""
    space = _space(picture)
    if picture.mode in _COLOURS:
        return space in (b"", _RGB)
    return picture.mode in _GREYS and not space


def with_true_tones(picture: Opened, samples: Samples) -> Opened:
    """Return a picture whose mode is one of ``1 L LA P RGB RGBA``, with the tones it was made with.

    Its profile is gone unless it is one of colours on a screen, in a picture that has them. The
    same object is returned if its pixels need no change.
    """
    space = _space(picture)
    mode = picture.mode
    shown = picture
    if mode.startswith("I;16") or mode in ("I", "F"):
        shown = picture = _eight_bits(picture, samples)
        mode = "L"
    if mode in ("L", "LA") and space == _GREY:
        shown = _grey_by_profile(picture)
    elif mode == "CMYK" and space == _CMYK:
        shown = _by_profile(picture, picture.info["icc_profile"])
    elif mode == "LAB":
        shown = _by_profile(picture)
    elif mode not in _COLOURS | _GREYS:
        shown = picture.convert("RGBA" if "a" in mode.lower() else "RGB")
    if mode not in _COLOURS or space != _RGB:
        shown.info.pop("icc_profile", None)
    key = shown.info.get("transparency")
    if isinstance(key, tuple) and max(key) > 255:  # of 16 bits, while Pillow reads eight of them
        shown.info["transparency"] = tuple(tone >> 8 for tone in key)
    return shown


def _space(picture: Opened) -> bytes:
    """Return the kind of colours that a picture's profile is for; empty without a profile."""
    profile = picture.info.get("icc_profile") or b""
    return bytes(profile[16:20])


def _eight_bits(picture: Opened, samples: Samples) -> Opened:
    """Return grey of more bits or of fractions as grey of eight bits."""
    if picture.mode.startswith("I;16"):
        low, high = 0.0, samples.most
        picture = picture.convert("I")
    else:
        low, high = _range(picture)
    scale = 255 / (high - low)
    offset = 0.5 - low * scale
    if samples.negative:
        scale, offset = -scale, 256 - offset
    key = picture.info.get("transparency")
    shown = picture.point(lambda tone: tone * scale + offset).convert("L")
    if isinstance(key, int):
        shown.info["transparency"] = max(0, min(255, int(key * scale + offset)))
    return shown


def _range(picture: Opened) -> tuple[float, float]:
    """Return the numbers of black and white in a picture whose file does not state them."""
    extrema: Any = picture.getextrema()
    low, high = (float(tone) for tone in extrema)
    if not (isfinite(low) and isfinite(high)):
        return 0.0, 1.0
    ranges = (1.0, *_RANGES) if picture.mode == "F" else _RANGES
    low = min(0.0, low)
    if low < 0:
        return low, max(high, low + 1)
    return low, next((most for most in ranges if high <= most), high)


def _grey_by_profile(picture: Opened) -> Opened:
    from PIL import Image

    shown = _by_profile(picture.getchannel("L"), picture.info["icc_profile"]).convert("L")
    if picture.mode == "LA":
        shown = Image.merge("LA", (shown, picture.getchannel("A")))
    shown.info = dict(picture.info)
    return shown


def _by_profile(picture: Opened, profile: bytes = b"") -> Opened:
    """Return a picture in sRGB, from the colours of its profile, or from LAB if that is its mode.

    A profile that is damaged is ignored.
    """
    from PIL import ImageCms

    try:
        srgb = ImageCms.createProfile("sRGB")
        own = ImageCms.ImageCmsProfile(
            io.BytesIO(profile) if profile else ImageCms.createProfile("LAB")
        )
        shown = ImageCms.profileToProfile(
            picture,
            own,
            srgb,
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, ImportError, OSError, TypeError, ValueError):
        return picture.convert("RGB")
    assert shown is not None  # only a picture that is converted in place gives none
    return shown
