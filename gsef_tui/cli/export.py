"""``gsef-tui export``: the report as a file to hand in."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click
from msgspec.structs import replace

from gsef_tui.report.formats import FORMATS, Format, ReportInput, format_for
from gsef_tui.report.typography import printed_outline
from gsef_tui.storage.documents import Document
from gsef_tui.storage.errors import CannotWrite
from gsef_tui.storage.exports import file_mode
from gsef_tui.storage.pictures import resolve

from .documents import FILE, read, template_option
from .output import say, write_data
from .writing import may_be_written, write

EXAMPLES = """\b
Examples:
  gsef-tui export FILE                       the report as text, on standard output
  gsef-tui export FILE -o report.docx        the ending decides
  gsef-tui export FILE -f html -o -          a format on standard output
  gsef-tui export FILE --blank -o form.docx  the empty form, to send beforehand
"""
STANDARD_OUTPUT = Path("-")


@click.command("export", epilog=EXAMPLES)
@click.argument("file", type=FILE)
@click.option(
    "-f", "--format", "name", metavar="FORMAT", help=", ".join(f.id for f in FORMATS) + "."
)
@click.option("-o", "--output", type=FILE, metavar="PATH", help="A file; - is standard output.")
@click.option("--force", is_flag=True, help="Write over a file that is there already.")
@click.option("--blank", is_flag=True, help="The form before the session: gaps and hints.")
@click.option("--as-typed", is_flag=True, help="Without the language's typography.")
@click.option("--language", metavar="CODE", help="The labels' language, for this time.")
@template_option
def command(
    file: Path,
    name: str | None,
    output: Path | None,
    force: bool,
    blank: bool,
    as_typed: bool,
    language: str | None,
    template: str | None,
) -> None:
    """The report as a file to hand in, with its language's spaces and quotation marks.

    Without -f the ending of PATH decides the format; without -o the report goes to standard
    output, as text where there is no -f either.
    """
    target = None if output in (None, STANDARD_OUTPUT) else output
    wanted = _format(name, target)
    document = read(file, template)
    if language is not None:
        document = _in_language(document, language)
    if target is None:
        if wanted.binary and sys.stdout.isatty():
            raise click.UsageError(f"{wanted.id} is not for a terminal: name a file with -o")
        write_data(_render(document, wanted, blank=blank, as_typed=as_typed))
        return
    if _is_session(target, document):
        raise CannotWrite(f"{target}: the session itself: name another file")
    may_be_written(target, over=force, instead=", or add --force")
    write(target, _render(document, wanted, blank=blank, as_typed=as_typed), mode=file_mode(target))
    say(f"written: {target.absolute()}")


def _format(name: str | None, target: Path | None) -> Format:
    wanted = name or (target.suffix if target else "text")
    found = format_for(wanted) if wanted else None
    if found is None:
        known = ", ".join(f"{f.id} ({f.suffix})" for f in FORMATS)
        said = f"-f {name}" if name else str(target)
        raise click.UsageError(f"{said}: no known format; there are {known}")
    return found


def _in_language(document: Document, language: str) -> Document:
    languages = document.template.languages
    if language not in languages:
        raise click.UsageError(f"--language {language}: there are {', '.join(languages)}")
    return replace(document, session=replace(document.session, language=language))


def _render(document: Document, wanted: Format, *, blank: bool, as_typed: bool) -> bytes:
    """The report's bytes; pictures that are missing or lie elsewhere are named and left out."""
    session, template = document.session, document.template
    rendered = wanted.render(
        ReportInput(
            session=session,
            template=template,
            outline=printed_outline(session, template, blank=blank, as_typed=as_typed),
            picture=lambda file: resolve(document.path, file),
        )
    )
    for warning in rendered.warnings:
        say(f"{document.path}: {warning}")
    return rendered.data


def _is_session(target: Path, document: Document) -> bool:
    return os.path.exists(target) and target.samefile(document.path)
