"""Two texts of one session, here and elsewhere, side by side. The user chooses one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from msgspec import Struct
from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from gsef_tui.model import titles
from gsef_tui.model.places import Place, text_at
from gsef_tui.model.search import places
from gsef_tui.model.session import Session

from ..text import common_start, content, fit
from ..widgets.choice_bar import ChoiceBar
from ..widgets.rows import Pieces, Rows
from .base import Panel

BEFORE = 8
"""Characters shown before the first difference."""


class Difference(Struct, frozen=True):
    """A place at which the two texts differ, with the first line that differs in each."""

    title: str
    mine: str
    theirs: str


class Between(Struct, frozen=True):
    """The texts that the user chooses between.

    ``head`` explains what happened and that nothing is lost; ``column`` is the heading of the other
    text's column, ``ours`` that of the text on the screen; ``choices``: a word and a label each,
    ours first.
    """

    head: str
    column: str
    choices: tuple[tuple[str, str], ...]
    ours: str = "mine"


CHANGED = Between(
    "The file was changed elsewhere. Both versions are kept, whichever you choose.",
    "in the file",
    (("mine", "Keep my version"), ("theirs", "Keep the other version")),
)
UNREADABLE = Between(
    "The file was changed elsewhere and cannot be read. It is kept as a version.",
    "in the file",
    (("mine", "Replace it with my version"),),
)
RECOVERED = Between(
    "This text was typed earlier and never saved. Both versions are kept, whichever you choose.",
    "unsaved text",
    (("mine", "Keep this version"), ("recovered", "Use the unsaved text")),
    ours="here",
)
TITLE = 24
"""Columns for the place at which the texts differ."""


class Conflict(Panel):
    """Shows the differences; only Enter on one of the choices decides.

    ``found``: what ``differences`` returns for the two texts, computed on another thread. If the
    other text cannot be read it is empty, and ``problem`` is the reason.
    """

    DEFAULT_CSS = """
    Conflict Rows { height: auto; max-height: 10; }
    Conflict .problem { height: auto; padding: 0 1; }
    Conflict .what { padding: 0 1; }
    Conflict .columns { height: 1; }
    """

    def __init__(
        self,
        between: Between,
        found: Sequence[Difference],
        decide: Callable[[str], Awaitable[None]],
        problem: str = "",
    ) -> None:
        super().__init__()
        self._between = between
        self._problem = problem
        self._decide = decide
        self._found = found
        self._rows: Rows[Difference] = Rows(_pieces, bar=False)
        self._choices = ChoiceBar(between.choices, self._chosen)

    def compose(self) -> ComposeResult:
        """Yield what happened, the differences, and the choices."""
        yield Static(content(self._between.head, "strong"), classes="what", markup=False)
        if self._problem:
            yield Static(content(self._problem, "muted"), classes="problem", markup=False)
        else:
            yield Static("", classes="columns", markup=False)
        yield self._rows
        yield self._choices
        keys = (
            " ← → and Enter: choose · Esc: decide later"
            if len(self._between.choices) > 1
            else " Enter: choose · Esc: decide later"
        )
        yield Static(content(keys, "muted"), markup=False)

    def on_resize(self, event: events.Resize) -> None:
        """Align the headings with their columns."""
        room = _column(event.size.width)
        ours, other = self._between.ours, self._between.column
        head = f"{'':{TITLE}} {fit(ours, room)} {fit(other, room)}"
        for columns in self.query(".columns"):
            assert isinstance(columns, Static)
            columns.update(content(head, "muted"))

    async def opened(self) -> None:
        """Show the differences and focus the choices."""
        self._rows.show(self._found)
        self.screen.set_focus(self._choices)

    async def process_key(self, event: events.Key) -> bool:
        """Choose with left and right; scroll the differences with up and down."""
        if event.key in ("up", "down", "pageup", "pagedown"):
            return await self._rows.process_key(event)
        return await self._choices.process_key(event)

    async def _chosen(self, word: str) -> None:
        await self._decide(word)
        self.done = True


def differences(mine: Session, theirs: Session) -> list[Difference]:
    """Return every place whose text differs, in the order of the report. May run on any thread."""
    found = []
    for place in dict.fromkeys([*places(mine), *places(theirs)]):
        texts = text_at(mine, place), text_at(theirs, place)
        if texts[0] != texts[1]:
            ours, other = _first_lines(*texts)
            found.append(Difference(_title(mine, theirs, place), ours, other))
    return found


def _title(mine: Session, theirs: Session, place: Place) -> str:
    session = mine if place.key in mine.people or place.key not in theirs.people else theirs
    return titles.place_title(session, place)


def _first_lines(one: str, two: str) -> tuple[str, str]:
    ours, other = one.split("\n"), two.split("\n")
    at = next(
        (n for n, (a, b) in enumerate(zip(ours, other, strict=False)) if a != b),
        min(len(ours), len(other)),
    )
    return _from_difference("".join(ours[at : at + 1]), "".join(other[at : at + 1]))


def _from_difference(one: str, two: str) -> tuple[str, str]:
    """Cut both lines so that they begin a little before the first difference."""
    same = common_start(one, two)
    start = same - BEFORE if same > 2 * BEFORE else 0
    mark = "…" if start else ""
    return f"{mark}{one[start:]}", f"{mark}{two[start:]}"


def _column(width: int) -> int:
    """Return the columns for each of two texts side by side."""
    return max(10, (width - TITLE - 2) // 2)


def _pieces(row: Difference, width: int) -> Pieces:
    room = _column(width)
    return [
        (fit(f" {row.title}", TITLE), "strong"),
        (" ", ""),
        (fit(row.mine or "–", room), ""),
        (" ", ""),
        (fit(row.theirs or "–", room), ""),
    ]
