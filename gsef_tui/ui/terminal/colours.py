"""How many colours the terminal has, by the environment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

Colours: TypeAlias = Literal["many", "few", "none"]
"""256 or more, 16 or fewer, or none."""

WITHOUT = ("dumb", "unknown", "vt1", "vt2")
"""How the names of terminals without colours begin."""
MANY = ("256color", "kitty", "direct")
"""How the names of terminals with 256 colours or more end: as Rich reads them, which draws."""


def terminal_colours(environment: Mapping[str, str]) -> Colours:
    """Return how many colours may be used: by ``NO_COLOR``, ``COLORTERM`` and ``TERM``."""
    name = environment.get("TERM", "").strip().lower()
    if "NO_COLOR" in environment or name.startswith(WITHOUT) or name.endswith(("-m", "-mono")):
        return "none"
    if environment.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return "many"
    return "many" if name.rpartition("-")[2] in MANY else "few"
