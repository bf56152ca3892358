"""The options of ``gsef-tui export`` that control the content of the report."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import click

from gsef_tui.model.clean import clean_line
from gsef_tui.report.formats import FORMATS, Options, format_for
from gsef_tui.report.render import ReportRequest

_OPTIONS = (
    click.option("--blank", is_flag=True, help="The blank form for a rapporteur, with hints."),
    click.option("--as-typed", is_flag=True, help="Do not apply the language's typography."),
    click.option("--times", is_flag=True, help="Keep the time stamps: [20:47]."),
    click.option("--anonymous", is_flag=True, help="Leave out names and pictures."),
    click.option("--only", default="", metavar="CODE", help="Only the part of one speaker."),
    click.option("--language", metavar="CODE", help="The language of the labels."),
    click.option(
        "--columns", type=click.IntRange(min=20), metavar="N", help="Text: wrap lines at N columns."
    ),
    click.option("--author", default="", metavar="NAME", help="The author of the document."),
    click.option(
        "--with",
        "packed",
        default=",".join(Options().packed),
        show_default=True,
        metavar="FORMATS",
        help="Package: the formats in it.",
    ),
)


def export_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options to a command, which gets them as one value, ``report``."""

    @functools.wraps(command)
    def with_report(
        *,
        blank: bool,
        as_typed: bool,
        times: bool,
        anonymous: bool,
        only: str,
        language: str | None,
        columns: int | None,
        author: str,
        packed: str,
        **others: Any,
    ) -> None:
        options = Options(columns or 0, clean_line(author), _formats(packed))
        code = only.strip().upper()
        report = ReportRequest(language or "", blank, as_typed, anonymous, code, options, times)
        command(report=report, **others)

    for option in reversed(_OPTIONS):
        with_report = option(with_report)
    return with_report


def _formats(packed: str) -> tuple[str, ...]:
    """Return the ids of the formats for a package. Raises UsageError if one is unknown."""
    found = [(name, format_for(name)) for name in map(str.strip, packed.split(",")) if name]
    for name, known in found:
        if known is None or known.id == "package":
            ids = ", ".join(f.id for f in FORMATS if f.id != "package")
            raise click.UsageError(f"--with {name}: not a format for a package. Formats: {ids}")
    return tuple(known.id for _, known in found if known)
