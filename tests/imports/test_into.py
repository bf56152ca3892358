"""A report read into the session that it was made of adds nothing; what is new is added whole."""

from __future__ import annotations

from datetime import date, time

import pytest

from gsef_tui.imports import Imported, read_report
from gsef_tui.imports.present import Present, text_key
from gsef_tui.model.places import Place
from gsef_tui.model.session import Closing, Exchange, FreeText, Person, Screenshot, Session
from gsef_tui.report.formats import Format, ReportInput
from gsef_tui.report.outline import make_outline
from gsef_tui.report.speaker_excerpt import speaker_excerpt
from gsef_tui.report.typography import typeset

from .reading import TEMPLATES, WRITTEN, template

SESSION = Session(
    template=template(),
    language="fr",
    forum={"theme": "L'eau \"pour tous\"", "first_day": date(2026, 5, 11)},
    facts={
        "title": "L'essai : un -- deux",
        "type": "Workshop",
        "spoken": "French",
        "date": date(2026, 5, 12),
        "starts": time(20),
        "ends": time(21, 30),
        "time_zone": "Asia/Seoul",
        "questions": ("Qui paie?", "Qui décide ?"),
    },
    people={
        "AB": Person("speaker", "Ada Brook", "L'Atelier", "Ireland", also=("A. Brook",)),
        "ZL": Person("speaker", "Zoé Lind", "", "Suède"),
        "X1": Person("speaker", ""),
        "X2": Person("speaker", ""),
        "MO": Person("moderator", "Jean d'Arc"),
    },
    sections={
        "presentations": {
            "AB": (
                'Depuis l\'an 2022: "tout"\n[20:03] - trois villages\n@@ la suite\n\n'
                "Oui.\n\nOui."
            ),
            "X2": "* un\n* deux\n\n> cité",
            "_": "À personne.",
        },
        "answers": {"AB": "Qui paie ? L'État.\n\n1) un\n2) deux", "ZL": "Oui."},
        "exchanges": {
            "q1": Exchange("Et l'hiver ?", "AB", {"ZL": "Des soupes.", "_": "Oui."}),
            "q2": Exchange("Et l'hiver ?", "Une voisine", {}),
            "q3": Exchange("", "", {"AB": "Sans question."}),
        },
        "closing": Closing(summary="On apprend.", remarks={"AB": "Venez !", "ZL": "Oui."}),
        "screenshots": {"s1": Screenshot("a.png", "L'écran"), "s2": Screenshot("", "Sans image")},
        "unfiled": FreeText("Un lien."),
    },
)  # fmt: skip


def read_into(session: Session, data: bytes, name: str) -> Imported:
    return read_report(data, name, [session.template], into=session)


@pytest.mark.parametrize("as_typed", [False, True], ids=["set", "as typed"])
@pytest.mark.parametrize("wanted", WRITTEN, ids=lambda wanted: wanted.id)
def test_its_own_report_adds_nothing(wanted: Format, as_typed: bool) -> None:
    outline = make_outline(SESSION)
    outline = outline if as_typed else typeset(outline, "fr")
    data = wanted.render(ReportInput(SESSION, outline)).data
    assert read_into(SESSION, data, f"r{wanted.suffix}") == Imported(SESSION)


@pytest.mark.parametrize("code", ["AB", "ZL", "X2", "MO"])
@pytest.mark.parametrize("wanted", WRITTEN, ids=lambda wanted: wanted.id)
def test_a_slip_that_comes_back_adds_nothing(wanted: Format, code: str) -> None:
    outline = typeset(speaker_excerpt(SESSION, code), "fr")
    data = wanted.render(ReportInput(SESSION, outline)).data
    assert read_into(SESSION, data, f"r{wanted.suffix}") == Imported(SESSION)


