"""Reports as hands leave them: the same session, whatever drifted."""

from __future__ import annotations

from datetime import date, time

import pytest

from gsef_tui.model.session import Closing, Exchange, Person, Session
from gsef_tui.storage.templates import require_template

from .reading import read

GSEF = require_template("gsef")

REPORT = """\
Economy for all

GSEF Test Forum
4-8 octobre 2031

Report

Titre de la session: Les cantines du quartier
Type de session: Atelier
Langue: Français
Date: 5 octobre 2031
Horaire: 20h00-21h30 KST

Participants

Nom du modérateur/modératrice
Anne Mercier, Réseau Faim Zéro (France)

Intervenant(e)s
Lucía Torres, Cooperativa Olla (Uruguay)
Karim Benali, Ville de Salé (Maroc)

Question principale
Qui cuisine ?
Qui paie ?

Résumé des présentations:

Karim Benali :

Deux cuisines, un marché

- prix bas
- légumes d'ici

Lucía Torres :

Une cuisine : la sienne

Réponses à la question principale:

1. Nom complet: **Lucía Torres**
Organisation : Cooperativa Olla
Pays : Uruguay
Réponse: Tout le monde cuisine.

Questions pertinentes et réponses du public:

- **Question:** Et l'hiver ?
 - **Réponse:** Des soupes.

Résumé ou conclusion du modérateur à la fin de la session au cas où il n'y aurait pas de remarques \
de clôture pour chaque intervenant(e)

On continue.

Screenshots of the zoom session
"""


def expected() -> Session:
    return Session(
        template=GSEF,
        language="fr",
        forum={
            "theme": "Economy for all",
            "name": "GSEF Test Forum",
            "first_day": date(2031, 10, 4),
            "last_day": date(2031, 10, 8),
        },
        facts={
            "title": "Les cantines du quartier",
            "type": "Atelier",
            "spoken": "Français",
            "date": date(2031, 10, 5),
            "starts": time(20),
            "ends": time(21, 30),
            "time_zone": "Asia/Seoul",
            "questions": ("Qui cuisine ?", "Qui paie ?"),
        },
        people={
            "AM": Person("moderator", "Anne Mercier", "Réseau Faim Zéro", "France"),
            "LT": Person("speaker", "Lucía Torres", "Cooperativa Olla", "Uruguay"),
            "KB": Person("speaker", "Karim Benali", "Ville de Salé", "Maroc"),
        },
        sections={
            "presentations": {
                "KB": "Deux cuisines, un marché\n\n- prix bas\n- légumes d'ici",
                "LT": "Une cuisine : la sienne",
            },
            "answers": {"LT": "Tout le monde cuisine."},
            "exchanges": {"q1": Exchange("Et l'hiver ?", answers={"_": "Des soupes."})},
            "closing": Closing(summary="On continue."),
        },
    )


def moved(report: str, first: str, before: str) -> str:
    """The report with the part that begins with ``first`` put before another."""
    at, to = report.index(first), report.index(before)
    end = report.index("\n\n", at + len(first)) if first == "Question principale" else len(report)
    part = report[at:end] + "\n\n"
    return report[:to] + part + report[to:at] + report[end:]


DRIFT = {
    "as it is": REPORT,
    "no colons": REPORT.replace("session: Les", "session Les").replace("Langue:", "Langue")
    .replace("Horaire:", "Horaire\t").replace("présentations:", "présentations"),
    "no-break spaces": REPORT.replace("on :", "on\u00a0:").replace("Réponse:", "Réponse\u202f:"),
    "values below": REPORT.replace("session: Les", "session:\nLes")
    .replace("Réponse: Tout", "Réponse:\n\nTout").replace("complet: **", "complet:\n**"),
    "stars and numbers": REPORT.replace("Karim Benali :", "**Karim Benali** :")
    .replace("Lucía Torres :", "2. **Lucía Torres :**").replace("Langue:", "**Langue:**"),
    "misspelt": REPORT.replace("Résumé des présentations", "Resumé des presentation")
    .replace("Réponses à la question principale", "REPONSES A LA QUESTION PRINCIPALES"),
    "renamed": REPORT.replace("Résumé des présentations:", "Présentations :")
    .replace("Questions pertinentes et réponses du public", "Questions du public")
    .replace(REPORT[REPORT.index("Résumé ou") : REPORT.index("\n\nOn")], "Conclusion :"),
    "another order": moved(REPORT, "Question principale", "Participants\n"),
    "roles on the lines": REPORT.replace(
        "Nom du modérateur/modératrice\n", "Modératrice : "
    ),
    "no heading of people": REPORT.replace("Participants\n\n", ""),
    "Windows": REPORT.replace("\n", "\r\n"),
    "decomposed": REPORT.replace("é", "e\u0301"),
}  # fmt: skip


