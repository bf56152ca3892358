"""The page of a Word document: paper, margins, language, page numbers.

The styles replace those of python-docx's template, which has 150 styles, with blue headings and
Japanese fonts, none of which a report uses.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.shared import Cm
from docx.text.paragraph import Paragraph

from .docx_styles import all_styles
from .page import MARGIN, PAPER, east_asian, locale_of, xml_text
from .xml_elements import add, qualified, set_attribute

NEVER = datetime(2000, 1, 1)
"""The date in every file's properties, so that the same report always has the same bytes."""

_UNUSED_PARTS = ("thumbnail", "extended-properties", "stylesWithEffects", "customXml", "theme")


def new_document(language: str, title: str, author: str = "") -> WordDocument:
    """Return an empty document with the report's page and styles, in the report's language."""
    document = Document()
    for rels in (document.part.package.rels, document.part.rels):
        for key in [k for k, rel in rels.items() if rel.reltype.endswith(_UNUSED_PARTS)]:
            del rels[key]
    locale = locale_of(language)
    _set_page(document)
    _set_styles(document, locale, east_asian(language))
    _set_settings(document, locale, east_asian(language))
    _set_properties(document, locale, title, author)
    _set_footer(document)
    return document


def to_bytes(document: WordDocument) -> bytes:
    """Return the bytes of the file.

    The dates in its archive are fixed, so that the same report always has the same bytes.
    """
    saved, packed = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return packed.getvalue()


def _set_page(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = map(Cm, PAPER)
    section.left_margin = section.right_margin = Cm(MARGIN)
    section.top_margin = section.bottom_margin = Cm(MARGIN)
    section.header_distance = section.footer_distance = Cm(1.25)


def _set_styles(document: WordDocument, locale: str, asian: str) -> None:
    element: Any = document.styles.element
    for child in list(element):
        element.remove(child)
    element.extend(all_styles(locale, asian))


def _set_settings(document: WordDocument, locale: str, asian: str) -> None:
    settings: Any = document.settings.element
    for tag in ("w:proofState", "w:savePreviewPicture", "w:rsids", "w:shapeDefaults"):
        for child in settings.findall(qualified(tag)):
            settings.remove(child)
    set_attribute(settings.find(qualified("w:zoom")), "w:percent", "100")
    language = settings.find(qualified("w:themeFontLang"))
    set_attribute(language, "w:val", locale)
    set_attribute(language, "w:eastAsia", asian)
    mode = settings.find(qualified("w:compat")).find(qualified("w:compatSetting"))
    set_attribute(mode, "w:val", "15")  # below that Word shows "compatibility mode" in its title


def _set_properties(document: WordDocument, locale: str, title: str, author: str) -> None:
    properties = document.core_properties
    properties.title = xml_text(title)[:255]  # Word's own limit; python-docx refuses more
    properties.author = xml_text(author)[:255]
    properties.last_modified_by = properties.comments = ""
    properties.language = locale
    properties.created = properties.modified = NEVER
    properties.revision = 1


def _set_footer(document: WordDocument) -> None:
    """Add the page number and the number of pages; the word processor fills them in."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style = "Footer"
    _add_field(paragraph, "PAGE")
    paragraph.add_run(" / ")
    _add_field(paragraph, "NUMPAGES")


def _add_field(paragraph: Paragraph, field: str) -> None:
    """Add a field of this name, which reads 1 until the word processor fills it in."""
    written = add(paragraph._p, "w:fldSimple", {"w:instr": field})
    add(add(written, "w:r"), "w:t", text="1")
