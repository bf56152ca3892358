"""The grammar of a captured line: a table of cases, each line with the act that it is parsed to."""

from __future__ import annotations

import pytest

from gsef_tui.capture.line_grammar import (
    Act,
    Answered,
    Asked,
    Corrects,
    GoesOn,
    Joins,
    KeyIdea,
    Named,
    PointsAt,
    Said,
    read_line,
)

CODES = ("KO", "BA", "A2")
DIGITS = {0: "CS", 1: "BA", 2: "KO"}

CASES: list[tuple[str, Act]] = [
    ("KO: oui", Said("KO", "oui")),
    ("KO：oui", Said("KO", "oui")),
    ("ko : oui", Said("KO", "oui")),
    ("ko\u00a0: oui", Said("KO", "oui")),
    ("ko\u202f: oui", Said("KO", "oui")),
    ("2: oui", Said("KO", "oui")),
    ("2:oui", GoesOn("2:oui")),
    ("8:30 pause", GoesOn("8:30 pause")),
    ("PIB: 8 %", GoesOn("PIB: 8 %")),
    ("KO:", Said("KO", "")),
    ("X1: qui est-ce", Said("X1", "qui est-ce")),
    ("... et puis", GoesOn("et puis")),
    ("… et puis", GoesOn("et puis")),
    ("une ligne", GoesOn("une ligne")),
    ("? combien", Asked("combien")),
    ("?? quoi", GoesOn("?? quoi")),
    ("Q: combien", Asked("combien")),
    ("q : combien", Asked("combien")),
    ("Q Hélène, Lyon : combien", Asked("combien", "Hélène, Lyon")),
    ("Quant à cela: non", GoesOn("Quant à cela: non")),
    ("A: cinq", Answered("cinq")),
    ("R : cinq", Answered("cinq")),
    ("q2", PointsAt(2)),
    ("q2 KO: cinq", Answered("cinq", "KO", 2)),
    ("q2 R: cinq", Answered("cinq", "", 2)),
    ("q2 KO:", PointsAt(2)),
    ("q2 KO : cinq", Answered("cinq", "KO", 2)),
    ("q2 2: cinq", Answered("cinq", "KO", 2)),
    ("\u00b2: carré", GoesOn("\u00b2: carré")),
    ("①: un", GoesOn("①: un")),
    ("?\u00a0combien", Asked("combien")),
    ("…\u202fet puis", GoesOn("et puis")),
    ("R\u202f: cinq", Answered("cinq")),
    ("A：cinq", Answered("cinq")),
    ("Q：combien", Asked("combien")),
    ("q2 sans personne", GoesOn("q2 sans personne")),
    ("! une idée", KeyIdea("une idée")),
    ("+ Ann Bee, C (France)", Joins("Ann Bee, C (France)")),
    ("+ 3 %", GoesOn("+ 3 %")),
    ("+3 %", GoesOn("+3 %")),
    ("X1 = Ann Bee, C (France)", Named("X1", "Ann Bee, C (France)")),
    ("X1 = KO", Named("X1", "KO")),
    ("pib = 3", GoesOn("pib = 3")),
    ("s/un/deux/", Corrects("un", "deux")),
    ("s/un/deux/g", Corrects("un", "deux", True)),
    ("s|a/b|c|", Corrects("a/b", "c")),
    ("s/un/deux", Corrects("un", "deux")),
    ("s'est tenu", GoesOn("s'est tenu")),
    ("sans / avec / tout", GoesOn("sans / avec / tout")),
    ("\\ KO: comme tel", GoesOn("KO: comme tel")),
    ("\\KO: comme tel", GoesOn("KO: comme tel")),
]


@pytest.mark.parametrize(("line", "act"), CASES, ids=[case[0] for case in CASES])
def test_a_line_says(line: str, act: Act) -> None:
    assert read_line(line, CODES, DIGITS) == act
