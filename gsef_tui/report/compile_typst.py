"""Typst itself, run in a child process: it can panic, and take memory without bound.

Little else is imported here, so that the child starts as fast as it can.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from . import glyphs

_FONTS = (
    *("Arial", "Liberation Sans", "Arimo", "Helvetica", "Nimbus Sans", "Noto Sans", "DejaVu Sans"),
    *("Malgun Gothic", "Apple SD Gothic Neo", "Noto Sans CJK KR", "Noto Sans KR", "NanumGothic"),
)
"""Arial and what has its measures, then Korean type; those that are here are asked for."""

_BROUGHT = "Libertinus Serif"
"""What Typst brings with it, for a machine that has none of these: it refuses an empty list."""

_PROBE = """#set document(title: "x")
#set text(font: json(bytes(sys.inputs.fonts)))
#for letter in json(bytes(sys.inputs.letters)) { par(letter) }
"""
_MISSING = re.compile(r'the text `"(.*?)"` could not be displayed')
_ESCAPE = re.compile(r"\\u\{([0-9a-fA-F]+)\}")


class Job(Struct, frozen=True):
    """A page to be set: Typst's source, the data that it reads, and the pictures by name."""

    page: str
    data: Mapping[str, Any]
    pictures: Mapping[str, bytes]


class Compiled(Struct, frozen=True):
    """A PDF, or in ``error`` why there is none. ``flaw``: why it is tagged but not PDF/UA;
    ``missing``: the characters that no font here has."""

    pdf: bytes = b""
    flaw: str = ""
    missing: tuple[str, ...] = ()
    error: str = ""


def compile_job(job: bytes) -> bytes:
    """Set an encoded ``Job``; an encoded ``Compiled``."""
    return msgspec.msgpack.encode(_compiled(msgspec.msgpack.decode(job, type=Job)))


def _compiled(job: Job) -> Compiled:
    import typst

    fonts = typst.Fonts()
    families = {family.casefold() for family in fonts.families()}
    here = [font for font in _FONTS if font.casefold() in families] or [_BROUGHT]
    data = {**job.data, "fonts": here}
    flaw, missing = "", []
    with tempfile.TemporaryDirectory(prefix="gsef-tui-") as name:
        folder = Path(name)
        for file, picture in job.pictures.items():
            (folder / file).write_bytes(picture)
        (folder / "report.json").write_text(json.dumps(data), encoding="utf-8")
        (folder / "page.typ").write_text(job.page, encoding="utf-8")
        compiler = typst.Compiler(folder / "page.typ", root=folder, font_paths=fonts)
        try:
            try:
                pdf = compiler.compile(format="pdf", pdf_standards=["ua-1"])
            except typst.TypstError as error:
                missing = _missing(data, here, fonts)
                pdf = compiler.compile(format="pdf")
                flaw = error.message
        except typst.TypstError as error:
            return Compiled(error=error.message)
    if not isinstance(pdf, bytes):
        return Compiled(error="Typst gave no file")
    return Compiled(pdf, flaw, tuple(missing))


def _missing(data: Mapping[str, Any], families: Sequence[str], fonts: Any) -> list[str]:
    """The characters of a report that no font here has, each in a paragraph of its own tried."""
    import typst

    letters = sorted({c for text in glyphs.strings(data) for c in text if not c.isspace()})
    inputs = {"fonts": json.dumps(list(families)), "letters": ""}
    compiler = typst.Compiler(_PROBE.encode(), font_paths=fonts)
    missing: list[str] = []
    while letters:
        inputs["letters"] = json.dumps(letters)
        try:
            compiler.compile(format="pdf", pdf_standards=["ua-1"], sys_inputs=inputs)
            break
        except typst.TypstError as error:
            said = "".join(_MISSING.findall(error.diagnostic))
            named = set(_ESCAPE.sub(lambda found: chr(int(found[1], 16)), said))
            found = [letter for letter in letters if letter in named]
            if not found:
                break
            missing += found
            letters = [letter for letter in letters if letter not in named]
    return sorted(missing)
