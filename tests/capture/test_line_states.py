"""An undo or a redo of a line brings back the state of capture that belongs to it."""

from __future__ import annotations

from msgspec.structs import replace

from gsef_tui.capture.apply_line import apply_line
from gsef_tui.capture.line_states import LineStates, Moment
from gsef_tui.capture.targets import CaptureState
from gsef_tui.model.places import Place

from .test_apply_line import HERE, SESSION


def test_each_undo_and_redo_finds_its_state() -> None:
    states = LineStates()
    moments = [Moment(SESSION, HERE)]
    for typed in ("? Combien", "BA: cinq", "! une idée"):
        filed = apply_line(typed, *(moments[-1].session, moments[-1].line))
        moments.append(Moment(filed.session, filed.line))
        states.add(*moments[-2:])
    assert states.found(moments[-1].session) is None, "nothing was undone"
    floor = {"floor": {"f1": {"who": "BA"}}}
    for moment in moments[-2::-1]:
        with_floor = replace(moment.session, extra={**moment.session.extra, **floor})
        assert states.found(with_floor) == moment.line
    for moment in moments[1:]:
        assert states.found(moment.session) == moment.line


def test_what_was_undone_is_forgotten_by_the_next_line_and_what_was_decided_for_one() -> None:
    states = LineStates()
    line = CaptureState(Place("presentations", "KO"), joining=frozenset(["ZZ"]), as_text=True)
    first = apply_line("ZZ: un", SESSION, line)
    states.add(Moment(SESSION, line), Moment(first.session, first.line))
    assert states.found(SESSION) == replace(line, joining=frozenset(), as_text=False)
    other = apply_line("BA: deux", SESSION, HERE)
    states.add(Moment(SESSION, HERE), Moment(other.session, other.line))
    assert states.found(first.session) is None
    assert states.found(SESSION) == HERE
