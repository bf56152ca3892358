"""``gsef-tui check``: report what is missing in a session, or contradicts itself."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from gsef_tui.checks import place_label, summary
from gsef_tui.storage.documents import Document
from gsef_tui.storage.errors import shown

from .documents import find, template_option
from .output import columns, say, show, write_json
from .paths import FILE
from .reading import read

EXAMPLES = """\b
Examples:
  gsef-tui check sessions/2026-05-12-sample-energie-citoyenne.toml
  gsef-tui check FILE --json | jq -r '.[].place'
  gsef-tui check FILE --facts
"""
KEYS = ("rule", "place", "message", "severity")
MARKS = {"missing": "✗", "contradiction": "!", "hint": "·"}


@click.command("check", epilog=EXAMPLES, short_help="Check what is missing or inconsistent.")
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
@click.option("--facts", is_flag=True, help="List figures, sums, dates, laws, addresses to verify.")
@template_option
def command(file: Path, as_json: bool, facts: bool, template: str | None) -> int:
    """What is missing in a session or contradicts itself.

    The status is 1 where something is missing or contradicts itself; hints alone are 0. With
    --facts: what each speaker said that can be verified, with the words around it.
    """
    document = read(file, template)
    if facts:
        show_facts(document, as_json)
        return 0
    findings = find(document)
    if as_json:
        write_json([{key: getattr(f, key) for key in KEYS} for f in findings])
    else:
        rows = [
            (
                MARKS[f.severity],
                place_label(document.session, f.place),
                f.message,
            )
            for f in findings
        ]
        for line in columns(rows):
            show(line)
        show(summary(findings))
    return int(any(finding.severity != "hint" for finding in findings))


def show_facts(document: Document, as_json: bool) -> None:
    """Print the claims to verify, grouped by speaker, or as JSON."""
    from gsef_tui.checks.claims import by_whom, find_claims

    found = find_claims(document.session)
    if as_json:
        write_json([{**msgspec.to_builtins(fact), "place": str(fact.place)} for fact in found])
        return
    for head, theirs in by_whom(document.session, found):
        show(head)
        for line in columns([("", fact.kind, fact.text, fact.passage) for fact in theirs]):
            show(f"  {line}")
    if not found:
        say(f"{shown(document.path)}: nothing to verify")
