"""The call of Typst, which runs in a child process because it can panic or exhaust the memory.

This module imports little else, so that the child starts quickly.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from gsef_tui.model.lazy_pattern import lazy_pattern

from . import glyphs
from .pdf_tags import with_row_headers

_FONTS = (
    *("Arial", "Liberation Sans", "Arimo", "Helvetica", "Nimbus Sans", "Noto Sans", "DejaVu Sans"),
    *("Malgun Gothic", "Apple SD Gothic Neo", "Noto Sans CJK KR", "Noto Sans KR", "NanumGothic"),
)
"""Arial and fonts like it, then Korean fonts; those that are installed are used."""

_BROUGHT = "Libertinus Serif"
"""A font that comes with Typst, used if none of these is installed: an empty list is an error."""

_PROBE = """#set document(title: "x")
#set text(font: json(bytes(sys.inputs.fonts)))
#for letter in json(bytes(sys.inputs.letters)) { par(letter) }
"""
_MISSING = lazy_pattern(r'the text `"(.*?)"` could not be displayed')
_ESCAPE = lazy_pattern(r"\\u\{([0-9a-fA-F]+)\}")


class Job(Struct, frozen=True):
    """A page to typeset: Typst's source, the data that it reads, and the pictures by name."""

    page: str
    data: Mapping[str, Any]
    pictures: Mapping[str, bytes]


class Compiled(Struct, frozen=True):
    """A PDF, or in ``error`` the reason why there is none.

    ``flaw`` is the reason if the PDF is tagged but not PDF/UA; ``missing`` are the characters that
    no installed font has.
    """

    pdf: bytes = b""
    flaw: str = ""
    missing: tuple[str, ...] = ()
    error: str = ""


def compile_job(job: bytes) -> bytes:
    """Typeset an encoded ``Job`` and return an encoded ``Compiled``."""
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
    return Compiled(with_row_headers(pdf), flaw, tuple(missing))


def _missing(data: Mapping[str, Any], families: Sequence[str], fonts: Any) -> list[str]:
    """Return the characters of a report that no installed font has.

    Typst is tried on all of them, each in its own paragraph, until it reports no more.
    """
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
