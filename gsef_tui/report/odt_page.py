"""The page of an OpenDocument text: styles, fonts, language, page numbers, and the file's parts.

The page is DOCX's, in ODF's words; names of styles are LibreOffice's own where it has one, so that
its navigator and its tagged PDF know what they are.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

from .page import (
    EAST_ASIAN_FONT,
    FONT,
    GREY,
    MARGIN,
    PAPER,
    QUOTE_RULE,
    QUOTE_STEP,
    QUOTED,
    RULE,
    STEP,
    TEXT_WIDTH,
    east_asian,
    locale_of,
    xml_text,
)

MIME = "application/vnd.oasis.opendocument.text"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in (
        ("office", f"{_OASIS}:office:1.0"),
        ("style", f"{_OASIS}:style:1.0"),
        ("text", f"{_OASIS}:text:1.0"),
        ("table", f"{_OASIS}:table:1.0"),
        ("draw", f"{_OASIS}:drawing:1.0"),
        ("fo", f"{_OASIS}:xsl-fo-compatible:1.0"),
        ("svg", f"{_OASIS}:svg-compatible:1.0"),
        ("meta", f"{_OASIS}:meta:1.0"),
        ("dc", "http://purl.org/dc/elements/1.1/"),
        ("xlink", "http://www.w3.org/1999/xlink"),
    )
)

_KEPT = 'fo:keep-with-next="always"'
_ENTRY = 'fo:margin-bottom="0.11cm"'
_APART = 'fo:margin-top="0.35cm"'

# Ids, names, outline levels, and the rules of paragraph and text; all but Standard are based on it.
_PARAGRAPHS = (
    ("Report_20_Header", "Report Header", 0, 'fo:margin-bottom="0.04cm"', f"#{GREY} 10pt"),
    (
        "Title",
        "Title",
        0,
        'fo:margin-top="0.35cm" fo:margin-bottom="0.42cm" fo:line-height="100%" '
        'fo:keep-with-next="always" fo:padding-bottom="0.2cm" '
        f'fo:border-bottom="1pt solid #{GREY}"',
        "bold 22pt",
    ),
    (
        "Heading_20_1",
        "Heading 1",
        1,
        'fo:margin-top="0.7cm" fo:margin-bottom="0.25cm" fo:keep-with-next="always" '
        'fo:keep-together="always" fo:padding-bottom="0.1cm" '
        f'fo:border-bottom="0.5pt solid #{RULE}" style:join-border="false"',
        "bold 14pt",
    ),
    (
        "Heading_20_2",
        "Heading 2",
        2,
        'fo:margin-top="0.3cm" fo:margin-bottom="0.14cm" fo:keep-with-next="always" '
        'fo:keep-together="always"',
        "bold 11.5pt",
    ),
    (
        "Heading_20_3",
        "Heading 3",
        3,
        'fo:margin-top="0.35cm" fo:margin-bottom="0.11cm" fo:keep-with-next="always" '
        'fo:keep-together="always"',
        f"bold #{GREY}",
    ),
    ("List_20_Item", "List Item", 0, 'fo:margin-bottom="0.09cm"', ""),
    ("List_20_End", "List End", 0, "", ""),
    ("Entry", "Entry", 0, _ENTRY, ""),
    ("Entry_20_Kept", "Entry Kept", 0, f"{_ENTRY} {_KEPT}", ""),
    ("First_20_Entry", "First Entry", 0, f"{_ENTRY} {_APART}", ""),
    ("First_20_Entry_20_Kept", "First Entry Kept", 0, f"{_ENTRY} {_APART} {_KEPT}", ""),
    (
        "Quotations",
        "Quotations",
        0,
        f'fo:margin-left="{QUOTE_STEP}cm" fo:padding-left="0.28cm" '
        f'fo:border-left="2.25pt solid #{QUOTE_RULE}"',
        f"#{QUOTED}",
    ),
    (
        "Table_20_Contents",
        "Table Contents",
        0,
        'fo:margin-top="0.09cm" fo:margin-bottom="0.09cm" fo:line-height="105%"',
        "",
    ),
    (
        "Table_20_Heading",
        "Table Heading",
        0,
        'fo:margin-top="0.09cm" fo:margin-bottom="0.09cm" fo:line-height="105%"',
        "bold",
    ),
    (
        "Table_20_Head",
        "Table Head",
        0,
        'fo:margin-top="0.09cm" fo:margin-bottom="0.09cm" fo:line-height="105%" '
        'fo:keep-with-next="always"',
        f"bold #{GREY} 9pt",
    ),
    (
        "Figure",
        "Figure",
        0,
        'fo:margin-top="0.28cm" fo:margin-bottom="0.14cm" fo:line-height="100%"',
        "",
    ),
    (
        "Captioned_20_Figure",
        "Captioned Figure",
        0,
        'fo:margin-top="0.28cm" fo:margin-bottom="0.14cm" fo:line-height="100%" '
        'fo:keep-with-next="always"',
        "",
    ),
    ("Caption", "Caption", 0, 'fo:margin-bottom="0.42cm"', f"#{GREY} 9.5pt"),
    ("Hint", "Hint", 0, "", f"italic #{GREY}"),
    ("Footer", "Footer", 0, 'fo:margin-bottom="0cm" fo:text-align="end"', f"#{GREY} 9pt"),
)


def archive(parts: Mapping[str, bytes]) -> bytes:
    """The file of these parts. The mimetype comes first and as it is, so that any program can read
    it off; the dates are fixed, so one report is always the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for name, data in (("mimetype", MIME.encode()), *parts.items()):
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            target.writestr(entry, data)
    return packed.getvalue()


