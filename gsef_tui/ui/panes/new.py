"""The form of a new session: facts, people and questions, in the order of the report."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from gsef_tui.editing.transactions import Replace
from gsef_tui.model import edits
from gsef_tui.model.codes import NoCodeLeft
from gsef_tui.model.kinds import PEOPLE as PEOPLE_KIND
from gsef_tui.model.people import person_line, read_people
from gsef_tui.model.person_lines import Reading
from gsef_tui.model.places import Place
from gsef_tui.model.session import Session
from gsef_tui.model.template import label

from .facts import FactsPane
from .form import Field, FieldSpec
from .pane_registry import VIEWS
from .people import taken_apart

PEOPLE = "people"


class NewForm(FactsPane):
    """The form of a new session. Only the title is required; the rest can be filled in later, even
    during the session."""

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
        return [*own, *more, *(spec for spec in facts if spec not in own)]

    def text_of(self, spec: FieldSpec) -> str:
        """Return the people as lines, or the text of another field."""
        if spec.key == PEOPLE:
            return "\n".join(map(person_line, self.opened.session.people.values()))
        return super().text_of(spec)

    def refresh_text(self, field: Field) -> None:
        """Show the field's current text; the people's lines stay as they are typed."""
        if field.spec.key != PEOPLE:
            super().refresh_text(field)

    def typed_in(self, field: Field, edit: tuple[int, str, str, int]) -> None:
        """Record an edit, and show below the people's lines how each was understood."""
        if field.spec.key != PEOPLE:
            super().typed_in(field, edit)
            return
        read = read_people(field.area.text, self.opened.template)
        try:
            session = with_people(self.opened.session, read)
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

    def left(self, field: Field) -> None:
        """Read the fact that the user is leaving; people are read with each letter."""
        if field.spec.key != PEOPLE and (field.spec.place is None or field.spec.place.key):
            super().left(field)

    def complain(self, place: Place, text: str) -> None:
        """Show a problem under a field, and go there."""
        for field in self.fields:
            if field.spec.place == place:
                field.note(text, error=True)
                self.screen.set_focus(field.area)


def with_people(session: Session, read: Iterable[Reading]) -> Session:
    """Return the session with the people that were read from lines, and no others.

    Raises NoCodeLeft if no code is left for one of them.
    """
    session = replace(session, people={})
    for reading in read:
        session, _ = edits.add_person(session, reading.person)
    return session
