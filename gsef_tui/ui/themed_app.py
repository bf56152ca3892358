"""The application's theme: which one it starts with, and how another one is chosen."""

from __future__ import annotations

from textual.app import App

from .textual_private.application import SmoothThemeApp
from .themes import DEFAULT, adapted, default_variables, names


class ThemedApp(SmoothThemeApp):
    """An application that makes a theme legible when it is chosen, and not before."""

    def theme_names(self) -> tuple[str, ...]:
        """Return the names of the themes that can be chosen, ours first."""
        return names()

    def begin_with_theme(self, name: str) -> None:
        """Use a theme from the first frame on, or the default one if there is none of that name.
        Call it before the application runs."""
        name = name if name in self.theme_names() else DEFAULT
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
