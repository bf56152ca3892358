"""``gsef-tui keys``: list the keys, as the configuration sets them."""

from __future__ import annotations

import click

from .output import columns, say, show, write_json


@click.command("keys", short_help="List the commands and their keys.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
def command(as_json: bool) -> None:
    """The keys as they are now, the configuration's changes among them."""
    from gsef_tui.editing.commands.command import key_name
    from gsef_tui.editing.commands.declarations import COMMANDS
    from gsef_tui.editing.keymap import resolve
    from gsef_tui.storage.settings import load_settings

    settings, problems = load_settings()
    commands, ignored = resolve(settings.keys, COMMANDS)
    for problem in (*problems, *ignored):
        say(problem)
    if as_json:
        write_json(
            [
                {
                    "id": c.id,
                    "keys": list(c.keys),
                    "label": c.label,
                    "help": c.help,
                    "scope": c.scope,
                }
                for c in commands
            ]
        )
        return
    rows = [
        (", ".join(key_name(key) for key in c.keys) or "palette", c.label, c.help) for c in commands
    ]
    for line in columns(rows):
        show(line)
