"""The page of a Word document: paper, margins, language, page numbers.

The styles replace those of python-docx's template, which has 150 styles, with blue headings and
Japanese fonts, none of which a report uses.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.section import _Footer, _Header
from docx.shared import Cm
from docx.text.paragraph import Paragraph

from .blocks import Outline
from .docx_styles import all_styles
from .file_dates import property_date
from .page import MARGIN, PAPER, east_asian, locale_of, xml_text
from .xml_elements import add, qualified, set_attribute

_UNUSED_PARTS = ("thumbnail", "extended-properties", "stylesWithEffects", "customXml", "theme")


def new_document(outline: Outline, author: str = "", running: str = "") -> WordDocument:
    """Return an empty document with a report's page, styles, language and properties.

    ``running`` is the text above all pages but the first; empty for none.
    """
    document = Document()
    for rels in (document.part.package.rels, document.part.rels):
        for key in [k for k, rel in rels.items() if rel.reltype.endswith(_UNUSED_PARTS)]:
            del rels[key]
    locale, asian = locale_of(outline.language), east_asian(outline.language)
    _set_page(document)
    _set_styles(document, outline.language)
    _set_settings(document, locale, asian)
    _set_properties(document, outline, author)
    section = document.sections[0]
    _set_footer(section.footer)
    if running:
        _set_header(section.header, running)
        section.different_first_page_header_footer = True
        _set_footer(section.first_page_footer)
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


def _set_styles(document: WordDocument, language: str) -> None:
    element: Any = document.styles.element
    for child in list(element):
        element.remove(child)
    element.extend(all_styles(language))


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


def _set_properties(document: WordDocument, outline: Outline, author: str) -> None:
    properties = document.core_properties
    title = xml_text(outline.name or outline.title)
    properties.title = title[:255]  # Word's own limit; python-docx refuses more
    properties.author = xml_text(author)[:255]
    properties.last_modified_by = properties.comments = ""
    properties.language = locale_of(outline.language)
    properties.created = properties.modified = property_date(outline)
    properties.revision = 1


def _set_header(header: _Header, text: str) -> None:
    paragraph = header.paragraphs[0]
    paragraph.style = "Header"
    paragraph.add_run(xml_text(text))


def _set_footer(footer: _Footer) -> None:
    """Add the page number and the number of pages; the word processor fills them in."""
    paragraph = footer.paragraphs[0]
    paragraph.style = "Footer"
    _add_field(paragraph, "PAGE")
    paragraph.add_run(" / ")
    _add_field(paragraph, "NUMPAGES")


def _add_field(paragraph: Paragraph, field: str) -> None:
    """Add a field of this name, which reads 1 until the word processor fills it in."""
    written = add(paragraph._p, "w:fldSimple", {"w:instr": field})
    add(add(written, "w:r"), "w:t", text="1")
