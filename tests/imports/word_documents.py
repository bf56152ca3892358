"""Word documents for the tests: made part by part, and by a generator of what Word can nest."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import NamedTuple

from hypothesis import strategies as st

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = {
    "w": W,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
STRICT = {
    W: "http://purl.oclc.org/ooxml/wordprocessingml/main",
    SPACES["r"]: "http://purl.oclc.org/ooxml/officeDocument/relationships",
    SPACES["a"]: "http://purl.oclc.org/ooxml/drawingml/main",
    SPACES["pic"]: "http://purl.oclc.org/ooxml/drawingml/picture",
    SPACES["wp"]: "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
    SPACES["m"]: "http://purl.oclc.org/ooxml/officeDocument/math",
}
DECLARED = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in SPACES.items())
OF_PACKAGES = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
ADDRESS = "https://example.org/minutes"

STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{rest}</w:style>'
    for key, name, rest in (
        ("T", "Title", ""),
        ("H1", "heading 1", ""),
        ("H2", "heading 2", ""),
        ("Mine", "My heading", '<w:basedOn w:val="H2"/>'),
        ("C", "caption", ""),
        ("Q", "Quote", ""),
        ("TOC1", "toc 1", ""),
        ("TOCH", "TOC Heading", '<w:basedOn w:val="H1"/>'),
        ("B", "Bullets", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'),
        ("SubB", "Own bullets", '<w:basedOn w:val="B"/>'),
        ("L2", "Numbers", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>'),
    )
) + (
    '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/>'
    "<w:rPr><w:b/></w:rPr></w:style>"
)


def _level(number: int, kind: str, text: str, rest: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{rest}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


NUMBERING = (
    f'<w:abstractNum w:abstractNumId="0">{_level(0, "bullet", "•")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="1">{_level(0, "decimal", "%1)")}'
    + _level(1, "decimal", "%2.", '<w:pStyle w:val="L2"/>')
    + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="1"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
)


class Parts(NamedTuple):
    """What a document is made of; the texts are inside the root of their part."""

    body: str
    footnotes: str = ""
    endnotes: str = ""
    headers: tuple[str, ...] = ()
    main: str = "word/document.xml"
    content_type: str = MAIN
    more: str = ""  # relationships of the main part
    is_strict: bool = False


def docx_of(parts: Parts | str) -> bytes:
    """Return a whole document."""
    parts = Parts(parts) if isinstance(parts, str) else parts
    kinds = {
        "styles": f"<w:styles {DECLARED}>{STYLES}</w:styles>",
        "numbering": f"<w:numbering {DECLARED}>{NUMBERING}</w:numbering>",
        "footnotes": f"<w:footnotes {DECLARED}>{parts.footnotes}</w:footnotes>",
        "endnotes": f"<w:endnotes {DECLARED}>{parts.endnotes}</w:endnotes>",
    }
    link = f'Type="{SPACES["r"]}/hyperlink" Target="{ADDRESS}" TargetMode="External"'
    made = {
        f"word/_rels/{parts.main.split('/')[-1]}.rels": _relationships(
            "".join(_relationship(kind, kind, f"{kind}.xml") for kind in kinds)
            + "".join(
                _relationship(f"h{n}", "header", f"header{n}.xml")
                for n in range(len(parts.headers))
            )
            + f'<Relationship Id="link" {link}/>{parts.more}'
        ),
        "word/_rels/footnotes.xml.rels": _relationships(f'<Relationship Id="noted" {link}/>'),
        **{f"word/{kind}.xml": text for kind, text in kinds.items()},
        **{
            f"word/header{n}.xml": f"<w:hdr {DECLARED}>{text}</w:hdr>"
            for n, text in enumerate(parts.headers)
        },
        "_rels/.rels": _relationships(_relationship("m", "officeDocument", parts.main)),
        parts.main: f"<w:document {DECLARED}><w:body>{parts.body}</w:body></w:document>",
        "[Content_Types].xml": f'<Types xmlns="{OF_PACKAGES}/content-types">'
        f'<Override PartName="/{parts.main}" ContentType="{parts.content_type}"/></Types>',
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in made.items():
            for space, strict in STRICT.items() if parts.is_strict else ():
                text = text.replace(space, strict)
            archive.writestr(name, text)
    return out.getvalue()


def _relationship(key: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{key}" Type="{SPACES["r"]}/{kind}" Target="{target}"/>'


def _relationships(inside: str) -> str:
    return f'<Relationships xmlns="{OF_PACKAGES}/relationships">{inside}</Relationships>'


def run(inside: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{inside}</w:r>"


def text(words: str, properties: str = "") -> str:
    return run(f'<w:t xml:space="preserve">{words}</w:t>', properties)


def paragraph(inside: str, style: str = "", properties: str = "") -> str:
    inside = inside if "<" in inside or not inside else text(inside)
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{style}{properties}</w:pPr>{inside}</w:p>"


def mark(kind: str) -> str:
    return run(f'<w:fldChar w:fldCharType="{kind}"/>')


def instruction(words: str) -> str:
    return run(f"<w:instrText>{words}</w:instrText>")


def field(words: str, result: str) -> str:
    return f"{mark('begin')}{instruction(words)}{mark('separate')}{result}{mark('end')}"


def link(inside: str, key: str = "link") -> str:
    return f'<w:hyperlink r:id="{key}">{inside}</w:hyperlink>'


def box(inside: str, fallback: str = "") -> str:
    """A box of text as Word writes it: for itself, and once more for old programs."""
    shape = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    return run(
        '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline>'
        f'<wp:docPr id="1" name="Text Box 1"/><a:graphic><a:graphicData uri="{shape}"><wps:wsp>'
        f"<wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData>"
        "</a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        f"<w:txbxContent>{fallback or inside}</w:txbxContent></v:textbox></v:shape></w:pict>"
        "</mc:Fallback></mc:AlternateContent>"
    )


def picture(name: str) -> str:
    return run(
        f'<w:drawing><wp:inline><wp:docPr id="1" name="{name}"/><a:graphic><a:graphicData '
        f'uri="{SPACES["pic"]}"><pic:pic/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def cell(inside: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def control(inside: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


CONTENTS = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'

# The generator. "@" stands for a word that is to be read, "#" for one that is not, and ⟦…⟧ for a
# note; ``numbered`` makes a document of it.

LEAVES = st.sampled_from(
    [
        text("@"),
        text(" @ @ "),
        text("@", "<w:b/>"),
        text("@", '<w:rStyle w:val="Strong"/><w:i/>'),
        run("<w:t>@</w:t><w:tab/><w:t>@</w:t><w:br/><w:t>@</w:t>"),
        run('<w:br w:type="page"/><w:t>@</w:t><w:br w:type="column"/>'),
        run('<w:t>@</w:t><w:sym w:font="Wingdings" w:char="F0E0"/><w:noBreakHyphen/><w:t>@</w:t>'),
        run("<w:delText>#</w:delText><w:commentReference w:id='1'/>"),
        run("<w:ruby><w:rt><w:r><w:t>@</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>@</w:t></w:r>"
            "</w:rubyBase></w:ruby>"),
        "<m:oMath><m:r><m:t>@</m:t></m:r></m:oMath>",
        "<w:bookmarkStart w:id='1' w:name='x'/><w:proofErr w:type='spellStart'/><!-- # -->",
        picture("salle.png"),
        field('XE "#"', text("@")),
        field(f"IF {field('PAGE', text('#'))} = 1", text("@")),
        mark("begin") + instruction(' TC "#" ') + mark("end"),
    ]
)  # fmt: skip


def gone(xml: str) -> str:
    return xml.replace("@", "#")


def wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """What stands in a paragraph around something else."""
    several = st.lists(inner, min_size=1, max_size=3).map("".join)
    return st.one_of(
        *(
            several.map(lambda xml, tag=tag: f"<w:{tag}>{xml}</w:{tag}>")  # type: ignore[misc]
            for tag in ("ins", "moveTo", "smartTag", "customXml", "bdo", "dir")
        ),
        *(
            several.map(lambda xml, tag=tag: f"<w:{tag}>{gone(xml)}</w:{tag}>")  # type: ignore[misc]
            for tag in ("del", "moveFrom")
        ),
        several.map(control),
        several.map(link),
        several.map(lambda xml: f'<w:hyperlink w:anchor="_x">{xml}</w:hyperlink>'),
        several.map(lambda xml: f'<w:fldSimple w:instr=" DATE ">{xml}</w:fldSimple>'),
        several.map(lambda xml: f'<w:fldSimple w:instr=" TOC \\o ">{gone(xml)}</w:fldSimple>'),
        several.map(lambda xml: field(f'HYPERLINK "{ADDRESS}"', xml)),
        several.map(lambda xml: field(" TOC \\o ", gone(xml))),
        several.map(lambda xml: box(paragraph(text("@") + xml), paragraph(gone(xml) + text("#")))),
        several.map(lambda xml: f"⟦{paragraph(xml)}⟧"),
    )


INLINE = st.recursive(LEAVES, wrapped, max_leaves=6)
STYLE = st.sampled_from(["", "", "H1", "H2", "Mine", "B", "SubB", "L2", "Q", "C"])
PARAGRAPH = st.builds(
    lambda inside, style: paragraph("".join(inside), style), st.lists(INLINE, max_size=3), STYLE
)


def containers(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """What holds paragraphs."""
    several = st.lists(inner, min_size=1, max_size=3).map("".join)
    span = st.sampled_from(["", '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>'])
    row = st.lists(st.builds(cell, several, span), min_size=1, max_size=3).map("".join)
    return st.one_of(
        several.map(control),
        several.map(lambda xml: control(gone(xml), CONTENTS)),
        several.map(lambda xml: f"<w:customXml>{xml}</w:customXml>"),
        several.map(lambda xml: paragraph(mark("begin") + instruction("TOC") + mark("separate"))
                    + gone(xml) + paragraph(mark("end") + text("@"))),
        several.map(lambda xml: paragraph(mark("begin") + instruction("REF x") + mark("separate"))
                    + xml + paragraph(mark("end"))),
        several.map(lambda xml: paragraph(box(xml, gone(xml)))),
        several.map(lambda xml: paragraph(gone(text("@")), "TOC1") + xml),
        st.lists(row, min_size=1, max_size=3).map(lambda rows: table(*rows)),
        several.map(lambda xml: table(control(cell(xml)) + cell(paragraph("@")),
                                      cell(paragraph("@")) + cell("<w:p/>", "<w:vMerge/>"))),
    )  # fmt: skip


BLOCK = st.recursive(PARAGRAPH, containers, max_leaves=6)
STRAY = st.sampled_from(
    [
        *(paragraph(mark(kind) + text("@")) for kind in ("begin", "separate", "end")),
        f"<w:ins>{text('@ ')}{text('@')}</w:ins>",
    ]
)
BODY = st.lists(st.one_of(BLOCK, BLOCK, BLOCK, STRAY), min_size=1, max_size=6).map("".join)


def numbered(body: str) -> Parts:
    """Return a document of a generated body: each word with a number of its own."""
    notes: list[str] = []

    def reference(found: re.Match[str]) -> str:
        notes.append(f'<w:footnote w:id="{len(notes)}">{found[1]}</w:footnote>')
        return run(f'<w:footnoteReference w:id="{len(notes) - 1}"/>')

    while "⟦" in body:
        body = re.sub("⟦([^⟦⟧]*)⟧", reference, body)
    whole = f"{body}⟦{''.join(notes)}"
    count = iter(range(1, len(whole)))
    whole = re.sub("[@#]", lambda f: f"{'kept' if f[0] == '@' else 'gone'}{next(count)}", whole)
    body, notes_text = whole.split("⟦")
    return Parts(body, notes_text)


documents = st.builds(
    lambda body, strict: numbered(body)._replace(is_strict=strict), BODY, st.booleans()
)
"""Documents of anything that Word can nest."""
