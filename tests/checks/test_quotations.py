"""Quotations without their other half, and apostrophes, inches and hands that are in a hurry."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gsef_tui.checks import Finding, check
from gsef_tui.checks.quotations import close, unmatched, words_at
from gsef_tui.model.session import Person, Session
from gsef_tui.storage.templates import require_template

GSEF = require_template("gsef")


def session_of(note: str) -> Session:
    people = {"BA": Person(role="speaker", name="Béatrice Alain")}
    return Session(template=GSEF, people=people, sections={"presentations": {"BA": note}})


def hints(session: Session) -> list[Finding]:
    return [f for f in check(session) if f.rule.endswith("-quotation")]


@pytest.mark.parametrize(
    "text",
    [
        "« ok »",
        "«ok», “ok”, 「네」, 『네』, 《네》",
        "l'un d'eux, l’autre, c'est 'ça'",
        'un "mot", et "deux mots"',
        '" avec des espaces " et la suite',
        "“vite tapé“ et ”ainsi”",
        "„so“ und „so”, »oder so«",
        'un écran de 15" ou de 17”',
        "« sur deux\nlignes »",
        "« sur deux\n\nparagraphes »",
        "« l'un “dans” l'autre »",
        "« l'un « dans » l'autre »",
        "2 > 1, a << b, 5' 30\"",
        "",
    ],
)
def test_what_has_its_other_half(text: str) -> None:
    assert unmatched(text) == ()
    assert hints(session_of(text)) == []


@pytest.mark.parametrize(
    ("text", "rule", "about"),
    [
        ("il dit : « jamais", "open-quotation", "« jamais"),
        ("« un », “deux et « trois »", "open-quotation", "“deux et « trois »"),
        ('le "bien commun local', "open-quotation", '"bien commun local'),
        ('le "bien et le "mal" aussi', "open-quotation", '"bien et le "mal" aussi'),
        ('un\n\n"deux\n\n"trois"', "open-quotation", '"deux'),
        ("그는 「좋다 했다", "open-quotation", "「좋다 했다"),
        ("„so", "open-quotation", "„so"),
        ("- « un\n- « deux »", "open-quotation", "« un"),
        ("« un\n\n« deux »", "open-quotation", "« un"),
        ("jamais », dit-il", "stray-quotation", "jamais »"),
        ("“un” deux”", "stray-quotation", "“un” deux”"),
        ('le bien" commun', "stray-quotation", 'le bien"'),
        ("좋다」 했다", "stray-quotation", "좋다」"),
    ],
)
def test_one_half_alone(text: str, rule: str, about: str) -> None:
    (finding,) = hints(session_of(text))
    assert (finding.rule, finding.about, finding.severity) == (rule, about, "hint")
    assert finding.place == "presentations.BA"
    assert finding.message.endswith(f": {about}")


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("il dit : « jamais  \nPuis rien", "il dit : « jamais »  \nPuis rien"),
        ("«\u00a0jamais", "«\u00a0jamais\u00a0»"),
        ("il dit «jamais", "il dit «jamais»"),
        ('le "bien commun\n- suite', 'le "bien commun"\n- suite'),
        ("“jamais", "“jamais”"),
        ("„so", "„so“"),
        ("「좋다", "「좋다」"),
        ("«", "«»"),
    ],
)
def test_it_is_closed_at_the_end_of_its_line(text: str, after: str) -> None:
    session = session_of(text)
    closed = close(session, hints(session)[0])
    assert closed.notes("presentations") == {"BA": after}
    assert hints(closed) == []


def test_what_is_no_longer_there_is_not_closed() -> None:
    session = session_of("rien")
    gone = Finding("open-quotation", "presentations.BA", "", "hint", "« jamais")
    assert close(session, gone) is session


TEXTS = st.text(alphabet="«»“”„「」\"'a 1\n", max_size=60)


@given(TEXTS)
def test_any_text_has_marks_in_order_and_each_that_opens_can_be_closed(text: str) -> None:
    marks = unmatched(text)
    assert [m.offset for m in marks] == sorted({m.offset for m in marks})
    for mark in marks:
        assert text[mark.offset] == mark.sign
        assert mark.sign in words_at(text, mark)
        assert "\n" not in words_at(text, mark)
    session = session_of(text)
    for finding in hints(session):
        if finding.rule == "open-quotation":
            assert close(session, finding) != session


@pytest.mark.parametrize("sign", ["«", "»", "“", '"', "« ", '"a ', "«\n\n", "“»", "\n\n"])
def test_the_work_grows_with_the_text_and_no_faster(sign: str) -> None:
    """Were it quadratic, this would take minutes."""
    assert len(unmatched(sign * 50_000)) in (0, 50_000)
