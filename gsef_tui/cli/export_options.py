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
    click.option("--blank", is_flag=True, help="The form before the session: gaps and hints."),
    click.option("--as-typed", is_flag=True, help="Without the language's typography."),
    click.option("--times", is_flag=True, help="With the time stamps: [20:47]."),
    click.option("--anonymous", is_flag=True, help="Nobody is named, no pictures."),
    click.option("--only", default="", metavar="CODE", help="One speaker's part, to be confirmed."),
    click.option("--language", metavar="CODE", help="The labels' language, for this time."),
    click.option(
        "--columns", type=click.IntRange(min=20), metavar="N", help="Text: no line is wider than N."
    ),
    click.option("--author", default="", metavar="NAME", help="Stands in the file's properties."),
    click.option(
        "--with",
        "packed",
        default=",".join(Options().packed),
        show_default=True,
        metavar="FORMATS",
        help="Package: the report's formats in it.",
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
            raise click.UsageError(f"--with {name}: no format for a package; there are {ids}")
    return tuple(known.id for _, known in found if known)
