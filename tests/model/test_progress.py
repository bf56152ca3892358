"""The progress of each section, in the few columns that the outline has for it."""

from __future__ import annotations

import pytest
from hypothesis import given

from gsef_tui.model import progress
from gsef_tui.model.session import (
    Closing,
    Exchange,
    Fact,
    FreeText,
    Screenshot,
    SectionValue,
    Session,
)
from tests.strategies import sessions

from .programme import PEOPLE, TEMPLATE, section


def status(section_id: str, value: SectionValue | None = None, **facts: Fact) -> str:
    sections = {section_id: value} if value is not None else {}
    session = Session(template=TEMPLATE, people=PEOPLE, facts=facts, sections=sections)
    return progress.status(session, section(section_id))


@pytest.mark.parametrize(
    ("section_id", "value", "shown"),
    [
        ("participants", None, "5"),
        ("presentations", None, "0/2"),
        ("presentations", {"KM": "deux", "ZA": "là", "LT": ""}, "2/3"),
        ("exchanges", None, "0"),
        ("exchanges", {"q1": Exchange("Qui ?", "", {"KM": "moi"})}, "1"),
        ("exchanges", {"q1": Exchange("Qui ?", "", {"KM": ""}), "q2": Exchange()}, "2, 2?"),
        ("closing", None, "○"),
        ("closing", Closing("", {"KM": ""}), "○"),
        ("closing", Closing("Bien."), "✓"),
        ("closing", Closing("", {"KM": "merci"}), "✓"),
        ("screenshots", {"s1": Screenshot("a.png")}, "1"),
        ("unfiled", None, ""),
        ("unfiled", FreeText("un\ndeux\n\n\n\ntrois"), "2"),
    ],
)
def test_how_far_a_section_has_come(
    section_id: str, value: SectionValue | None, shown: str
) -> None:
    assert status(section_id, value) == shown


def test_how_many_facts_are_missing() -> None:
    required = [field.id for field in section("facts").fields if field.required]
    assert status("facts") == f"-{len(required)}"
    assert status("facts", title="Cantines") == f"-{len(required) - 1}"
    assert status("facts", None, **dict.fromkeys(required, "x")) == "✓"


@pytest.mark.parametrize(
    ("questions", "shown"), [((), "0"), (("Qui ?", " ", "Où ?"), "2"), ("Qui ?", "0")]
)
def test_how_many_questions_are_asked(questions: Fact, shown: str) -> None:
    assert status("questions", questions=questions) == shown


@pytest.mark.slow
@given(sessions)
def test_a_status_fits_the_outline(session: Session) -> None:
    assert all(len(progress.status(session, s)) <= 5 for s in TEMPLATE.all_sections)
