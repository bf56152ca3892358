"""Text in an OpenDocument paragraph: its lines, links, character styles and spaces."""

from __future__ import annotations

from collections.abc import Iterable

from gsef_tui.model.lazy_pattern import lazy_pattern

from . import odt_looks, odt_styles
from .blocks import Line, Span
from .page import locale_of
from .runs import Run, Stretch, stretches, unlinked
from .xml_elements import Element, MixedContent

_SPACE = lazy_pattern(r"^ | {2,}| $|\t")


class TextWriter:
    """Adds text to paragraphs, and the character styles that it needs to ``content``.

    ``language`` is the report's: a passage in another one is marked.
    """

    def __init__(self, content: odt_styles.Content, language: str) -> None:
        self._content = content
        self._language = language

    def add(self, paragraph: Element, text: str) -> None:
        """Add plain text, in which a line end is a line break."""
        self.add_lines(paragraph, tuple((Span(line),) for line in text.split("\n")))

    def add_lines(self, paragraph: Element, lines: Iterable[Line]) -> None:
        """Add lines, with a line break between two of them."""
        content = MixedContent(paragraph)
        for number, line in enumerate(lines):
            if number:
                content.element("text:line-break")
            for stretch in stretches(line, self._language):
                self._add_stretch(content, stretch)

    def add_unlinked(self, content: MixedContent, text: str) -> None:
        """Add text whose addresses are no links, because it stands in a link itself."""
        for run in unlinked(text, self._language):
            self._add_run(content, run)

    def _add_stretch(self, content: MixedContent, stretch: Stretch) -> None:
        """Add runs, and the link that is around them."""
        if stretch.target:
            look = {"text:style-name": odt_looks.LINK, "text:visited-style-name": odt_looks.LINK}
            link = {"xlink:type": "simple", "xlink:href": stretch.target}
            content = MixedContent(content.element("text:a", link | look))
        for run in stretch.runs:
            self._add_run(content, run)

    def _add_run(self, content: MixedContent, run: Run) -> None:
        if run.bold or run.italic or run.language:
            name = {"text:style-name": self._run_style(run)}
            _add_spaced(MixedContent(content.element("text:span", name)), run.text)
        else:
            _add_spaced(content, run.text)

    def _run_style(self, run: Run) -> str:
        name = f"T{'b' * run.bold}{'i' * run.italic}{run.language}"
        if self._content.is_new_style(name):
            locale = locale_of(run.language) if run.language else ""
            odt_looks.add_run_style(
                self._content.styles, name, bold=run.bold, italic=run.italic, locale=locale
            )
        return name


def _add_spaced(content: MixedContent, text: str) -> None:
    """Add text, with elements for tabs and for spaces that a reader of the XML would drop."""
    at = 0
    for found in _SPACE.finditer(text):
        if found.start() > at:
            content.text(text[at : found.start()])
        if found[0] == "\t":
            content.element("text:tab")
        else:
            content.element("text:s", {"text:c": str(len(found[0]))})
        at = found.end()
    if at < len(text):
        content.text(text[at:])
