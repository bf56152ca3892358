"""Pictures made ready for a report."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from gsef_tui.report.pictures import LONGEST, FoundPicture, find_picture

from .golden_session import png

SECRET = b"Rue du Secret 5"


def saved(image: Image.Image, kind: str, **more: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def photo(width: int = 60, height: int = 40) -> Image.Image:
    """Red above, blue below."""
    image = Image.new("RGB", (width, height), (200, 0, 0))
    image.paste((0, 0, 200), (0, height // 2, width, height))
    return image


def exif(orientation: int = 1) -> Image.Exif:
    said = Image.Exif()
    said[0x0112] = orientation
    said[0x010E] = SECRET.decode()
    return said


def found(tmp_path: Path, data: bytes) -> FoundPicture | str:
    path = tmp_path / "s.png"
    path.write_bytes(data)
    return find_picture("s.png", lambda file: path)


def ready(tmp_path: Path, data: bytes) -> tuple[FoundPicture, Image.Image]:
    picture = found(tmp_path, data)
    assert isinstance(picture, FoundPicture), picture
    image = Image.open(io.BytesIO(picture.data))
    image.load()
    assert image.size == (picture.width, picture.height)
    assert image.format == {"image/png": "PNG", "image/jpeg": "JPEG"}[picture.media]
    return picture, image


def test_a_screenshot_that_says_nothing_of_itself_stays_as_it_is(tmp_path: Path) -> None:
    data = png(320, 180)
    assert found(tmp_path, data) == FoundPicture(data, "image/png", 320, 180)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_picture_is_turned_upright_and_says_nothing_of_itself(tmp_path: Path, kind: str) -> None:
    data = saved(photo(), kind, exif=exif(6))
    assert SECRET in data
    picture, image = ready(tmp_path, data)
    assert image.size == (40, 60)
    left, right = image.convert("RGB").getpixel((2, 30)), image.convert("RGB").getpixel((37, 30))
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    assert left[2] > 150 > left[0]  # what was below stands on the left
    assert right[0] > 150 > right[2]
    assert SECRET not in picture.data
    assert not image.getexif()


def test_words_in_a_picture_are_gone_and_its_pixels_are_the_same(tmp_path: Path) -> None:
    words = PngInfo()
    words.add_text("Author", SECRET.decode())
    for data in (
        saved(photo(64, 64), "PNG", pnginfo=words),
        saved(photo(64, 64), "PNG") + SECRET,
        saved(photo(64, 64), "JPEG", exif=exif(), comment=SECRET),
    ):
        before = Image.open(io.BytesIO(data)).convert("RGB").tobytes()
        picture, image = ready(tmp_path, data)
        assert SECRET in data
        assert SECRET not in picture.data
        after = image.convert("RGB").tobytes()
        apart = [abs(a - b) for a, b in zip(before, after, strict=True)]
        assert sum(apart) / len(apart) < 2


def test_the_colours_profile_is_kept(tmp_path: Path) -> None:
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    _, image = ready(tmp_path, saved(photo(), "JPEG", icc_profile=profile, exif=exif()))
    assert image.info["icc_profile"] == profile


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("size", [(3000, 1000), (9000, 3000)])
def test_a_large_picture_is_scaled(tmp_path: Path, kind: str, size: tuple[int, int]) -> None:
    picture, image = ready(tmp_path, saved(photo(*size), kind, dpi=(300, 300)))
    assert (image.width, round(image.height / 10)) == (LONGEST, round(LONGEST / 30))
    assert picture.fitted(100, 100)[0] == pytest.approx(size[0] / 300 * 2.54, rel=1e-2)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "F"])
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP"])
def test_every_kind_becomes_one_that_any_format_holds(tmp_path: Path, kind: str, mode: str) -> None:
    try:
        data = saved(photo().convert(mode) if mode != "I;16" else Image.new(mode, (60, 40)), kind)
    except (OSError, ValueError):
        pytest.skip(f"{kind} has no {mode}")
    _, image = ready(tmp_path, data)
    assert image.size == (60, 40)


def test_what_can_be_seen_through_stays_so(tmp_path: Path) -> None:
    clear = Image.new("RGBA", (9, 9), (0, 0, 0, 0))
    for kind in ("PNG", "WEBP", "TIFF"):
        _, image = ready(tmp_path, saved(clear, kind, exif=exif()))
        assert image.convert("RGBA").getpixel((4, 4))[3] == 0  # type: ignore[index]


def test_a_picture_fits_the_page_in_its_proportions() -> None:
    assert FoundPicture(b"", "image/png", 96, 48).fitted(16, 20) == pytest.approx((2.54, 1.27))
    assert FoundPicture(b"", "image/png", 9600, 4800).fitted(16, 20) == pytest.approx((16, 8))
    assert FoundPicture(b"", "image/png", 96, 9600).fitted(16, 20) == pytest.approx((0.2, 20))


def claims(width: int, height: int) -> bytes:
    """A small file that says it is that large."""

    def part(kind: bytes, data: bytes = b"") -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    data = zlib.compress(b"\0" * 1000)
    parts = part(b"IHDR", head) + part(b"IDAT", data) + part(b"IEND")
    return b"\x89PNG\r\n\x1a\n" + parts


@pytest.mark.parametrize("size", [(10_000, 9_000), (60_000, 60_000), (2**31 - 1, 2**31 - 1)])
def test_a_picture_of_too_many_pixels_is_not_unpacked(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    said = found(tmp_path, claims(*size))
    assert isinstance(said, str)
    assert said.startswith("s.png: ")
    assert "pixels, more than a report takes in" in said


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg onload='x()'/>",
        b"RIFF\0\0\0\0WEBPVP8 ",
        b"GIF89a",
        b"II*\x00\xff\xff",
        png(9, 9)[:20],
        png(200, 200)[:9000],
        claims(500, 500),
        saved(photo(400, 400), "JPEG")[:900],
    ],
)
def test_a_broken_picture_is_a_sentence(tmp_path: Path, data: bytes) -> None:
    said = found(tmp_path, data)
    assert said == "s.png: no picture that can be read; save it as PNG or JPEG and add it again"


ORIGINALS = [
    saved(photo(), "PNG", exif=exif(3)),
    saved(photo(), "JPEG", exif=exif(6)),
    saved(photo(), "GIF"),
    saved(photo(), "WEBP"),
    saved(photo(), "TIFF", compression="tiff_lzw"),
]


@settings(max_examples=150, deadline=None)
@given(
    data=st.sampled_from(ORIGINALS),
    places=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=8),
    cut=st.floats(0.2, 1),
)
def test_no_damaged_picture_raises(
    tmp_path_factory: pytest.TempPathFactory,
    data: bytes,
    places: list[tuple[float, int]],
    cut: float,
) -> None:
    damaged = bytearray(data[: int(len(data) * cut)])
    for place, byte in places:
        damaged[int(len(damaged) * place)] = byte
    assert found(tmp_path_factory.getbasetemp(), bytes(damaged))
