"""Which pane a section has: by its kind, so that a template needs no line of code."""

from __future__ import annotations

from gsef_tui.model.places import Place
from gsef_tui.model.template import Kind, Section

from .base import Pane


def pane_for(section: Section, place: Place) -> type[Pane]:
    """The pane in which a place of a section is shown, imported now: one sitting needs few."""
    match section.kind:
        case Kind.FACTS:
            from .facts import FactsPane

            return FactsPane
        case Kind.PEOPLE:
            from .people import PeoplePane, PersonPane

            return PersonPane if place.part else PeoplePane
        case Kind.EXCHANGES:
            from .exchanges import ExchangesPane

            return ExchangesPane
        case Kind.PICTURES:
            from .pictures import PicturesPane

            return PicturesPane
        case Kind.QUESTIONS | Kind.NOTES | Kind.ANSWERS | Kind.CLOSING | Kind.TEXT:
            from .note import NotePane

            return NotePane
