"""The pane of the facts of the session and of its forum, with the language of the report."""

from __future__ import annotations

from msgspec.structs import replace

from gsef_tui.editing.transactions import Replace
from gsef_tui.model.folding import fold
from gsef_tui.model.places import FORUM, Place, fact_text
from gsef_tui.model.template import Field as Fact
from gsef_tui.model.template import FieldType, label
from gsef_tui.model.times import read_day, read_hour, read_zone

from .form import Field, FieldSpec, FormPane

LANGUAGE = "language"


class FactsPane(FormPane):
    """One field for each fact, with an example; it is read when the user leaves it."""

    def specs(self) -> list[FieldSpec]:
        """Return the section's facts, the report's language, then the forum's facts."""
        language = self.opened.session.language
        facts = [self._spec(self.section.id, fact, language) for fact in self.section.fields]
        forum = [self._spec(FORUM, fact, language) for fact in self.opened.template.forum]
        if forum:
            forum[0] = replace(forum[0], head=True)
        codes = " ".join(self.opened.template.languages)
        report = FieldSpec(
            LANGUAGE, "Report in", Place(self.section.id, LANGUAGE), placeholder=codes
        )
        return [*facts, report, *forum]

    def text_of(self, spec: FieldSpec) -> str:
        """Return a fact as it is typed, or the code of the language."""
        return self.opened.session.language if spec.key == LANGUAGE else super().text_of(spec)

    def typed_in(self, field: Field, edit: tuple[int, str, str, int]) -> None:
        """Record a fact with each letter, and the language once its code is complete."""
        field.note()
        if field.spec.key != LANGUAGE:
            super().typed_in(field, edit)
            return
        wanted = fold(field.area.text)
        if wanted in self.opened.template.languages and wanted != self.opened.session.language:
            here = Place(self.section.id, LANGUAGE)
            after = replace(self.opened.session, language=wanted)
            self.opened.dispatch(Replace(after, here))

    def left(self, field: Field) -> None:
        """Put what was typed into the file's form, or show why it cannot be read."""
        text = field.area.text
        if field.spec.key == LANGUAGE:
            if fold(text) not in self.opened.template.languages:
                codes = ", ".join(self.opened.template.languages)
                field.note(
                    f"This template does not have this language. Languages: {codes}", error=True
                )
            return
        fact = self._fact(field.spec.place)
        if fact is None or not text.strip():
            field.note()
            return
        better, problem = read_fact(fact, text, self.opened.session.language)
        if better != text:
            field.area.replace(better, (0, 0), field.area.document.end)
        field.note(problem, error=bool(problem))

    def _fact(self, place: Place | None) -> Fact | None:
        if place is None:
            return None
        facts = self.opened.template.forum if place.section == FORUM else self.section.fields
        return next((fact for fact in facts if fact.id == place.key), None)

    def _spec(self, section: str, fact: Fact, language: str) -> FieldSpec:
        name = label(fact.short, language) or label(fact.labels, language) or fact.id
        choices = " · ".join(
            f"{n} {label(c.labels, language)}" for n, c in enumerate(fact.choices, 1)
        )
        return FieldSpec(
            f"{section}.{fact.id}",
            name,
            Place(section, fact.id),
            one_line=fact.type is not FieldType.LINES,
            placeholder=choices or fact.example,
            entries=fact.type is FieldType.LINES,
        )


def read_fact(fact: Fact, text: str, language: str) -> tuple[str, str]:
    """Return a fact in the file's form, and an empty text; or the text and why it cannot be
    read."""
    match fact.type:
        case FieldType.DATE:
            day = read_day(text, language)
            return (fact_text(day), "") if day else (text, "Enter a date, for example 2021-10-04")
        case FieldType.TIME:
            hour = read_hour(text)
            return (fact_text(hour), "") if hour else (text, "Enter a time, for example 20:00")
        case FieldType.ZONE:
            zone = read_zone(text)
            return (zone, "") if zone else (text, "Enter a time zone, for example Asia/Seoul")
        case FieldType.CHOICE if text.strip().isdigit() and fact.choices:
            number = int(text)
            if 1 <= number <= len(fact.choices):
                return label(fact.choices[number - 1].labels, language), ""
    return text, ""
