"""Small colour profiles for tests, written by hand after ICC.1:2001."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from itertools import product

WHITE = (0xF6D6, 0x10000, 0xD32D)
"""The white point of D50, in 16.16 fixed point."""


def _profile(space: bytes, pcs: bytes, kind: bytes, tags: dict[bytes, bytes]) -> bytes:
    text = b"desc\0\0\0\0" + struct.pack(">I", 5) + b"test\0" + bytes(8) + bytes(3 + 67)
    tags = {
        b"desc": text,
        b"cprt": b"text\0\0\0\0none\0",
        b"wtpt": b"XYZ \0\0\0\0" + struct.pack(">3I", *WHITE),
        **tags,
    }
    table = struct.pack(">I", len(tags))
    data = b""
    first = 128 + 4 + 12 * len(tags)
    for name, content in tags.items():
        table += name + struct.pack(">II", first + len(data), len(content))
        data += content + bytes(-len(content) % 4)
    size = first + len(data)
    head = struct.pack(">I4sI4s4s4s", size, b"test", 0x02400000, kind, space, pcs)
    head += bytes(12) + b"acsp" + bytes(28) + struct.pack(">3I", *WHITE)
    return head + bytes(128 - len(head)) + table + data


def ink_profile(inks: Sequence[tuple[float, float, float]]) -> bytes:
    """A profile of CMYK in which each of the four inks at full strength takes so much from L, a and
    b; what two inks take adds up."""
    grid = b""
    for amounts in product((0, 1), repeat=4):
        taken = [sum(n * ink[i] for n, ink in zip(amounts, inks, strict=True)) for i in range(3)]
        light = max(0.0, 100 - taken[0])
        grid += bytes((round(light * 2.55), round(128 - taken[1]), round(128 - taken[2])))
    plain = bytes(range(256))
    table = b"mft1\0\0\0\0" + bytes((4, 3, 2, 0))
    table += struct.pack(">9i", *(65536 if n % 4 == 0 else 0 for n in range(9)))
    table += plain * 4 + grid + plain * 3
    return _profile(b"CMYK", b"Lab ", b"prtr", {b"A2B0": table})


def grey_profile(gamma: float) -> bytes:
    """A profile of grey with a gamma."""
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256)) + bytes(2)
    return _profile(b"GRAY", b"XYZ ", b"mntr", {b"kTRC": curve})
