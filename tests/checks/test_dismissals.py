"""What is waved off is told no more, and stays so in the file."""

from __future__ import annotations

import tomllib

import pytest
from msgspec.structs import replace

from gsef_tui.checks import Finding, check
from gsef_tui.checks.dismissals import dismiss, is_dismissed
from gsef_tui.model.edits import change_code
from gsef_tui.model.session import Person, Screenshot, Session
from gsef_tui.storage.decode import decode
from gsef_tui.storage.encode import encode
from gsef_tui.storage.templates import require_template

GSEF = require_template("gsef")
SESSION = Session(
    template=GSEF, people={"AM": Person("moderator", "Anne Mercier"), "BA": Person("speaker", "Bo")}
)


def finding(rule: str, place: str) -> Finding:
    return next(f for f in check(SESSION) if (f.rule, f.place) == (rule, place))


def test_one_finding_goes_and_the_others_stay() -> None:
    off = finding("no-answer", "answers.BA")
    waved = dismiss(SESSION, off)
    assert check(waved) == tuple(f for f in check(SESSION) if f != off)
    assert waved.extra == {"waved": {"answers.BA": ["no-answer"]}}
    assert dismiss(waved, off) is waved


def test_hints_too_and_several_at_one_place() -> None:
    hint = Finding("near-names", "participants.BA", "", "hint")
    other = Finding("two-spellings", "participants.BA", "", "hint")
    waved = dismiss(dismiss(SESSION, hint), other)
    assert waved.extra["waved"] == {"participants.BA": ["near-names", "two-spellings"]}
    assert is_dismissed(waved, hint)
    assert is_dismissed(waved, other)


def test_of_two_gaps_in_a_text_one_is_waved_off() -> None:
    session = replace(SESSION, sections={"answers": {"BA": "un @@20:47 et @@20:58, oui"}})
    first, second = [f for f in check(session) if f.rule == "gap"]
    assert (first.about, second.about) == ("@@20:47", "@@20:58")
    waved = dismiss(session, first)
    assert waved.extra["waved"] == {"answers.BA": ["gap @@20:47"]}
    assert [f for f in check(waved) if f.rule == "gap"] == [second]


def test_it_is_kept_in_the_file() -> None:
    waved = dismiss(SESSION, finding("no-answer", "answers.BA"))
    data = encode(waved)
    assert tomllib.loads(data.decode())["waved"] == {"answers.BA": ["no-answer"]}
    again = decode(data, "s.toml")
    assert check(again) == check(waved)


@pytest.mark.parametrize("table", ["no table", [1], {"answers.BA": "no-answer"}, {"answers.BA": 3}])
def test_what_is_no_such_table_waves_nothing_off(table: object) -> None:
    session = Session(template=GSEF, people=SESSION.people, extra={"waved": table})
    off = finding("no-answer", "answers.BA")
    assert off in check(session)
    assert off not in check(dismiss(session, off))


def test_a_picture_that_is_not_put_into_words_is_a_hint() -> None:
    def hints(shot: Screenshot) -> list[tuple[str, str]]:
        session = Session(template=GSEF, sections={"screenshots": {"s1": shot}})
        found = [f for f in check(session) if f.rule == "no-alt"]
        return [(f.place, f.severity) for f in found]

    assert hints(Screenshot(file="g.png", caption="Tous")) == [("screenshots.s1.alt", "hint")]
    assert hints(Screenshot(file="g.png", alt="Six visages")) == []
    assert hints(Screenshot(caption="Tous")) == []


def test_it_goes_with_a_person_whose_code_changes() -> None:
    waved = dismiss(SESSION, finding("no-answer", "answers.BA"))
    changed = change_code(waved, "BA", "BO")
    assert changed.extra == {"waved": {"answers.BO": ["no-answer"]}}
    assert change_code(waved, "AM", "AN").extra == waved.extra
    odd = Session(template=GSEF, people=SESSION.people, extra={"waved": 3})
    assert change_code(odd, "BA", "BO").extra == {"waved": 3}
