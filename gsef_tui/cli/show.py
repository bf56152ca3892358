"""``gsef-tui show``: print the report on the terminal."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from gsef_tui.report.typography import printed_outline

from .documents import template_option
from .output import show
from .paths import FILE
from .reading import read

EXAMPLES = """\b
Examples:
  gsef-tui show FILE
  gsef-tui show FILE | less
"""


@click.command("show", epilog=EXAMPLES, short_help="Show the report in the terminal.")
@click.argument("file", type=FILE)
@click.option("--plain", is_flag=True, help="Plain text, also in a terminal.")
@template_option
def command(file: Path, plain: bool, template: str | None) -> None:
    """The report as it will be handed in; plain text where the output is no terminal."""
    document = read(file, template)
    outline = printed_outline(document.session)
    if plain or not sys.stdout.isatty():
        from gsef_tui.report.text import to_text

        show(to_text(outline).rstrip("\n"))
        return
    from rich.console import Console

    from gsef_tui.report.preview import preview

    Console(highlight=False).print(preview(outline))
