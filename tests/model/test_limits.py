from __future__ import annotations

import pytest

from gsef_tui.model.limits import count_sentences, measures, paragraphs, too_long
from gsef_tui.model.template import Limits


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("", 0),
        ("- ", 0),
        ("Access is uneven", 1),
        ("- Access is uneven. Who pays?", 2),
        ("1. One? Two! Three.", 3),
        ("Costs, e.g. of masts, in the U.S. market", 1),
        ("Le coût est de 3.5 millions.", 1),
        ("« Qui paie ? » Personne.", 2),
        ("Oui… Élise répond.", 2),
        ("비용이 문제다. 누가 내나?", 2),
        ("費用が問題だ。誰が払う。", 2),
    ],
)
def test_sentences(line: str, count: int) -> None:
    assert count_sentences(line) == count


def test_paragraphs_stand_between_empty_lines() -> None:
    assert paragraphs("un\nun\n\n\n  \ndeux\n- liste\n\n") == ["un\nun", "deux\n- liste"]
    assert paragraphs(" \n\n") == []


def test_a_text_is_measured_by_the_limits_that_are_set() -> None:
    text = "- One. Two.\n- Three.\n\nFour words are here"
    found = measures(text, Limits(paragraphs=3, sentences=1))
    assert [str(measure) for measure in found] == ["2/3 paragraphs", "2/1 sentence"]
    assert [measure.what for measure in too_long(text, Limits(paragraphs=3, sentences=1))] == [
        "sentences"
    ]
    assert [str(m) for m in measures("a b c", Limits(words=2))] == ["3/2 words"]
    assert measures(text, Limits()) == ()
