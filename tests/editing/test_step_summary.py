"""What an undo or a redo says that it changed."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from gsef_tui.editing.step_summary import EXCERPT, step_summary
from gsef_tui.model.places import Place, with_text
from gsef_tui.model.session import Person, Session

from ..model.programme import TEMPLATE

LT = Place("presentations", "LT")


def session(text: str = "", **fields: object) -> Session:
    people = {
        "LT": Person(role="speaker", name="Lucía Torres"),
        "KM": Person(role="speaker", name="김민수"),
    }
    made = Session(template=TEMPLATE, language="fr", people=people, **fields)  # type: ignore[arg-type]
    return with_text(made, LT, text) if text else made


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("une cuisine", "une", "“cuisine” taken out"),
        ("une", "une cuisine", "“cuisine” put back"),
        ("un chat noir", "un chien noir", "“at” is “ien” again"),
        ("un\n", "un", "a line end taken out"),
        ("un ", "un", "a space taken out"),
        ("aa", "aaa", "“a” put back"),
        ("", "un\ndeux", "“un deux” put back"),
        ("", "mot " * 20, f"“{('mot ' * 20)[: EXCERPT - 1].rstrip()}…” put back"),
        ("[b]x", "x", "“[b]” taken out"),
    ],
)
def test_a_text(before: str, after: str, says: str) -> None:
    found = step_summary(session(before), session(after))
    assert found == f"{says} · Présentations › 1 LT Lucía Torres"


def test_the_other_places_are_counted() -> None:
    before = session("un")
    after = with_text(with_text(before, LT, "deux"), Place("presentations", "KM"), "trois")
    after = with_text(after, Place("unfiled"), "quatre")
    assert step_summary(before, after).endswith("Lucía Torres, and 2 more")


def test_somebody_who_was_added_is_named_though_they_are_gone() -> None:
    before = session()
    after = replace(before, people={"LT": before.people["LT"]})
    assert step_summary(before, after) == "“김민수” taken out · Participants › 2 KM 김민수"


def test_what_is_no_text() -> None:
    before = session()
    turned = replace(before, people=dict(list(before.people.items())[::-1]))
    assert step_summary(before, turned) == "a role, an absence or the order · the people"
    assert step_summary(before, replace(before, language="es")) == "the labels are in 'es' again"
    ideas = replace(before, extra={"ideas": {"i1": {"text": "un"}}})
    assert step_summary(before, ideas) == "key ideas"
    both = with_text(with_text(before, LT, "a"), Place("presentations", "KM"), "b")
    notes = dict(list(both.notes("presentations").items())[::-1])
    other = replace(both, sections={**both.sections, "presentations": notes})
    assert step_summary(both, other) == "the order · Présentations"
    assert step_summary(before, before) == ""
