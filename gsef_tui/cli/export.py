"""``gsef-tui export``: write the report to a file."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from gsef_tui.editing.export import ExportRequest, ExportService, InvalidRequest, Target
from gsef_tui.model.wording import counted
from gsef_tui.report.formats import FORMATS, Format, Rendered, format_for
from gsef_tui.report.render import ReportRequest
from gsef_tui.storage.errors import shown

from .documents import template_option
from .export_options import export_options
from .output import say, write_data
from .paths import FILE
from .reading import read
from .writing import path_in_messages

EXAMPLES = """\b
Examples:
  gsef-tui export FILE                       the report as text, on standard output
  gsef-tui export FILE -o report.docx        the ending decides
  gsef-tui export FILE -f html -o -          a format on standard output
  gsef-tui export FILE --blank -o form.docx  the blank form, to send beforehand
  gsef-tui export FILE -o mail.zip           report, session and pictures, to mail
  gsef-tui export FILE --only KO             KO's part, short enough for the call's chat
"""
STANDARD_OUTPUT = Path("-")


@click.command("export", epilog=EXAMPLES)
@click.argument("file", type=FILE)
@click.option(
    "-f", "--format", "name", metavar="FORMAT", help=", ".join(f.id for f in FORMATS) + "."
)
@click.option(
    "-o", "--output", type=FILE, metavar="PATH", help="The file to write; - is standard output."
)
@click.option("--force", is_flag=True, help="Replace an existing file.")
@export_options
@template_option
def command(
    file: Path,
    name: str | None,
    output: Path | None,
    force: bool,
    report: ReportRequest,
    template: str | None,
) -> None:
    """Write the report to a file.

    It has the spaces and quotation marks of its language.

    Without -f the ending of PATH decides the format; without -o the report goes to standard
    output, as text where there is no -f either.
    """
    path = None if output in (None, STANDARD_OUTPUT) else output
    format = _format(name, path)
    document = read(file, template)
    service = ExportService(document.session, document.path)
    target = Target(path, path, overwrite=force) if path is not None else None
    request = ExportRequest(format, report, target)
    with _option_in_messages(), path_in_messages(instead=", or add --force"):
        if target is None:
            if format.binary and sys.stdout.isatty():
                raise click.UsageError(
                    f"{format.id} cannot be shown in a terminal: name a file with -o"
                )
            write_data(_render(service, request).data)
            return
        service.write(target, _render(service, request))
    say(f"exported: {shown(target.path.absolute())}")


def _format(name: str | None, path: Path | None) -> Format:
    wanted = name or (path.suffix if path else "text")
    found = format_for(wanted) if wanted else None
    if found is None:
        known = ", ".join(f"{f.id} ({f.suffix})" for f in FORMATS)
        said = f"-f {name}" if name else str(path)
        raise click.UsageError(f"{said}: unknown format. Formats: {known}")
    return found


@contextmanager
def _option_in_messages() -> Iterator[None]:
    """Report an InvalidRequest as wrong usage of the option for its field."""
    try:
        yield
    except InvalidRequest as error:
        option = " ".join(filter(None, (f"--{error.field}", error.value)))
        raise click.UsageError(f"{option}: {error.reason}") from None


def _render(service: ExportService, request: ExportRequest) -> Rendered:
    """Render the report, and report names that remain, warnings and gaps on standard error."""
    rendered = service.render(request)
    where = shown(service.path)
    for word, place in rendered.left_over:
        say(f"{where}: {place}: “{word}” is still in the text. Does it identify somebody?")
    for warning in rendered.warnings:
        say(f"{where}: {warning}")
    if gaps := service.gap_count(request.report):
        one = "{n} gap prints as […]; gsef-tui gaps lists what to ask for"
        several = "{n} gaps print as […]; gsef-tui gaps lists what to ask for"
        say(f"{where}: {counted(gaps, one, several)}")
    return rendered
