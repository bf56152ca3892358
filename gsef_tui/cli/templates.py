"""``gsef-tui template``: list, print and validate report templates."""

from __future__ import annotations

import click
from rich.cells import cell_len

from gsef_tui.checks.template_labels import label_problems
from gsef_tui.model.kinds import PEOPLE
from gsef_tui.model.template import Template, label
from gsef_tui.report.logo import find_logo
from gsef_tui.storage.errors import UnreadableFile
from gsef_tui.storage.templates import (
    load_template,
    own_folder,
    require_template,
    template_ids,
    template_source,
)

from .output import columns, say, show, write_data

EXAMPLES = """\b
Examples:
  gsef-tui template list
  gsef-tui template show gsef > mine.toml    one to begin with
  gsef-tui template check mine.toml
"""


@click.group("template", epilog=EXAMPLES, short_help="Report templates: list, show, check.")
def command() -> None:
    """The report templates: what is printed, in which order, under which labels.

    One of your own goes into templates/ of the configuration folder.
    """


@command.command("list")
def list_them() -> None:
    """The templates at hand, and where one of your own goes."""
    rows = []
    for template_id in template_ids():
        template = load_template(template_id)
        if template is None:
            rows.append((template_id, "", "broken: template check shows where"))
        else:
            rows.append((template_id, " ".join(template.languages), label(template.names, "en")))
    for line in columns(rows):
        show(line)
    say(f"your own go into {own_folder()}")


@command.command("show")
@click.argument("name")
def show_one(name: str) -> None:
    """The file of the template NAME, to read or to begin one's own with."""
    write_data(template_source(name))


@command.command("check")
@click.argument("name", metavar="FILE")
def check_one(name: str) -> int:
    """Whether a template keeps the rules; what it holds where it does.

    FILE may be the id of a template at hand too. A broken one is named with its line, and a label
    that is too long or missing in a language, or a logo that is no picture beside the template,
    with its key; the status is then 1.
    """
    try:
        template = require_template(name)
    except UnreadableFile as error:
        say(str(error))
        return 1
    _describe(template)
    problems = list(label_problems(template, cell_len))
    logo = find_logo(template.report.logo) if template.report.logo else ""
    problems += [f"report.logo: {logo}"] if isinstance(logo, str) and logo else []
    for problem in problems:
        say(f"{name}: {problem}")
    return 1 if problems else 0


def _describe(template: Template) -> None:
    language = template.languages[0]
    show(f"{template.id}: {label(template.names, language)} ({', '.join(template.languages)})")
    rows = []
    for section in template.sections:
        fields = ", ".join(field.id for field in section.fields)
        held = ", ".join(r.id for r in template.roles) if section.kind is PEOPLE else fields
        heading = label(section.labels, language) or label(section.short, language)
        rows.append((f"  {section.id}", section.kind.id, heading, held))
    for line in columns(rows, widest={2: 48, 3: 60}):
        show(line)
