"""A session from a mail, an invitation or a programme that the user pasted.

No word is lost: what says nothing of the session goes to *Not filed*. What gives access to the call
is not kept, and named as left out (``call_details``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from gsef_tui.model.clean import clean
from gsef_tui.model.edits import append_unfiled
from gsef_tui.model.lazy_pattern import lazy_pattern
from gsef_tui.model.session import Session

from .call_details import LeftOut, without_call_details
from .invitation_draft import Doubt, InvitationDraft, MailLine, ReadPart, unquoted
from .invitation_guesses import Guesses
from .invitation_people import is_named_certainly, person_readings
from .invitation_when import WhenLines
from .invitation_words import InvitationLabels, LabelledLine, Topic, is_closing, is_greeting

_ITEM = lazy_pattern(r"\s*(?:[-*•·‣▪◦●○■□➢➤►▶✓–—]|\(?\d{1,2}[.)]|[\u2460-\u2473])\s*\S")
_CONTINUED = lazy_pattern(r"(?:\s{2,}|\t)\S")
_QUOTED_MAIL = lazy_pattern(r"^(?:\s*>)+ ?")
_INNER_LABEL = lazy_pattern(r"(?<=[.;])\s+(?=[^\W\d_][^.:：;,]{2,40}?\s?[:：])")
MOST_LINES = 300
"""Lines from which on a text is no mail any more: what is below is filed as it stands."""

_ASKED = ("?", "？", "까")


class Invitation(Struct, frozen=True):
    """What was read: the session, where each part comes from, and what was not kept."""

    session: Session
    parts: tuple[ReadPart, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def doubtful(self) -> tuple[ReadPart, ...]:
        """The parts that the user should look at, in the order of the mail."""
        return tuple(part for part in self.parts if part.doubt)


def read_invitation(text: str, session: Session, around: date) -> Invitation:
    """Return a session with what a pasted text says of it.

    What the session has already stays, and what the text says instead goes to *Not filed*. A day
    without a year is the first one from ``around`` on: the forum's first day, or today.
    """
    reader = _Reader(session, around)
    return reader.read(clean(text))


class _Reader:
    """Reads a text, line by line; what no line was read for is *Not filed* at the end."""

    def __init__(self, session: Session, around: date) -> None:
        self._template = session.template
        self._draft = InvitationDraft(session)
        self._labels = InvitationLabels(session.template)
        self._when = WhenLines(self._draft, around)
        self._guesses = Guesses(self._draft, self._labels)
        self._under: LabelledLine | None = None
        self._heading: MailLine | None = None
        self._is_below_blank = False
        self._lines: list[MailLine] = []
        self._below: list[str] = []

    def read(self, text: str) -> Invitation:
        """Return what the text says."""
        lines, left_out = without_call_details(
            [_QUOTED_MAIL.sub("", line) for line in text.split("\n")]
        )
        self._lines = [*self._joined(lines)]
        if len([line for line in self._lines if line.left.strip()]) == 1:
            self._read_alone(next(line for line in self._lines if line.left.strip()))
        for line in self._lines:
            self._read_line(line)
        self._read_unlabelled()
        self._when.take()
        self._guesses.guess_from_sentences(self._lines)
        self._guesses.take_title(self._lines)
        session = self._file_rest(self._draft.finish())
        order = sorted(self._draft.parts, key=lambda part: part.line)
        return Invitation(session, tuple(order), tuple(left_out))

    def _joined(self, lines: list[str]) -> Iterator[MailLine]:
        """Yield the lines; an indented one goes on with the item above, a long one has parts."""
        whole: list[MailLine] = []
        for number, text in enumerate(lines, start=1):
            before = whole[-1] if whole else None
            goes_on = _CONTINUED.match(text) and not _ITEM.match(text)
            if before and goes_on and _ITEM.match(before.text):
                before.text = before.left = f"{before.text} {text.strip()}"
            else:
                whole.append(MailLine(number, text, text))
        for line in whole:
            if line.number > MOST_LINES:
                self._below.append(line.text)
                continue
            parts = _INNER_LABEL.split(line.text)
            if len(parts) > 1 and all(self._labels.of(part) for part in parts[1:]):
                yield from (MailLine(line.number, part, part) for part in parts)
            else:
                yield line

    def _read_alone(self, line: MailLine) -> None:
        """Read a text of one line, which is a title unless it begins with a label."""
        if not self._labels.of(line.text):
            self._draft.set_fact("title", unquoted(line.text), line)

    def _read_line(self, line: MailLine) -> None:
        if not line.left.strip():
            self._is_below_blank = True
            return
        self._read_full(line)
        self._is_below_blank = False

    def _read_full(self, line: MailLine) -> None:
        if is_closing(line.text):
            self._under = None
            return
        found = self._labels.of(line.text)
        if found is not None:
            self._under = found
            self._heading = None if found.rest else line
            if found.rest:
                self._read_labelled(found, line)
                if found.aside and line.left != line.text:
                    line.left = f"{found.aside} {line.left}".strip()
        elif self._under is not None:
            heading, under = self._heading, self._under
            if self._read_under(under, line) and heading is not None:
                heading.left, self._heading = under.aside, None

    def _read_labelled(self, found: LabelledLine, line: MailLine) -> None:
        """Read the text behind a label, or below it."""
        rest = found.rest
        match found.topic:
            case Topic.TITLE:
                self._draft.set_fact("title", unquoted(rest), line)
            case Topic.FACT:
                self._guesses.set_field(found.field, rest, line)
            case Topic.SPOKEN:
                self._draft.set_language(rest, line)
            case Topic.WHEN:
                self._when.read(rest, line, labelled_when=True)
            case Topic.PEOPLE:
                self._draft.read_people(rest, line, found.role)
            case Topic.QUESTIONS:
                self._draft.add_question(rest, line)
            case _:
                pass

    def _read_under(self, under: LabelledLine, line: MailLine) -> bool:
        """Read a line below a heading, or below a label that stands alone; return whether it is."""
        match under.topic:
            case Topic.PEOPLE:
                read = self._draft.read_people(line.text, line, under.role)
                if not read and not _ITEM.match(line.text):
                    self._under = None
                return read
            case Topic.QUESTIONS:
                return self._read_question(line)
            case Topic.TITLE | Topic.FACT | Topic.SPOKEN | Topic.WHEN if not under.rest:
                self._read_labelled(replace(under, rest=line.text.strip()), line)
                self._under = None
                return line.left != line.text or under.topic is Topic.WHEN
            case _:
                return False

    def _read_question(self, line: MailLine) -> bool:
        """Read a line below the heading of the questions; return whether it is one, or goes on."""
        before = self._draft.last_question
        is_asked = line.text.rstrip().endswith(_ASKED)
        if is_asked or (_ITEM.match(line.text) and not (before and self._is_below_blank)):
            self._draft.add_question(line.text, line)
        elif before and not before.endswith(_ASKED) and not self._is_below_blank:
            self._draft.go_on(line.text)
            line.left = ""
        else:
            self._under = None
            return False
        return True

    def _read_unlabelled(self) -> None:
        """Read the lines that nothing was read from yet."""
        for line in self._lines:
            if line.left != line.text or not line.text.strip() or is_closing(line.text):
                continue
            if is_greeting(line.text):
                continue
            found = self._labels.of(line.text)
            if found is not None and found.topic in (Topic.OTHER, Topic.SUBJECT):
                continue
            if self._guesses.read_type(line):
                continue
            if self._when.read(line.text, line, labelled_when=False):
                continue
            self._read_item(line)

    def _read_item(self, line: MailLine) -> None:
        """Read a question or a person from a line of a list without a heading."""
        is_item = bool(_ITEM.match(line.text))
        if is_item and line.text.rstrip().endswith(("?", "？")):
            self._draft.add_question(line.text, line, Doubt.NOT_SAID)
            return
        read = person_readings(line.text, self._template)
        sure = [reading for reading in read if is_named_certainly(reading)]
        if len(read) == len(sure) and sure and (is_item or sure[0].person.country):
            self._draft.read_people(line.text, line, "", Doubt.NOT_SAID)

    def _file_rest(self, session: Session) -> Session:
        """Return the session with what was read from no line."""
        kept = "\n".join([*(line.left.strip() for line in self._lines), *self._below])
        kept = re.sub(r"\n{3,}", "\n\n", kept).strip("\n")
        return append_unfiled(session, kept) if re.search(r"\w", kept) else session
