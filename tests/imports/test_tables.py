"""Tables: participants, answers, questions with answers, words by speaker, a whole form, prose."""

from __future__ import annotations

import pytest

from gsef_tui.imports import Imported, read_report
from gsef_tui.model.session import Exchange, Person
from gsef_tui.storage.templates import read_template, template_source

from .reading import TEMPLATES

PEOPLE = "<h2>Participants</h2><h3>Intervenant(e)s</h3><p>Ada Brook<br>Zoé Lind</p>"


def row(*cells: str) -> str:
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def page(*parts: str) -> Imported:
    body = "<p>Titre de la session : Essai</p>" + "".join(parts)
    return read_report(f"<!doctype html><html>{body}".encode(), "a.html", TEMPLATES)


def table(*rows: str) -> str:
    return f"<table>{''.join(rows)}</table>"


@pytest.mark.parametrize(
    "head",
    [
        ("Nom", "Organisation", "Pays"),
        ("Name", "Organisation", "Country"),
        ("Nombre y apellidos", "Institución", "País"),
        ("성명", "소속", "국가"),
        ("Intervenant(e)s", "Structure", "Pays"),
    ],
)
def test_participants_by_the_head_of_their_table(head: tuple[str, ...]) -> None:
    rows = row("Ada Brook", "Coop A", "Irlande"), row("Zoé Lind", "", "Suède")
    found = page("<h2>Participants</h2><h3>Intervenant(e)s</h3>", table(row(*head), *rows))
    assert found.session.people == {
        "AB": Person("speaker", "Ada Brook", "Coop A", "Irlande"),
        "ZL": Person("speaker", "Zoé Lind", "", "Suède"),
    }
    assert found.notes == ()


def test_other_columns_of_participants() -> None:
    rows = (
        row("Rôle", "Pays", "Nom", "Fonction", "Courriel"),
        row("Modératrice", "Irlande", "Ada Brook", "Présidente", "a@b.org"),
        row("Invité", "Suède", "Zoé Lind", "", ""),
    )
    found = page("<h2>Participants</h2>", table(*rows)).session
    assert found.people == {
        "AB": Person("moderator", "Ada Brook", "", "Irlande", "Présidente"),
        "ZL": Person("speaker", "Zoé Lind", "", "Suède"),
    }
    assert found.text("unfiled") == "Ada Brook : Courriel : a@b.org\n\nZoé Lind : Invité"


def test_each_column_that_no_template_has_is_named_with_its_words() -> None:
    head = row("Nom", "Pays", "Téléphone", "", "Courriel <b>privé</b>")
    rows = row("Ada Brook", "Irlande", "12 34", "le soir", "a@b.org"), row("Zoé Lind", "Suède")
    found = page("<h2>Participants</h2>", table(head, *rows, row("", "France", "56 78"))).session
    assert [person.name for person in found.people.values()] == ["Ada Brook", "Zoé Lind"]
    assert found.text("unfiled").split("\n\n") == [
        "Ada Brook : Téléphone : 12 34",
        "Ada Brook : le soir",
        "Ada Brook : Courriel privé : a@b.org",
        "France\t56 78",
    ]


def test_participants_in_a_table_without_a_head() -> None:
    rows = row("Ada Brook", "Coop A", "Irlande"), row("Zoé Lind", "Coop B", "Suède")
    found = page("<h2>Participants</h2><h3>Intervenant(e)s</h3>", table(*rows)).session
    assert [(p.name, p.organisation, p.country) for p in found.people.values()] == [
        ("Ada Brook", "Coop A", "Irlande"),
        ("Zoé Lind", "Coop B", "Suède"),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        (row("Nom complet", "Réponse"), row("Ada Brook", "oui"), row("Zoé Lind", "<p>non<p>si")),
        (row("Réponse", "Nom"), row("oui", "Ada Brook"), row("<p>non<p>si", "Zoé Lind")),
        (row("Ada Brook", "oui"), row("Zoé Lind", "<p>non<p>si")),
        (row("Nom complet", "Ada Brook"), row("Réponse", "oui"), row("Nom complet", "Zoé Lind"),
         row("Réponse", "<p>non<p>si")),
    ],
    ids=["head", "name last", "no head", "labels"],
)  # fmt: skip
def test_answers_in_a_table(rows: tuple[str, ...]) -> None:
    found = page(PEOPLE, "<h2>Réponses à la question principale</h2>", table(*rows))
    assert found.session.notes("answers") == {"AB": "oui", "ZL": "non\n\nsi"}
    assert [person.name for person in found.session.people.values()] == ["Ada Brook", "Zoé Lind"]
    assert found.notes == ()


