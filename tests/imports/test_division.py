"""Which section the lines of a report belong to: pictures, rows and equal labels."""

from __future__ import annotations

from datetime import date

import pytest

from gsef_tui.imports import read_report
from gsef_tui.model.session import Session
from gsef_tui.storage.templates import read_template

from .reading import TEMPLATES

ACTA = read_template(
    """
id = "acta"
languages = ["es"]
names = { es = "Acta" }

[[sections]]
id = "datos"
kind = "facts"
labels = { es = "Información general" }
[[sections.fields]]
id = "fecha"
type = "date"
labels = { es = "Fecha" }
[[sections.fields]]
id = "lugar"
labels = { es = "Lugar" }

[[sections]]
id = "tareas"
kind = "text"
labels = { es = "Tareas asignadas" }

[[sections]]
id = "proxima"
kind = "facts"
labels = { es = "Próxima reunión" }
[[sections.fields]]
id = "fecha_proxima"
type = "date"
labels = { es = "Fecha" }
[[sections.fields]]
id = "lugar_proximo"
labels = { es = "Lugar" }
[[sections.fields]]
id = "temas"
type = "lines"
labels = { es = "Temas a tratar" }
""".encode(),
    "acta.toml",
)


def acta(text: str) -> Session:
    return read_report(text.encode(), "a.md", [ACTA]).session


NEXT = "**Fecha:** 06/02/2026\n**Lugar:** Discord\n**Temas a tratar:**\n- Uno\n- Dos\n"
TABLE = (
    "| | |\n|---|---|\n| Fecha | 06/02/2026 |\n| Lugar | Discord |\n"
    "| Temas a tratar | Uno<br>Dos |\n"
)


@pytest.mark.parametrize("below", [NEXT, TABLE], ids=["lines", "table"])
def test_two_sections_with_facts_of_one_label(below: str) -> None:
    found = acta(
        "## Información general\n\n**Lugar:** Teams\n\n## Tareas asignadas\n\nNada.\n\n"
        f"## Próxima reunión\n\n{below}"
    )
    assert found.facts == {
        "lugar": "Teams", "fecha_proxima": date(2026, 2, 6), "lugar_proximo": "Discord",
        "temas": ("Uno", "Dos"),
    }  # fmt: skip


def test_a_table_in_a_text_stays_as_it_is() -> None:
    found = acta(
        "## Tareas asignadas\n\n| # | Tarea | Fecha |\n|---|---|---|\n"
        "| 1 | Mockups | lunes |\n| Lugar | Sala | |\n"
    )
    assert found.text("tareas") == "#\tTarea\tFecha\n1\tMockups\tlunes\nLugar\tSala"
    assert found.facts == {}


def test_a_row_that_no_fact_names_is_not_filed() -> None:
    found = acta(
        "## Información general\n\n| | |\n|---|---|\n| Lugar | Teams |\n| | sala 2 |\n"
        "| Quórum | 12 |\n"
    )
    assert found.facts == {"lugar": "Teams sala 2"}
    assert found.text("unfiled") == "Quórum\t12"


PICTURE = '<p>Avant.</p><p><img src="photo.png" alt="Tableau"></p><p>Après.</p>'
REPORT = (
    "<html><p>Titre de la session : E</p><h2>Participants</h2><h3>Intervenant(e)s</h3>"
    "<p>Ada Brook<br>Zoé Lind</p>{}<h2>Réponses à la question principale</h2>"
    "<p>Nom complet : Ada Brook<p>Réponse : oui"
)


def test_a_picture_amid_text_ends_no_section() -> None:
    notes = f"<h2>Résumé des présentations</h2><h3>Ada Brook</h3>{PICTURE}<h3>Zoé Lind</h3><p>Z."
    found = read_report(REPORT.format(notes).encode(), "a.html", TEMPLATES).session
    assert found.notes("presentations") == {"AB": "Avant.\n\nAprès.", "ZL": "Z."}
    assert found.notes("answers") == {"AB": "oui"}
    shots = found.screenshots("screenshots").values()
    assert [(shot.file, shot.caption, shot.alt) for shot in shots] == [
        ("photo.png", "", "Tableau")
    ]  # fmt: skip


def test_a_picture_of_a_template_without_pictures_is_not_filed() -> None:
    found = acta("## Tareas asignadas\n\nUno.\n\n![plano](plano.png)\n\nDos.\n")
    assert found.text("tareas") == "Uno.\n\nDos."
    assert found.text("unfiled") == "plano.png\nplano"


@pytest.mark.parametrize(
    ("figure", "texts"),
    [
        ("<img src=a.png alt=Plano><figcaption>La sala</figcaption>", "a.png\nPlano\nLa sala"),
        ("<img src='data:x' alt=Plano><figcaption>Plano</figcaption>", "Plano"),
        ("<img src=a.png>", "a.png"),
        ("<img src='data:x'>", ""),
    ],
)
def test_the_texts_of_a_picture_of_a_template_without_pictures(figure: str, texts: str) -> None:
    page = f"<html><h2>Tareas asignadas</h2><p>Uno.</p><figure>{figure}</figure>"
    found = read_report(page.encode(), "a.html", [ACTA]).session
    assert (found.text("tareas"), found.text("unfiled")) == ("Uno.", texts)


@pytest.mark.parametrize(
    ("heading", "section", "short"),
    [
        ("Presentations of the speakers", "presentations", "Présentations"),
        ("Présentations des invités", "presentations", "Présentations"),
        ("Conclusion de la matinée", "closing", "Conclusion"),
    ],
)
def test_a_heading_that_begins_with_a_short_label(heading: str, section: str, short: str) -> None:
    report = f"Titre de la session : E\n\n## {heading}\n\nTout.\n"
    found = read_report(report.encode(), "a.md", TEMPLATES)
    assert list(found.session.sections) == [section]
    assert found.notes == (f"“{heading}” is taken for the section “{short}”",)


@pytest.mark.parametrize("heading", ["Présentations", "Résumé présentations", "Conclusion :"])
def test_a_heading_that_says_no_more_than_its_label_is_not_named(heading: str) -> None:
    report = f"Titre de la session : E\n\n## {heading}\n\nTout.\n"
    assert read_report(report.encode(), "a.md", TEMPLATES).notes == ()


@pytest.mark.parametrize("heading", ["Présentations et réponses du public", "Session 3", "Titres"])
def test_a_heading_that_could_be_two_is_none(heading: str) -> None:
    report = f"Titre de la session : E\n\n## {heading}\n\nTout.\n"
    found = read_report(report.encode(), "a.md", TEMPLATES).session
    assert found.text("unfiled") == f"{heading}\nTout."