def manifest(files: Mapping[str, str]) -> bytes:
    """The list of the file's parts with their media types."""
    space = f"{_OASIS}:manifest:1.0"
    entries = "".join(
        f'<manifest:file-entry manifest:full-path={quoteattr(path)} manifest:media-type="{media}"/>'
        for path, media in files.items()
    )
    whole = (
        f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" '
        f'manifest:media-type="{MIME}"/>'
    )
    return (
        f'{_HEAD}<manifest:manifest xmlns:manifest="{space}" manifest:version="1.3">'
        f"{whole}{entries}</manifest:manifest>"
    ).encode()


def meta(language: str, title: str, author: str) -> bytes:
    """Title and language; an author only where one is said."""
    said = f"<dc:title>{escape(xml_text(title))}</dc:title>"
    if author:
        name = escape(xml_text(author))
        said += (
            f"<meta:initial-creator>{name}</meta:initial-creator><dc:creator>{name}</dc:creator>"
        )
    said += f"<dc:language>{escape(locale_of(language))}</dc:language>"
    return _document("meta", f"<office:meta>{said}</office:meta>")


def content(body: str, automatic: Iterable[str]) -> bytes:
    """The text with the styles that it alone uses."""
    return _document(
        "content",
        f"<office:automatic-styles>{''.join(automatic)}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body>",
    )


def styles(language: str) -> bytes:
    """The report's styles and its page."""
    named = "".join(_paragraph(*style) for style in _PARAGRAPHS)
    locale, asian = locale_of(language), east_asian(language)
    return _document(
        "styles",
        f"<office:font-face-decls>{_font(FONT)}{_font(EAST_ASIAN_FONT)}</office:font-face-decls>"
        f"<office:styles>{_default(locale, asian)}{named}{_outline_numbers()}</office:styles>"
        f"<office:automatic-styles>{_layout()}</office:automatic-styles>"
        '<office:master-styles><style:master-page style:name="Standard" '
        'style:page-layout-name="Page"><style:footer><text:p text:style-name="Footer">'
        '<text:page-number text:select-page="current">1</text:page-number> / '
        "<text:page-count>1</text:page-count></text:p></style:footer></style:master-page>"
        "</office:master-styles>",
    )


def indented(name: str, parent: str, left: float, first: float) -> str:
    """A paragraph style that stands in by so much, its first line by so much more."""
    return (
        f'<style:style style:name="{name}" style:family="paragraph" '
        f'style:parent-style-name="{parent}">'
        f'<style:paragraph-properties fo:margin-left="{left:.2f}cm" '
        f'fo:text-indent="{first:.2f}cm"/></style:style>'
    )


def run_style(name: str, *, bold: bool, italic: bool, language: str) -> str:
    """A style of letters: weight, slant, language."""
    return (
        f'<style:style style:name="{name}" style:family="text"><style:text-properties'
        f"{_weights(bold, italic)}{_languages(language) if language else ''}/></style:style>"
    )


def facts_styles(labels: float) -> str:
    """The table of facts: a column of labels and one of values, a thin rule under each row."""
    rule = f'fo:border-bottom="0.5pt solid #{RULE}"'
    cell = "fo:padding-left='0cm' fo:padding-right='0.2cm'"

    def style(name: str, family: str, properties: str) -> str:
        return (
            f'<style:style style:name="{name}" style:family="{family}">{properties}</style:style>'
        )

    return "".join(
        (
            style(
                "Facts",
                "table",
                f'<style:table-properties style:width="{TEXT_WIDTH}cm" table:align="left" '
                f'fo:margin-bottom="0.3cm" fo:border-top="0.5pt solid #{RULE}"/>',
            ),
            style(
                "Labels",
                "table-column",
                f'<style:table-column-properties style:column-width="{labels}cm"/>',
            ),
            style(
                "Values",
                "table-column",
                f'<style:table-column-properties style:column-width="{TEXT_WIDTH - labels}cm"/>',
            ),
            style(
                "Fact", "table-row", '<style:table-row-properties fo:keep-together="always"/>'
            ),
            style("First", "table-cell", f"<style:table-cell-properties {cell} {rule} "
                  f'fo:border-top="0.5pt solid #{RULE}"/>'),
            style("Cell", "table-cell", f"<style:table-cell-properties {cell} {rule}/>"),
        )
    )  # fmt: skip


