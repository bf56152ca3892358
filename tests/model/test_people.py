from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gsef_tui.model.people import (
    is_one_line,
    leaders,
    numbers,
    parse_people,
    parse_person,
    person_line,
    person_meant,
    person_named,
    role_of,
    speakers,
)
from gsef_tui.model.person_lines import read_person
from gsef_tui.model.session import Person, Session
from gsef_tui.model.template import Template
from gsef_tui.storage.templates import load_template, require_template

GSEF = require_template("gsef")


@pytest.fixture(scope="module")
def gsef() -> Template:
    template = load_template("gsef")
    assert template
    return template


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("Ana Arce", Person(name="Ana Arce")),
        ("Ana Arce (Maroc)", Person(name="Ana Arce", country="Maroc")),
        ("Ana Arce, Sol", Person(name="Ana Arce", organisation="Sol")),
        ("Ana Arce, Sol (Togo)", Person(name="Ana Arce", organisation="Sol", country="Togo")),
        (
            "Ana Arce, Ville de Sol, service de l'eau (Côte d’Ivoire)",
            Person(
                name="Ana Arce",
                organisation="Ville de Sol, service de l'eau",
                country="Côte d’Ivoire",
            ),
        ),
        (
            "Ana Arce, Coop (Sol) (Canada)",
            Person(name="Ana Arce", organisation="Coop (Sol)", country="Canada"),
        ),
        (
            "Mr. XIA Xuan, Founder, Star of Hope, China",
            Person(
                name="XIA Xuan", organisation="Star of Hope", country="China", position="Founder"
            ),
        ),
        ("김민수, 모로코", Person(name="김민수", country="모로코")),
        ("김민수，협동조합", Person(name="김민수", organisation="협동조합")),
        (
            "김민수, 협동조합（대한민국）",
            Person(name="김민수", organisation="협동조합", country="대한민국"),
        ),
        ("- Ana Arce", Person(name="Ana Arce")),
        ("\t• 2) Ana Arce", Person(name="Ana Arce")),
        ("(1) Ana Arce", Person(name="Ana Arce")),
        ("1.\tAna Arce", Person(name="Ana Arce")),
        ("2021 Ana", Person(name="2021 Ana")),
        ("Modérateur : Ana Arce", Person(role="moderator", name="Ana Arce")),
        ("modératrice\u202f: Ana", Person(role="moderator", name="Ana")),
        ("* Speaker: Ana, Sol", Person(role="speaker", name="Ana", organisation="Sol")),
        ("연사： 김민수", Person(role="speaker", name="김민수")),
        ("Poète : Ana", Person(name="Poète", organisation="Ana")),
        ("Ana Arce\tSol\tTogo", Person(name="Ana Arce", organisation="Sol", country="Togo")),
        ("| Ana Arce | Sol | Togo |", Person(name="Ana Arce", organisation="Sol", country="Togo")),
        ("Ana Arce — Sol — Togo", Person(name="Ana Arce", organisation="Sol", country="Togo")),
        ("Ana Arce - Sol, Togo;", Person(name="Ana Arce", organisation="Sol", country="Togo")),
        ("\uf0b7\tAna Arce, Sol.", Person(name="Ana Arce", organisation="Sol")),
        ("Ana Arce, S.A.", Person(name="Ana Arce", organisation="S.A.")),
        ("o\tAna Arce (Togo).", Person(name="Ana Arce", country="Togo")),
        ("\u202aAna\u00ad Arce\u202c, Sol", Person(name="Ana Arce", organisation="Sol")),
        ("Ana Arce (Sol, Togo)", Person(name="Ana Arce", organisation="Sol", country="Togo")),
        ("Ana Arce (Sol)", Person(name="Ana Arce", organisation="Sol")),
        ("Ana (Ani) Arce, Sol", Person(name="Ana (Ani) Arce", organisation="Sol")),
        ("Ana, Sol (Utopia)", Person(name="Ana", organisation="Sol (Utopia)")),
        (
            "Dr. Ana Arce – Présidente, Sol Espoir (SE), Maroc",
            Person(
                name="Ana Arce",
                organisation="Sol Espoir (SE)",
                country="Maroc",
                position="Présidente",
            ),
        ),
        (
            "Ana Arce, vice-présidente de Sol (Lyon, France)",
            Person(name="Ana Arce", position="vice-présidente de Sol (Lyon)", country="France"),
        ),
        (
            "M. Ana ARCE (Sol, Togo) - à confirmer",
            Person(name="Ana ARCE", organisation="Sol", country="Togo"),
        ),
        (
            "20h05 – Ana Arce, Sol, Togo (10 min)",
            Person(name="Ana Arce", organisation="Sol", country="Togo"),
        ),
        (
            "Mme Ana Arce, Sol, Togo (modératrice)",
            Person(role="moderator", name="Ana Arce", organisation="Sol", country="Togo"),
        ),
        (
            "Maire de Sol : Mme Ana Arce",
            Person(name="Ana Arce", position="Maire de Sol"),
        ),
        ("Ana Arce: Sol, Togo", Person(name="Ana Arce", organisation="Sol", country="Togo")),
        (
            "김민수 (KIM Minsu), 서울시 센터, 대한민국",
            Person(
                name="김민수", organisation="서울시 센터", country="대한민국", also=("KIM Minsu",)
            ),
        ),
        ("Kim Ok-ja (김옥자)", Person(name="Kim Ok-ja", also=("김옥자",))),
        ("김민수 교수, 서울시", Person(name="김민수", organisation="서울시")),
        ("박지연 (서울시 과장)", Person(name="박지연", position="서울시 과장")),
        (
            "夏璇 (XIA Xuan), Sol, China",
            Person(name="夏璇", organisation="Sol", country="China", also=("XIA Xuan",)),
        ),
        (
            "John Roe, Executive Director, Sol Inc.",
            Person(name="John Roe", organisation="Sol Inc.", position="Executive Director"),
        ),
        (
            "Ana Arce, Sol : antenne nord",
            Person(name="Ana Arce", organisation="Sol : antenne nord"),
        ),
        ("Ana, Sol ()", Person(name="Ana", organisation="Sol ()")),
        ("Ana, Sol (a) b)", Person(name="Ana", organisation="Sol (a) b)")),
        ("Ana\x1b[31m\r\nArce", Person(name="Ana Arce")),
        ("", Person()),
    ],
)
def test_a_line_is_taken_apart(gsef: Template, line: str, person: Person) -> None:
    assert parse_person(line, gsef) == person


