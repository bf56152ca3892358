"""The capture line: Enter files a line and stays open for the next; an empty line closes it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from msgspec.structs import replace
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from gsef_tui.capture.apply_line import CaptureState, Filed, apply_line, hits, read
from gsef_tui.capture.completion import codes_begun, nearest_code, with_code
from gsef_tui.capture.line_grammar import (
    Answered,
    Asked,
    Corrects,
    GoesOn,
    Joins,
    KeyIdea,
    Named,
    PointsAt,
    Said,
)
from gsef_tui.editing.open_session import OpenSession
from gsef_tui.editing.transactions import HoldLine
from gsef_tui.model import titles
from gsef_tui.model.kinds import EXCHANGES
from gsef_tui.model.people import parse_person, person_named

from ..text import content
from ..widgets.expander import Expander
from ..widgets.note_area import NoteArea
from .base import Panel

HINT = "KO: text · ? question · A: answer · + Name, Org (Country) · s/old/new/"


class CaptureLine(Panel):
    """Shows what Enter will do while the user types.

    Nothing is refused, except that a correction that fails stays in the line with the reason. ↑
    brings back earlier lines; Tab completes a code or a name, or inserts the nearest code.
    ``earlier`` are the lines typed so far; new ones are appended.
    """

    def __init__(
        self,
        opened: OpenSession,
        line: CaptureState,
        filed: Callable[[Filed], Awaitable[None]],
        earlier: list[str],
    ) -> None:
        super().__init__()
        self._opened = opened
        self.line = line
        self._filed = filed
        self._earlier = earlier
        self._at = len(earlier)
        self._half = ""  # the unfinished line, while an earlier one is shown
        self._entry = NoteArea(one_line=True, typed=self.typed, classes="field")
        self._entry.expander = Expander(opened.abbreviations, self._as_it_is)
        self._note = Static(content(HINT), classes="dim will", markup=False)

    def compose(self) -> ComposeResult:
        """Yield the line, and below it what Enter will do."""
        with Horizontal(classes="line"):
            yield Static(content("› "), classes="mark")
            yield self._entry
        yield self._note

    DEFAULT_CSS = """
    CaptureLine .mark { width: 2; text-style: bold; }
    CaptureLine .will { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    @property
    def entry(self) -> NoteArea:
        """The input line."""
        return self._entry

    def typed(self, area: NoteArea, offset: int, removed: str, inserted: str, cursor: int) -> None:
        """Store the unfinished line, and show what Enter will do with it."""
        self._opened.dispatch(HoldLine(self._open_text()))
        self._say(self._will())

    async def process_key(self, event: events.Key) -> bool:
        """File or close with Enter, show earlier lines with ↑ ↓, complete with Tab."""
        if event.key == "enter":
            await self._enter()
        elif event.key in ("up", "down"):
            self._bring_back(-1 if event.key == "up" else 1)
        elif event.key == "tab":
            self._complete()
        else:
            return False
        return True

    def revert_expansion(self) -> bool:
        """Undo an abbreviation that was just expanded; return whether there was one."""
        expander = self._entry.expander
        return expander is not None and expander.revert_expansion(self._entry)

    def _as_it_is(self) -> bool:
        return self._entry.text.startswith("\\")

    async def _enter(self) -> None:
        if self._entry.expander is not None:
            self._entry.expander.finish(self._entry)
        text = self._entry.text
        if not text.strip():
            self.done = True
            return
        opened = self._opened
        if opened.read_only:
            self._say(opened.why_read_only, error=True)
            return
        filed = self._file(text)
        if filed.problem:
            self._say(filed.problem, error=True)
            return
        said = self._will(done=True)
        self.line = filed.line
        self._earlier.append(text)
        self._at = len(self._earlier)
        half, self._half = self._half, ""
        await self._filed(filed)
        opened.dispatch(HoldLine(half))
        self._entry.show_text(half)
        self._entry.to_end()
        self._say(said.replace("→", "✓", 1) if said else HINT)

    def _file(self, text: str) -> Filed:
        opened = self._opened
        return apply_line(text, opened.session, replace(self.line, now=opened.session_time))

    async def leave(self) -> None:
        """File what is in the line, as announced. A correction that fails is not filed as text; the
        user can bring it back."""
        text = self._open_text()
        opened = self._opened
        if text.strip() and not opened.read_only:
            self._earlier.append(text)
            filed = self._file(text)
            if not filed.problem:
                await self._filed(filed)
        opened.dispatch(HoldLine(""))

    def _will(self, *, done: bool = False) -> str:
        """Return what Enter would do, in a few words; with ``done`` worded as done."""
        opened, text = self._opened, self._entry.text
        if not text.strip():
            return HINT
        session = opened.session
        act = read(text, session)
        match act:
            case Said(code, "") if code:
                return f"→ {titles.person_title(session, code)} speaks"
            case Corrects():
                where = "the session" if act.everywhere else "the last line"
                count = hits(act, session, self.line)
                return f"→ {count} {'corrected' if done else 'found'} in {where}"
            case Joins(line):
                person = parse_person(line, session.template)
                parts = (person.name, person.organisation, person.country)
                return f"→ joins: {' · '.join(filter(None, parts))}"
            case Named(code, who):
                return f"→ {code} is {self._named(who, code)}, everywhere"
            case KeyIdea():
                by = self.line.floor
                return f"→ a key idea › {titles.person_title(session, by) if by else '–'}"
            case PointsAt(number):
                return f"→ question {number}: {self._asked(number)}"
            case Asked(_, by) if by:
                return f"{self._where(text)} · asked by {by}"
            case Answered(_, "", _):
                return f"{self._where(text)} · answer"
            case GoesOn() if not done and (near := nearest_code(text, session.people)):
                offered = titles.person_title(session, near)
                return f"{self._where(text)}, as text · Tab: {offered}"
            case Asked() | Answered() | Said() | GoesOn():
                return self._where(text)
        return ""

    def _named(self, who: str, code: str) -> str:
        """Return the person whom a code or a line names: somebody who is there, or a new one."""
        session = self._opened.session
        others = {other: p for other, p in session.people.items() if other != code}
        name = parse_person(who, session.template).name
        there = who.upper() if who.upper() in others else person_named(others, name)
        return titles.person_title(session, there) if there else who

    def _asked(self, number: int) -> str:
        session = self._opened.session
        section = session.template.of_kind(EXCHANGES)[0]
        question = list(session.exchanges(section.id).values())[number - 1].question
        return " ".join(question.split())

    def _where(self, text: str) -> str:
        """Return where a line would go."""
        session = self._opened.session
        filed = apply_line(text, session, self.line)
        if filed.problem or filed.place is None:
            return filed.problem
        place = filed.place
        title = titles.place_title(filed.session, place)
        who = f" › {place.part}" if place.part.isupper() else ""
        return f"→ {title}{who}"

    def _bring_back(self, by: int) -> None:
        """Show an earlier or later line; the unfinished line comes after the last one."""
        at = max(0, min(self._at + by, len(self._earlier)))
        if at == self._at:
            return
        if self._at == len(self._earlier):
            self._half = self._entry.text
        self._at = at
        self._entry.show_text(self._earlier[at] if at < len(self._earlier) else self._half)
        self._entry.to_end()
        if at == len(self._earlier):
            self._half = ""
        self._opened.dispatch(HoldLine(self._open_text()))
        self._say(self._will())

    def _open_text(self) -> str:
        """Return the text that is not filed yet: the unfinished line while an earlier one is only
        shown."""
        text, at = self._entry.text, self._at
        return self._half if at < len(self._earlier) and text == self._earlier[at] else text

    def _complete(self) -> None:
        """Replace the word with the one code that it begins; if there are several, show them
        all."""
        text, session = self._entry.text, self._opened.session
        found = codes_begun(text, session.people)
        if len(found) == 1:
            self._entry.replace(with_code(text, found[0]), (0, 0), self._entry.document.end)
            self._entry.to_end()
        elif found:
            names = (titles.person_title(session, code) for code in found)
            self._say("   ".join(names))

    def _say(self, text: str, error: bool = False) -> None:
        self._note.update(content(text))
        self._note.set_class(error, "error")
