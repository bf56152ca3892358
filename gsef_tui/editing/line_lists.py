"""The commands of the line mode that list something and change nothing."""

from __future__ import annotations

from collections.abc import Iterable

from gsef_tui.capture.turns import turn_lines
from gsef_tui.checks import place_label
from gsef_tui.checks.findings import Finding
from gsef_tui.model import navigation, titles
from gsef_tui.model.gaps import find_gaps
from gsef_tui.model.people import numbers, person_line, role_of
from gsef_tui.model.places import Place
from gsef_tui.model.search import search
from gsef_tui.model.session import Person, Session
from gsef_tui.model.wording import counted
from gsef_tui.report.gaps import gaps_page
from gsef_tui.report.ideas import idea_line, ideas_by_speaker

from .line_mode import LineMode, listed
from .line_outlook import where
from .line_places import place_meant


def people(mode: LineMode, words: str) -> list[str]:
    """List the people, the one who leads first: number, code, line, role."""
    session = mode.session
    rows = [_person(session, code, n) for code, n in numbers(session).items()]
    return listed(counted(len(rows), "{n} person", "{n} people"), rows)


def gaps(mode: LineMode, words: str) -> list[str]:
    """List the gaps with their numbers, their places and the words before them."""
    session = mode.session
    rows = [
        f"{n}. {where(session, gap.place)}: {gap.before}{gap.text}"
        for n, gap in enumerate(find_gaps(session), 1)
    ]
    return listed(counted(len(rows), "{n} gap", "{n} gaps"), rows)


def ask(mode: LineMode, words: str) -> list[str]:
    """List what to write into the chat of the call to have the gaps filled."""
    lines = gaps_page(mode.session)
    return listed(counted(len(lines), "{n} line", "{n} lines"), lines)


def missing(mode: LineMode, words: str) -> list[str]:
    """List what the report still lacks."""
    found = mode.opened.findings(wording=False)
    rows = _findings(mode.session, (f for f in found if f.severity == "missing"))
    return listed(f"{len(rows)} missing", rows)


def check(mode: LineMode, words: str) -> list[str]:
    """List every finding with its severity."""
    found = mode.opened.findings()
    rows = _findings(mode.session, found)
    named = [f"{f.severity}: {row}" for f, row in zip(found, rows, strict=True)]
    return listed(counted(len(named), "{n} finding", "{n} findings"), named)


def show(mode: LineMode, words: str) -> list[str]:
    """List the lines of the text at a place."""
    place = place_meant(mode, words) if words else mode.here
    if place is None:
        return [no_place(words)]
    text = mode.opened.text(place)
    lines = text.split("\n") if text else []
    return listed(counted(len(lines), "{n} line", "{n} lines"), lines)


def find(mode: LineMode, words: str) -> list[str]:
    """List the lines that contain a text, in any spelling."""
    if not words:
        return ["Type the text to find after /find."]
    session = mode.session
    rows = [f"{where(session, hit.place)}: {hit.line}" for hit in search(session, words)]
    return listed(counted(len(rows), "{n} line", "{n} lines"), rows)


def ideas(mode: LineMode, words: str) -> list[str]:
    """List the key ideas by speaker."""
    session = mode.session
    rows = [idea_line(session, idea) for idea in ideas_by_speaker(session)]
    return listed(counted(len(rows), "{n} key idea", "{n} key ideas"), rows)


def turns(mode: LineMode, words: str) -> list[str]:
    """List who spoke when."""
    rows = turn_lines(mode.session, mode.opened.now())
    return listed(counted(len(rows), "{n} turn", "{n} turns"), rows)


def places(mode: LineMode, words: str) -> list[str]:
    """List the places of the outline, each as ``/goto`` takes it, with its title."""
    session = mode.session
    rows = [_place(session, item.place) for item in navigation.nav_items(session)]
    return listed(counted(len(rows), "{n} place", "{n} places"), rows)


def no_place(words: str) -> str:
    """Return the answer about words that mean no place."""
    return f"There is no place “{words}”. /places lists the places, /people the people."


def _place(session: Session, place: Place) -> str:
    return f"{place}: {titles.place_title(session, place)}"


def _person(session: Session, code: str, number: int) -> str:
    person: Person = session.people[code]
    role = role_of(session, code)
    said = role.id if role else person.role
    about = [f"{number} {code} {person_line(person)}".rstrip(), person.position, said]
    return ", ".join(filter(None, (*about, "absent" if person.absent else "")))


def _findings(session: Session, found: Iterable[Finding]) -> list[str]:
    return [f"{place_label(session, f.place)}: {f.message}" for f in found]