def test_the_last_part_is_a_country_only_where_it_is_known_as_one(gsef: Template) -> None:
    line = "Ana, Sol, Utopia"
    assert parse_person(line, gsef).organisation == "Sol, Utopia"
    assert parse_person(line, gsef, lambda name: name == "Utopia") == Person(
        name="Ana", organisation="Sol", country="Utopia"
    )


@pytest.mark.parametrize(
    ("line", "doubtful"),
    [
        ("Ana Arce, Sol (Togo)", set()),
        ("Ana Arce (RTES), Ville de Sol", {"organisation"}),
        ("Ana Arce, Sol (Utopia)", {"organisation"}),
        ("Ana Arce, Sol (SE)", set()),
        ("Ana Arce et Léo Roy, Sol", {"name"}),
    ],
)
def test_what_a_line_does_not_say_for_certain_is_told(
    gsef: Template, line: str, doubtful: set[str]
) -> None:
    assert read_person(line, gsef).doubtful == doubtful


def test_the_people_of_a_mail_are_read(gsef: Template) -> None:
    text = """Modération : Mme Chloé Roy, déléguée générale, RTES (France)

Intervenants :
• Dr. Ana Arce – Présidente, Sol Espoir (SE), Maroc
• Prof. Léo Mir, Université Sol (Côte d'Ivoire)
• 김민수 (KIM Minsu), Sol Center / 솔센터, Corée du Sud
• M. Ugo BEA (OJV, Togo) - à confirmer
• Zoé Lys, Chantier de l'eau, Canada (10 min)"""
    read = [(p.role, p.name, p.organisation, p.country) for p in parse_people(text, gsef)]
    assert read == [
        ("moderator", "Chloé Roy", "RTES", "France"),
        ("speaker", "Ana Arce", "Sol Espoir (SE)", "Maroc"),
        ("speaker", "Léo Mir", "Université Sol", "Côte d'Ivoire"),
        ("speaker", "김민수", "Sol Center / 솔센터", "Corée du Sud"),
        ("speaker", "Ugo BEA", "OJV", "Togo"),
        ("speaker", "Zoé Lys", "Chantier de l'eau", "Canada"),
    ]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Kevin Ossah", "KO"),
        ("OSSAH, Kevin", "KO"),
        ("M. kevin ossah", "KO"),
        ("Lucja Orsted", "LO"),
        ("김 민수", "KM"),
        ("Minsu Kim", "KM"),
        ("Kevin", None),
        ("", None),
    ],
)
def test_somebody_is_known_by_name_in_any_spelling(name: str, code: str | None) -> None:
    people = {
        "KO": Person(name="Kevin Ossah"),
        "LO": Person(name="Łucja Ørsted"),
        "KM": Person(name="김민수", also=("Kim Minsu",)),
        "X1": Person(),
    }
    assert person_named(people, name) == code
    assert person_meant(people, name) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [("KO", "KO"), (" ko ", "KO"), ("x1", "X1"), ("Ossah Kevin", "KO"), ("", None)],
)
def test_a_code_or_a_name_means_somebody(text: str, code: str | None) -> None:
    people = {"KO": Person(name="Kevin Ossah"), "X1": Person(), "AB": Person(name="Ko")}
    assert person_meant(people, text) == code