def list_style(name: str, base: float, levels: Iterable[str]) -> str:
    """A list: for each depth its sign, as ``bullet_level`` and ``number_level`` write it."""
    places = "".join(
        level.replace(
            "</",
            f'<style:list-level-properties text:list-level-position-and-space-mode="label-'
            f'alignment"><style:list-level-label-alignment text:label-followed-by="listtab" '
            f'fo:margin-left="{base + STEP * depth:.2f}cm" fo:text-indent="-{STEP}cm" '
            f'text:list-tab-stop-position="{base + STEP * depth:.2f}cm"/>'
            "</style:list-level-properties></",
            1,
        )
        for depth, level in enumerate(levels, 1)
    )
    return f'<text:list-style style:name="{name}">{places}</text:list-style>'


def bullet_level(depth: int, sign: str) -> str:
    """A depth of a list whose items bear a sign."""
    tag = "text:list-level-style-bullet"
    return f'<{tag} text:level="{depth}" text:bullet-char="{sign}"></{tag}>'


def number_level(depth: int, prefix: str, suffix: str) -> str:
    """A depth of a list whose items bear numbers."""
    tag = "text:list-level-style-number"
    before = f' style:num-prefix="{prefix}"' if prefix else ""
    return (
        f'<{tag} text:level="{depth}"{before} style:num-suffix="{suffix}" '
        f'style:num-format="1"></{tag}>'
    )


def _document(part: str, inner: str) -> bytes:
    root = f"office:document-{part}"
    return f'{_HEAD}<{root} {_SPACES} office:version="1.3">{inner}</{root}>'.encode()


def _font(name: str) -> str:
    return (
        f'<style:font-face style:name="{name}" svg:font-family="&apos;{name}&apos;" '
        'style:font-family-generic="swiss" style:font-pitch="variable"/>'
    )


def _default(locale: str, asian: str) -> str:
    """The style under all others, then Standard, which is the paragraph of running text."""
    return (
        '<style:default-style style:family="paragraph">'
        '<style:paragraph-properties fo:margin-bottom="0.21cm" fo:line-height="113%" fo:orphans="2"'
        ' fo:widows="2" style:writing-mode="lr-tb"/>'
        f'<style:text-properties style:font-name="{FONT}" style:font-name-asian="{EAST_ASIAN_FONT}"'
        f' style:font-name-complex="{FONT}" fo:font-size="10.5pt" style:font-size-asian="10.5pt" '
        f'style:font-size-complex="10.5pt"{_languages(locale, asian)}/></style:default-style>'
        '<style:style style:name="Standard" style:family="paragraph" style:class="text"/>'
    )


def _paragraph(name: str, shown: str, level: int, paragraph: str, text: str) -> str:
    following = ' style:next-style-name="Standard"' if level else ""
    outline = f' style:default-outline-level="{level}"' if level else ""
    words = text.split()
    colour = "".join(f' fo:color="{word}"' for word in words if word.startswith("#"))
    sizes = "".join(
        f' fo:font-size="{w}" style:font-size-asian="{w}" style:font-size-complex="{w}"'
        for w in words
        if w.endswith("pt")
    )
    return (
        f'<style:style style:name="{name}" style:display-name="{shown}" style:family="paragraph" '
        f'style:parent-style-name="Standard"{following}{outline}>'
        f"<style:paragraph-properties {paragraph}/>"
        f"<style:text-properties{_weights('bold' in words, 'italic' in words)}{colour}{sizes}/>"
        "</style:style>"
    )


def _weights(bold: bool, italic: bool) -> str:
    said = ""
    for name, value, used in (("weight", "bold", bold), ("style", "italic", italic)):
        if used:
            said += f' fo:font-{name}="{value}"'
            said += f' style:font-{name}-asian="{value}" style:font-{name}-complex="{value}"'
    return said


def _languages(locale: str, asian: str = "") -> str:
    language, _, country = locale.partition("-")
    said = f' fo:language="{language}" fo:country="{country or "none"}"'
    language, _, country = (asian or locale).partition("-")
    return said + f' style:language-asian="{language}" style:country-asian="{country or "none"}"'


def _outline_numbers() -> str:
    """Headings bear no numbers."""
    levels = "".join(
        f'<text:outline-level-style text:level="{level}" style:num-format=""/>'
        for level in range(1, 11)
    )
    return f'<text:outline-style style:name="Outline">{levels}</text:outline-style>'


def _layout() -> str:
    width, height = PAPER
    return (
        '<style:page-layout style:name="Page"><style:page-layout-properties '
        f'fo:page-width="{width}cm" fo:page-height="{height}cm" style:print-orientation="portrait" '
        f'fo:margin-left="{MARGIN}cm" fo:margin-right="{MARGIN}cm" fo:margin-top="{MARGIN}cm" '
        'fo:margin-bottom="1.25cm"/><style:footer-style><style:header-footer-properties '
        f'fo:min-height="{MARGIN - 1.25}cm" fo:margin-top="0.75cm"/></style:footer-style>'
        "</style:page-layout>"
    )
