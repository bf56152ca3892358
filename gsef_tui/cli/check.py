"""``gsef-tui check``: what is missing or contradicts itself."""

from __future__ import annotations

from pathlib import Path

import click

from gsef_tui.checks import place_label, summary

from .documents import find, read, template_option
from .output import columns, show, write_json
from .paths import FILE

EXAMPLES = """\b
Examples:
  gsef-tui check sessions/2026-05-12-sample-energie-citoyenne.toml
  gsef-tui check FILE --json | jq -r '.[].place'
"""
KEYS = ("rule", "place", "message", "severity")
MARKS = {"missing": "✗", "contradiction": "!", "hint": "·"}


@click.command("check", epilog=EXAMPLES, short_help="What is missing or contradicts itself.")
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="A list of findings for other programs.")
@template_option
def command(file: Path, as_json: bool, template: str | None) -> int:
    """What is missing in a session or contradicts itself.

    The status is 1 where something is missing or contradicts itself; hints alone are 0.
    """
    document = read(file, template)
    findings = find(document)
    if as_json:
        write_json([{key: getattr(f, key) for key in KEYS} for f in findings])
    else:
        rows = [
            (
                MARKS[f.severity],
                place_label(document.session, document.template, f.place),
                f.message,
            )
            for f in findings
        ]
        for line in columns(rows):
            show(line)
        show(summary(findings))
    return int(any(finding.severity != "hint" for finding in findings))
