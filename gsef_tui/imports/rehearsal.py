"""Rehearsal: the words of a transcript with their times, and the session in which to note them.

Pure functions: the caller passes the times, and nothing waits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from gsef_tui.model.edits import add_person
from gsef_tui.model.kinds import FACTS
from gsef_tui.model.people import parse_person
from gsef_tui.model.places import Place, with_text
from gsef_tui.model.session import Person, Session
from gsef_tui.model.template import Template
from gsef_tui.model.words import count_words

from .transcripts import Cue, Transcript

SCRIPT = Path(__file__).parent.parent / "rehearsal" / "cantines.vtt"
"""The invented session that comes with the program."""


class Word(Struct, frozen=True):
    """A word, and when it is heard, in seconds from the start.

    ``new_speaker`` is the name of the person who begins to speak with this word, ``"…"`` for a
    person without a name, and empty while the same person goes on.
    """

    at: float
    text: str
    new_speaker: str = ""


def words(cues: Iterable[Cue]) -> Iterator[Word]:
    """Yield each word of a transcript with its time.

    The words of a cue share its duration in proportion to their length. Times never decrease, even
    where cues overlap.
    """
    speaker: str | None = None
    now = 0.0
    for cue in cues:
        said = cue.text.split()
        letters = sum(map(len, said)) or 1
        before = 0
        for number, word in enumerate(said):
            now = max(now, cue.begins + (cue.ends - cue.begins) * before / letters)
            begins = number == 0 and cue.who != speaker
            yield Word(now, word, (cue.who or "…") if begins else "")
            before += len(word)
        speaker = cue.who if said else speaker


def spoken(cues: Iterable[Cue], start: float, end: float) -> Mapping[str, tuple[float, int]]:
    """Return the seconds and words of each person heard between two times.

    People are in the order in which they began. A cue that begins between the times counts whole.
    """
    found: dict[str, tuple[float, int]] = {}
    for cue in cues:
        if start <= cue.begins <= end:
            seconds, count = found.get(cue.who, (0.0, 0))
            found[cue.who] = seconds + cue.ends - cue.begins, count + count_words(cue.text)
    return found


def session_for(
    transcript: Transcript, template: Template, language: str, title: str, now: datetime
) -> Session:
    """Return the session before anybody has spoken, beginning at ``now``.

    Its title and people are those of the programme, else ``title`` and everybody who will speak.
    """
    told, *people = transcript.programme or (title,)
    session = Session(template=template, language=language)
    ends = now + timedelta(seconds=transcript.cues[-1].ends)
    facts = {"title": told, "day": f"{now:%Y-%m-%d}", "starts": f"{now:%H:%M}"}
    facts["ends"] = f"{ends + timedelta(minutes=1):%H:%M}"
    for section in template.of_kind(FACTS):
        for field in section.fields:
            if text := facts.get(field.means):
                session = with_text(session, Place(section.id, field.id), text)
    for person in [parse_person(line, template) for line in people] or _speakers(transcript):
        session, _ = add_person(session, _with_role(person, template))
    return session


def _speakers(transcript: Transcript) -> list[Person]:
    names = dict.fromkeys(cue.who for cue in transcript.cues if cue.who)
    return [Person(name=name) for name in names]


def _with_role(person: Person, template: Template) -> Person:
    speaks = next((role.id for role in template.roles if role.speaks), "")
    return person if person.role else replace(person, role=speaks)
