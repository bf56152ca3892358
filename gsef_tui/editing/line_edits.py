"""The commands of the line mode that change the session."""

from __future__ import annotations

from msgspec.structs import replace

from gsef_tui.capture.targets import target_of_text
from gsef_tui.capture.turns import RECORDING
from gsef_tui.checks import place_label
from gsef_tui.model import stamps, titles
from gsef_tui.model.codes import is_code
from gsef_tui.model.edits import codes_in_use, move_text, without_empty_question
from gsef_tui.model.gaps import find_gaps, mark
from gsef_tui.model.places import with_text
from gsef_tui.model.times import read_hour
from gsef_tui.model.wording import counted

from .commands.move_to import target as section_target
from .line_lists import no_place
from .line_mode import LineMode
from .line_outlook import first_words, where
from .line_places import code_meant, place_meant


def gap(mode: LineMode, words: str) -> list[str]:
    """Mark a gap, with the time, at the end of the text to which the next line goes."""
    return _at_end(mode, mark(mode.opened.session_time))


def stamp(mode: LineMode, words: str) -> list[str]:
    """Add the time at the end of the text or, with words, file them as a line that begins with
    it."""
    moment = stamps.stamp(mode.opened.session_time, mode.opened.settings.current.lag)
    return [mode.file(f"\\ {moment} {words}")] if words else _at_end(mode, moment)


def fill(mode: LineMode, words: str) -> list[str]:
    """Replace a gap by a text."""
    number, _, text = words.partition(" ")
    found = find_gaps(mode.session)
    if not number.isdecimal() or not text:
        return ["Type the number of a gap and its text: /fill 1 text."]
    if not found:
        return ["There is no gap."]
    if not 0 < int(number) <= len(found):
        return [counted(len(found), "There is only {n} gap.", "There are only {n} gaps.")]
    gap = found[int(number) - 1]
    whole = mode.opened.text(gap.place)
    filled = whole[: gap.offset] + text + whole[gap.offset + gap.length :]
    title = where(mode.session, gap.place)
    mode.change(with_text(mode.session, gap.place, filled), gap.place, f"“{text}”, {title}")
    return [f"Gap filled: {title}"]


def move(mode: LineMode, words: str) -> list[str]:
    """Move the line filed last, else the last line of the text at the place of the user."""
    session, last = mode.session, mode.line.filed
    if not words:
        return ["Type a person or a section after /move."]
    if last is not None and (code := code_meant(session, words)):
        return [mode.file(f"> {code}")]
    there = section_target(session, mode.here, words) or place_meant(mode, words)
    if there is None:
        return [no_place(words)]
    source = last.place if last else target_of_text(session, mode.line)
    text = mode.opened.text(source)
    if not text.strip():
        return ["There is no line to move."]
    if source == there:
        return ["The line is already there."]
    is_last = last is not None and text.endswith(last.text)
    start = len(text) - len(last.text) if last and is_last else text.rstrip("\n").rfind("\n") + 1
    line = first_words(text[start:])
    after = move_text(session, source, (max(0, start - 1), len(text)), there)
    after = without_empty_question(after, source)
    mode.change(after, there, f"“{line}”, {where(after, there)}")
    mode.line = replace(mode.line, last=None, filed=None)
    return [f"“{line}” moved to {where(after, there)}"]


def set_text(mode: LineMode, words: str) -> list[str]:
    """Replace the whole text at a place, such as a fact or a caption."""
    name, _, text = words.partition(" ")
    place = place_meant(mode, name)
    if place is None:
        return [no_place(name)]
    title = place_label(mode.session, str(place))
    named = f"“{first_words(text)}”, {title}"
    done = mode.change(with_text(mode.session, place, text), place, named)
    return [f"Text replaced: {title}" if done else "The text is already so."]


def speaker(mode: LineMode, words: str) -> list[str]:
    """Make a code that nobody has a speaker's, who has the floor from now on."""
    code = words.upper()
    if not is_code(code):
        return ["A code has two to four letters or digits; X1, Q1 and R1 are reserved."]
    if code in codes_in_use(mode.session):
        return [f"{code} is already in use."]
    mode.line = replace(mode.line, joining=frozenset({code}))
    return [mode.file(f"{code}:")]


def floor(mode: LineMode, words: str) -> list[str]:
    """Return who has the floor; with a person, give them the present turn; with a dash, end it."""
    turns = mode.opened.turns
    if words and mode.opened.read_only:
        return [mode.opened.why_read_only]
    if words == "-":
        turns.end()
    elif words:
        code = code_meant(mode.session, words)
        if not code:
            return [f"Nobody is called “{words}”. /people lists the people."]
        turns.pass_to(code)
    turn = turns.turn
    if turn is None:
        return ["Nobody has the floor."]
    who = titles.person_title(mode.session, turn.who)
    return [f"{who} has the floor since {turn.begins:%H:%M}."]


def recording(mode: LineMode, words: str) -> list[str]:
    """Set when the recording started."""
    session = mode.session
    now = mode.opened.session_time.time().replace(microsecond=0)
    hour = read_hour(words) if words else now
    if hour is None:
        return ["Enter a time, for example 20:03."]
    after = replace(session, facts={**session.facts, RECORDING: hour})
    mode.change(after, mode.here, f"the recording started at {hour:%H:%M}")
    return [f"The recording started at {hour:%H:%M}."]


def _at_end(mode: LineMode, sign: str) -> list[str]:
    place = target_of_text(mode.session, mode.line)
    text = mode.opened.text(place)
    joint = "" if not text or text[-1].isspace() else " "
    title = where(mode.session, place)
    mode.change(with_text(mode.session, place, f"{text}{joint}{sign}"), place, f"“{sign}”, {title}")
    return [f"{sign} · {title}"]
