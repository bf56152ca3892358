"""``gsef-tui export``: the report as a file to hand in."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click
from msgspec.structs import replace

from gsef_tui.model.clean import clean_line
from gsef_tui.report.formats import FORMATS, Format, Options, ReportInput, format_for
from gsef_tui.report.naming import report_stem
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
  gsef-tui export FILE -o mail.zip           report, session and pictures, to mail
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
@click.option(
    "--columns", type=click.IntRange(min=20), metavar="N", help="Text: no line is wider than N."
)
@click.option("--author", default="", metavar="NAME", help="Stands in the document's properties.")
@click.option(
    "--with",
    "packed",
    default=",".join(Options().packed),
    show_default=True,
    metavar="FORMATS",
    help="Package: the report's formats in it.",
)
@template_option
def command(
    file: Path,
    name: str | None,
    output: Path | None,
    force: bool,
    blank: bool,
    as_typed: bool,
    language: str | None,
    columns: int | None,
    author: str,
    packed: str,
    template: str | None,
) -> None:
    """The report as a file to hand in, with its language's spaces and quotation marks.

    Without -f the ending of PATH decides the format; without -o the report goes to standard
    output, as text where there is no -f either.
    """
    target = None if output in (None, STANDARD_OUTPUT) else output
    wanted = _format(name, target)
    formats = _formats(packed)
    document = read(file, template)
    if language is not None:
        document = _in_language(document, language)
    options = Options(columns or 0, clean_line(author), formats, report_stem(file))
    if target is None:
        if wanted.binary and sys.stdout.isatty():
            raise click.UsageError(f"{wanted.id} is not for a terminal: name a file with -o")
        write_data(_render(document, wanted, options, blank=blank, as_typed=as_typed))
        return
    if _is_session(target, document):
        raise CannotWrite(f"{target}: the session itself: name another file")
    may_be_written(target, over=force, instead=", or add --force")
    data = _render(document, wanted, options, blank=blank, as_typed=as_typed)
    write(target, data, mode=file_mode(target))
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


def _formats(packed: str) -> tuple[str, ...]:
    """The ids of the formats named for a package, which is none itself."""
    found = [(name, format_for(name)) for name in map(str.strip, packed.split(",")) if name]
    for name, known in found:
        if known is None or known.id == "package":
            ids = ", ".join(f.id for f in FORMATS if f.id != "package")
            raise click.UsageError(f"--with {name}: no format for a package; there are {ids}")
    return tuple(known.id for _, known in found if known)


def _render(
    document: Document, wanted: Format, options: Options, *, blank: bool, as_typed: bool
) -> bytes:
    """The report's bytes; pictures that are missing or lie elsewhere are named and left out."""
    session, template = document.session, document.template
    rendered = wanted.render(
        ReportInput(
            session=session,
            template=template,
            outline=printed_outline(session, template, blank=blank, as_typed=as_typed),
            picture=lambda file: resolve(document.path, file),
            options=options,
        )
    )
    for warning in rendered.warnings:
        say(f"{document.path}: {warning}")
    return rendered.data


def _is_session(target: Path, document: Document) -> bool:
    return os.path.exists(target) and target.samefile(document.path)
