"""How the screen shows each kind of section: its pane and its texts."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from gsef_tui.model.kinds import (
    ANSWERS,
    CLOSING,
    EXCHANGES,
    FACTS,
    NOTES,
    PEOPLE,
    PICTURES,
    QUESTIONS,
    TEXT,
    Registry,
)
from gsef_tui.model.places import Place
from gsef_tui.model.template import Section

from .base import Pane


class SectionView(Struct, frozen=True):
    """How the sections of one kind are shown.

    ``pane`` imports and returns the pane for a place when it is first needed. ``invite``: the
    placeholder of an empty note. ``entries``: each line of its text is an entry. ``hint``: the line
    under the title of the section as a whole. ``new_session``: the placeholder in the form of a new
    session; empty: the form does not ask for such sections.
    """

    pane: Callable[[Place], type[Pane]]
    invite: str = ""
    entries: bool = False
    hint: str = ""
    new_session: str = ""


def pane_for(section: Section, place: Place) -> type[Pane]:
    """Return the pane that shows a place of a section."""
    return VIEWS[section.kind].pane(place)


def note_pane(place: Place) -> type[Pane]:
    """Return the pane of one note at a time."""
    from .note import NotePane

    return NotePane


def _facts_pane(place: Place) -> type[Pane]:
    from .facts import FactsPane

    return FactsPane


def _people_pane(place: Place) -> type[Pane]:
    from .people import PeoplePane, PersonPane

    return PersonPane if place.part else PeoplePane


def _exchanges_pane(place: Place) -> type[Pane]:
    from .exchanges import ExchangesPane

    return ExchangesPane


def _pictures_pane(place: Place) -> type[Pane]:
    from .pictures import PicturesPane

    return PicturesPane


VIEWS: Registry[SectionView] = Registry(
    "screen",
    {
        FACTS: SectionView(_facts_pane),
        PEOPLE: SectionView(
            _people_pane,
            hint="One a line: Name, Organization (Country)",
            new_session="Name, Organization (Country): one a line; paste the programme's list",
        ),
        QUESTIONS: SectionView(
            note_pane,
            invite="One question a line",
            entries=True,
            new_session="The main question, or several: one a line",
        ),
        NOTES: SectionView(note_pane),
        ANSWERS: SectionView(note_pane),
        EXCHANGES: SectionView(_exchanges_pane),
        CLOSING: SectionView(note_pane),
        PICTURES: SectionView(_pictures_pane),
        TEXT: SectionView(note_pane, invite="What belongs nowhere yet: greetings, links, names"),
    },
)
"""The view of each kind of section."""
