"""The text of a Word document's paragraphs: runs at any depth, as pieces in one style each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from gsef_tui.model.lazy_pattern import lazy_pattern

from .docx_fields import Field, Fields
from .docx_package import (
    Element,
    Package,
    attribute,
    child,
    children,
    inside,
    is_on,
    name_of,
    text_of,
    value,
)
from .docx_styles import Look, Styles, look_of
from .links import behind
from .source_lines import Shown, is_file
from .styles import Piece
from .symbol_fonts import symbol

_DELETED = ("w:del", "w:moveFrom")
_SIGNS = {"w:tab": "\t", "w:ptab": "\t", "w:cr": "\n", "w:noBreakHyphen": "\u2011",
          "w:softHyphen": "\u00ad"}  # fmt: skip
_ENDS = ("w:p", "w:br")
_BLOCKS = ("w:p", "w:tbl")
_NOTES = {"w:footnoteReference": "footnotes", "w:endnoteReference": "endnotes"}
_SHAPES = ("wordprocessingShape", "wordprocessingGroup", "wordprocessingCanvas")
_PRIVATE = lazy_pattern("[\uf020-\uf0ff]")
_IMAGES = ("pic:pic", "a:blip", "v:imagedata")


class Aside(Piece):
    """A piece that Word shows elsewhere: a note, or the address behind a link."""


class _Break(Piece):
    """The end of a page or of a column inside a paragraph."""


class Content:
    """What is in a paragraph: its pieces, its pictures, and the blocks of text anchored in it.

    ``is_contents``: a table of contents, of which there are no pieces, stands in it.
    """

    def __init__(self) -> None:
        self.is_contents = False
        self.pieces: list[Piece] = []
        self.pictures: list[Shown] = []
        self.boxes: list[Element] = []

    @property
    def plain(self) -> str:
        """The text without styles."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def heading(self) -> str:
        """The text without styles and asides."""
        return "".join(piece.text for piece in self.pieces if not isinstance(piece, Aside))

    @property
    def asides(self) -> str:
        """The asides alone."""
        return " ".join(piece.text.strip() for piece in self.pieces if isinstance(piece, Aside))


class _Link(NamedTuple):
    """A link just read: where its text begins, its address, and where the next piece will be."""

    start: int
    address: str
    end: int


