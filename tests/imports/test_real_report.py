"""The real report read back, printed again, and taken through every format."""

from __future__ import annotations

import re
from datetime import date, time

import pytest
from msgspec.structs import replace

from gsef_tui.checks import check
from gsef_tui.checks.claims import find_claims
from gsef_tui.checks.spelling_fixes import spellings, use_spelling
from gsef_tui.imports import Imported, read_report
from gsef_tui.model.session import Session
from gsef_tui.report.formats import Format
from gsef_tui.report.outline import make_outline
from gsef_tui.report.text import to_text

from .reading import REAL, TEMPLATES, WRITTEN, as_printed, needs_the_real_report, written

pytestmark = needs_the_real_report

PRINTED_OTHERWISE = {
    "4-8 October 2020": "4-8 octobre 2020",  # the labels' language
    "Honoré Quantchi, Université Félix Houphouët Boigny (Côte d'Ivoire)": (
        "Honoré Quantchi, Université Félix Houphouët Boigny (Côte d’Ivoire)"  # CLDR's own name
    ),
    "Pays: Côte d'Ivoire": "Pays: Côte d’Ivoire",
    "Mohammed Salhi": "Mohammed Sahli",  # a person is typed once, as among the participants
    "Honoré Ouantchi": "Honoré Quantchi",
    "Nom complet: Mohammed Salhi": "Nom complet: Mohammed Sahli",
    "Organisation: OJEDD": (
        "Organisation: Organisation des Jeunes Engagés pour le Développement Durable OJEDD"
    ),
    "Organisation: Université Félix Houphouet Boigny": (
        "Organisation: Université Félix Houphouët Boigny"
    ),
    "Organisation: EMESSE": (
        "Organisation: Espace Marocain de l'économie Sociale Solidaire et Environnementale"
    ),
}
"""The lines that print otherwise than they were handed in, each meant."""

NOT_PRINTED = ["Question", "Réponse", "Question", "Réponse"]
"""The blank form's empty pairs; its hint too, which begins with a bracket."""


@pytest.fixture(scope="module")
def imported() -> Imported:
    return read_report(REAL.read_bytes(), REAL.name, TEMPLATES)


def lines_of(text: str) -> list[str]:
    """Lines as words: without stars, numbers, bullets, and the colon that ends a label or not."""
    bare = []
    for line in text.split("\n"):
        words = re.sub(r"^(?:\d\.|-)\s+", "", line.replace("**", "").strip())
        words = re.sub(r"\s+:|:\t", ":", " ".join(words.split()))
        bare.append(words.removesuffix(":").strip())
    return [line for line in bare if line and not line.startswith("(preferably")]


def test_every_line_is_printed_in_its_order_and_each_difference_is_meant(
    imported: Imported,
) -> None:
    handed_in = lines_of(REAL.read_text(encoding="utf-8"))
    printed = lines_of(to_text(make_outline(imported.session)))
    at = len(handed_in) - len(NOT_PRINTED) - 2
    assert handed_in[at:-2] == NOT_PRINTED
    del handed_in[at:-2]
    differences = {old: new for old, new in zip(handed_in, printed, strict=True) if old != new}
    assert differences == PRINTED_OTHERWISE


def test_facts_people_and_other_spellings(imported: Imported) -> None:
    session = imported.session
    assert (session.template.id, session.language) == ("gsef", "fr")
    assert (session.forum["first_day"], session.forum["last_day"]) == (
        date(2020, 10, 4),
        date(2020, 10, 8),
    )
    assert session.forum["name"] == "GSEF Global Virtual Forum"
    assert session.facts["date"] == date(2021, 10, 4)
    assert (session.facts["starts"], session.facts["ends"]) == (time(20), time(21, 30))
    assert session.facts["time_zone"] == "Asia/Seoul"
    assert list(session.people) == ["CS", "MS", "HQ", "BA", "JL", "KO"]
    assert {code: person.also for code, person in session.people.items() if person.also} == {
        "MS": ("Mohammed Salhi", "EMESSE"),
        "HQ": ("Honoré Ouantchi", "Université Félix Houphouet Boigny"),
        "KO": ("OJEDD",),
    }
    assert list(session.notes("presentations")) == ["BA", "KO", "MS", "HQ", "JL"]
    assert list(session.notes("answers")) == ["KO", "HQ", "JL", "MS"]
    assert session.text("unfiled") == ""


def test_what_was_joined_is_said(imported: Imported) -> None:
    said = "\n".join(imported.notes)
    assert "“Mohammed Salhi” is taken for Mohammed Sahli (MS): both spellings are kept" in said
    assert "“Honoré Ouantchi” is taken for Honoré Quantchi (HQ)" in said
    assert "“EMESSE”: both are kept" in said


@pytest.mark.parametrize("wanted", WRITTEN, ids=lambda wanted: wanted.id)
def test_through_every_format_and_back_it_is_the_same_session(
    imported: Imported, wanted: Format
) -> None:
    session = with_printed_countries(as_printed(imported.session))
    back = read_report(written(session, wanted), f"report{wanted.suffix}", TEMPLATES)
    assert back == Imported(session)


def with_printed_countries(session: Session) -> Session:
    """CLDR writes ``Côte d’Ivoire``, the report ``Côte d'Ivoire``."""
    people = {
        code: replace(person, country=person.country.replace("'", "’"))
        for code, person in session.people.items()
    }
    return replace(session, people=people)


def test_each_of_two_spellings_can_be_taken_and_nothing_else_changes(imported: Imported) -> None:
    session, taken = imported.session, 0
    findings = check(session)
    for finding in findings:
        for chosen in spellings(session, finding):
            after = check(use_spelling(session, finding, chosen))
            assert after == tuple(other for other in findings if other != finding)
            taken += 1
    assert taken == 10


def test_a_check_finds_what_the_secretariat_would(imported: Imported) -> None:
    found = {(f.rule, f.place) for f in check(imported.session)}
    assert found == {
        ("outside-forum", "facts.date"),
        ("two-spellings", "participants.MS"),
        ("two-spellings", "participants.HQ"),
        ("two-organisations", "participants.MS"),
        ("two-organisations", "participants.HQ"),
        ("two-organisations", "participants.KO"),
        ("no-answer", "answers.BA"),
        ("no-public-question", "exchanges"),
        ("no-conclusion", "closing"),
        ("no-screenshot", "screenshots"),
        ("acronym", "presentations.BA"),
        ("acronym", "presentations.MS"),
    }
    acronyms = [f.about for f in check(imported.session) if f.rule == "acronym"]
    assert acronyms == ["OBNL", "INDH"], "ESS and EMESSE are spelt out, everybody knows PIB"


def test_the_facts_to_verify_are_those_that_were_said(imported: Imported) -> None:
    found = find_claims(imported.session)
    assert [(f.code, f.kind, f.text) for f in found] == [
        ("MS", "date", "2005"),
        ("MS", "figure", "3^e"),
        ("MS", "date", "2019-2023"),
        ("HQ", "figure", "1/2"),
        ("HQ", "figure", "1/2"),
        ("JL", "figure", "6"),
        ("JL", "percentage", "4%"),
        ("JL", "percentage", "8%"),
        ("JL", "date", "2009"),
    ]
