"""Filing a captured line in the open session, for the capture line and for the line mode alike."""

from __future__ import annotations

from msgspec.structs import replace

from gsef_tui.capture.apply_line import Filed
from gsef_tui.capture.targets import CaptureState
from gsef_tui.capture.turns import speaker
from gsef_tui.model.kinds import EXCHANGES
from gsef_tui.model.places import Place

from .open_session import OpenSession
from .transactions import Replace


def line_from(opened: OpenSession, here: Place, before: CaptureState | None) -> CaptureState:
    """Return the state of capture for a user who begins to write lines at a place.

    A question at the place becomes the current question, and the person who has the floor the
    speaker. ``before`` is the state after the line filed last, wherever that was.
    """
    before = before or CaptureState(here)
    section = opened.template.section(here.section)
    at_question = section is not None and section.kind is EXCHANGES and here.key
    turn = opened.turns.turn
    floor = turn.who if turn else speaker(opened.session, here) or before.floor
    question = here.key if at_question else before.question
    line = replace(before, here=here, last=None, filed=None, question=question, floor=floor)
    answering = before.answering and question == before.question
    return replace(line, answering=answering, used=opened.store.used_ids)


def keep_filed(opened: OpenSession, filed: Filed, here: Place, named: str) -> None:
    """Make a filed line a step of the session, and give its speaker the floor.

    ``here`` is the place of the user, ``named`` what an undo calls the step.
    """
    length = len(opened.text(filed.place)) if filed.place else 0
    opened.dispatch(Replace(filed.session, here, filed.place or here, named=named))
    if filed.heard and filed.place:
        opened.turns.heard(filed.heard, filed.place, length)
    elif filed.heard:
        opened.turns.give(filed.heard)