def test_a_name_of_two_people_means_neither() -> None:
    both = {"JM": Person(name="Jean Martin"), "JMA": Person(name="MARTIN Jean")}
    assert person_named(both, "Jean Martin") is None
    other = {"JM": Person(name="J. Martin", also=("Jean Martin",)), "AB": both["JMA"]}
    assert person_named(other, "Jean Martin") == "AB", "a person's own name comes first"
    twice = {"JM": Person(name="Jean M.", also=("Jean Martin", "Martin, Jean"))}
    assert person_named(twice, "Jean Martin") == "JM"


def test_headings_give_the_role_of_those_below(gsef: Template) -> None:
    text = """Nom du modérateur/modératrice

Chloé Roy, RTES (France)
Intervenant(e)s :
- Ana Arce
- Public: Léo
Béa"""
    assert parse_people(text, gsef) == [
        Person(role="moderator", name="Chloé Roy", organisation="RTES", country="France"),
        Person(role="speaker", name="Ana Arce"),
        Person(role="audience", name="Léo"),
        Person(role="speaker", name="Béa"),
    ]
    assert parse_people("\n \n", gsef) == []


@contextmanager
def bounded(seconds: int) -> Iterator[None]:
    """Raise TimeoutError after so many seconds of this process's own processor time, which do not
    depend on how busy the machine is."""

    def stop(number: int, frame: object) -> None:
        raise TimeoutError(f"not done after {seconds} s of processor time")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@pytest.mark.parametrize("length", [16_000, 400_000])
@pytest.mark.parametrize("piece", [" ", "(", "(a", "a (", ")", "- ", "1. ", "a,", ":", "e\u0301"])
def test_the_work_on_a_line_grows_with_its_length_and_no_faster(
    gsef: Template, piece: str, length: int
) -> None:
    """Linear work takes well under a second; quadratic work on the longer line takes minutes."""
    line = f"Ana{piece * (length // len(piece))}z"
    with bounded(20):
        person = parse_person(line, gsef)
        assert is_one_line(person, gsef) in (True, False)
    kept = (person.name, person.organisation, person.country)
    assert "".join("".join(kept).split()).startswith("Ana")


words = st.text(st.sampled_from("abcéñ김민-'"), min_size=1).map(str.strip).filter(bool)
unknown = (
    st.lists(words, min_size=1, max_size=3)
    .map(" ".join)
    .filter(lambda text: text[0] not in "-'" and not set(text.split()) & {"-", "a"})
)


@given(unknown, st.just("") | unknown, st.sampled_from(["", "Maroc", "모로코"]))
def test_a_person_s_line_is_taken_apart_as_it_was(
    name: str, organisation: str, country: str
) -> None:
    template = load_template("gsef")
    assert template
    person = Person(name=name, organisation=organisation, country=country)
    line = person_line(person)
    assert parse_person(line, template, lambda text: text == country) == person


@pytest.mark.parametrize(
    ("person", "whole"),
    [
        (Person(name="Ana", organisation="Sol", country="Togo"), True),
        (Person(role="speaker", name="Ana"), True),
        (Person(name="Arce, Ana"), False),
        (Person(name="Ana", organisation="Sol (Togo)"), False),
        (Person(name="Ana", organisation="Togo"), False),
    ],
)
def test_a_line_that_would_not_say_the_same_is_told(
    gsef: Template, person: Person, whole: bool
) -> None:
    assert is_one_line(person, gsef) is whole


def test_who_leads_who_speaks_and_their_digits(gsef: Template) -> None:
    session = Session(
        template=GSEF,
        people={
            "AA": Person(role="speaker"),
            "MM": Person(role="moderator"),
            "BB": Person(),
            "PP": Person(role="audience"),
            "M2": Person(role="moderator"),
            "GG": Person(role="guest"),
        },
    )
    assert leaders(session) == ["MM", "M2"]
    assert speakers(session) == ["AA", "BB"]
    assert numbers(session) == {"MM": 0, "AA": 1, "BB": 2, "PP": 3, "M2": 4, "GG": 5}
    assert role_of(session, "GG") is None
    assert role_of(session, "KO") is None
    assert numbers(Session(template=GSEF, people={"AA": Person()})) == {"AA": 1}


PIECES = (
    *("Ana", "Arce", "Sol", "Togo", "Directrice", "김민수", "(KIM Minsu)", "(Sol, Togo)", "Mme"),
    *("(", ")", "[", "]", ",", "\t", " – ", ":", " : ", "|", "-", ".", ";", " ", "et", "10 min"),
    *("à confirmer", "modératrice"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=10).map(" ".join))
def test_no_word_of_a_line_is_dropped(line: str) -> None:
    person = parse_person(line, GSEF)
    parts = (person.name, person.organisation, person.country, person.position, *person.also)
    for word in ("Ana", "Arce", "Sol", "Togo", "Directrice", "김민수", "Minsu"):
        assert " ".join(parts).count(word) == line.count(word)
