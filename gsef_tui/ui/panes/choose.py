"""Which pane a section has: by its kind, so that a template needs no line of code."""

from __future__ import annotations

from gsef_tui.model.template import Kind, Section

from .base import Pane
from .exchanges import ExchangesPane
from .facts import FactsPane
from .note import NotePane
from .people import PeoplePane
from .pictures import PicturesPane

_PANES: dict[Kind, type[Pane]] = {
    Kind.FACTS: FactsPane,
    Kind.PEOPLE: PeoplePane,
    Kind.QUESTIONS: NotePane,
    Kind.NOTES: NotePane,
    Kind.ANSWERS: NotePane,
    Kind.EXCHANGES: ExchangesPane,
    Kind.CLOSING: NotePane,
    Kind.PICTURES: PicturesPane,
    Kind.TEXT: NotePane,
}


def pane_for(section: Section, kind: type[Pane] | None = None) -> type[Pane]:
    """The pane of a section; ``kind`` where a place of it has a pane of its own."""
    return kind or _PANES[section.kind]
