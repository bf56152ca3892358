"""The commands by name, as data: what imports none of them knows them too."""

from __future__ import annotations

from typing import NamedTuple


class CommandInfo(NamedTuple):
    """A command: its module in this package, where it is called ``command``, and the sentence that
    the list of commands has of it, so that the list imports none of them."""

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
"""The commands, in the order in which one needs them."""
