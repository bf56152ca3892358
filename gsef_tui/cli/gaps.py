"""``gsef-tui gaps``: list what the rapporteur did not catch, to ask for it in the call's chat."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from gsef_tui.model.gaps import find_gaps
from gsef_tui.report.gaps import gaps_page
from gsef_tui.storage.errors import shown

from .documents import template_option
from .output import say, show, write_json
from .paths import FILE
from .reading import read

EXAMPLES = """\b
Examples:
  gsef-tui gaps FILE
  gsef-tui gaps FILE --json | jq -r '.[].time'
"""


@click.command("gaps", epilog=EXAMPLES, short_help="List the gaps to ask for, one line per person.")
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
@template_option
def command(file: Path, as_json: bool, template: str | None) -> None:
    """The gaps of a session (@@ in a text), as one asks for them in the call's chat.

    A line a person, in the report's language. Nothing is printed where there is no gap.
    """
    document = read(file, template)
    if as_json:
        gaps = find_gaps(document.session)
        write_json([{**msgspec.to_builtins(gap), "place": str(gap.place)} for gap in gaps])
        return
    lines = gaps_page(document.session)
    for line in lines:
        show(line)
    if not lines:
        say(f"{shown(document.path)}: no gaps")
