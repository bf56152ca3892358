"""The capture line: Enter files a line and stays open for the next; an empty line closes it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from msgspec.structs import replace
from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from gsef_tui.capture.apply_line import Filed, apply_line
from gsef_tui.capture.chat import read_chat
from gsef_tui.capture.completion import codes_begun, nearest_code, with_code
from gsef_tui.capture.line_states import LineStates, Moment
from gsef_tui.capture.targets import CaptureState, other_target
from gsef_tui.editing.commands.context import PanelMemory
from gsef_tui.editing.line_outlook import Outlook, done, made_speaker, name_of, outlook
from gsef_tui.editing.open_session import OpenSession
from gsef_tui.editing.transactions import HoldLine
from gsef_tui.model import titles
from gsef_tui.model.session import Session

from ..text import columns, content, fit, short
from ..widgets.bars import Bar
from ..widgets.expander import Expander
from ..widgets.note_area import NoteArea
from .base import Panel

HINTS = (
    "KO: text · ? question · A: answer · = conclusion · + Name, Org (Country) · s/old/new/",
    "KO: text · ? question · A: answer · = closing · + Name",
)
"""The grammar in a few words, the longest first."""
ELSEWHERE = "not where you are"
MARK = 4
"""Columns for the code or the question before the text."""


class CaptureLine(Panel):
    """Shows where the line goes and what Enter will do while the user types.

    Nothing is refused, except that a correction that fails stays in the line with the reason. ↑
    brings back earlier lines. Tab completes a code or a name; it makes a code that nobody has a
    speaker's, and moves the target between the section and the open question. What is not filed
    when the line is closed is its draft, with which it opens again. ``memory`` keeps the draft, the
    state and the lines typed so far. ``filed`` is called with each result, and with
    what an undo calls it.
    """

    def __init__(
        self,
        opened: OpenSession,
        memory: PanelMemory,
        filed: Callable[[Filed, str], Awaitable[None]],
    ) -> None:
        super().__init__()
        assert memory.line is not None, "the caller says where the line was opened"
        self._opened = opened
        self._memory = memory
        self._filed = filed
        self._earlier = memory.earlier
        self._at = len(self._earlier)
        self._half = ""  # the unfinished line, while an earlier one is shown
        self._width = 0
        self._states = LineStates()
        self._said_of: Session | None = None  # of which session the row below speaks
        self._seen: tuple[str, Session, CaptureState, Outlook] | None = None
        self._entry = NoteArea(
            memory.draft, one_line=True, keeps_lines=True, typed=self.typed, classes="field"
        )
        self._entry.expander = Expander(opened.abbreviations, self._as_it_is)
        self._title = Bar(classes="title")
        self._mark = Bar(classes="mark")
        self._note = Bar(classes="muted will")

    def compose(self) -> ComposeResult:
        """Yield where the line goes, the line, and below it what Enter will do."""
        yield self._title
        with Horizontal(classes="line"):
            yield self._mark
            yield self._entry
        yield self._note

    DEFAULT_CSS = """
    CaptureLine { border-top: none; }
    CaptureLine .title { background: $surface; }
    CaptureLine .line { height: auto; max-height: 3; }
    CaptureLine .mark { width: 8; text-style: bold; color: $accent; }
    CaptureLine.elsewhere .mark { color: $warning; }
    CaptureLine NoteArea.field { max-height: 3; scrollbar-size-vertical: 0; }
    CaptureLine .will.warns { color: $warning; }
    """

    @property
    def line(self) -> CaptureState:
        """The state of capture for the next line."""
        assert self._memory.line is not None
        return self._memory.line

    async def opened(self) -> None:
        """Show the draft, if there is one, with the cursor at its end."""
        self._entry.to_end()
        self._show()

    def on_resize(self) -> None:
        """Fit what is shown into another width."""
        if self._width not in (0, self.app.size.width):
            self._show()

    def update(self) -> None:
        """Show where the line goes now: an undo may have removed a question, a person, or what the
        row below says was done."""
        session = self._opened.session
        if session is not self._said_of:
            self._memory.line = self._states.found(session) or self.line
            self._show()

    @property
    def entry(self) -> NoteArea:
        """The input line."""
        return self._entry

    def typed(self, area: NoteArea, offset: int, removed: str, inserted: str, cursor: int) -> None:
        """Store the unfinished line, and show what Enter will do with it."""
        self._opened.dispatch(HoldLine(self._open_text()))
        if self._memory.line is not None and self.line.as_text and read_chat(area.text) is None:
            self._memory.line = replace(self.line, as_text=False)
        self._show()

    async def process_key(self, event: events.Key) -> bool:
        """File or close with Enter, show earlier lines with ↑ ↓ at the edge of the line, complete
        with Tab, empty the line with Ctrl+U."""
        if event.key == "enter":
            await self._enter()
        elif event.key in ("up", "down"):
            self._up_or_down(event.key)
        elif event.key == "tab":
            self._tab()
        elif event.key == "shift+tab":
            return self._take_nearest()
        elif event.key == "ctrl+u":
            self._empty()
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
        before = opened.session, self.line
        filed = self._file(text)
        if filed.problem:
            self._say(filed.problem, error=True)
            return
        said = done(text, *before)
        self._memory.line = filed.line
        self._earlier.append(text)
        self._at = len(self._earlier)
        half, self._half = self._half, ""
        self._states.add(Moment(*before), Moment(filed.session, filed.line))
        await self._filed(filed, name_of(filed, said.removeprefix("✓ "), before[1]))
        opened.dispatch(HoldLine(half))
        self._write(half)
        self._show()
        self._say(said)

    def _file(self, text: str) -> Filed:
        opened = self._opened
        return apply_line(text, opened.session, replace(self.line, now=opened.session_time))

    async def leave(self) -> None:
        """Keep what is not filed as the draft."""
        self._memory.draft = self._open_text()

    def _outlook(self) -> Outlook:
        """Return what the line shows, found anew only if something that it depends on changed."""
        text, session, line = self._entry.text, self._opened.session, self.line
        seen = self._seen
        if seen is None or seen[0] != text or seen[1] is not session or seen[2] is not line:
            self._seen = seen = text, session, line, outlook(text, session, line)
        return seen[3]

    def _show(self) -> None:
        """Show where the line goes, and below it the grammar or what will happen."""
        seen = self._outlook()
        self._show_target(seen)
        self._width = width = self.app.size.width
        if not self._entry.text.strip():
            hint = next((h for h in HINTS if cell_len(h) <= width), HINTS[-1])
            self._say(hint)
            return
        says, tab = seen.says, f"· {seen.tab}" if seen.tab else ""
        if tab:
            fits = cell_len(says) + 1 + cell_len(tab) <= width
            says = f"{says} {tab}" if fits else columns(says, short(tab, width * 2 // 3), width)
        self._say(says, warns=seen.warns)

    def _show_target(self, seen: Outlook) -> None:
        """Show the place to which the line goes, as a title and as a short name before the text."""
        self.set_class(not seen.is_here, "elsewhere")
        colour = "$accent" if seen.is_here else "$warning"
        width = self.app.size.width
        head = " Line  to " if seen.target else " Line"
        right = "" if seen.is_here else ELSEWHERE
        room = max(0, width - len(head) - (len(right) + 2 if right else 0))
        target = (fit if right else short)(seen.target, room)
        pieces = [content(" Line", "strong"), content(head[len(" Line") :])]
        pieces += [content(target, f"bold {colour}"), content(f" {right}", colour)]
        self._title.say(Content.assemble(*pieces))
        self._mark.say(content(f"{seen.short:>{MARK + 1}} › "))

    def _up_or_down(self, key: str) -> None:
        """Move in a line of several rows; from its first or last row, show another line."""
        navigator, cursor = self._entry.navigator, self._entry.selection.end
        if key == "up" and not navigator.is_first_wrapped_line(cursor):
            self._entry.action_cursor_up()
        elif key == "down" and not navigator.is_last_wrapped_line(cursor):
            self._entry.action_cursor_down()
        else:
            self._bring_back(-1 if key == "up" else 1)

    def _bring_back(self, by: int) -> None:
        """Show an earlier or later line; the unfinished line comes after the last one."""
        at = max(0, min(self._at + by, len(self._earlier)))
        if at == self._at:
            return
        if self._at == len(self._earlier):
            self._half = self._entry.text
        self._at = at
        self._write(self._earlier[at] if at < len(self._earlier) else self._half)
        if at == len(self._earlier):
            self._half = ""
        self._opened.dispatch(HoldLine(self._open_text()))
        self._show()

    def _open_text(self) -> str:
        """Return the text that is not filed yet: the unfinished line while an earlier one is only
        shown."""
        text, at = self._entry.text, self._at
        return self._half if at < len(self._earlier) and text == self._earlier[at] else text

    def _tab(self) -> None:
        """Decide what is offered: a chat as text, a new speaker, a completed code, the other
        target."""
        text, session = self._entry.text, self._opened.session
        found = codes_begun(text, session.people)
        if read_chat(text) is not None:
            self._memory.line = replace(self.line, as_text=not self.line.as_text)
        elif code := made_speaker(text, session, self.line):
            self._memory.line = replace(self.line, joining=self.line.joining | {code})
        elif len(found) == 1:
            self._write(with_code(text, found[0]), typed=True)
        elif found:
            self._say("   ".join(titles.person_title(session, code) for code in found))
            return
        else:
            self._memory.line = other_target(session, self.line)
        self._show()

    def _take_nearest(self) -> bool:
        """Write the code that is nearest to the one that nobody has; return whether there is
        one."""
        near = nearest_code(self._entry.text, self._opened.session.people)
        if near:
            self._write(with_code(self._entry.text, near), typed=True)
        return bool(near)

    def _empty(self) -> None:
        """Remove the whole line; ↑ brings it back."""
        if text := self._open_text().strip("\n"):
            self._earlier.append(text)
        self._at, self._half = len(self._earlier), ""
        self._write("", typed=True)

    def _write(self, text: str, *, typed: bool = False) -> None:
        """Show another text in the line, with the cursor at its end; ``typed``: as if typed."""
        if typed:
            self._entry.replace(text, (0, 0), self._entry.document.end)
        else:
            self._entry.show_text(text)
        self._entry.to_end()

    def _say(self, text: str, *, error: bool = False, warns: bool = False) -> None:
        self._said_of = self._opened.session
        self._note.say(content(text))
        self._note.set_class(error, "error")
        self._note.set_class(warns, "warns")
