"""The page of a word processor file: paper, margins, fonts, styles, language, page numbers.

The styles are written whole: python-docx's own template brings 150 styles with blue headings and
Japanese fonts, none of which a report uses. Names and ids are Word's own where Word has one, so
that its navigation pane and its list of contents know the headings.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm

from .page import (
    EAST_ASIAN_FONT,
    FONT,
    GREY,
    MARGIN,
    PAPER,
    QUOTE_RULE,
    QUOTED,
    RULE,
    east_asian,
    locale_of,
    xml_text,
)

NEVER = datetime(2000, 1, 1)
"""The date in every file's properties: the same report is the same bytes."""

_UNUSED_PARTS = ("thumbnail", "extended-properties", "stylesWithEffects", "customXml", "theme")

# Ids, names and rules of the paragraph styles; Normal comes first, the others are based on it.
_PARAGRAPHS = (
    ("Normal", "Normal", "", ""),
    (
        "ReportHeader",
        "Report Header",
        '<w:keepNext/><w:spacing w:after="20"/>',
        f'<w:color w:val="{GREY}"/><w:sz w:val="20"/><w:szCs w:val="20"/>',
    ),
    (
        "Title",
        "Title",
        f'<w:keepNext/><w:pBdr><w:bottom w:val="single" w:sz="8" w:space="6" w:color="{GREY}"/>'
        '</w:pBdr><w:spacing w:before="200" w:after="240" w:line="240" w:lineRule="auto"/>',
        '<w:b/><w:bCs/><w:sz w:val="44"/><w:szCs w:val="44"/>',
    ),
    (
        "Heading1",
        "heading 1",
        # "between" as well: where an empty section meets the next, one rule would be left of two.
        f"<w:keepNext/><w:keepLines/><w:pBdr>"
        f'<w:bottom w:val="single" w:sz="4" w:space="3" w:color="{RULE}"/>'
        f'<w:between w:val="single" w:sz="4" w:space="3" w:color="{RULE}"/></w:pBdr>'
        '<w:spacing w:before="400" w:after="140"/>'
        '<w:outlineLvl w:val="0"/>',
        '<w:b/><w:bCs/><w:sz w:val="28"/><w:szCs w:val="28"/>',
    ),
    (
        "Heading2",
        "heading 2",
        '<w:keepNext/><w:keepLines/><w:spacing w:before="260" w:after="80"/>'
        '<w:outlineLvl w:val="1"/>',
        '<w:b/><w:bCs/><w:sz w:val="23"/><w:szCs w:val="23"/>',
    ),
    (
        "Heading3",
        "heading 3",
        '<w:keepNext/><w:keepLines/><w:spacing w:before="200" w:after="60"/>'
        '<w:outlineLvl w:val="2"/>',
        f'<w:b/><w:bCs/><w:color w:val="{GREY}"/>',
    ),
    ("ListBullet", "List Bullet", '<w:spacing w:after="50"/>', ""),
    ("ListNumber", "List Number", '<w:spacing w:after="50"/>', ""),
    ("ListContinue", "List Continue", '<w:spacing w:after="50"/><w:ind w:left="397"/>', ""),
    ("Entry", "Entry", '<w:spacing w:after="60"/>', ""),
    (
        "Quote",
        "Quote",
        f'<w:pBdr><w:left w:val="single" w:sz="18" w:space="8" w:color="{QUOTE_RULE}"/></w:pBdr>'
        '<w:ind w:left="284"/>',
        f'<w:color w:val="{QUOTED}"/>',
    ),
    ("Fact", "Fact", '<w:spacing w:before="50" w:after="50" w:line="252" w:lineRule="auto"/>', ""),
    (
        "FactHead",
        "Fact Head",
        '<w:keepNext/><w:spacing w:before="50" w:after="50" w:line="252" w:lineRule="auto"/>',
        f'<w:b/><w:bCs/><w:color w:val="{GREY}"/><w:sz w:val="18"/><w:szCs w:val="18"/>',
    ),
    (
        "Figure",
        "Figure",
        '<w:spacing w:before="160" w:after="80" w:line="240" w:lineRule="auto"/>',
        "",
    ),
    (
        "Caption",
        "caption",
        '<w:spacing w:after="240"/>',
        f'<w:color w:val="{GREY}"/><w:sz w:val="19"/><w:szCs w:val="19"/>',
    ),
    ("Hint", "Hint", "", f'<w:i/><w:iCs/><w:color w:val="{GREY}"/>'),
    (
        "Footer",
        "footer",
        '<w:spacing w:after="0"/><w:jc w:val="right"/>',
        f'<w:color w:val="{GREY}"/><w:sz w:val="18"/><w:szCs w:val="18"/>',
    ),
)

