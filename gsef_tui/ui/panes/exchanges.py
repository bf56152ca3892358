"""The pane of public questions: each with its asker and its answers."""

from __future__ import annotations

from gsef_tui.editing.transactions import Replace
from gsef_tui.model import edits
from gsef_tui.model.lazy_pattern import lazy_pattern
from gsef_tui.model.places import Place, with_text
from gsef_tui.model.session import NOBODY

from .base import focus_area
from .form import Field, FieldSpec, FormPane

_GIVEN = lazy_pattern(r"\s*(\w{1,4})\s*[:：]\s+(?=\S)")


class ExchangesPane(FormPane):
    """All questions in one form. An answer that begins with ``KO:`` is attributed to KO."""

    DEFAULT_CSS = """
    ExchangesPane Field .label { width: 6; }
    ExchangesPane Field .note { margin-left: 6; }
    """

    def specs(self) -> list[FieldSpec]:
        """Return the question, asker and answers of each exchange, an empty answer, and an empty
        question."""
        fields: list[FieldSpec] = []
        for number, (key, exchange) in enumerate(
            self.opened.session.exchanges(self.section.id).items(), 1
        ):
            place = Place(self.section.id, key)
            fields.append(FieldSpec(str(place), f"Q{number}", place, one_line=False, head=True))
            by = place._replace(part="asked_by")
            fields.append(
                FieldSpec(str(by), "  by", by, placeholder="a code, or the name as heard")
            )
            for code in exchange.answers:
                answer = place._replace(part=code)
                name = "–" if code == NOBODY else code
                fields.append(FieldSpec(str(answer), f"  {name}", answer, one_line=False))
            if NOBODY not in exchange.answers:
                fields.append(self._empty_answer(place))
        make = self._new_question
        invite = "A question from the floor"
        fields.append(FieldSpec("new", "Q+", None, False, invite, make, head=True))
        return fields

    async def arrive(self, place: Place, cursor: int | None = None) -> None:
        """Go to a field; if its answer is gone, to the empty answer of its question."""
        await super().arrive(place, cursor)
        if place.part and all(field.spec.place != place for field in self.fields):
            key = self._empty_answer(place._replace(part="")).key
            field = next((field for field in self.fields if field.spec.key == key), None)
            focus_area(field.area if field else None, None)

    def typed_in(self, field: Field, edit: tuple[int, str, str, int]) -> None:
        """Record an edit; attribute an answer to the person whose code and a colon begin it."""
        super().typed_in(field, edit)
        place = field.spec.place
        if place is None or place.part != NOBODY:
            return
        given = _GIVEN.match(field.area.text)
        code = given[1].upper() if given else ""
        if given and code in self.opened.session.people:
            self._give(field, place, code, len(given[0]))

    def _give(self, field: Field, place: Place, code: str, length: int) -> None:
        there, text = place._replace(part=code), field.area.text
        joined = code in self.opened.session.exchanges(place.section)[place.key].answers
        session = with_text(self.opened.session, place, text[length:])
        after = edits.give_answer(session, place, code)
        self.opened.dispatch(Replace(after, place, there, origin=self))
        if not joined:
            field.area.apply_external(0, text[:length], "")
            spec = next(spec for spec in self.specs() if spec.place == there)
            field.rebind(spec)
            field.mark(True)
        self.before_next_key(lambda: self._settle(there))

    async def _settle(self, place: Place) -> None:
        await self.rebuild()
        for field in self.fields:
            if field.spec.place == place and not field.area.has_focus:
                await self.arrive(place)

    def _new_question(self) -> Place:
        return self.opened.new_entry(self.section.id, self)

    def _empty_answer(self, place: Place) -> FieldSpec:
        def make() -> Place:
            return place._replace(part=NOBODY)

        return FieldSpec(f"{place}+", "  A", None, False, "Answer; KO: … if it is KO's", make)
