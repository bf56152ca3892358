"""The formats of a report, each declared once: command line, export dialog and tests follow it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from msgspec import Struct

from gsef_tui.model.session import Session
from gsef_tui.model.template import Template

from .blocks import Outline, Picture
from .pictures import Lookup


def _no_picture(file: str) -> None:
    """Finds none."""


class ReportInput(Struct, frozen=True):
    """All that a format may need: the session, its template, the outline made of both, and how to
    find a picture by the name it has in the session's folder."""

    session: Session
    template: Template
    outline: Outline
    picture: Lookup = _no_picture


class Rendered(Struct, frozen=True):
    """A report as bytes, with a sentence for each thing that could not be shown."""

    data: bytes
    warnings: tuple[str, ...] = ()


class Format(Struct, frozen=True):
    """A way to write a report.

    ``label`` is for people; ``suffix`` is the ending of its files; ``endings`` are others that mean
    it; ``binary`` output has no place on a terminal.
    """

    id: str
    suffix: str
    label: str
    render: Callable[[ReportInput], Rendered]
    binary: bool = False
    endings: tuple[str, ...] = ()


def _text(report: ReportInput) -> Rendered:
    from .text import to_text

    return Rendered(to_text(report.outline).encode(), _missing_pictures(report))


def _markdown(report: ReportInput) -> Rendered:
    from .markdown import to_markdown

    source = to_markdown(report.outline, picture=report.picture)
    return Rendered(source.encode(), _missing_pictures(report))


def _html(report: ReportInput) -> Rendered:
    from .html import to_html

    document, warnings = to_html(report.outline, picture=report.picture)
    return Rendered(document.encode(), tuple(warnings))


def _docx(report: ReportInput) -> Rendered:
    from .docx import to_docx

    data, warnings = to_docx(report.outline, picture=report.picture)
    return Rendered(data, tuple(warnings))


def _json(report: ReportInput) -> Rendered:
    from .data import to_json

    return Rendered(to_json(report.session, report.template).encode())


def _missing_pictures(report: ReportInput) -> tuple[str, ...]:
    """The warnings of a format that names pictures without holding them."""
    from .pictures import find_picture

    pictures = (block.file for block in report.outline.blocks if isinstance(block, Picture))
    found = (find_picture(file, report.picture) for file in pictures)
    return tuple(warning for warning in found if isinstance(warning, str))


FORMATS: tuple[Format, ...] = (
    Format("docx", ".docx", "Word document", _docx, binary=True),
    Format("html", ".html", "Web page", _html, endings=(".htm",)),
    Format("markdown", ".md", "Markdown", _markdown, endings=(".markdown",)),
    Format("text", ".txt", "Plain text", _text),
    Format("json", ".json", "Data (JSON)", _json),
)


def format_for(name_or_path: str | PurePath) -> Format | None:
    """The format of that id, of that ending, or of a path with that ending; None for others.

    >>> format_for("report.DOCX").id
    'docx'
    """
    name = str(name_or_path).casefold()
    ending = PurePath(name).suffix or (name if name.startswith(".") else f".{name}")
    for known in FORMATS:
        if name == known.id or ending in (known.suffix, *known.endings):
            return known
    return None
