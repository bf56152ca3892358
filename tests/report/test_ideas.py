"""Key ideas as one sends them: by speaker, in the report's language."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from gsef_tui.model.ideas import Idea, ideas, mended, with_idea, without
from gsef_tui.model.session import Person, Session
from gsef_tui.report.ideas import ideas_page
from gsef_tui.storage.templates import require_template

TEMPLATE = require_template("gsef")
TABLE: dict[str, Any] = {
    "i1": {"text": 'dire "non"', "by": "LT", "mood": "bold"},
    "i2": {"text": "sans nom"},
    "odd": 5,
    "i3": {"text": 5},
    "i4": {"text": "une\nautre", "by": "KM"},
    "i7": {"text": "encore", "by": "LT"},
}
SESSION = Session(
    template=TEMPLATE,
    people={"KM": Person(name="김민수"), "LT": Person(name="Lucía Torres")},
    extra={"ideas": TABLE},
)


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "fr",
            [
                "Idées clés",
                "Lucía Torres\u00a0: dire «\u00a0non\u00a0»",
                "Lucía Torres\u00a0: encore",
                "sans nom",
                "김민수\u00a0: une autre",
            ],
        ),
        (
            "ko",
            [
                "핵심 아이디어",
                'Lucía Torres: dire "non"',
                "Lucía Torres: encore",
                "sans nom",
                "김민수: une autre",
            ],
        ),
    ],
)
def test_a_line_an_idea_by_speaker(language: str, lines: list[str]) -> None:
    assert ideas_page(replace(SESSION, language=language)) == lines


def test_none_is_no_line() -> None:
    assert ideas_page(Session(template=TEMPLATE)) == []
    assert ideas_page(Session(template=TEMPLATE, extra={"ideas": 5})) == []


def test_what_is_no_idea_stays_and_no_id_is_used_again() -> None:
    more = with_idea(SESSION, "de plus", "", None)
    assert more.extra["ideas"] == {**TABLE, "i8": {"text": "de plus"}}
    assert without(more, "i8") == SESSION
    assert list(without(SESSION, "i1").extra["ideas"]) == ["i2", "odd", "i3", "i4", "i7"]
    assert without(with_idea(Session(template=TEMPLATE), "a", "", None), "i1") == Session(
        template=TEMPLATE
    )


def test_a_mended_idea_keeps_its_place_and_what_else_it_says() -> None:
    changed = mended(SESSION, "i1", "dire oui", "KM")
    assert changed.extra["ideas"]["i1"] == {"text": "dire oui", "by": "KM", "mood": "bold"}
    assert ideas(changed)[0] == Idea("i1", "dire oui", "KM")
    nobody = mended(SESSION, "i1", "dire oui", "")
    assert nobody.extra["ideas"]["i1"] == {"text": "dire oui", "mood": "bold"}