class Runs:
    """Reads the paragraphs of a document, one after the other.

    ``lines`` returns the lines of an element that holds paragraphs, and ``remark`` tells the user
    something.
    """

    def __init__(
        self,
        package: Package,
        styles: Styles,
        lines: Callable[[Element], list[str]],
        remark: Callable[[str], None],
    ) -> None:
        self._package = package
        self._styles = styles
        self._lines = lines
        self._remark = remark
        self._part = package.main
        self._fields = Fields()
        self._notes: dict[str, dict[str, tuple[str, Element]]] = {}
        self._drawn: dict[str, list[str]] = {}
        self._content = Content()
        self._link: _Link | None = None

    def read(self, paragraph: Element) -> Content:
        """Return what is in a paragraph."""
        before, self._content, self._link = self._content, Content(), None
        self._fields.begin_paragraph()
        self._walk(paragraph, Look())
        content, self._content = self._content, before
        while content.pieces and isinstance(content.pieces[-1], _Break):
            content.pieces.pop()
        return content

    def control(self, element: Element, read: Callable[[Element], None]) -> None:
        """Read the content of a content control; what Word shows in an empty one is named."""
        content = child(element, "w:sdtContent")
        if content is None:
            return
        if not is_on(child(element, "w:sdtPr", "w:showingPlcHdr")):
            read(content)
        elif text := " ".join(_shown_in(content).split()):
            self._remark(f"not read, as it stands in a field that is not filled in: “{text}”")

    def _walk(self, element: Element, look: Look) -> None:
        for name, found in children(element):
            self._take(name, found, look)

    def _take(self, name: str, element: Element, look: Look) -> None:
        match name:
            case "w:t" | "m:t":
                self._say(_readable(text_of(element), element), look)
            case "a:t":
                self._say(f"{text_of(element)} ", look)
            case "w:r":
                self._walk(element, self._look(element).over(look))
            case "w:hyperlink":
                start = len(self._content.pieces)
                self._walk(element, look)
                self._linked(start, self._address(element))
            case "w:br":
                self._break(attribute(element, "w:type"), look)
            case "w:sym":
                self._symbol(element, look)
            case "w:fldSimple":
                self._simple_field(element, look)
            case "w:fldChar":
                self._field(element, look)
            case "w:instrText":
                self._fields.instruct(element.text or "")
            case "w:footnoteReference" | "w:endnoteReference":
                self._note(_NOTES[name], attribute(element, "w:id"))
            case "w:drawing" | "w:pict" | "w:object":
                self._drawing(element, look)
            case _ if name in _BLOCKS or name.endswith(":txbxContent"):
                if not self._fields.hide:
                    self._content.boxes.append(element)
            case "mc:AlternateContent":
                self._walk(branch(element), look)
            case "w:sdt":
                self.control(element, lambda inner: self._walk(inner, look))
            case "w:ruby":
                self._ruby(element, look)
            case _ if name in _SIGNS:
                self._say(_SIGNS[name], look)
            case _ if name not in _DELETED and not (name.startswith("w:") and name.endswith("Pr")):
                self._walk(element, look)

    def _look(self, run: Element) -> Look:
        properties = child(run, "w:rPr")
        if properties is None:
            return Look()
        style = value(properties, "w:rStyle")
        look = look_of(properties)
        return look.over(self._styles.run(style)) if style else look

    def _say(self, text: str, look: Look, kind: type[Piece] = Piece) -> None:
        self._content.is_contents |= self._fields.in_contents
        if text and not self._fields.hide:
            self._content.pieces.append(kind(text, bool(look.bold), bool(look.italic)))

    def _break(self, kind: str, look: Look) -> None:
        if kind not in ("page", "column"):
            self._say("\n", look)
        elif self._content.pieces:
            self._say("\n", look, _Break)

    def _symbol(self, element: Element, look: Look) -> None:
        font, code = attribute(element, "w:font"), attribute(element, "w:char")
        found = symbol(font, code)
        if found is None and not self._fields.hide:
            self._remark(f"a sign of the font {font or '?'} is read as “?”: put in what it means")
        self._say(found or "?", look)

    def _address(self, link: Element) -> str:
        known = self._package.relationships(self._part).get(attribute(link, "r:id"))
        if known is None or not known.is_external:
            return ""
        anchor = attribute(link, "w:anchor")
        return f"{known.target}#{anchor}" if anchor and "#" not in known.target else known.target

    def _linked(self, start: int, address: str) -> None:
        """Put a link's address after its text; links to one address in a row are one link."""
        pieces = self._content.pieces
        before = self._link
        if before and before.end == start and before.address == address and len(pieces) > start:
            del pieces[start - 1]
            start = before.start
        aside = behind("".join(piece.text for piece in pieces[start:]), address)
        self._link = None
        if aside and len(pieces) > start:
            self._say(aside, Look(), Aside)
            self._link = _Link(start, address, len(pieces))

    def _simple_field(self, element: Element, look: Look) -> None:
        field = Field(attribute(element, "w:instr"))
        start = len(self._content.pieces)
        with self._fields.inside(field):
            self._walk(element, look)
        self._linked(start, field.address)

    def _field(self, element: Element, look: Look) -> None:
        self._say(_form_value(child(element, "w:ffData")), look)
        ended = self._fields.at(element, len(self._content.pieces))
        if ended is not None:
            self._linked(ended.start, ended.address)

    def _drawing(self, element: Element, look: Look) -> None:
        self._walk(element, look)
        for path in inside(element, "v:textpath"):
            self._say(path.get("string") or "", look)
        shown = _picture(element)
        if shown is not None and not self._fields.hide:
            shown = shown._replace(alt=shown.alt or self._drawn_words(element))
            self._content.pictures.append(shown)

    def _drawn_words(self, drawing: Element) -> str:
        """Return the words of a diagram or a chart, which stand in a part of their own."""
        related = self._package.relationships(self._part)
        words: list[str] = []
        for found in drawing.iter():
            key = attribute(found, "r:dm") or (
                attribute(found, "r:id") if name_of(found).endswith(":chart") else ""
            )
            if key in related:
                words += self._words_of(related[key].target)
        return ", ".join(words)

    def _words_of(self, part: str) -> list[str]:
        if part not in self._drawn:
            root = self._package.xml(part)
            texts = () if root is None else map(text_of, inside(root, "a:t"))
            self._drawn[part] = [text.strip() for text in texts if text.strip()]
        return self._drawn[part]

    def _ruby(self, element: Element, look: Look) -> None:
        base, above = child(element, "w:rubyBase"), child(element, "w:rt")
        if base is not None:
            self._walk(base, look)
        if above is not None:
            self._say(" (", look)
            self._walk(above, look)
            self._say(")", look)

    def _note(self, kind: str, key: str) -> None:
        """Put the text of a note in brackets where its number stands."""
        if kind not in self._notes:
            self._notes[kind] = {
                attribute(note, "w:id"): (part, note)
                for part, root in self._package.related(kind)
                for _, note in children(root)
            }
        part, note = self._notes[kind].pop(key, ("", None))
        if note is None or self._fields.hide:
            return
        with self.apart(part, note):
            text = " ".join(filter(None, map(str.strip, self._lines(note))))
        if text:
            self._say(f" ({text})", Look(), Aside)

    @contextmanager
    def apart(self, part: str, element: Element) -> Iterator[None]:
        """Read an element of another part, such as a note."""
        before, self._part = self._part, part
        with self._fields.apart(element):
            yield
        self._part = before


