"""Two texts of one session, here and elsewhere, side by side. The person chooses."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from msgspec import Struct
from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from gsef_tui.model import stops
from gsef_tui.model.places import Place, text_at
from gsef_tui.model.search import places
from gsef_tui.model.session import Session
from gsef_tui.model.template import Template

from ..text import common_start, content, fit
from ..widgets.choices import Choices
from ..widgets.rows import Pieces, Rows
from .base import Panel

BEFORE = 8
"""Characters shown before the first that differs."""


class Difference(Struct, frozen=True):
    """A place at which the two say something else, each with its first line that differs."""

    title: str
    mine: str
    theirs: str


class Between(Struct, frozen=True):
    """What a person chooses between. ``head`` says what happened and that nothing is lost;
    ``column`` is the head of the other text's column; ``choices``: a word and a label each, ours
    first."""

    head: str
    column: str
    choices: tuple[tuple[str, str], ...]


CHANGED = Between(
    "Somebody else changed the file. Neither text is lost, whichever is chosen.",
    "in the file",
    (("mine", "Keep mine in the file"), ("theirs", "Keep theirs")),
)
UNREADABLE = Between(
    "Somebody else's file cannot be read. Its bytes are kept as a version.",
    "in the file",
    (("mine", "Write mine over it"),),
)
RECOVERED = Between(
    "An earlier window could not save this. Neither text is lost, whichever is chosen.",
    "not saved then",
    (("mine", "Keep what is here"), ("recovered", "Take what was not saved")),
)


class Conflict(Panel):
    """Shows what differs; nothing is decided but by Enter on one of the choices.

    ``theirs``: the other text; None where it cannot be read, and ``problem`` says why.
    """

    DEFAULT_CSS = """
    Conflict Rows { height: auto; max-height: 10; }
    Conflict .problem { height: auto; }
    """

    def __init__(
        self,
        between: Between,
        mine: Session,
        theirs: Session | None,
        template: Template,
        decide: Callable[[str], Awaitable[None]],
        problem: str = "",
    ) -> None:
        super().__init__()
        self._between = between
        self._problem = problem
        self._decide = decide
        self._found = differences(mine, theirs, template) if theirs is not None else []
        self._rows: Rows[Difference] = Rows(_pieces, bar=False)
        self._choices = Choices(between.choices, self._chosen)

    def compose(self) -> ComposeResult:
        """What happened, what differs, and the ways out."""
        yield Static(content(f" {self._between.head}", "bold"), markup=False)
        if self._problem:
            yield Static(content(f" {self._problem}", "dim"), classes="problem", markup=False)
        else:
            head = f" {'':24}{'mine':<26}{self._between.column}"
            yield Static(content(head, "dim"), markup=False)
        yield self._rows
        yield self._choices

    async def opened(self) -> None:
        """Show the differences; the choice has the keys."""
        self._rows.show(self._found)
        self.screen.set_focus(self._choices)

    async def take_key(self, event: events.Key) -> bool:
        """Arrows choose between the two; up and down scroll what differs."""
        if event.key in ("up", "down", "pageup", "pagedown"):
            return await self._rows.take_key(event)
        return await self._choices.take_key(event)

    async def _chosen(self, word: str) -> None:
        await self._decide(word)
        self.done = True


def differences(mine: Session, theirs: Session, template: Template) -> list[Difference]:
    """Every place whose text is not the same in both, in the order of the report."""
    found = []
    for place in dict.fromkeys([*places(mine, template), *places(theirs, template)]):
        texts = text_at(mine, template, place), text_at(theirs, template, place)
        if texts[0] != texts[1]:
            ours, other = _first_lines(*texts)
            found.append(Difference(_title(mine, theirs, template, place), ours, other))
    return found


def _title(mine: Session, theirs: Session, template: Template, place: Place) -> str:
    session = mine if place.key in mine.people or place.key not in theirs.people else theirs
    return stops.title(session, template, place)


def _first_lines(one: str, two: str) -> tuple[str, str]:
    ours, other = one.split("\n"), two.split("\n")
    at = next(
        (n for n, (a, b) in enumerate(zip(ours, other, strict=False)) if a != b),
        min(len(ours), len(other)),
    )
    return _from_difference("".join(ours[at : at + 1]), "".join(other[at : at + 1]))


def _from_difference(one: str, two: str) -> tuple[str, str]:
    """Two lines from a little before where they part."""
    same = common_start(one, two)
    start = same - BEFORE if same > 2 * BEFORE else 0
    mark = "…" if start else ""
    return f"{mark}{one[start:]}", f"{mark}{two[start:]}"


def _pieces(row: Difference, width: int) -> Pieces:
    room = max(10, (width - 26) // 2)
    return [
        (fit(f" {row.title}", 24), "bold"),
        (" ", ""),
        (fit(row.mine or "–", room), ""),
        (" ", ""),
        (fit(row.theirs or "–", room), ""),
    ]
