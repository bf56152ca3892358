"""The keyboard modes that another program may have left on: kitty's and xterm's modifyOtherKeys.

The program switches them off where it starts, and gives the terminal back with its own.
"""

from __future__ import annotations

from collections.abc import Mapping

ENTER = "\x1b[>0u\x1b[>4;0m\x1b[m"
"""Saves kitty's mode and switches both off. What takes the second for colours underlines, which
the last undoes."""
AGAIN = "\x1b[=0u\x1b[>4;0m\x1b[m"
"""Switches both off after another program has used the terminal."""
LEAVE = "\x1b[>4m\x1b[m"
"""Sets modifyOtherKeys as the terminal's user has it. Textual restores kitty's mode."""


def has_key_modes(environ: Mapping[str, str]) -> bool:
    """Return whether the terminal may be told about keyboard modes, and asked about others: those
    that print parts of what they do not understand have none."""
    return (
        environ.get("TERM", "") not in ("", "dumb", "linux")
        and environ.get("TERM_PROGRAM") != "Apple_Terminal"
    )
