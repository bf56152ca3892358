"""A session being made from a report: what is known of its people, what is filed and what is not.

Nothing is dropped and nothing corrected: what fits nowhere goes to what is not filed, a name
written two ways is kept both ways, and each is said in a sentence.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from gsef_tui.model.cldr import code_of, fold
from gsef_tui.model.codes import UNKNOWN, CodeMaker, NoCodeLeft
from gsef_tui.model.edits import add_person, append_unfiled, codes_in_use
from gsef_tui.model.likeness import is_part, likeness
from gsef_tui.model.places import Place, text_at, with_text
from gsef_tui.model.session import Person, Session
from gsef_tui.model.template import UNFILED
from gsef_tui.report.emphasis import GUARD

from .page import TooLarge
from .roster import Roster

_NUMBER_BEHIND = re.compile(r"(?<!\s)\s+\d+$")
_CODE_OF_NOBODY = re.compile(r"([A-Z0-9]{2,4}) \?")
_LONGEST_NAME = 80

MOST_PEOPLE = 5000
"""So many people a report names at most; their codes have four characters."""


class Draft:
    """The session as far as it is made, and the sentences on what was not clear.

    ``session`` is what the report is added to, ``language`` the report's. ``joins``: people of the
    report may be people of the session; otherwise a programme has as many people as lines.
    """

    def __init__(self, session: Session, language: str, *, joins: bool) -> None:
        self.session = session
        self.language = language
        self._notes: dict[str, None] = {}
        self._unfiled: list[str] = []
        self._unfiled_lines = {"", *self.session.text(UNFILED).split("\n")}
        self._codes = CodeMaker(codes_in_use(self.session))
        self._roster = Roster(self.session.people)
        self._nobody = {
            fold(word) for word in session.template.words.get("unidentified", {}).values()
        }
        self._joins = joins

    def say(self, sentence: str) -> None:
        """Keep a sentence for the person, once."""
        self._notes[sentence] = None

    @property
    def notes(self) -> tuple[str, ...]:
        """The sentences on what was not clear, each once."""
        return tuple(self._notes)

    def unfile(self, text: str, why: str) -> None:
        """Put a text to what is not filed, unless all of it is there, and say so."""
        text = text.strip("\n")
        lines = text.split("\n")
        if text.strip() and not self._unfiled_lines.issuperset(lines):
            self._unfiled.append(text)
            self._unfiled_lines.update(lines)
            self.say(f"not filed, {why}: “{_short(text)}”")

    def finish(self) -> Session:
        """The session with everything that is not filed."""
        if self._unfiled:
            self.session = append_unfiled(self.session, "\n\n".join(self._unfiled))
            self._unfiled.clear()
        return self.session

    def write(self, place: Place, text: str) -> None:
        """Put a text to its place, after what stands there; a text that is there is not repeated.

        A fact has room for one: another one is not filed.
        """
        if place.section == UNFILED:
            self.finish()
        self._codes.taken.update((place.key, place.part))  # it may be the code of nobody so far
        before = text_at(self.session, place)
        if not text.strip() or f"\n{text.strip()}\n" in f"\n{before.strip()}\n":
            return
        section = self.session.template.section(place.section)
        if not before.strip():
            whole = text
        elif section is None or section.kind.separator is None:
            self.unfile(f"{place} : {text}", f"{place} is {_short(before)} already")
            return
        else:
            whole = f"{before}{section.kind.separator}{text}"
        self.session = with_text(self.session, place, whole)

    def programme(self, person: Person) -> str:
        """A person of the programme: one who is there already, or one more."""
        there = self.code_for(person.name, parts=False) if self._joins else None
        if there is None:
            return self.add(person)
        self.organisation(there, person.organisation)
        self.country(there, person.country)
        return there

    def add(self, person: Person) -> str:
        """One more person; one whose name nobody knew has none. Raises TooLarge."""
        if len(self.session.people) >= MOST_PEOPLE:
            raise TooLarge(f"more than {MOST_PEOPLE:,} people: leave out those who say nothing")
        try:
            self.session, code = add_person(self.session, person, self._codes)
        except NoCodeLeft:
            raise TooLarge("too many people of one name: leave out those who say nothing") from None
        self._roster.add(code, self.session.people[code])
        return code

    def code_for(self, name: str, *, add: bool = False, parts: bool = True) -> str | None:
        """The code of the person that a name means; None where it means nobody.

        A name that is nearly somebody's is theirs, and kept as their other spelling. ``add``: one
        that is nobody's is a new person's. ``parts``: a part of a name will do.
        """
        name = name.strip().strip(f"*_{GUARD}").strip()
        if not name or len(name) > _LONGEST_NAME:
            return None
        if found := _CODE_OF_NOBODY.fullmatch(name):
            return found[1]
        if self.is_unidentified(name):
            return self._unidentified(name)
        if known := self._roster.closest(name):
            self._spelled(known, name)
            return known
        if parts and (partly := self._roster.only_with_part(name)):
            return partly
        if not add:
            return None
        self.say(f"{name} is not among the participants: added to them")
        return self.add(Person(name=name))

    def organisation(self, code: str, text: str) -> None:
        """An organisation written beside a person's name elsewhere than among the participants."""
        person = self.session.people.get(code)
        text = text.strip()
        if person is None or not text or text == person.organisation:
            return
        if not person.organisation:
            self._change(code, replace(person, organisation=text))
        elif text not in person.also:
            self._also(code, text)
            self.say(
                f"{person.name} ({code}): organisation written “{person.organisation}” and "
                f"“{text}”: both are kept"
            )

    def country(self, code: str, text: str) -> None:
        """A country written beside a person's name elsewhere than among the participants."""
        person = self.session.people.get(code)
        text = text.strip()
        if person is None or not text or fold(text) == fold(person.country):
            return
        languages = self.session.template.languages
        known = code_of(text, "territories", languages)
        if not person.country:
            self._change(code, replace(person, country=text))
        elif not known or known != code_of(person.country, "territories", languages):
            self.unfile(f"{person.name} : {text}", f"{code} has another country already")

    def _spelled(self, code: str, name: str) -> None:
        person = self.session.people[code]
        if name in (person.name, *person.also) or is_part(name, person.name):
            return
        if likeness(name, person.name) == 1.0 and fold(name) == fold(person.name):
            return  # accents or capitals alone
        self._also(code, name)
        self.say(f"“{name}” is taken for {person.name} ({code}): both spellings are kept")

    def _also(self, code: str, spelling: str) -> None:
        person = self.session.people[code]
        self._change(code, replace(person, also=(*person.also, spelling)))
        if person.name:
            self._roster.add_spelling(code, spelling)

    def _change(self, code: str, person: Person) -> None:
        self.session = replace(self.session, people={**self.session.people, code: person})

    def is_unidentified(self, name: str) -> bool:
        """Whether this is what the template calls somebody whose name nobody knew."""
        return fold(_NUMBER_BEHIND.sub("", name.strip())) in self._nobody

    def _unidentified(self, name: str) -> str:
        """The person whom the report calls by the template's word and a number."""
        unnamed = [code for code, person in self.session.people.items() if not person.name]
        number = re.search(r"\d+$", name)
        wanted = f"X{number[0]}" if number else next(iter(unnamed), "X1")
        if wanted in unnamed or not UNKNOWN.fullmatch(wanted):
            return wanted
        return self.add(Person())


def _short(text: str, longest: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"
