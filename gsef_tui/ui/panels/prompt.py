"""One question with one line for the answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from ..text import content
from ..widgets.note_area import NoteArea
from .base import Panel


class Prompt(Panel):
    """Asks a question; ``answer`` receives the text and returns what is wrong with it, or an empty
    text."""

    def __init__(
        self, question: str, text: str, answer: Callable[[str], Awaitable[str]], hint: str = ""
    ) -> None:
        super().__init__()
        self._question = question
        self._answer = answer
        self._hint = hint
        self._entry = NoteArea(text, one_line=True, typed=self.typed, classes="field")
        self._note = Static(content(hint), classes="muted", markup=False)

    def compose(self) -> ComposeResult:
        """Yield the question with the input line, and below it the hint or the problem."""
        with Horizontal(classes="line"):
            yield Static(content(f"{self._question}  "), classes="question")
            yield self._entry
        yield self._note

    DEFAULT_CSS = """
    Prompt .question { width: auto; color: $gsef-strong; text-style: bold; }
    """

    @property
    def entry(self) -> NoteArea:
        """The input line."""
        return self._entry

    async def opened(self) -> None:
        """Select the proposed answer: typing replaces it, an arrow key keeps it."""
        self._entry.select_all()

    def typed(self, area: NoteArea, offset: int, removed: str, inserted: str, cursor: int) -> None:
        """Replace the problem of the last answer with the hint."""
        self._note.update(content(self._hint))
        self._note.remove_class("error")

    async def process_key(self, event: events.Key) -> bool:
        """Answer with Enter."""
        if event.key != "enter":
            return False
        problem = await self._answer(self._entry.text)
        if problem:
            self._note.update(content(problem))
            self._note.add_class("error")
        else:
            self.done = True
        return True