@pytest.mark.parametrize("drift", DRIFT)
def test_the_session_is_the_same(drift: str) -> None:
    found = read(DRIFT[drift])
    assert found.session == expected()
    assert found.notes == ()


@pytest.mark.parametrize("language", [each for each in GSEF.languages if each != "fr"])
def test_labels_in_any_language(language: str) -> None:
    from .reading import template

    labels = {
        old: labels[language]
        for section in template().sections
        for labels in (
            section.labels, *section.words.values(), *(f.labels for f in section.fields)
        )
        if (old := labels.get("fr"))
    } | {role.labels["fr"]: role.labels[language] for role in template().roles}  # fmt: skip
    report = REPORT
    for old in sorted(labels, key=len, reverse=True):
        for end in (":", " :", "\n"):
            report = report.replace(f"{old}{end}", f"{labels[old]}{end}")
    found = read(report)
    assert found.session.language == language
    assert found.session.sections == expected().sections
    assert found.session.people == expected().people
    assert found.notes == ()


def test_what_fits_nowhere_is_not_filed_and_said() -> None:
    report = "# Report\n" + REPORT.replace(
        "Réponses à la question principale:",
        "## Annexe\n\nUn lien.\n\n## Réponses à la question principale",
    ).replace("Langue: Français", "Langue: Français\nSalle 12")
    found = read(report, "report.md")
    assert found.session.text("unfiled") == "Salle 12\n\nAnnexe\nUn lien."
    assert [note.split(":")[0] for note in found.notes] == [
        "not filed, no fact of the template",
        "not filed, the template has no section “Annexe”",
    ]
    assert found.session.notes("answers") == {"LT": "Tout le monde cuisine."}


def test_a_text_without_labels_is_not_filed_whole() -> None:
    found = read("Bonjour,\n\nvoici mes notes.\n- un\n")
    assert found.session.text("unfiled") == "Bonjour,\n\nvoici mes notes.\n- un"
    assert found.notes[0].startswith("not filed, no label of the template was found")


def test_somebody_who_is_no_participant_becomes_one_and_it_is_said() -> None:
    found = read(REPORT.replace("Nom complet: **Lucía Torres**", "Nom complet: Zoé Diop"))
    assert found.session.people["ZD"] == Person(
        "speaker", "Zoé Diop", "Cooperativa Olla", "Uruguay"
    )
    assert found.session.notes("answers") == {"ZD": "Tout le monde cuisine."}
    assert found.notes == ("Zoé Diop is not among the participants: added to them",)


def test_names_that_drift_are_joined_and_both_kept() -> None:
    report = REPORT.replace("Karim Benali :", "Karim Benalli").replace(
        "Organisation : Cooperativa Olla", "Organisation : CO"
    )
    found = read(report)
    assert found.session.people["KB"].also == ("Karim Benalli",)
    assert found.session.people["LT"].also == ("CO",)
    assert found.session.notes("presentations") == expected().notes("presentations")
    assert len(found.notes) == 2


def test_another_country_is_not_filed() -> None:
    found = read(REPORT.replace("Pays : Uruguay", "Pays : Chili"))
    assert found.session.people["LT"].country == "Uruguay"
    assert found.session.text("unfiled") == "Lucía Torres : Chili"
    same = read(REPORT.replace("Pays : Uruguay", "Pays : 우루과이"))
    assert same.session == expected()


def test_facts_that_cannot_be_read_stay_as_they_are() -> None:
    found = read(REPORT.replace("20h00-21h30 KST", "le soir").replace("5 octobre", "un octobre"))
    assert found.session.facts["starts"] == "le soir"
    assert found.session.facts["date"] == "un octobre 2031"
    assert "ends" not in found.session.facts


def test_the_other_forums_report_is_known_by_its_labels() -> None:
    found = read(
        "Session Title: Who owns the mast?\nDate: 7 December 2016\nTime: 09:00-10:30\n"
        "Workshop organiser: Open Links\nChairperson/Moderator: Ada Brook, Open Links (Ireland)\n"
        "Rapporteur/Note taker: Minh Tran\n\nKey issues raised\n\n- Masts are dear.\n\n"
        "Discussions:\n\nOne.\n\nTwo.\n"
    ).session
    assert (found.template.id, found.language) == ("igf", "en")
    assert [(p.role, p.name) for p in found.people.values()] == [
        ("moderator", "Ada Brook"),
        ("rapporteur", "Minh Tran"),
    ]
    assert found.text("issues") == "- Masts are dear."
    assert found.text("discussions") == "One.\n\nTwo."
