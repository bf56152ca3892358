"""A session while a report is imported into it: its people, its texts and what is not filed.

The import drops nothing and corrects nothing: text that fits nowhere goes to the text not filed, a
name in two spellings keeps both, and a sentence reports each case.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from gsef_tui.model.cldr import code_of
from gsef_tui.model.codes import UNKNOWN, CodeMaker, NoCodeLeft
from gsef_tui.model.edits import add_person, append_unfiled, codes_in_use
from gsef_tui.model.folding import fold
from gsef_tui.model.lazy_pattern import lazy_pattern
from gsef_tui.model.likeness import is_part, likeness
from gsef_tui.model.places import Place, text_at, with_text
from gsef_tui.model.session import NOBODY, Person, Session
from gsef_tui.model.template import UNFILED
from gsef_tui.report.emphasis import GUARD

from .present import Present, text_key, text_keys
from .roster import Roster
from .source_lines import TooLarge

_NUMBER_BEHIND = lazy_pattern(r"(?<!\s)\s+\d+$")
_CODE_OF_NOBODY = lazy_pattern(r"([A-Z0-9]{2,4})\s\?")
_LONGEST_NAME = 80

MOST_PEOPLE = 5000
"""The limit on people in a report; their codes have four characters."""


class Draft:
    """The session so far, and the sentences on what was unclear.

    The report in ``language`` is added to ``session``, which ``before`` still is. ``owner``: the
    code of the person whom the report is about, to whom text without a name belongs. ``joins``:
    people of the programme may be
    people of the session; otherwise each line of the programme is a new person.
    """

    def __init__(self, session: Session, language: str, *, joins: bool) -> None:
        self.session = session
        self.before = session
        self.language = language
        self.owner = NOBODY
        self._notes: dict[str, None] = {}
        self._unfiled: list[str] = []
        self._present = Present(session)
        self._codes = CodeMaker(codes_in_use(self.session))
        self._roster = Roster(self.session.people)
        self._nobody = {
            fold(word) for word in session.template.words.get("unidentified", {}).values()
        }
        self._joins = joins

    def say(self, sentence: str) -> None:
        """Keep a sentence for the user, once."""
        self._notes[sentence] = None

    @property
    def notes(self) -> tuple[str, ...]:
        """The sentences on what was unclear, each once."""
        return tuple(self._notes)

    def unfile(self, text: str, why: str) -> None:
        """Add ``text`` to the text not filed and report it, unless the session had it there."""
        text = text.strip("\n")
        if not self._present.take(Place(UNFILED), text):
            self._unfiled.append(text)
            self.say(f"not filed, {why}: “{_short(text)}”")

    def finish(self) -> Session:
        """Return the session, with the text that is not filed."""
        if self._unfiled:
            self.session = append_unfiled(self.session, "\n\n".join(self._unfiled))
            self._unfiled.clear()
        return self.session

    def write(self, place: Place, text: str) -> None:
        """Append a text to its place, unless the session had it there before the import.

        A fact holds one text: a second one that says something else is not filed.
        """
        if place.section == UNFILED:
            self.finish()
        self._codes.taken.update((place.key, place.part))  # may be a code that nobody has yet
        if self._present.take(place, text):
            return
        before = text_at(self.session, place)
        section = self.session.template.section(place.section)
        if not before.strip():
            whole = text
        elif section is None or section.kind.separator is None:
            if not self._is_same_fact(place, before, text):
                self.unfile(f"{place} : {text}", f"{place} is {_short(before)} already")
            return
        else:
            whole = f"{before}{section.kind.separator}{text}"
        self.session = with_text(self.session, place, whole)

    def _is_same_fact(self, place: Place, one: str, other: str) -> bool:
        """Return whether two texts are one value of a fact, perhaps in two languages."""
        template = self.session.template
        if text_keys(one) == text_keys(other):
            return True
        field = next(
            (f for f in (*template.facts, *template.forum) if f.id == (place.key or place.part)),
            None,
        )
        if field is None:
            return False
        for choice in field.choices:
            if {one, other} <= {choice.id, *choice.labels.values()}:
                return True
        if not field.cldr:
            return False
        known = code_of(one, field.cldr, template.languages)
        return bool(known) and known == code_of(other, field.cldr, template.languages)

    def programme(self, person: Person) -> str:
        """Return the code of a person of the programme, who is added unless already there.

        Raises TooLarge if the session would have too many people.
        """
        there = self.code_for(person.name, parts=False) if self._joins else None
        if there is None:
            return self.add(person)
        self.organisation(there, person.organisation)
        self.country(there, person.country)
        return there

    def add(self, person: Person) -> str:
        """Add a person, whose name may be empty, and return their code.

        Raises TooLarge if the session would have too many people, or no code is left.
        """
        if len(self.session.people) >= MOST_PEOPLE:
            raise TooLarge(f"more than {MOST_PEOPLE:,} people: leave out those who say nothing")
        try:
            self.session, code = add_person(self.session, person, self._codes)
        except NoCodeLeft:
            raise TooLarge("too many people of one name: leave out those who say nothing") from None
        self._roster.add(code, self.session.people[code])
        return code

    def code_for(self, name: str, *, add: bool = False, parts: bool = True) -> str | None:
        """Return the code of the person that a name means, or None.

        A name that is nearly somebody's is kept as another spelling of theirs. ``add``: an unknown
        name is added as a new person. ``parts``: a part of a name is enough.
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
        """Record the organisation that the report gives for a person; a second one is kept too."""
        person = self.session.people.get(code)
        text = text.strip()
        if person is None or not text or text_key(text) == text_key(person.organisation):
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
        """Record the country that the report gives for a person; a different one is not filed."""
        person = self.session.people.get(code)
        text = text.strip()
        if person is None or not text or self.is_country_of(code, text):
            return
        if not person.country:
            self._change(code, replace(person, country=text))
        else:
            self.unfile(f"{person.name} : {text}", f"{code} has another country already")

    def is_country_of(self, code: str, text: str) -> bool:
        """Return whether a text is the country of a person, in any language of the template."""
        person = self.session.people.get(code)
        if person is None or not person.country:
            return False
        languages = self.session.template.languages
        known = code_of(text, "territories", languages)
        same = bool(known) and known == code_of(person.country, "territories", languages)
        return same or fold(text) == fold(person.country)

    def unidentified(self, name: str, role: str) -> str:
        """Return the code of a participant whom the report names by the template's word.

        The person is added unless the session has them.
        """
        if self._joins and (there := self._present_unknown(name)):
            return there
        return self.add(Person(role=role))

    def _present_unknown(self, name: str) -> str | None:
        unnamed = [code for code, person in self.before.people.items() if not person.name]
        number = re.search(r"\d+$", name)
        wanted = f"X{number[0]}" if number else next(iter(unnamed), "")
        return wanted if wanted in unnamed else None

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
        """Return whether a name is the template's word for a person whose name is unknown."""
        return fold(_NUMBER_BEHIND.sub("", name.strip())) in self._nobody

    def _unidentified(self, name: str) -> str:
        """Return the code of the person whom the report names by the template's word and a number.

        The person is added if the session has no such code.
        """
        unnamed = [code for code, person in self.session.people.items() if not person.name]
        number = re.search(r"\d+$", name)
        wanted = f"X{number[0]}" if number else next(iter(unnamed), "X1")
        if wanted in unnamed or not UNKNOWN.fullmatch(wanted):
            return wanted
        return self.add(Person())


def _short(text: str, longest: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"
