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
    "new": CommandInfo("new", "Make a session and print its path."),
    "list": CommandInfo("listing", "The sessions at hand, and what is missing."),
    "show": CommandInfo("show", "The report, here on the terminal."),
    "export": CommandInfo("export", "The report as a file to hand in."),
    "check": CommandInfo("check", "What is missing or contradicts itself."),
    "gaps": CommandInfo("gaps", "What to ask for: a line a person."),
    "ideas": CommandInfo("ideas", "The key ideas of sessions, by speaker."),
    "history": CommandInfo("history", "The earlier versions of a session."),
    "restore": CommandInfo("restore", "Bring an earlier version back."),
    "purge": CommandInfo("purge", "Remove a session and all that is kept of it."),
    "keys": CommandInfo("keys", "The keys as they are now."),
    "import": CommandInfo("importing", "Read a handed-in report into a session."),
    "template": CommandInfo("templates", "Report templates: list, show, check."),
    "rehearse": CommandInfo("rehearse", "Practise: a session is heard, to be noted."),
}
"""The commands, in the order in which a user needs them."""
