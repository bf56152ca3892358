"""The form of a new session: facts, people and questions, top to bottom, as in the report."""

from __future__ import annotations

from msgspec.structs import replace

from gsef_tui.editing.transactions import Replace
from gsef_tui.model import edits
from gsef_tui.model.codes import NoCodeLeft
from gsef_tui.model.kinds import PEOPLE as PEOPLE_KIND
from gsef_tui.model.people import parse_people, person_line
from gsef_tui.model.places import Place
from gsef_tui.model.session import Session
from gsef_tui.model.template import label

from .facts import FactsPane
from .form import Field, FieldSpec
from .pane_registry import VIEWS
from .people import taken_apart

PEOPLE = "people"


class NewForm(FactsPane):
    """Nothing is required but a title; everything can be filled in later, also while it runs."""

    def specs(self) -> list[FieldSpec]:
        """Facts and language, people in one field, questions in one field, then the forum."""
        template, language = self.opened.template, self.opened.session.language
        facts = super().specs()
        own = [spec for spec in facts if spec.place and spec.place.section == self.section.id]
        more = []
        for section in template.sections:
            if invite := VIEWS[section.kind].new_session:
                key = PEOPLE if section.kind is PEOPLE_KIND else section.id
                name, place = label(section.short, language), Place(section.id)
                more.append(FieldSpec(key, name, place, False, invite, head=True))
        return [*own, *more, *(spec for spec in facts if spec not in own)]

    def text_of(self, spec: FieldSpec) -> str:
        """The people as lines."""
        if spec.key == PEOPLE:
            return "\n".join(map(person_line, self.opened.session.people.values()))
        return super().text_of(spec)

    def refresh_text(self, field: Field) -> None:
        """The people's lines stay as they are typed."""
        if field.spec.key != PEOPLE:
            super().refresh_text(field)

    def typed_in(self, field: Field, edit: tuple[int, str, str, int]) -> None:
        """Each line of people is shown taken apart."""
        if field.spec.key != PEOPLE:
            super().typed_in(field, edit)
            return
        try:
            session = with_people(self.opened.session, field.area.text)
        except NoCodeLeft as error:
            field.note(f"These people are not added: {error}", error=True)
            return
        self.opened.dispatch(Replace(session, self.here, merge=PEOPLE, origin=self))
        language = session.language
        field.note(
            "\n".join(
                taken_apart(code, person, self.opened.template, language)
                for code, person in session.people.items()
            )
        )

    def left(self, field: Field) -> None:
        """Facts are read; people are read already."""
        if field.spec.key != PEOPLE and (field.spec.place is None or field.spec.place.key):
            super().left(field)

    def complain(self, place: Place, text: str) -> None:
        """Say under a field what is missing in it, and go there."""
        for field in self.fields:
            if field.spec.place == place:
                field.note(text, error=True)
                self.screen.set_focus(field.area)


def with_people(session: Session, text: str) -> Session:
    """The session with the people of these lines, and no others. Raises NoCodeLeft."""
    session = replace(session, people={})
    for person in parse_people(text, session.template):
        session, _ = edits.add_person(session, person)
    return session
