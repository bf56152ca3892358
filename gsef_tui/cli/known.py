"""The commands by name, as data: what imports none of them knows them too."""

from __future__ import annotations

from typing import NamedTuple


class Known(NamedTuple):
    """A command: its module in this package, where it is called ``command``, and the sentence that
    the list of commands has of it, so that the list imports none of them."""

    module: str
    says: str


COMMANDS = {
    "new": Known("new", "Make a session and print its path."),
    "list": Known("listing", "The sessions at hand, and what is missing."),
    "show": Known("show", "The report, here on the terminal."),
    "export": Known("export", "The report as a file to hand in."),
    "check": Known("check", "What is missing or contradicts itself."),
    "gaps": Known("gaps", "What to ask for: a line a person."),
    "ideas": Known("ideas", "The key ideas of sessions, by speaker."),
    "history": Known("history", "The earlier versions of a session."),
    "restore": Known("restore", "Bring an earlier version back."),
    "purge": Known("purge", "Remove a session and all that is kept of it."),
    "keys": Known("keys", "The keys as they are now."),
    "import": Known("importing", "Read a handed-in report into a session."),
    "template": Known("templates", "Report templates: list, show, check."),
    "rehearse": Known("rehearse", "Practise: a session is heard, to be noted."),
}
"""The commands, in the order in which one needs them."""
