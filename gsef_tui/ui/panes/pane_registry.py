"""How the screen shows a section of each kind: the registry from a kind to its pane and words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from msgspec import Struct

from gsef_tui.model import edits
from gsef_tui.model.kinds import (
    ANSWERS,
    ASKED_BY,
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
from gsef_tui.model.session import Session
from gsef_tui.model.template import Section, Template

from .base import Pane


class Removal(Struct, frozen=True):
    """The session without what was at a place, and the sentence for the footer."""

    session: Session
    said: str


Remove: TypeAlias = Callable[[Session, Template, Place], Removal | None]
"""Removes what is at a place; returns None if there is nothing that can be removed."""


def _nothing(session: Session, template: Template, place: Place) -> Removal | None:
    return None


class SectionView(Struct, frozen=True):
    """How the sections of one kind are shown.

    ``pane`` imports and returns the pane for a place when it is first needed. ``invite``: the
    placeholder of an empty note. ``hint``: the line under the title of the section as a whole.
    ``new_session``: the placeholder in the form of a new session; empty: the form does not ask for
    such sections.
    """

    pane: Callable[[Place], type[Pane]]
    invite: str = ""
    hint: str = ""
    new_session: str = ""
    remove: Remove = _nothing


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


def _remove_person(session: Session, template: Template, place: Place) -> Removal | None:
    if place.key not in session.people:
        return None
    after = edits.remove_person(session, template, place.key)
    return Removal(after, f"{place.key} removed; their notes are in Not filed")


def _remove_exchange(session: Session, template: Template, place: Place) -> Removal | None:
    if place.part not in ("", ASKED_BY):
        return Removal(edits.remove_answer(session, place), "Answer removed")
    if not place.key:
        return None
    return Removal(edits.remove_entry(session, place.section, place.key), "Removed")


def _remove_picture(session: Session, template: Template, place: Place) -> Removal | None:
    if not place.key:
        return None
    after = edits.remove_entry(session, place.section, place.key)
    return Removal(after, "Removed; the file stays in its folder")


VIEWS: Registry[SectionView] = Registry(
    "screen",
    {
        FACTS: SectionView(_facts_pane),
        PEOPLE: SectionView(
            _people_pane,
            hint="One a line: Name, Organisation (Country)",
            new_session="Name, Organisation (Country): one a line; paste the programme's list",
            remove=_remove_person,
        ),
        QUESTIONS: SectionView(
            note_pane,
            invite="One question a line",
            new_session="The main question, or several: one a line",
        ),
        NOTES: SectionView(note_pane),
        ANSWERS: SectionView(note_pane),
        EXCHANGES: SectionView(_exchanges_pane, remove=_remove_exchange),
        CLOSING: SectionView(note_pane),
        PICTURES: SectionView(_pictures_pane, remove=_remove_picture),
        TEXT: SectionView(note_pane, invite="What belongs nowhere yet: greetings, links, names"),
    },
)
"""How each kind is shown."""
