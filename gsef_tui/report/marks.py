"""Removal of the rapporteur's own marks from the texts of a report.

A gap is printed as ``[…]``, whatever its mark says; a time stamp is left out unless the caller
keeps it. Both happen before the outline is made, so that all formats and previews agree.
"""

from __future__ import annotations

from collections.abc import Iterable

from gsef_tui.model.gaps import SIGN, without_marks
from gsef_tui.model.kinds import TextType
from gsef_tui.model.places import Place, text_at, text_type, with_texts
from gsef_tui.model.search import places
from gsef_tui.model.session import Session
from gsef_tui.model.stamps import without_stamps

GAP = "[…]"
"""The text that is printed for a gap."""

_STAMPED = (TextType.SPOKEN, TextType.ASKER)
"""Types of text in which a time in square brackets is a stamp."""


def without_own_marks(
    session: Session,
    *,
    times: bool = False,
    among: Iterable[Place] | None = None,
) -> Session:
    """Return the session as it is printed; the same object if it has no marks.

    ``times`` keeps the time stamps. ``among`` limits the change to these places.
    """
    texts: dict[Place, str] = {}
    for place in places(session) if among is None else among:
        text = text_at(session, place)
        if SIGN not in text and "[" not in text:
            continue
        if (new := _printed(text, text_type(session.template, place), times)) != text:
            texts[place] = new
    return with_texts(session, texts) if texts else session


def _printed(text: str, of_type: TextType, times: bool) -> str:
    if of_type is TextType.FILE:
        return text
    text = without_marks(text, GAP)
    return text if times or of_type not in _STAMPED else without_stamps(text)
