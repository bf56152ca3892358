"""The formats of a report, each declared once: command line, export dialog and tests follow it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import PurePath

from msgspec import Struct

from gsef_tui.model.session import Session
from gsef_tui.storage.errors import CannotWrite

from .blocks import Outline, Picture
from .cancellation import CancelCheck, never, raise_if_cancelled
from .pictures import Lookup


def _no_picture(file: str) -> None:
    """Finds none."""


class Options(Struct, frozen=True):
    """What one may want of a format beside the report itself; each is of use to some only.

    ``columns`` folds the lines of a text, 0 leaves them whole. ``author`` stands in a document's
    properties. ``packed`` are the ids of the formats that a package holds, ``stem`` is what the
    files in it are called.
    """

    columns: int = 0
    author: str = ""
    packed: tuple[str, ...] = ("docx", "pdf")
    stem: str = "report"


class ReportInput(Struct, frozen=True):
    """All that a format may need.

    ``outline`` is made of the session. ``picture`` finds a picture by its name in
    the session's folder. ``cancelled`` is asked from time to time by formats that take long.
    """

    session: Session
    outline: Outline
    picture: Lookup = _no_picture
    options: Options = Options()
    cancelled: CancelCheck = never


class Rendered(Struct, frozen=True):
    """A report as bytes, with a sentence for each thing that could not be shown. ``left_over``: in
    a report without names the words that may still name somebody, each with its place."""

    data: bytes
    warnings: tuple[str, ...] = ()
    left_over: tuple[tuple[str, str], ...] = ()


class Format(Struct, frozen=True):
    """A file format of the report.

    ``render`` raises CannotWrite if a program that it needs is missing, and Cancelled once the
    caller has cancelled the report. ``label`` is its name for people, ``suffix`` the ending of its
    files, ``endings`` are other endings with the same meaning. ``binary`` output must not go to a
    terminal. A format with ``whole_session`` holds the session as it is stored, so it cannot hold
    one speaker's part alone.
    """

    id: str
    suffix: str
    label: str
    render: Callable[[ReportInput], Rendered]
    binary: bool = False
    endings: tuple[str, ...] = ()
    whole_session: bool = False


def _text(report: ReportInput) -> Rendered:
    from .text import to_text

    text = to_text(report.outline)
    if report.options.columns:
        from .wrapping import wrapped

        text = wrapped(text, report.options.columns)
    return Rendered(text.encode(), _missing_pictures(report))


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

    return _document(to_docx, report)


def _odt(report: ReportInput) -> Rendered:
    from .odt import to_odt

    return _document(to_odt, report)


def _pdf(report: ReportInput) -> Rendered:
    from .pdf import to_pdf

    return _document(partial(to_pdf, cancelled=report.cancelled), report)


def _document(
    write: Callable[..., tuple[bytes, list[str]]],
    report: ReportInput,
) -> Rendered:
    """A format that has pages, pictures in it and an author."""
    author = report.options.author
    data, warnings = write(report.outline, picture=report.picture, author=author)
    return Rendered(data, tuple(warnings))


def _json(report: ReportInput) -> Rendered:
    from .data import to_json

    return Rendered(to_json(report.session).encode())


def _toml(report: ReportInput) -> Rendered:
    from gsef_tui.storage.encode import encode

    return Rendered(encode(report.session))


def _package(report: ReportInput) -> Rendered:
    """The formats wanted; one that cannot be made here is a warning, and the others come."""
    from .package import to_package

    reports: dict[str, bytes] = {}
    warnings: dict[str, None] = {}
    for name in report.options.packed:
        wanted = format_for(name)
        if wanted is None or wanted.id == "package":
            raise CannotWrite(f"{name}: no format for a package")
        raise_if_cancelled(report.cancelled)
        try:
            rendered = wanted.render(report)
        except CannotWrite as error:
            warnings[f"no {wanted.id} in the package: {error}"] = None
        else:
            reports[wanted.suffix] = rendered.data
            warnings |= dict.fromkeys(rendered.warnings)
    data = to_package(
        report.session,
        reports,
        stem=report.options.stem,
        picture=report.picture,
    )
    return Rendered(data, tuple(warnings))


def _missing_pictures(report: ReportInput) -> tuple[str, ...]:
    """The warnings of a format that names pictures without holding them."""
    from .pictures import read_picture

    pictures = (block.file for block in report.outline.blocks if isinstance(block, Picture))
    found = (read_picture(file, report.picture) for file in pictures)
    return tuple(warning for warning in found if isinstance(warning, str))


FORMATS: tuple[Format, ...] = (
    Format("docx", ".docx", "Word document", _docx, binary=True),
    Format("odt", ".odt", "OpenDocument", _odt, binary=True),
    Format("pdf", ".pdf", "PDF", _pdf, binary=True),
    Format("html", ".html", "Web page", _html, endings=(".htm",)),
    Format("markdown", ".md", "Markdown", _markdown, endings=(".markdown",)),
    Format("text", ".txt", "Plain text", _text),
    Format("json", ".json", "Data (JSON)", _json, whole_session=True),
    Format("toml", ".toml", "Session (TOML)", _toml, whole_session=True),
    Format("package", ".zip", "Package (zip)", _package, binary=True, whole_session=True),
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
