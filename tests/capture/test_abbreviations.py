"""Abbreviations: a table of cases, and that nothing but a known one is ever changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gsef_tui.capture.abbreviations import (
    MARKS,
    WINDOW,
    Abbreviation,
    Lookup,
    Swap,
    abbreviations,
    bare,
    forget,
    form_at_end,
    learn,
    listed_in,
    propose,
    swap,
)
from gsef_tui.model.clean import clean
from gsef_tui.model.session import Person, Session
from gsef_tui.storage.templates import require_template

GSEF = require_template("gsef")

ESS = "économie sociale et solidaire"
SESSION = Session(
    template=GSEF,
    people={
        "BA": Person(name="Béatrice Alain", organisation="de la rive"),
        "DJ": Person(name="de Jong"),
        "KM": Person(name="김민수", organisation="밥상 협동조합"),
        "X1": Person(),
    },
    extra={"expansions": {"ess": ESS, ";PIB": "produit intérieur brut", "a b": "x", "n": 3}},
)
OWN = {"ess": "hidden", "rte": "réseau", "사경": "사회적경제"}
FIND = Lookup(abbreviations(SESSION, OWN)).find
ALL = tuple(MARKS)

CASES: list[tuple[str, str, Swap | None]] = [
    (";ess", " ", Swap(";ess", ESS)),
    (";ess", "\n", Swap(";ess", ESS)),
    (";ess", "\u00a0", Swap(";ess", ESS)),
    (";ess", "\u202f", Swap(";ess", ESS)),
    (";ess", ",", Swap(";ess", ESS)),
    (";ess", ";", Swap(";ess", ESS)),
    (";ess", "»", Swap(";ess", ESS)),
    (";Ess", " ", Swap(";Ess", "Économie sociale et solidaire")),
    (";ESS", " ", Swap(";ESS", "Économie sociale et solidaire")),
    (";PIB", " ", Swap(";PIB", "produit intérieur brut")),
    (";pib", " ", Swap(";pib", "produit intérieur brut")),
    (";Pib", " ", Swap(";Pib", "Produit intérieur brut")),
    ("l';ess", " ", Swap(";ess", ESS)),
    ("l’;ess", " ", Swap(";ess", ESS)),
    ("(;ess", ")", Swap(";ess", ESS)),
    ("- ;ess", " ", Swap(";ess", ESS)),
    ("@@20:47 ;ess", " ", Swap(";ess", ESS)),
    (";rte", " ", Swap(";rte", "réseau")),
    (";ba", " ", Swap(";ba", "Béatrice Alain")),
    (";BA", ",", Swap(";BA", "Béatrice Alain")),
    (";;ba", " ", Swap(";;ba", "de la rive")),
    (";;BA", " ", Swap(";;BA", "de la rive")),
    (";DJ", " ", Swap(";DJ", "de Jong")),
    (";km", " ", Swap(";km", "김민수")),
    (";;km", ".", Swap(";;km", "밥상 협동조합")),
    (";사경", " ", Swap(";사경", "사회적경제")),
    # what stays as it was typed
    (";ess", "s", None),
    (";ess", "\u0301", None),
    (";ess", "\u200d", None),
    (";esse", " ", None),
    (";x1", " ", None),
    (";;dj", " ", None),
    (";;;ba", " ", None),
    ("mot;ess", " ", None),
    ("2;ess", " ", None),
    ("mot ; ess", " ", None),
    ("ess", " ", None),
    (";", " ", None),
    ("", " ", None),
    ("s;ess;oui", ";", None),
    (";" + "e" * 30, " ", None),
    # arrows and quotes
    ("un ->", " ", Swap("->", "→")),
    ("un ->", "d", Swap("->", "→")),
    ("->", "\n", Swap("->", "→")),
    ("un <-", " ", Swap("<-", "←")),
    ("un =>", " ", Swap("=>", "⇒")),
    ("dit <<", "o", Swap("<<", "«")),
    ("oui>>", ".", Swap(">>", "»")),
    ("un -", ">", None),
    ("un <-", ">", None),
    ("un -->", " ", None),
    ("un ==>", " ", None),
    ("<<<", " ", None),
    ("un <=", " ", None),
    (">>", " ", None),
    ("  >>", " ", None),
    ("<<", "<", None),
]


@pytest.mark.parametrize(
    ("before", "key", "swapped"), CASES, ids=[f"{b}{k!r}" for b, k, _ in CASES]
)
def test_a_key_swaps(before: str, key: str, swapped: Swap | None) -> None:
    assert swap(before, key, FIND, ALL) == swapped


@pytest.mark.parametrize("name", MARKS)
def test_arrows_and_quotes_are_each_turned_on_by_name(name: str) -> None:
    for kind, signs in MARKS.items():
        for typed, sign in signs.items():
            wanted = Swap(typed, sign) if kind == name else None
            assert swap(f"x {typed}", " ", FIND, [name]) == wanted
            assert swap(f"x {typed}", " ", FIND, []) is None


letters = st.text(alphabet="abés;;' -<>=한\u0301_.9", max_size=40)


@given(letters, st.sampled_from([*" ,.;\n»abé>\u00a0"]))
def test_what_is_swapped_is_the_end_of_what_was_typed(before: str, key: str) -> None:
    swapped = swap(before, key, FIND, ALL)
    if swapped is not None:
        assert before.endswith(swapped.short)
        assert swapped.long
        known = {form.long.lower() for form in abbreviations(SESSION, OWN)}
        assert swapped.long.lower() in known | {s for m in MARKS.values() for s in m.values()}


@given(letters, letters, st.sampled_from([*" ,.;\n»abé>\u00a0"]))
def test_only_the_last_letters_matter(far: str, before: str, key: str) -> None:
    near = before.rjust(WINDOW)[-WINDOW:]
    if near.strip():
        assert swap(far + " " + near, key, FIND, ()) == swap(near, key, FIND, ())


@given(st.text(alphabet="bcd", min_size=1, max_size=9), st.text(max_size=20).map(clean))
def test_what_is_learnt_is_there_and_what_is_forgotten_is_as_if_never_learnt(
    short: str, long: str
) -> None:
    learnt = learn(SESSION, short, long)
    if not long.strip():
        return
    assert swap(f";{short}", " ", Lookup(abbreviations(learnt, OWN)).find) is not None
    assert learnt.extra["expansions"][short] == long
    assert list(learnt.extra["expansions"])[:4] == list(SESSION.extra["expansions"])
    assert forget(learnt, f";{short}") == SESSION


def test_learning_again_keeps_the_place_and_the_spelling_of_the_key() -> None:
    learnt = learn(SESSION, "pib", "autre")
    assert list(learnt.extra["expansions"].items())[1] == (";PIB", "autre")
    assert len(learnt.extra["expansions"]) == 4


def test_the_last_one_takes_its_table_with_it() -> None:
    learnt = learn(Session(template=GSEF), "a", "un")
    assert forget(learnt, "a") == Session(template=GSEF)
    assert forget(Session(template=GSEF), "a") == Session(template=GSEF)


def test_a_table_that_is_none_is_left_alone() -> None:
    odd = Session(template=GSEF, extra={"expansions": 5})
    assert listed_in(odd) == {}
    assert forget(odd, "a") is odd


def test_the_list_names_them_all_in_their_order() -> None:
    shown = abbreviations(SESSION, {"rte": "réseau"})
    assert shown == [
        Abbreviation(";ess", ESS, "session"),
        Abbreviation(";PIB", "produit intérieur brut", "session"),
        Abbreviation(";rte", "réseau", "own"),
        Abbreviation(";ba", "Béatrice Alain", "BA"),
        Abbreviation(";;ba", "de la rive", "BA"),
        Abbreviation(";dj", "de Jong", "DJ"),
        Abbreviation(";km", "김민수", "KM"),
        Abbreviation(";;km", "밥상 협동조합", "KM"),
    ]


@pytest.mark.parametrize(
    ("long", "wanted"),
    [
        ("économie sociale et solidaire", "ess"),
        ("l'Égalité des chances", "edc"),
        ("Coopératives", "coo"),
        ("사회적 경제", "사경"),
        ("à", ""),
        ("… ?", ""),
        ("mot " * 40, "m" * 24),
    ],
)
def test_a_short_form_is_proposed(long: str, wanted: str) -> None:
    assert propose(long) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [(" ;ess ", "ess"), ("e s", ""), ("e-s", ""), (";", ""), ("é9", "é9"), ("x" * 25, "")],
)
def test_a_short_form_is_letters_and_digits(text: str, wanted: str) -> None:
    assert bare(text) == wanted
    assert form_at_end(f";{wanted}") == (f";{wanted}" if wanted else "")
