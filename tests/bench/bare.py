"""The least that Textual can be: a Static that shows what is typed. Run as a script, so that it
imports nothing else."""

from __future__ import annotations

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[int]):
    """One Static, with what was typed."""

    typed = ""

    def compose(self) -> ComposeResult:
        yield Static("bare")

    def on_key(self, event: events.Key) -> None:
        self.typed += event.character or ""
        self.query_one(Static).update(self.typed)


if __name__ == "__main__":
    Bare().run()
