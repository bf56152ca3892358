"""The line mode: a line in, an answer out, for ``gsef-tui note``. Nothing here reads or prints.

A line is one of the capture line's grammar, or a command that begins with a slash
(``line_commands``). An answer is one row; that of a list is its count, then a row for each item.
An answer about a change is returned after the change is on disk, or says that it is not.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from gsef_tui.capture.abbreviations import WINDOW
from gsef_tui.capture.apply_line import apply_line, read
from gsef_tui.capture.line_grammar import Named
from gsef_tui.capture.line_states import LineStates, Moment
from gsef_tui.capture.targets import CaptureState, exists
from gsef_tui.model import edits, navigation
from gsef_tui.model.clean import clean
from gsef_tui.model.kinds import NOTES
from gsef_tui.model.places import FORUM, Place
from gsef_tui.model.session import NOBODY, Person, Session
from gsef_tui.model.wording import counted
from gsef_tui.storage.app_state import last_place, with_place
from gsef_tui.storage.leaving import not_saved

from .abbreviations import Abbreviations
from .app_state import AppStateStore
from .filing import keep_filed, line_from
from .line_outlook import done, made_speaker, name_of, outlook, where
from .open_session import OpenSession
from .transactions import Change, HoldLine, Replace

DECIDES = "gsef-tui FILE"
"""What resolves a conflict, instead of a key."""
TAKES_OVER = "gsef-tui note --take-over"
"""What takes a session over or back, instead of a key."""

END = "/end"
"""The line after which held lines are filed."""


def start_place(session: Session, remembered: str = "") -> Place:
    """Return the place at which the line mode begins: the remembered one if it is still there, else
    the first presentation, else the first section."""
    place = Place.parse(remembered)
    for there in (place, place._replace(part="")):
        if is_there(session, there):
            return there
    sections = (*session.template.of_kind(NOTES), *session.template.all_sections)
    return navigation.section_items(session, sections[0])[0].place


def is_there(session: Session, place: Place) -> bool:
    """Return whether a place is still there: a section, a fact of the forum, or something in a
    section that nobody removed."""
    if place.section == FORUM:
        return True
    if not place.key:
        return session.template.section(place.section) is not None
    return exists(session, place)


class LineMode:
    """Answers lines about an open session.

    ``here`` is the place from which lines are addressed, as if the capture line had been opened
    there. ``ended`` is set by the command that leaves; ``discards``: it gives up what could not be
    saved.
    """

    def __init__(
        self, opened: OpenSession, app_state: AppStateStore, here: Place | None = None
    ) -> None:
        self.opened = opened
        self.app_state = app_state
        last = last_place(app_state.current, opened.path)
        start = here or start_place(opened.session, last.place if last else "")
        self.line: CaptureState = line_from(opened, start, None)
        self.states = LineStates()
        self.ended = False
        self.discards = False
        self._held: list[str] | None = None  # lines that are filed as one, until /end

    @property
    def session(self) -> Session:
        """The session as it is now."""
        return self.opened.session

    @property
    def here(self) -> Place:
        """The place from which lines are addressed."""
        return self.line.here

    def answer(self, typed: str) -> list[str]:
        """Carry out a line and return the rows of the answer, at least one, each on one line."""
        self.opened.follow(self.opened.saver.state)
        before, holds = self.opened.store.revision, self._held is not None
        rows = self._answered(clean(typed))
        changed = holds or self.opened.store.revision != before
        if changed and (unsaved := self._unsaved()):
            rows[0] = f"{rows[0].rstrip('.')}. {unsaved}"
        return [" ".join(row.split("\n")) for row in rows]

    def whereabouts(self) -> str:
        """Return where the next line without an address goes and, if that is another place, where
        the user is."""
        seen = outlook("", self.session, self.line)
        if seen.is_here:
            return seen.target
        here = where(self.session, self.here)
        if self.line.last is None:  # the place takes no lines
            return f"You are at {here}. The next line goes to {seen.target}."
        return f"The next line goes to {seen.target}. You are at {here}; /back returns there."

    def go(self, place: Place) -> None:
        """Address lines from another place."""
        self.opened.store.close_batch()
        self.line = line_from(self.opened, place, self.line)
        self.states = LineStates()

    def change(self, after: Session, there: Place, named: str) -> Change | None:
        """Replace the session as one step that an undo calls ``named``; return None if that changes
        nothing."""
        return self.opened.dispatch(Replace(after, self.here, there, named=named))

    def moved(self) -> None:
        """Restore the state of capture after an undo or a redo, and leave a place that is gone."""
        found = self.states.found(self.session)
        if found is not None:
            self.line = found
        if not is_there(self.session, self.here):
            self.go(start_place(self.session))

    def file(self, text: str, remark: str = "") -> str:
        """File a line of the grammar and return what that did, followed by ``remark``."""
        opened, before = self.opened, self.session
        if opened.read_only:
            return opened.why_read_only
        text = expanded(text, opened.abbreviations)
        line = replace(self.line, now=opened.session_time, used=opened.store.used_ids)
        filed = apply_line(text, before, line)
        if filed.problem:
            return f"Nothing was filed. {filed.problem}."
        said = done(text, before, line).removeprefix("✓ ")
        if unknown := made_speaker(text, before, line):
            remark = f"Nobody has the code {unknown}: the line is text. {remark}".rstrip()
        after = replace(filed.line, here=_renamed(text, before, line))
        self.states.add(Moment(before, self.line), Moment(filed.session, after))
        keep_filed(opened, filed, self.here, name_of(filed, said, line))
        self.line = after
        return f"{said}. {remark}" if remark else said

    def hold(self) -> str:
        """Begin to hold lines, which ``/end`` files as one text of several lines."""
        self._held = []
        return "The next lines are held until /end files them as one."

    def _hold(self, text: str) -> str:
        """Hold one line more, or file what is held. What is held is saved under Not filed, so that
        the end of the input or of the process does not lose it."""
        assert self._held is not None
        if text.strip().casefold() == END:
            held, self._held = self._held, None
            said = self.file("\n".join(held)) if held else "No line was held."
            self.opened.dispatch(HoldLine(""))
        else:
            self._held.append(text)
            self.opened.dispatch(HoldLine("\n".join(self._held)))
            said = counted(len(self._held), "{n} line is held.", "{n} lines are held.")
        return said

    def remember(self) -> None:
        """Remember the place, so that the next window begins there."""
        here, path = self.here, self.opened.path
        offset = len(self.opened.text(here))
        self.app_state.update(lambda state: with_place(state, path, str(here), offset))

    def _answered(self, text: str) -> list[str]:
        from .line_commands import command_named

        if self._held is not None:
            return [self._hold(text)]
        if text.strip() in ("", "?"):
            return [self.whereabouts()]
        if not text.startswith("/"):
            return [self.file(text)]
        word, _, words = text[1:].partition(" ")
        command = command_named(word)
        if command is None:
            if not word[:1].isalpha():
                return [self.file(text)]
            return [self.file(text, f"/{word} is no command: the line is text. /help lists them.")]
        if command.writes and self.opened.read_only:
            return [self.opened.why_read_only]
        return list(command.run(self, words.strip()))

    def _unsaved(self) -> str:
        """Wait until the change is on disk; return why it is not, or an empty text."""
        state = self.opened.saver.secure()
        self.opened.follow(state)
        if state.read_only:
            return self.opened.why_read_only
        return "" if state.saved else not_saved(state, DECIDES)


def expanded(text: str, known: Abbreviations) -> str:
    """Return a line with its abbreviations expanded, as if it had been typed.

    A line after a backslash stays as it is.
    """
    if text.startswith("\\"):
        return text
    typed = ""
    for key in f"{text}\n":
        if swap := known.swap(typed[-WINDOW:], key):
            typed = typed.removesuffix(swap.short) + swap.long
        typed += key
    return typed.removesuffix("\n")


def listed(count: str, rows: Sequence[str]) -> list[str]:
    """Return a list as an answer: its count, then its rows."""
    return [count, *rows]


def _renamed(text: str, session: Session, line: CaptureState) -> Place:
    """Return the place of the user after a line that may give a person another code."""
    act = read(text, session, line)
    if not isinstance(act, Named):
        return line.here
    people = {act.code: Person(), **session.people}
    _, new = edits.name_person(replace(session, people=people), act.code, act.who)
    return Place(*(new if p == act.code and p != NOBODY else p for p in line.here))
