"""The report as a PDF, by Typst if it is installed, else by LibreOffice."""

from __future__ import annotations

from msgspec import to_builtins
from msgspec.structs import replace

from gsef_tui.storage.errors import CannotWrite

from . import glyphs, office, typeset
from .blocks import Outline
from .cancellation import CancelCheck, never
from .odt import to_odt
from .pictures import Lookup

NEITHER = (
    "a PDF needs Typst or LibreOffice, and neither is here: "
    "pip install 'gsef-tui[pdf]', or export DOCX and print that"
)


def to_pdf(
    outline: Outline, *, picture: Lookup, author: str = "", cancelled: CancelCheck = never
) -> tuple[bytes, list[str]]:
    """Return the bytes of the PDF, and a sentence for each thing that could not be shown in it.

    Raises CannotWrite if neither program is installed or the program fails, and Cancelled once the
    caller cancels the export.
    """
    if typeset.is_here():
        return typeset.typeset(outline, picture=picture, author=author, cancelled=cancelled)
    soffice = office.program()
    if soffice is None:
        raise CannotWrite(NEITHER)
    data, warnings = to_odt(outline, picture=picture, author=author)
    missing = glyphs.missing(to_builtins(replace(outline, logo=None)), office.fonts_of(soffice))
    if missing:
        warnings.append(glyphs.sentence(missing))
    return office.print_odt(soffice, data, accessible=not missing, cancelled=cancelled), warnings