def test_what_somebody_completed_in_a_slip_is_theirs() -> None:
    slip = (
        "L'essai : un – deux\n\nZoé Lind\n\nVoici ce que j’ai noté de votre intervention ; merci "
        "de compléter ou de corriger.\n\nRéponses à la question principale :\n\nOui.\n\nEt non.\n"
        "\nQuestion : Et l'hiver ?\n\nRéponse : Du pain.\n\nRemarques de clôture :\n\nMerci.\n"
    )
    found = read_into(SESSION, slip.encode(), "slip.txt").session
    assert found.notes("answers")["ZL"] == "Oui.\n\nOui.\n\nEt non."
    assert found.exchanges("exchanges")["q1"].answers["ZL"] == "Des soupes.\n\nDu pain."
    assert found.closing("closing").remarks["ZL"] == "Oui.\n\nMerci."
    assert found.people == SESSION.people
    assert found.text("unfiled") == "Un lien."


def test_a_slip_makes_a_session_with_its_speaker_where_there_is_none() -> None:
    slip = (
        "Essai\n\n# Ada Brook\n\nVoici ce que j’ai noté de votre intervention ; merci de compléter "
        "ou de corriger.\n\n## Résumé des présentations\n\nUn.\n"
    )
    found = read_report(slip.encode(), "slip.md", TEMPLATES).session
    assert [person.name for person in found.people.values()] == ["Ada Brook"]
    assert found.notes("presentations") == {"AB": "Un."}


@pytest.mark.parametrize(
    ("note", "whole"),
    [
        ("Oui.", "Oui."),
        ("Oui.\n\nOui.", "Oui.\n\nOui.\n\nOui."),
        ("Oui", "Oui.\n\nOui"),
        ("Un. Oui.", "Oui.\n\nUn. Oui."),
        ("Oui.\nNon.", "Oui.\n\nOui.\nNon."),
    ],
)
def test_a_text_is_left_out_only_where_the_whole_of_it_is_there(note: str, whole: str) -> None:
    report = f"Réponses à la question principale:\n\nNom complet : Zoé Lind\nRéponse : {note}\n"
    assert read_into(SESSION, report.encode(), "r.txt").session.notes("answers")["ZL"] == whole


def test_a_line_that_stands_twice_or_in_another_is_kept() -> None:
    lines = "- Oui, le budget.\n- le budget\n- OK\n- OK"
    report = f"# Report\n\nIntro.\n\n{lines}\n\n## Participants\n\nAda Brook\n"
    found = read_report(report.encode(), "r.md", TEMPLATES).session
    assert found.text("unfiled").endswith(lines)
    notes = (
        "Résumé des présentations:\n\nAda Brook:\n\nOui.\n\nBob Lee:\n\nX.\n\nAda Brook:\n\nOui."
    )
    twice = read_report(f"Participants\nAda Brook\nBob Lee\n\n{notes}".encode(), "r", TEMPLATES)
    assert twice.session.notes("presentations")["AB"] == "Oui.\n\nOui."


def test_each_line_of_a_session_is_found_once() -> None:
    there = Present(SESSION)
    place = Place("presentations", "AB")
    assert [there.take(place, "Oui.") for _ in range(3)] == [True, True, False]
    assert there.take(place, "Depuis l’an 2022 : « tout »\n- trois villages\n[…] la suite")
    assert not there.take(place, "- trois villages")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("« L’an 2022 » : oui", '"L\'an 2022": oui'),
        ("3ᵉ phase – fin", "3^e phase -- fin"),
        ("* un", "- un"),
        ("2) deux", "2. deux"),
        ("12 % de **tout**", "12 % de tout"),
    ],
)
def test_typography_makes_no_difference(one: str, other: str) -> None:
    assert text_key(one) == text_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("un mot", "unmot"), ("- un", "un"), ("1. un", "2. un"), ("été", "ete")]
)
def test_words_and_markers_do(one: str, other: str) -> None:
    assert text_key(one) != text_key(other)


@pytest.mark.parametrize("mark", ["- ", "* ", "• ", "1. ", "(2) "])
def test_main_questions_lose_the_marks_of_their_list(mark: str) -> None:
    report = f"Question principale:\n\n{mark}Qui paie ?\n{mark}12 villes ?\n"
    found = read_report(report.encode(), "r.txt", TEMPLATES).session
    assert found.facts["questions"] == ("Qui paie ?", "12 villes ?")
