"""Which code Tab writes: the one that is begun, or the nearest to one nobody has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gsef_tui.capture.completion import codes_begun, nearest_code, with_code
from gsef_tui.model.clean import clean_line
from gsef_tui.model.session import Person

PEOPLE = {
    "KO": Person(name="Kevin Ossah"),
    "BA": Person(name="Béatrice Alain"),
    "KM": Person(name="김민수"),
    "X1": Person(),
}


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("ko", ["KO"]),
        ("k", ["KO", "KM"]),
        ("oss", ["KO"]),
        ("kevin o", ["KO"]),
        ("bea", ["BA"]),
        ("김", ["KM"]),
        ("q2 ke", ["KO"]),
        ("Q al", ["BA"]),
        ("X1 = ke", ["KO"]),
        ("x1=ba", ["BA"]),
        ("KP: oui", []),
        ("kev: oui", ["KO"]),
        ("A ke", ["KO"]),
        ("= ke", ["KO"]),
        ("> ke", ["KO"]),
        ("personne", []),
        ("", []),
        ("\\ ko", []),
        ("... ko", []),
    ],
)
def test_what_is_begun(line: str, codes: list[str]) -> None:
    assert codes_begun(line, PEOPLE) == codes


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("KP: oui", "KO"),
        ("OK: oui", "KO"),
        ("kp : oui", "KO"),
        ("kp\u00a0: oui", "KO"),
        ("KP：oui", "KO"),
        ("KOO: oui", "KO"),
        ("Kevin: oui", "KO"),
        ("béatrice : oui", "BA"),
        ("q2 BB: oui", "BA"),
        ("KO: oui", ""),
        ("PIB: 8 %", ""),
        ("8:30 pause", ""),
        ("KP oui", ""),
        ("Question suivante : non", ""),
        ("http://example.org", ""),
        ("\\ KP: oui", ""),
        ("... KP: oui", ""),
        (": oui", ""),
    ],
)
def test_the_nearest(line: str, code: str) -> None:
    assert nearest_code(line, PEOPLE) == code
    assert nearest_code(line, {}) == ""


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("KP: oui", "KO: oui"),
        ("kp\u00a0: oui", "KO\u00a0: oui"),
        ("KP：oui", "KO：oui"),
        ("q2 kp: oui", "q2 KO: oui"),
        ("ke", "KO: "),
        ("q2 ke", "q2 KO: "),
        ("X1 = ke", "X1 = KO"),
        ("A ke", "A KO: "),
        ("= ke", "= KO: "),
        ("> ke", "> KO"),
    ],
)
def test_the_code_takes_the_place_of_the_word(line: str, written: str) -> None:
    assert with_code(line, "KO") == written


@given(st.text(max_size=30).map(clean_line))
def test_nothing_but_the_word_before_the_colon_is_changed(line: str) -> None:
    code = nearest_code(line, PEOPLE)
    if code:
        written = with_code(line, code)
        colon = min(n for n, letter in enumerate(line) if letter in ":：")
        assert written.endswith(line[colon:])
        assert nearest_code(written, PEOPLE) == ""