_TABLES = f"""
<w:style w:type="table" w:default="1" w:styleId="TableNormal">
  <w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>
  <w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>
  <w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>
  <w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>
</w:style>
<w:style w:type="table" w:customStyle="1" w:styleId="Facts">
  <w:name w:val="Facts"/><w:basedOn w:val="TableNormal"/><w:qFormat/>
  <w:tblPr><w:tblBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>
  <w:bottom w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>
  <w:insideH w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/></w:tblBorders>
  <w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>
  </w:tblPr>
</w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
  <w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/>
</w:style>
<w:style w:type="numbering" w:default="1" w:styleId="NoList">
  <w:name w:val="No List"/><w:uiPriority w:val="99"/><w:semiHidden/>
</w:style>
"""


def new_document(language: str, title: str, author: str = "") -> WordDocument:
    """An empty document with the report's page and styles, in the report's language."""
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
    """The file. The dates in its archive are fixed, so one report is always the same bytes."""
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
    fonts = f'w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}" w:eastAsia="{EAST_ASIAN_FONT}"'
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/>"
        '<w:sz w:val="21"/><w:szCs w:val="21"/>'
        f'<w:lang w:val="{locale}" w:eastAsia="{asian}" w:bidi="ar-SA"/></w:rPr>'
        '</w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="271" '
        'w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    styles = "".join(_paragraph_style(*style) for style in _PARAGRAPHS)
    whole = parse_xml(f"<w:styles {nsdecls('w')}>{defaults}{styles}{_TABLES}</w:styles>")
    for child in list(whole):
        element.append(child)


def _paragraph_style(style: str, name: str, paragraph: str, run: str) -> str:
    normal = style == "Normal"
    own = style in ("ReportHeader", "Entry", "Fact", "FactHead", "Figure", "Hint")
    head = 'w:default="1"' if normal else 'w:customStyle="1"' if own else ""
    based = "" if normal else '<w:basedOn w:val="Normal"/>'
    following = '<w:next w:val="Normal"/>' if style.startswith(("Heading", "Title")) else ""
    return (
        f'<w:style w:type="paragraph" {head} w:styleId="{style}"><w:name w:val="{name}"/>{based}'
        f"{following}<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _set_settings(document: WordDocument, locale: str, asian: str) -> None:
    settings: Any = document.settings.element
    for tag in ("w:proofState", "w:savePreviewPicture", "w:rsids", "w:shapeDefaults"):
        for child in settings.findall(qn(tag)):
            settings.remove(child)
    settings.find(qn("w:zoom")).set(qn("w:percent"), "100")
    language = settings.find(qn("w:themeFontLang"))
    language.set(qn("w:val"), locale)
    language.set(qn("w:eastAsia"), asian)
    mode = settings.find(qn("w:compat")).find(qn("w:compatSetting"))
    mode.set(qn("w:val"), "15")  # Word shows "compatibility mode" in its title for less


def _set_properties(document: WordDocument, locale: str, title: str, author: str) -> None:
    properties = document.core_properties
    properties.title = xml_text(title)[:255]  # Word's own limit; python-docx refuses more
    properties.author = xml_text(author)[:255]
    properties.last_modified_by = properties.comments = ""
    properties.language = locale
    properties.created = properties.modified = NEVER
    properties.revision = 1


def _set_footer(document: WordDocument) -> None:
    """The page's number and how many there are; the word processor fills them in."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style = "Footer"
    paragraph._p.append(_number_of("PAGE"))
    paragraph.add_run(" / ")
    paragraph._p.append(_number_of("NUMPAGES"))


def _number_of(what: str) -> Any:
    field: Any = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), what)
    run: Any = OxmlElement("w:r")
    run.text = "1"
    field.append(run)
    return field