def branch(element: Element) -> Element:
    """Return the part of an ``mc:AlternateContent`` that is read: the first one with text."""
    branches = [found for name, found in children(element) if name in ("mc:Choice", "mc:Fallback")]
    with_text = (b for b in branches if any(True for _ in inside(b, "w:t", "m:t", "w:sym")))
    return next(with_text, branches[0] if branches else element)


def _shown_in(content: Element) -> str:
    """Return the words in an element without styles; a space stands where a line ends."""
    names = ((name_of(found), found) for found in inside(content, "w:t", *_ENDS, *_SIGNS))
    return "".join(
        text_of(found) if name == "w:t" else _SIGNS.get(name, " ") for name, found in names
    )


def _readable(text: str, element: Element) -> str:
    """Return a text with the signs of a symbol font, which Word gives private codes, in Unicode."""
    if not _PRIVATE.search(text):
        return text
    fonts = child(element.getparent(), "w:rPr", "w:rFonts")
    font = attribute(fonts, "w:ascii") or attribute(fonts, "w:hAnsi") or "Symbol"
    return _PRIVATE.sub(lambda found: symbol(font, f"{ord(found[0]):x}") or found[0], text)


def _form_value(data: Element | None) -> str:
    """Return what an old form field shows without having a result: a box, or a chosen entry."""
    box, chosen = child(data, "w:checkBox"), child(data, "w:ddList")
    if box is not None:
        state = child(box, "w:checked")
        return "☒" if is_on(child(box, "w:default") if state is None else state) else "☐"
    if chosen is not None:
        entries = [found for name, found in children(chosen) if name == "w:listEntry"]
        at = value(chosen, "w:result", otherwise="0")
        if at.isdecimal() and int(at) < len(entries):
            return attribute(entries[int(at)], "w:val")
    return ""


def _picture(element: Element) -> Shown | None:
    """Return the picture in a drawing; None if it is a shape, or only holds text."""
    images = inside(element, *_IMAGES)
    if not any(not _is_in_box(image, element) for image in images):
        data = next(inside(element, "a:graphicData"), None)
        if data is None or (data.get("uri") or "").endswith(_SHAPES):
            return None
    named = [*inside(element, "wp:docPr"), *inside(element, "pic:cNvPr")]
    if named:
        names = [found.get("name") or "" for found in named]
        alts = (found.get(key) for found in named for key in ("descr", "title"))
        name = next(filter(is_file, names), names[0])
        return Shown(name, next(filter(None, alts), ""))
    shape = next((found for found in element.iter() if name_of(found) == "v:shape"), None)
    data = next(inside(element, "v:imagedata"), None)
    alt = "" if shape is None else shape.get("alt") or ""
    return Shown(attribute(data, "o:title"), alt)


def _is_in_box(element: Element, drawing: Element) -> bool:
    for above in element.iterancestors():
        if above is drawing:
            return False
        if name_of(above).endswith(":txbxContent"):
            return True
    return False
