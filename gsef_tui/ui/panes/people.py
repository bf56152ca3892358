"""The pane of participants, a line each that is parsed while it is typed; and the fields of one
person."""

from __future__ import annotations

from gsef_tui.editing.transactions import Replace
from gsef_tui.model import edits
from gsef_tui.model.codes import NoCodeLeft
from gsef_tui.model.people import is_one_line, numbers, parse_people, parse_person, person_line
from gsef_tui.model.person_lines import Reading, read_person
from gsef_tui.model.places import Place
from gsef_tui.model.session import Person
from gsef_tui.model.template import Template, label
from gsef_tui.model.wording import counted

from .form import Field, FieldSpec, FormPane


def taken_apart(
    code: str, person: Person, template: Template, doubtful: frozenset[str] = frozenset()
) -> str:
    """Return how a line was understood: ``→ CS Chloé Sécher · RTES · France · moderator``.

    What is ``doubtful`` (parts of the person) is marked with a ``?``.
    """
    role = template.role(person.role)
    shown = (role.id if role else person.role) + (" · absent" if person.absent else "")
    name = f"{code} {person.name}" + (" ?" if "name" in doubtful else "")
    organisation = person.organisation + (" ?" if "organisation" in doubtful else "")
    parts = (name, organisation, person.country, person.position, *person.also, shown)
    return "→ " + " · ".join(filter(None, parts))


class PeoplePane(FormPane):
    """One line for each person, and an empty one at the end. While a line is new, the person's code
    is derived from the name as it is typed."""

    DEFAULT_CSS = """
    PeoplePane Field .label { width: 8; }
    PeoplePane Field .note { margin-left: 8; }
    """

    def specs(self) -> list[FieldSpec]:
        """Return a field for each person, and one for the next."""
        session = self.opened.session
        digits = numbers(session)
        people = [
            FieldSpec(
                f"person.{code}",
                f"{n if (n := digits[code]) < 10 else ' '} {code}",
                Place(self.section.id, code),
                keeps_lines=True,
            )
            for code in session.people
        ]
        invite = "Name, Organization (Country)"
        return [*people, FieldSpec(f"new.{len(people)}", "+", placeholder=invite, keeps_lines=True)]

    def text_of(self, spec: FieldSpec) -> str:
        """Return a person's line."""
        person = self.opened.session.people.get(spec.place.key) if spec.place else None
        return person_line(person) if person else ""

    def refresh_text(self, field: Field) -> None:
        """Show a person's current line, unless the typed line already means the same."""
        person = self._person(field)
        parsed = parse_person(field.area.text, self.opened.template)
        if person and (parsed.name, parsed.organisation, parsed.country) != (
            person.name, person.organisation, person.country,
        ):  # fmt: skip
            super().refresh_text(field)
        self._explain(field)

    def typed_in(self, field: Field, edit: tuple[int, str, str, int]) -> None:
        """Update the person from the line; several pasted lines become several people."""
        try:
            self._read_line(field, edit)
        except NoCodeLeft as error:
            field.note(f"Not added: {error}", error=True)

    def _read_line(self, field: Field, edit: tuple[int, str, str, int]) -> None:
        text = field.area.text
        session = self.opened.session
        if "\n" in edit[2]:
            self._several(field, text)
            return
        here = Place(self.section.id)
        if field.spec.place is None:
            session, code = edits.add_person(session, parse_person(text, session.template))
        else:
            here, code = field.spec.place, field.spec.place.key
            if (
                not is_one_line(session.people.get(code, Person()), session.template)
                and not field.fresh
            ):
                field.note("This line cannot hold everything: More › Edit person", error=True)
                return
        replaces = bool(edit[1] and edit[2])  # an undo step of its own, as in a note
        session, code = edits.type_person(session, code, text, fresh=field.fresh)
        there = Place(self.section.id, code)
        merge = "" if replaces else f"line {id(field)}"
        self.opened.dispatch(Replace(session, here, there, merge, origin=self))
        was_new = field.spec.place is None
        spec = next(spec for spec in self.specs() if spec.place == there)
        field.rebind(spec)
        field.mark(True)
        self._explain(field)
        field.show_whole()
        if was_new:
            self.before_next_key(self.rebuild)

    def left(self, field: Field) -> None:
        """Remove the person if nothing was entered; join somebody who is there already."""
        field.fresh = False
        person, place = self._person(field), field.spec.place
        if person is None or place is None:
            return
        session, code = self.opened.session, place.key
        if person == Person(role=person.role):
            session, there = edits.remove_person(session, code), Place(self.section.id)
        else:
            try:
                session, code = edits.settle_person(session, code)
            except NoCodeLeft:  # then the code that is there stays
                return
            there = Place(self.section.id, code)
        if session is not self.opened.session:
            self.opened.dispatch(Replace(session, place, there, origin=self))
            self.before_next_key(self.rebuild)
            field.note()
            if code != place.key:
                said = f"{place.key} is now {code}, everywhere"
                self.post_message(self.Says(said, undo=True))

    def _several(self, field: Field, text: str) -> None:
        session = self.opened.session
        people = parse_people(text, session.template)
        if field.spec.place is not None and people:  # the first replaces the person of this line
            code, line = field.spec.place.key, person_line(people[0])
            session, _ = edits.type_person(session, code, line, fresh=field.fresh)
        for person in people[1 if field.spec.place else 0 :]:
            session, code = edits.add_person(session, person)
            session, _ = edits.settle_person(session, code)
        there = Place(self.section.id)
        self.opened.dispatch(Replace(session, self.here, there, origin=self))
        self.before_next_key(lambda: self._after_several(len(people)))

    async def _after_several(self, count: int) -> None:
        for field in self.fields:
            if field.spec.place is None:
                field.area.show_text("")
        await self.rebuild()
        for field in self.fields:
            field.fresh = field.spec.place is None
            self._explain(field, always=True)
        self.fields[-1].area.focus()
        self.scroll_to_end()
        said = counted(count, "{n} person added", "{n} people added")
        self.post_message(self.Says(said, undo=True))

    def _person(self, field: Field) -> Person | None:
        place = field.spec.place
        return self.opened.session.people.get(place.key) if place else None

    def _explain(self, field: Field, always: bool = False) -> None:
        person = self._person(field)
        if person is not None and (field.area.has_focus or always):
            code = field.spec.place.key if field.spec.place else ""
            reading = read_person(field.area.text, self.opened.template)
            doubtful = reading.doubtful if _is_same(reading, person) else frozenset[str]()
            field.note(taken_apart(code, person, self.opened.template, doubtful))


def _is_same(reading: Reading, person: Person) -> bool:
    """Return whether a line reads as the person is."""
    read = reading.person
    return (read.name, read.organisation) == (person.name, person.organisation)


class PersonPane(FormPane):
    """The fields of one person, for what a line cannot hold."""

    PARTS = ("name", "organisation", "country", "position", "also")
    NAMES = ("Name", "Organization", "Country", "Position", "Other spellings")
    code = ""

    def specs(self) -> list[FieldSpec]:
        """Return a field for each part of the person; other spellings are one on a line."""
        template, language = self.opened.template, self.opened.session.language
        position = label(template.words.get("position", {}), language)
        return [
            FieldSpec(
                f"{self.code}.{part}",
                position if part == "position" and position else name,
                Place(self.section.id, self.code, part),
                one_line=part != "also",
            )
            for part, name in zip(self.PARTS, self.NAMES, strict=True)
        ]

    async def arrive(self, place: Place, cursor: int | None = None) -> None:
        """Show the person of the place."""
        self.code = place.key
        await super().arrive(place, cursor)
