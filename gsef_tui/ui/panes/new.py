"""The form of a new session: facts, people and questions, in the order of the report."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec.structs import replace

from gsef_tui.editing.open_session import OpenSession
from gsef_tui.editing.transactions import Replace
from gsef_tui.imports.invitation import Invitation, read_invitation
from gsef_tui.imports.invitation_draft import ReadPart
from gsef_tui.model import edits
from gsef_tui.model.codes import NoCodeLeft
from gsef_tui.model.kinds import PEOPLE as PEOPLE_KIND
from gsef_tui.model.people import person_line, read_people
from gsef_tui.model.person_lines import Reading
from gsef_tui.model.places import FORUM, Place
from gsef_tui.model.session import Facts, Person, Session
from gsef_tui.model.template import Section, label

from .base import focus_area
from .facts import FactsPane
from .form import Field, FieldSpec
from .pane_registry import VIEWS
from .pasted import doubt_sentence
from .people import taken_apart

PEOPLE = "people"
_FOR_EXAMPLE = {"fr": "p. ex.", "es": "p. ej.", "ko": "예:"}
"""How an example begins, by the language of the report; ``e.g.`` in any other."""
FROM_LAST = "From your last session"


class NewForm(FactsPane):
    """The form of a new session. Only the title is required; the rest can be filled in later, even
    during the session. The first field takes a mail too, which is read into the others."""

    DEFAULT_CSS = """
    NewForm .text-area--placeholder { color: $gsef-placeholder; text-style: italic; }
    """

    def __init__(self, opened: OpenSession, section: Section, last: Facts | None = None) -> None:
        super().__init__(opened, section)
        self._last_forum = last or {}
        self.pasted = ""
        """The text that was read into the form; empty if none was."""
        self.invitation: Invitation | None = None
        self._before: Session | None = None
        self._doubts: dict[str, list[ReadPart]] = {}

    def specs(self) -> list[FieldSpec]:
        """Return the facts and the language, one field for people, one for questions, then the
        forum."""
        template, language = self.opened.template, self.opened.session.language
        facts = super().specs()
        own = [spec for spec in facts if spec.place and spec.place.section == self.section.id]
        more = []
        for section in template.sections:
            if invite := VIEWS[section.kind].new_session:
                key = PEOPLE if section.kind is PEOPLE_KIND else section.id
                name, place = label(section.short, language), Place(section.id)
                entries = key != PEOPLE  # a person's line may follow a pasted list
                more.append(FieldSpec(key, name, place, False, invite, head=True, entries=entries))
        title = template.fact("title")
        own = [
            replace(spec, keeps_lines=True) if title and _is_of(spec, title.id) else spec
            for spec in own
        ]
        forum = [spec for spec in facts if spec.place not in {o.place for o in own}]
        return [self._with_example(spec) for spec in [*own, *more, *forum]]

    def _with_example(self, spec: FieldSpec) -> FieldSpec:
        """Return a field whose example says that it is one, in the language of the report."""
        facts = (*self.section.fields, *self.opened.template.forum)
        fact = next((fact for fact in facts if _is_of(spec, fact.id)), None)
        if fact is None or not fact.example or fact.choices:
            return spec
        sign = _FOR_EXAMPLE.get(self.opened.session.language, "e.g.")
        return replace(spec, placeholder=f"{sign} {fact.example}")

    def text_of(self, spec: FieldSpec) -> str:
        """Return the people as lines, or the text of another field."""
        if spec.key == PEOPLE:
            return "\n".join(map(person_line, self.opened.session.people.values()))
        return super().text_of(spec)

    def refresh_text(self, field: Field) -> None:
        """Show the field's current text; the people's lines stay as they are typed."""
        if field.spec.key == PEOPLE:
            typed = [r.person.name for r in read_people(field.area.text, self.opened.template)]
            if typed == [person.name for person in self.opened.session.people.values()]:
                return
        super().refresh_text(field)

    def typed_in(self, field: Field, edit: tuple[int, str, str, int]) -> None:
        """Record an edit; read a mail that was pasted; show how people's lines were understood."""
        if field.spec.keeps_lines and "\n" in edit[2].strip("\n"):
            self._read(edit[2])
            return
        self._doubts.pop(field.spec.key, None)
        if field.spec.key != PEOPLE:
            super().typed_in(field, edit)
            return
        read = read_people(field.area.text, self.opened.template)
        try:
            session = with_people(self.opened.session, map(self._with_parts, read))
        except NoCodeLeft as error:
            field.note(f"People not added: {error}", error=True)
            return
        self.opened.dispatch(Replace(session, self.here, merge=PEOPLE, origin=self))
        shown = zip(session.people.items(), read, strict=True)
        field.note(
            "\n".join(
                taken_apart(code, person, self.opened.template, reading.doubtful)
                for (code, person), reading in shown
            )
        )
        field.show_whole()

    def _with_parts(self, reading: Reading) -> Reading:
        """Return a person's line with what the mail says of them and a line does not show."""
        mail = self.invitation.session.people.values() if self.invitation else ()
        person = reading.person
        known = next((p for p in mail if p.name == person.name), Person())
        whole = replace(
            person,
            role=person.role or known.role,
            position=person.position or known.position,
            also=person.also or known.also,
        )
        return replace(reading, person=whole)

    def _read(self, text: str) -> None:
        """Read a mail into the session, as one step that can be undone."""
        before = self.opened.session
        found = read_invitation(text, before, self._around())
        self.pasted, self.invitation, self._before = text, found, before
        self._doubts = {}
        for part in found.doubtful:
            self._doubts.setdefault(self._key_of(part), []).append(part)
        self.opened.dispatch(Replace(found.session, self.here, named="the pasted text"))
        self.before_next_key(self.rebuild)

    def _around(self) -> date:
        """Return the day from which on a day without a year is meant."""
        today = self.opened.now().date()
        field = self.opened.template.fact("first_day")
        first = self.opened.session.forum.get(field.id) if field else None
        return min(first, today) if isinstance(first, date) and first.year >= today.year else today

    def _key_of(self, part: ReadPart) -> str:
        """Return the key of the field that shows a part."""
        for spec in self.specs():
            place = spec.place
            if place == part.place or (place == Place(part.place.section) and not place.key):
                return spec.key
        return ""

    async def rebuild(self) -> None:
        """Bring the fields in line with the session, and show what is doubtful in each."""
        await super().rebuild()
        self._show_origin()
        if self.invitation is None:
            return
        if self.opened.session == self._before:  # the paste was undone
            self.pasted, self.invitation, self._doubts = "", None, {}
            for field in self.fields:
                field.note()
            return
        for field in self.fields:
            parts = self._doubts.get(field.spec.key, [])
            if field.spec.key == PEOPLE:
                self._show_people(field, parts)
            elif parts:
                sentences = dict.fromkeys(map(doubt_sentence, parts))
                field.note("\n".join(sentences), doubtful=True)

    def _show_origin(self) -> None:
        """Say below the forum's facts that they are those of the last session, while they are."""
        forum = [field for field in self.fields if _is_in_forum(field.spec)]
        is_last = bool(self._last_forum) and self.opened.session.forum == self._last_forum
        if forum:
            forum[-1].note(FROM_LAST if is_last else "")

    def _show_people(self, field: Field, parts: list[ReadPart]) -> None:
        """Show below the people's lines how each was understood, and what is doubtful."""
        doubts = {part.place.key: doubt_sentence(part) for part in parts}
        rows = []
        for code, person in self.opened.session.people.items():
            is_doubtful = frozenset(("name",) if code in doubts else ())
            rows.append(taken_apart(code, person, self.opened.template, is_doubtful))
            rows += [f"  {doubts[code]}"] if code in doubts else []
        field.note("\n".join(rows), doubtful=bool(doubts))

    @property
    def doubtful(self) -> int:
        """The number of parts that the user has not looked at yet."""
        return sum(map(len, self._doubts.values()))

    def go_to_doubt(self) -> bool:
        """Go to the next field with something doubtful; return whether there is one below."""
        here = self.focused_field
        at = self.fields.index(here) if here is not None else -1
        for field in self.fields[at + 1 :]:
            if self._doubts.get(field.spec.key):
                if here is not None:
                    self.left(here)
                focus_area(field.area, None)
                return True
        return False

    def left(self, field: Field) -> None:
        """Read the fact that the user is leaving; people are read with each letter."""
        if field.spec.key in self._doubts or field.spec.key == PEOPLE:
            return
        if field.spec.place is None or field.spec.place.key:
            super().left(field)

    def complain(self, place: Place, text: str) -> None:
        """Show a problem under a field, and go there."""
        for field in self.fields:
            if field.spec.place == place:
                field.note(text, error=True)
                self.screen.set_focus(field.area)


def _is_in_forum(spec: FieldSpec) -> bool:
    """Return whether a field is one of the forum's facts."""
    return spec.place is not None and spec.place.section == FORUM


def _is_of(spec: FieldSpec, fact: str) -> bool:
    """Return whether a field is that of a fact."""
    return spec.place is not None and spec.place.key == fact


def with_people(session: Session, read: Iterable[Reading]) -> Session:
    """Return the session with the people that were read from lines, and no others.

    Raises NoCodeLeft if no code is left for one of them.
    """
    session = replace(session, people={})
    for reading in read:
        session, _ = edits.add_person(session, reading.person)
    return session
