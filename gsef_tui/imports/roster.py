"""Index of people by name, in any spelling, for a session that is being imported."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from gsef_tui.model.likeness import is_part
from gsef_tui.model.name_index import NameIndex
from gsef_tui.model.session import Person


class Roster:
    """Finds people by any spelling of their name. People can be added, not removed."""

    def __init__(self, people: Mapping[str, Person]) -> None:
        self._index = NameIndex()
        self._order: dict[str, int] = {}
        self._spellings: dict[str, str] = {}
        self._names: dict[str, list[str]] = {}
        for code, person in people.items():
            self.add(code, person)

    def add(self, code: str, person: Person) -> None:
        """Add a person; a person without a name cannot be found."""
        self._order[code] = len(self._order)
        if person.name:
            self._names.setdefault(person.name, []).append(code)
            for spelling in (person.name, *person.also):
                self.add_spelling(code, spelling)

    def add_spelling(self, code: str, spelling: str) -> None:
        """Add a spelling of a person's name; if two people share it, the later one gets it."""
        before = self._spellings.get(spelling)
        if before is None or self._order[before] <= self._order[code]:
            self._spellings[spelling] = code
        self._index.add(spelling)

    def closest(self, name: str) -> str | None:
        """Return the code of the person whose name is clearly the closest match, or None."""
        found = self._index.closest(name)
        return None if found is None else self._spellings[found]

    def only_with_part(self, name: str) -> str | None:
        """Return the code of the only person whose name contains this part.

        None if nobody's or several people's does.
        """
        codes = (
            code
            for whole in self._index.with_words(name)
            if is_part(name, whole)
            for code in self._names.get(whole, ())
        )
        found = list(islice(codes, 2))
        return found[0] if len(found) == 1 else None
