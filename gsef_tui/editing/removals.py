"""What the command *Remove* removes at a place, for each kind of section."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from msgspec import Struct

from gsef_tui.model import edits
from gsef_tui.model.kinds import ASKED_BY, EXCHANGES, PEOPLE, PICTURES, Registry
from gsef_tui.model.places import Place
from gsef_tui.model.session import Session
from gsef_tui.model.template import UNFILED, Section
from gsef_tui.model.titles import place_title


class Removal(Struct, frozen=True):
    """The session without the removed item, and the message that reports the removal."""

    session: Session
    done: str


Remove: TypeAlias = Callable[[Session, Place], Removal | None]
"""Removes the item at a place; returns None if there is nothing that can be removed."""


def removal_at(session: Session, section: Section, place: Place) -> Removal | None:
    """Return the removal at a place of a section; None if nothing there can be removed."""
    remove = REMOVALS.get(section.kind)
    return remove(session, place) if remove else None


def _remove_person(session: Session, place: Place) -> Removal | None:
    if place.key not in session.people:
        return None
    after = edits.remove_person(session, place.key)
    unfiled = place_title(session, Place(UNFILED))
    return Removal(after, f"{place.key} removed. Their notes are under “{unfiled}”.")


def _remove_exchange(session: Session, place: Place) -> Removal | None:
    if place.part not in ("", ASKED_BY):
        return Removal(edits.remove_answer(session, place), "Answer removed.")
    if not place.key:
        return None
    return Removal(edits.remove_entry(session, place.section, place.key), "Question removed.")


def _remove_picture(session: Session, place: Place) -> Removal | None:
    if not place.key:
        return None
    after = edits.remove_entry(session, place.section, place.key)
    return Removal(after, "Picture removed. Its file stays in the folder.")


REMOVALS: Registry[Remove] = Registry(
    "removal",
    {PEOPLE: _remove_person, EXCHANGES: _remove_exchange, PICTURES: _remove_picture},
)
"""The kinds of section whose entries can be removed."""
