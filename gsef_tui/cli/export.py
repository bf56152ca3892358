"""``gsef-tui export``: the report as a file to hand in."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click
from msgspec.structs import replace

from gsef_tui.model.gaps import find_gaps
from gsef_tui.report.formats import FORMATS, Format, format_for
from gsef_tui.report.making import STORED, Wanted, make_report
from gsef_tui.report.naming import report_stem
from gsef_tui.storage.documents import Document
from gsef_tui.storage.errors import CannotWrite, shown
from gsef_tui.storage.pictures import resolve

from .documents import template_option
from .output import say, write_data
from .paths import FILE
from .reading import read
from .wanted import wanted_options
from .writing import may_be_written, write_report

EXAMPLES = """\b
Examples:
  gsef-tui export FILE                       the report as text, on standard output
  gsef-tui export FILE -o report.docx        the ending decides
  gsef-tui export FILE -f html -o -          a format on standard output
  gsef-tui export FILE --blank -o form.docx  the empty form, to send beforehand
  gsef-tui export FILE -o mail.zip           report, session and pictures, to mail
  gsef-tui export FILE --only KO             KO's part, short enough for the call's chat
"""
STANDARD_OUTPUT = Path("-")


@click.command("export", epilog=EXAMPLES)
@click.argument("file", type=FILE)
@click.option(
    "-f", "--format", "name", metavar="FORMAT", help=", ".join(f.id for f in FORMATS) + "."
)
@click.option("-o", "--output", type=FILE, metavar="PATH", help="A file; - is standard output.")
@click.option("--force", is_flag=True, help="Write over a file that is there already.")
@wanted_options
@template_option
def command(
    file: Path,
    name: str | None,
    output: Path | None,
    force: bool,
    wanted: Wanted,
    template: str | None,
) -> None:
    """The report as a file to hand in.

    It has the spaces and quotation marks of its language.

    Without -f the ending of PATH decides the format; without -o the report goes to standard
    output, as text where there is no -f either.
    """
    target = None if output in (None, STANDARD_OUTPUT) else output
    chosen = _format(name, target)
    document = read(file, template)
    if wanted.language:
        _known_language(document, wanted.language)
    wanted = replace(wanted, options=replace(wanted.options, stem=report_stem(file)))
    if target is None:
        if chosen.binary and sys.stdout.isatty():
            raise click.UsageError(f"{chosen.id} is not for a terminal: name a file with -o")
        write_data(_render(document, chosen, wanted))
        return
    if _is_session(target, document):
        raise CannotWrite(f"{shown(target)}: the session itself: name another file")
    may_be_written(target, over=force, instead=", or add --force")
    data = _render(document, chosen, wanted)
    write_report(target, data, over=force)
    say(f"written: {shown(target.absolute())}")


def _format(name: str | None, target: Path | None) -> Format:
    wanted = name or (target.suffix if target else "text")
    found = format_for(wanted) if wanted else None
    if found is None:
        known = ", ".join(f"{f.id} ({f.suffix})" for f in FORMATS)
        said = f"-f {name}" if name else str(target)
        raise click.UsageError(f"{said}: no known format; there are {known}")
    return found


def _known_language(document: Document, language: str) -> None:
    languages = document.template.languages
    if language not in languages:
        raise click.UsageError(f"--language {language}: there are {', '.join(languages)}")


def _render(document: Document, chosen: Format, wanted: Wanted) -> bytes:
    """The report's bytes; pictures that are missing or lie elsewhere are named and left out."""
    session, template = document.session, document.template
    if wanted.only and wanted.only not in session.people:
        there = ", ".join(session.people) or "nobody"
        raise click.UsageError(f"--only {wanted.only}: nobody has this code; there are {there}")
    if wanted.only and chosen.id in STORED:
        raise click.UsageError(f"--only: not for {chosen.id}, which holds the whole session")
    rendered = make_report(
        session, template, chosen, wanted, lambda file: resolve(document.path, file)
    )
    for word, place in rendered.left_over:
        says = f"{place}: “{word}” is still there: does it name somebody?"
        say(f"{shown(document.path)}: {says}")
    for warning in rendered.warnings:
        say(f"{shown(document.path)}: {warning}")
    _say_gaps(document, wanted)
    return rendered.data


def _say_gaps(document: Document, wanted: Wanted) -> None:
    """How many gaps the report was made with; the report itself does not say."""
    gaps = find_gaps(document.session, document.template)
    if gaps and not wanted.blank:
        count = "1 gap is" if len(gaps) == 1 else f"{len(gaps)} gaps are"
        where = shown(document.path)
        say(f"{where}: {count} left; printed as […]; gsef-tui gaps lists what to ask for")


def _is_session(target: Path, document: Document) -> bool:
    return os.path.exists(target) and target.samefile(document.path)