def test_questions_and_answers_in_columns_are_exchanges() -> None:
    rows = (
        row("Question", "Posée par", "Réponse"),
        row("Et si un membre déménage ?", "Ada Brook", "Il garde sa part."),
        row("Qui paie ?", "", "La mairie."),
        row("", "", "Et la région."),
    )
    found = page(PEOPLE, "<h2>Questions pertinentes et réponses du public</h2>", table(*rows))
    assert found.session.exchanges("exchanges") == {
        "q1": Exchange("Et si un membre déménage ?", "AB", {"_": "Il garde sa part."}),
        "q2": Exchange("Qui paie ?", "", {"_": "La mairie.\n\nEt la région."}),
    }


@pytest.mark.parametrize("head", ["", row("Intervenante", "Résumé"), row("Nom", "Notes")])
def test_rows_of_names_are_the_words_of_each(head: str) -> None:
    rows = head, row("Ada Brook", "dit <b>A</b>"), row("Zoé Lind", "dit Z")
    found = page(PEOPLE, "<h2>Résumé des présentations</h2>", table(*rows)).session
    assert found.notes("presentations") == {"AB": "dit **A**", "ZL": "dit Z"}


def test_a_table_in_somebodys_notes_is_theirs() -> None:
    rows = row("Nom", "Part"), row("Zoé Lind", "12 %"), row("Date", "demain")
    notes = "<h2>Résumé des présentations</h2><h3>Ada Brook</h3><p>Voici.</p>"
    found = page(PEOPLE, notes, table(*rows)).session
    assert found.notes("presentations") == {"AB": "Voici.\nNom\tPart\nZoé Lind\t12 %\nDate\tdemain"}
    assert "date" not in found.facts


@pytest.mark.parametrize(
    "head",
    [("Rubrique", "Contenu"), ("Item", "Details"), ("Apartado", "Contenido"), ("항목", "내용")],
)
def test_the_names_of_the_columns_in_reports_of_earlier_releases_are_no_fact(
    head: tuple[str, str],
) -> None:
    rows = row(*head), row("Titre de la session", "Énergie"), row("Language", "English")
    found = read_report(f"<html>{table(*rows)}".encode(), "a.html", TEMPLATES)
    assert found.session.facts == {"title": "Énergie", "spoken": "English"}
    assert (found.session.forum, found.session.sections, found.notes) == ({}, {}, ())


def test_the_names_of_the_columns_may_be_words_of_the_template() -> None:
    source = template_source("gsef").decode()
    words = '[sections.words]\nfact = { fr = "Sujet" }\nvalue = { fr = "Texte" }\n'
    fields = '[[sections.fields]]\nid = "title"'
    assert fields in source
    own = read_template(source.replace(fields, f"{words}\n{fields}", 1).encode(), "gsef.toml")
    rows = row("Sujet", "Texte"), row("Titre de la session", "Énergie")
    found = read_report(f"<html>{table(*rows)}".encode(), "a.html", [own])
    assert found.session.facts == {"title": "Énergie"}
    assert (found.session.forum, found.session.sections) == ({}, {})


def test_a_whole_form_as_one_table() -> None:
    rows = (
        row("Rubrique", "Contenu"),
        row("Titre de la session", "Énergie"),
        row("Nom du modérateur/modératrice", "Mia Moss, Ward (France)"),
        row("Intervenant(e)s", "<p>Ada Brook (Irlande)</p><p>Zoé Lind (Suède)</p>"),
        row("Question principale", "<ul><li>Qui paie ?</li><li>Qui décide ?</li></ul>"),
        row("Résumé des présentations", "<p><b>Ada Brook</b> : dit A.</p><p>Zoé Lind : dit Z.</p>"),
        row("Réponses à la question principale", "Ada Brook : l'État."),
        row("Questions pertinentes et réponses du public", "Question : et si ?<br>Réponse : non."),
    )
    found = read_report(f"<html>{table(*rows)}".encode(), "a.html", TEMPLATES)
    session = found.session
    assert session.facts == {"title": "Énergie", "questions": ("Qui paie ?", "Qui décide ?")}
    assert [(p.role, p.name) for p in session.people.values()] == [
        ("moderator", "Mia Moss"), ("speaker", "Ada Brook"), ("speaker", "Zoé Lind"),
    ]  # fmt: skip
    assert session.sections == {
        "presentations": {"AB": "dit A.", "ZL": "dit Z."},
        "answers": {"AB": "l'État."},
        "exchanges": {"q1": Exchange("et si ?", answers={"_": "non."})},
    }
    assert found.notes == ()
