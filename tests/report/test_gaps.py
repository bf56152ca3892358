from __future__ import annotations

import pytest
from msgspec.structs import replace

from gsef_tui.model.session import Exchange, FreeText, Person, Session
from gsef_tui.report.gaps import gaps_page
from gsef_tui.storage.templates import require_template

TEMPLATE = require_template("gsef")
SESSION = Session(
    template=TEMPLATE,
    people={
        "AM": Person(role="moderator", name="Anne Mercier"),
        "LT": Person(role="speaker", name="Lucía Torres"),
        "X1": Person(role="speaker"),
    },
    sections={
        "presentations": {
            "LT": "- [20:46] Une cuisine ouverte depuis deux ans par la loi de @@20:47\n@@20:52",
            "X1": "@@",
        },
        "answers": {"LT": "Selon @@ministre, @@"},
        "exchanges": {"q1": Exchange("Qui @@9:05 ?")},
        "unfiled": FreeText("@@lien"),
    },
)


def test_a_line_a_person_in_the_order_of_the_report() -> None:
    assert gaps_page(SESSION) == [
        "Il me manque un passage :",
        "Lucía Torres\u00a0: 20:47 «\u00a0… deux ans par la loi de\u00a0», 20:52, "
        "«\u00a0Selon\u00a0» (ministre), «\u00a0Selon […]\u00a0»",
        "Intervenant(e) non identifié(e)",
        "Public › Q1\u00a0: 09:05 «\u00a0Qui\u00a0»",
        "À classer\u00a0: lien",
    ]


@pytest.mark.parametrize(
    ("language", "head", "unfiled"),
    [
        ("en", "I missed a passage:", "Not filed: lien"),
        ("es", "Me falta un pasaje:", "Por clasificar: lien"),
        ("ko", "놓친 부분이 있습니다:", "미분류: lien"),
    ],
)
def test_in_the_report_s_language(language: str, head: str, unfiled: str) -> None:
    page = gaps_page(replace(SESSION, language=language))
    assert (page[0], page[-1]) == (head, unfiled)


def test_without_gaps_there_is_nothing_to_ask() -> None:
    assert gaps_page(Session(template=TEMPLATE)) == []
