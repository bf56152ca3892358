"""The commands by name, as data, so that no command has to be imported to list them."""

from __future__ import annotations

from typing import NamedTuple


class CommandInfo(NamedTuple):
    """A command: the module in this package that defines it, and its sentence in the list.

    In its module the command is called ``command``.
    """

    module: str
    says: str


COMMANDS = {
    "new": CommandInfo("new", "Create a session and print its path."),
    "list": CommandInfo("listing", "List the sessions and what is missing in each."),
    "show": CommandInfo("show", "Show the report in the terminal."),
    "export": CommandInfo("export", "Write the report to a file."),
    "check": CommandInfo("check", "Check what is missing or inconsistent."),
    "note": CommandInfo("note", "Take notes line by line, without a screen."),
    "gaps": CommandInfo("gaps", "List the gaps to ask for, one line per person."),
    "ideas": CommandInfo("ideas", "List the key ideas of sessions by speaker."),
    "history": CommandInfo("history", "List the earlier versions of a session."),
    "restore": CommandInfo("restore", "Restore an earlier version."),
    "purge": CommandInfo("purge", "Delete a session and everything kept of it."),
    "keys": CommandInfo("keys", "List the commands and their keys."),
    "import": CommandInfo("importing", "Import a report into a session."),
    "template": CommandInfo("templates", "Report templates: list, show, check."),
    "rehearse": CommandInfo("rehearse", "Practise taking notes of a recording."),
}
"""The commands, in the order in which a user needs them."""
