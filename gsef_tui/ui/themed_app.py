"""The application's theme: which one it starts with, and how another one is chosen."""

from __future__ import annotations

import os
from typing import Any

from textual.app import App

from .terminal.colours import terminal_colours
from .textual_private.application import SmoothThemeApp
from .themes import DEFAULT, FEW, adapted, default_variables, names


class ThemedApp(SmoothThemeApp):
    """An application that makes a theme legible when it is chosen, and not before.

    In a terminal with few colours it has the themes for those alone: in 16 colours, many roles of
    another theme would be the same. Textual must know from the start that the terminal's own
    colours are used: without colours it would otherwise draw such a theme black on black.
    """

    def __init__(self, **options: Any) -> None:
        self.colours = terminal_colours(os.environ)
        if self.colours == "none":
            os.environ["NO_COLOR"] = "1"  # Textual reads it when the application is made
        super().__init__(ansi_color=None if self.colours == "many" else True, **options)

    def theme_names(self) -> tuple[str, ...]:
        """Return the names of the themes that can be chosen in this terminal, ours first."""
        return {"many": names(), "few": FEW, "none": FEW[:1]}[self.colours]

    def begin_with_theme(self, name: str) -> None:
        """Use a theme from the first frame on, or the default one if there is none of that name;
        with few colours, the dark or the light one like it. Call it before the application runs."""
        if name not in names():
            name = DEFAULT
        known = self.theme_names()
        if name not in known:
            name = known[0] if adapted(name).dark else known[-1]
        self.register_theme(adapted(name))
        self.set_reactive(App.theme, name)
        self.stylesheet.set_variables(self.get_css_variables())

    def use_theme(self, name: str) -> None:
        """Change the theme, by one of the names that ``theme_names`` returns."""
        self.register_theme(adapted(name))
        self.theme = name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return values of our variables for a theme that lacks them."""
        return default_variables()
