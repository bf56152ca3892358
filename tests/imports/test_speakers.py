"""Whose words they are: names in every shape that reports give them, and headings that are none."""

from __future__ import annotations

import pytest

from gsef_tui.imports import Imported
from gsef_tui.imports.names import may_be_name

from .reading import read

HEAD = """\
Titre de la session : Essai

## Participants

### Intervenant(e)s

Ada Brook, Coop A (Irlande)
Bob Lee, Autre (Kenya)
김하늘 (Corée)
Sukarno (Indonésie)

"""


def presentations(text: str) -> Imported:
    return read(f"{HEAD}## Résumé des présentations\n\n{text}\n", "a.md")


@pytest.mark.parametrize(
    "text",
    [
        "### Ada Brook\n\ndit A.\n\n### Bob Lee\n\ndit B.",
        "## Ada Brook\n\ndit A.\n\n## Bob Lee\n\ndit B.",
        "**Ada Brook**: dit A.\n\n**Bob Lee** : dit B.",
        "**Ada Brook :** dit A.\n\n**Bob Lee :**\n\ndit B.",
        "Ada Brook (Coop A): dit A.\n\nBob Lee (Autre) : dit B.",
        "Ada Brook (Coop A, Irlande) :\n\ndit A.\n\nBob Lee, Autre (Kenya) :\n\ndit B.",
        "AB: dit A.\n\nBL : dit B.",
        "### Ada Brook, Coop A (Irlande)\n\ndit A.\n\n### Bob Lee (Kenya)\n\ndit B.",
        "- **Ada Brook**: dit A.\n- **Bob Lee**: dit B.",
        "* Ada Brook : dit A.\n* Bob Lee (Autre) : dit B.",
        "1. **Ada Brook :** dit A.\n\n2. **Bob Lee :** dit B.",
        "|  |  |\n|---|---|\n| Ada Brook | dit A. |\n| **Bob Lee** | dit B. |",
    ],
)
def test_a_name_in_any_shape_begins_somebodys_words(text: str) -> None:
    found = presentations(text)
    assert found.session.notes("presentations") == {"AB": "dit A.", "BL": "dit B."}
    assert len(found.session.people) == 4
    assert found.notes == ()


@pytest.mark.parametrize("sign", ["##", "###"])
def test_names_of_one_word_are_headings(sign: str) -> None:
    found = presentations(f"{sign} 김하늘\n\n햇빛.\n\n{sign} Sukarno\n\nOui.").session
    assert list(found.notes("presentations").values()) == ["햇빛.", "Oui."]
    assert found.text("unfiled") == ""


def test_a_name_of_one_word_below_a_section_of_the_first_level() -> None:
    page = (
        "<html><p>Titre de la session : Essai</p><h1>Participants</h1><h2>Intervenant(e)s</h2>"
        "<p>김하늘 (Corée)<br>Ada Brook (Irlande)</p><h1>Résumé des présentations</h1>"
        "<h2>김하늘</h2><p>Un.</p><h2>Ada Brook</h2><p>Deux.</p>"
    )
    found = read(page, "a.html").session
    assert sorted(found.notes("presentations").values()) == ["Deux.", "Un."]


def test_what_a_bracket_says_besides_is_kept() -> None:
    found = presentations("Ada Brook (suite) : dit A.\n\n### Bob Lee (par Zoom)\n\ndit B.").session
    assert found.notes("presentations") == {"AB": "(suite) dit A.", "BL": "(par Zoom)\n\ndit B."}


def test_somebody_new_with_a_country_becomes_a_participant() -> None:
    found = presentations("### Zoé Diop, Coop (Mali)\n\ndit Z.")
    assert [found.session.people["ZD"].organisation, found.session.people["ZD"].country] == [
        "Coop", "Mali",
    ]  # fmt: skip
    assert found.notes == ("Zoé Diop is not among the participants: added to them",)


def test_below_a_heading_items_and_rows_are_words_about_others() -> None:
    notes = "- Bob Lee : d'accord\n- fin\n\n| Bob Lee | 12 |\n|---|---|\n| Ada Brook | 13 |"
    found = presentations(f"### Ada Brook\n\n{notes}").session
    assert found.notes("presentations") == {
        "AB": "- Bob Lee : d'accord\n- fin\nBob Lee\t12\nAda Brook\t13"
    }


def test_headings_inside_somebodys_words_are_text() -> None:
    found = presentations("### Ada Brook\n\nUn.\n\n#### Trois Points Clés\n\nDeux.")
    assert found.session.notes("presentations") == {"AB": "Un.\n\nTrois Points Clés\n\nDeux."}
    assert found.notes == ()


def test_a_heading_beside_the_speakers_that_is_no_name_is_not_filed() -> None:
    found = presentations("### Ada Brook\n\nUn.\n\n### Ce qui reste à faire\n\nTout.").session
    assert found.notes("presentations") == {"AB": "Un."}
    assert found.text("unfiled") == "Ce qui reste à faire\n\nTout."


def test_an_unknown_heading_among_the_participants_is_nobody() -> None:
    found = read(
        f"{HEAD}### Contexte de la session\n\nUne histoire, longue.\n\n### Zoé Diop\n\nEn retard.\n"
        "\n### Nom du modérateur/modératrice\n\nMia Moss\n",
        "a.md",
    ).session
    names = ["Ada Brook", "Bob Lee", "김하늘", "Sukarno", "Zoé Diop", "Mia Moss"]
    assert [person.name for person in found.people.values()] == names
    assert found.people["MM"].role == "moderator"
    assert found.text("unfiled") == (
        "Contexte de la session\nUne histoire, longue.\n\nZoé Diop : En retard."
    )


@pytest.mark.parametrize(
    "heading", ["Langue et culture des coopératives", "Date et lieu de la prochaine rencontre"]
)
def test_a_heading_that_begins_like_a_fact_is_a_heading(heading: str) -> None:
    text = f"# Communes\n\n## {heading}\n\nOn en parle.\n\n## Participants\n\nAda Brook\n"
    found = read(text, "a.md").session
    assert not {"spoken", "date"} & found.facts.keys()
    assert found.text("unfiled") == f"{heading}\nOn en parle."
    line = read(f"Titre de la session : E\n{heading}\n").session
    assert not {"spoken", "date"} & line.facts.keys()
    assert read("Titre de la session : E\nLangue Français\n").session.facts["spoken"] == "Français"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Brook", True), ("Ada van der Brook", True), ("Jean d'Arc", True),
        ("João da Silva e Sousa", True), ("ADA BROOK", True), ("김 하늘", True),
        ("Ada", False), ("Points clés", False), ("Background of the session", False),
        ("Who Pays?", False), ("Session 3", False), ("de la", False),
    ],
)  # fmt: skip
def test_what_may_be_a_name(text: str, expected: bool) -> None:
    assert may_be_name(text) is expected
