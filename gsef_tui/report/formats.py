"""The formats of a report, declared once for command line, export dialog and tests."""

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
    """Return None: there are no pictures."""


class Options(Struct, frozen=True):
    """Settings of single formats; each format uses only some of them.

    ``columns`` is the width at which lines of text are wrapped, 0 for no wrapping. ``author`` is
    put into a document's properties. ``packed`` are the ids of the formats in a package, ``stem``
    is the name of the files in it, without extension.
    """

    columns: int = 0
    author: str = ""
    packed: tuple[str, ...] = ("docx", "pdf")
    stem: str = "report"


class ReportInput(Struct, frozen=True):
    """The input of a format.

    ``outline`` is made from the session. ``picture`` finds a picture by its name in the session's
    folder. Slow formats call ``cancelled`` regularly.
    """

    session: Session
    outline: Outline
    picture: Lookup = _no_picture
    options: Options = Options()
    cancelled: CancelCheck = never


class Rendered(Struct, frozen=True):
    """A report as bytes, with a warning for each thing that could not be shown.

    ``left_over`` are, in a report without names, the words that may still name somebody, each with
    its place.
    """

    data: bytes
    warnings: tuple[str, ...] = ()
    left_over: tuple[tuple[str, str], ...] = ()


class Format(Struct, frozen=True):
    """A file format of the report.

    ``render`` raises CannotWrite if a program that it needs is missing, and Cancelled once the
    caller has cancelled the report. ``label`` is its name for people, ``suffix`` the extension of
    its files, ``endings`` are other extensions with the same meaning. ``binary`` output must not go
    to a terminal. A format with ``whole_session`` holds the session as it is stored, so it cannot
    be limited to one speaker's part.
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
    """Render a format with pages, embedded pictures and an author."""
    author = report.options.author
    data, warnings = write(report.outline, picture=report.picture, author=author)
    return Rendered(data, tuple(warnings))


def _json(report: ReportInput) -> Rendered:
    from .json import to_json

    return Rendered(to_json(report.session).encode())


def _toml(report: ReportInput) -> Rendered:
    from gsef_tui.storage.encode import encode

    return Rendered(encode(report.session))


def _package(report: ReportInput) -> Rendered:
    """Render a package; a format that cannot be made here is left out with a warning.

    Raises CannotWrite if a format is unknown or a package itself.
    """
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
    """Return the warnings of a format that names pictures without embedding them."""
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
    """Return the format with that id or extension, or of a path with that extension, or None.

    >>> format_for("report.DOCX").id
    'docx'
    """
    name = str(name_or_path).casefold()
    ending = PurePath(name).suffix or (name if name.startswith(".") else f".{name}")
    for known in FORMATS:
        if name == known.id or ending in (known.suffix, *known.endings):
            return known
    return None
