"""The tones of pictures: what is light stays light, and no profile for print is left."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from gsef_tui.report.docx import to_docx
from tests.report.colour_profiles import grey_profile, ink_profile
from tests.report.every_block import outline
from tests.report.test_pictures import found, photo, ready, saved

INKS = ((40, 30, 45), (50, -70, 0), (10, 5, -90), (95, 0, 0))
PRINT = ink_profile(INKS)
DOT_GAIN = grey_profile(1.0)


def tones(image: Image.Image) -> list[Any]:
    return [image.getpixel((x, 0)) for x in range(image.width)]


def ramp(mode: str, *values: float) -> Image.Image:
    image = Image.new(mode, (len(values), 1))
    for x, value in enumerate(values):
        image.putpixel((x, 0), value)
    return image


def tiff16(*values: int, order: str = "<", bits: int = 16, white_is_zero: bool = False) -> bytes:
    """A grey picture in TIFF, one row high."""
    tags = {
        256: len(values),
        257: 1,
        258: bits,
        259: 1,
        262: 0 if white_is_zero else 1,
        273: 8 + 2 + 12 * 9 + 4,
        277: 1,
        278: 1,
        279: 2 * len(values),
    }
    data = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8)
    data += struct.pack(order + "H", len(tags))
    for tag, value in tags.items():
        data += struct.pack(order + "HHI", tag, 4, 1) + struct.pack(order + "I", value)
    return data + bytes(4) + struct.pack(f"{order}{len(values)}H", *values)


def png16(color: int, *samples: int, key: bytes = b"") -> bytes:
    """A picture of one row in PNG with 16 bits a sample, and a colour to see through."""

    def part(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    width = len(samples) // {0: 1, 2: 3, 4: 2, 6: 4}[color]
    row = b"\0" + struct.pack(f">{len(samples)}H", *samples)
    return (
        b"\x89PNG\r\n\x1a\n"
        + part(b"IHDR", struct.pack(">IIBBBBB", width, 1, 16, color, 0, 0, 0))
        + (part(b"tRNS", key) if key else b"")
        + part(b"IDAT", zlib.compress(row))
        + part(b"IEND", b"")
    )


GREYS = (0, 257, 0x4040, 0x8080, 0xFFFF)
SEEN = [0, 1, 0x40, 0x80, 0xFF]


@pytest.mark.parametrize(
    "data",
    [
        png16(0, *GREYS),
        saved(ramp("I;16", *GREYS), "PNG"),
        tiff16(*GREYS),
        tiff16(*GREYS, order=">"),
        tiff16(*(0xFFFF - grey for grey in GREYS), white_is_zero=True),
        saved(ramp("I", *GREYS), "TIFF"),
        saved(ramp("I", *SEEN), "TIFF"),
        saved(ramp("F", *GREYS), "TIFF"),
        saved(ramp("F", *SEEN), "TIFF"),
        saved(ramp("F", *(grey / 255 for grey in SEEN)), "TIFF"),
    ],
    ids=[
        *("png", "png by Pillow", "tiff", "tiff, big-endian", "tiff, white is zero"),
        *("32 bits", "32 bits of 8", "floats of 16", "floats of 8", "floats to 1"),
    ],
)
def test_grey_of_more_than_eight_bits_keeps_its_tones(tmp_path: Path, data: bytes) -> None:
    picture, image = ready(tmp_path, data)
    assert (image.mode, picture.media) == ("L", "image/png")
    assert tones(image) == SEEN


def test_grey_below_zero_and_above_all_ranges_is_between_black_and_white(tmp_path: Path) -> None:
    assert tones(ready(tmp_path, saved(ramp("F", -2, 0, 2), "TIFF"))[1]) == [0, 128, 255]
    assert tones(ready(tmp_path, saved(ramp("F", 0, 1e6, 2e6), "TIFF"))[1]) == [0, 128, 255]
    assert tones(ready(tmp_path, saved(ramp("I", 0, 2**29, 2**30), "TIFF"))[1]) == [0, 128, 255]
    odd = saved(ramp("F", 0.5, float("nan"), float("inf")), "TIFF")
    assert ready(tmp_path, odd)[1].mode == "L"


@pytest.mark.parametrize(
    ("data", "mode", "seen"),
    [
        (png16(2, 0xFFFF, 0x8080, 0), "RGB", (255, 128, 0)),
        (png16(4, 0x8080, 0x4040), "RGBA", (128, 128, 128, 64)),
        (png16(6, 0xFFFF, 0x8080, 0, 0x4040), "RGBA", (255, 128, 0, 64)),
    ],
)
def test_colours_of_16_bits_become_colours_of_eight(
    tmp_path: Path, data: bytes, mode: str, seen: tuple[int, ...]
) -> None:
    picture, image = ready(tmp_path, data)
    assert (image.mode, image.getpixel((0, 0))) == (mode, seen)
    assert picture.data[24] == 8


def test_a_colour_of_16_bits_to_see_through_stays_so(tmp_path: Path) -> None:
    _, grey = ready(tmp_path, png16(0, 0, 0x8080, 0xFFFF, key=b"\x80\x80"))
    assert tones(grey.convert("LA")) == [(0, 255), (128, 0), (255, 255)]
    key = b"\xff\xff\x80\x80\x00\x00"
    _, colour = ready(tmp_path, png16(2, 0xFFFF, 0x8080, 0, 0, 0, 0, key=key))
    assert tones(colour.convert("RGBA")) == [(255, 128, 0, 0), (0, 0, 0, 255)]


def lab_of(pixel: tuple[int, ...]) -> list[float]:
    """The colour that a pixel in sRGB has, as L, a and b."""
    to_lab = ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB"
    )
    one = ImageCms.applyTransform(Image.new("RGB", (1, 1), pixel[:3]), to_lab)
    assert one is not None
    light, a, b = (float(part) for part in one.tobytes())
    return [light / 2.55, *((part + 128) % 256 - 128 for part in (a, b))]


def ink(number: int, strength: float = 0.5) -> tuple[int, ...]:
    return tuple(round(255 * strength) if n == number else 0 for n in range(4))


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
@pytest.mark.parametrize("number", range(4))
def test_colours_for_print_are_converted_by_their_profile(
    tmp_path: Path, kind: str, number: int
) -> None:
    more = {"quality": 100} if kind == "JPEG" else {}
    data = saved(Image.new("CMYK", (16, 16), ink(number)), kind, icc_profile=PRINT, **more)
    _, image = ready(tmp_path, data)
    assert image.mode == "RGB"
    assert "icc_profile" not in image.info
    pixel = image.getpixel((8, 8))
    assert isinstance(pixel, tuple)
    wanted = [100 - INKS[number][0] / 2, -INKS[number][1] / 2, -INKS[number][2] / 2]
    assert lab_of(pixel) == pytest.approx(wanted, abs=6)


def test_white_paper_and_a_photo_from_a_printer_are_right(tmp_path: Path) -> None:
    white = saved(Image.new("CMYK", (16, 16)), "JPEG", icc_profile=PRINT)
    assert ready(tmp_path, white)[1].getpixel((8, 8)) == (255, 255, 255)
    plain = saved(photo().convert("CMYK"), "JPEG", quality=100)
    above, below = (ready(tmp_path, plain)[1].getpixel((30, y)) for y in (5, 35))
    assert above == pytest.approx((200, 0, 0), abs=6)
    assert below == pytest.approx((0, 0, 200), abs=6)


def test_grey_is_converted_by_its_profile(tmp_path: Path) -> None:
    for kind, mode in (("PNG", "L"), ("JPEG", "L"), ("TIFF", "L"), ("PNG", "LA"), ("PNG", "I;16")):
        shades: dict[str, int | tuple[int, int]] = {"L": 64, "LA": (64, 9), "I;16": 64 * 257}
        grey = Image.new(mode, (16, 16), shades[mode])
        _, image = ready(tmp_path, saved(grey, kind, icc_profile=DOT_GAIN))
        assert image.mode == ("LA" if mode == "LA" else "L")
        assert "icc_profile" not in image.info
        said = image.getpixel((8, 8))
        light = said[0] if isinstance(said, tuple) else said
        assert light == pytest.approx(137, abs=2)  # a quarter of the light
        assert not isinstance(said, tuple) or said[1] == 9


@pytest.mark.parametrize(
    ("mode", "profile"),
    [
        ("RGB", PRINT),
        ("RGBA", DOT_GAIN),
        ("P", PRINT),
        ("L", PRINT),
        ("1", DOT_GAIN),
        ("LA", PRINT),
    ],
)
def test_a_profile_for_other_colours_is_left_out(tmp_path: Path, mode: str, profile: bytes) -> None:
    shown = photo().convert(mode)
    _, image = ready(tmp_path, saved(shown, "PNG", icc_profile=profile))
    assert "icc_profile" not in image.info
    assert image.convert("RGBA").tobytes() == shown.convert("RGBA").tobytes()


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
@pytest.mark.parametrize("profile", [PRINT[:150], b"\0" * 16 + b"CMYK", PRINT[:-800]])
def test_a_damaged_profile_is_ignored(tmp_path: Path, kind: str, profile: bytes) -> None:
    data = saved(Image.new("CMYK", (16, 16)), kind, icc_profile=profile)
    _, image = ready(tmp_path, data)
    assert (image.getpixel((8, 8)), image.mode) == ((255, 255, 255), "RGB")
    assert "icc_profile" not in image.info


def test_lab_becomes_the_colours_of_a_screen(tmp_path: Path) -> None:
    to_lab = ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB"
    )
    for colour in ((150, 90, 60), (60, 110, 140), (255, 255, 255), (0, 0, 0)):
        lab = ImageCms.applyTransform(Image.new("RGB", (9, 9), colour), to_lab)
        assert lab is not None
        _, image = ready(tmp_path, saved(lab, "TIFF"))
        assert image.getpixel((4, 4)) == pytest.approx(colour, abs=4)


def test_a_grey_photo_is_turned_and_scaled_with_its_tones(tmp_path: Path) -> None:
    grey = Image.new("I;16", (60, 40), 0x4040)
    grey.paste(0xC0C0, (0, 20, 60, 40))
    tags = ImageFileDirectory_v2()
    tags[0x0112] = 6
    _, image = ready(tmp_path, saved(grey, "TIFF", tiffinfo=tags))
    assert image.size == (40, 60)
    assert (image.getpixel((2, 30)), image.getpixel((37, 30))) == (0xC0, 0x40)
    wide = Image.new("I;16", (4200, 10), 0x8080)
    assert ready(tmp_path, saved(wide, "PNG"))[1].getpixel((100, 2)) == 128
    inks = saved(Image.new("CMYK", (4200, 2100), ink(3)), "JPEG", icc_profile=PRINT)
    _, small = ready(tmp_path, inks)
    assert small.width == 2000
    assert "icc_profile" not in small.info


def test_no_document_has_a_profile_for_print(tmp_path: Path) -> None:
    path = tmp_path / "gallery.png"
    path.write_bytes(saved(Image.new("CMYK", (60, 40), ink(1)), "JPEG", icc_profile=PRINT))
    data, _ = to_docx(outline(), picture=lambda file: path)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        held = [package.read(name) for name in package.namelist() if "/media/" in name]
    assert held
    assert not any(b"prtrCMYK" in each for each in held)


def test_avif_is_shown_where_pillow_reads_it(tmp_path: Path) -> None:
    from PIL import features

    if not features.check("avif"):
        pytest.skip("this Pillow reads no AVIF")
    picture, image = ready(tmp_path, saved(photo(), "AVIF", quality=95))
    assert picture.media == "image/jpeg"
    assert image.getpixel((30, 5)) == pytest.approx((200, 0, 0), abs=12)
    clear = saved(Image.new("RGBA", (16, 16), (0, 0, 0, 0)), "AVIF")
    assert ready(tmp_path, clear)[1].convert("RGBA").getpixel((4, 4))[3] == 0  # type: ignore[index]


def test_heic_in_the_folder_says_what_to_do(tmp_path: Path) -> None:
    said = found(tmp_path, b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100))
    assert isinstance(said, str)
    assert said.startswith("s.png: a HEIC photo, which a report cannot show: save it as JPEG")
