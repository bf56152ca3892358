"""A session read with another template: what its facts mean and its roles do keeps its place."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from gsef_tui.model.session import Closing
from gsef_tui.storage.decode import decode
from gsef_tui.storage.encode import encode
from gsef_tui.storage.template_terms import in_terms_of
from gsef_tui.storage.templates import in_place_of_any, read_template, require_template

ACTA = """
id = "acta"
languages = ["es"]
names = { es = "Acta" }

[[forum]]
id = "foro"
means = "name"

[[roles]]
id = "preside"
leads = true
labels = { es = "Moderación" }

[[roles]]
id = "asistente"
speaks = true
labels = { es = "Asistentes" }

[[roles]]
id = "oyente"
labels = { es = "Público" }

[[sections]]
id = "datos"
kind = "facts"
[[sections.fields]]
id = "titulo"
means = "title"
labels = { es = "Título" }
[[sections.fields]]
id = "fecha"
type = "date"
means = "day"
labels = { es = "Fecha" }
[[sections.fields]]
id = "inicio"
means = "starts"
labels = { es = "Hora" }

[[sections]]
id = "asistentes"
kind = "people"
labels = { es = "Asistentes" }

[[sections]]
id = "temas"
kind = "questions"
labels = { es = "Temas" }

[[sections]]
id = "desarrollo"
kind = "notes"
labels = { es = "Desarrollo" }

[[sections]]
id = "cierre"
kind = "closing"
role = "preside"
labels = { es = "Cierre" }
"""

SESSION = """\
format = 1
template = "gsef"
language = "fr"

[forum]
name = "Forum"

[session]
title = "Énergie"
date = 2026-05-12
starts = 20:00:00
questions = ["Qui paie ?"]
salle = "B"

[people.MO]
role = "moderator"
name = "Mia"

[people.AB]
role = "speaker"
name = "Ada"

[people.PU]
role = "audience"
name = "Une voisine"

[presentations]
AB = "Un."

[answers]
AB = "Deux."

[closing]
moderator = "Fin."
[closing.remarks]
AB = "Merci."
"""

acta = read_template(ACTA.encode(), "acta.toml")


def test_facts_roles_and_sections_are_those_that_mean_the_same() -> None:
    with in_place_of_any(acta):
        session = decode(SESSION.encode(), "s.toml")
    assert session.forum == {"foro": "Forum"}
    assert session.facts == {
        "titulo": "Énergie", "fecha": date(2026, 5, 12), "inicio": "20:00",
        "temas": ("Qui paie ?",), "salle": "B",
    }  # fmt: skip
    assert {code: person.role for code, person in session.people.items()} == {
        "MO": "preside", "AB": "asistente", "PU": "oyente",
    }  # fmt: skip
    assert session.sections == {
        "desarrollo": {"AB": "Un."},
        "cierre": Closing("Fin.", {"AB": "Merci."}),
    }
    assert session.extra["answers"] == {"AB": "Deux."}


def test_it_is_a_session_of_the_other_template_from_then_on() -> None:
    with in_place_of_any(acta):
        written = encode(decode(SESSION.encode(), "s.toml"))
    assert b'template = "acta"' in written
    assert b'titulo = "\xc3\x89nergie"' in written
    assert decode(SESSION.encode(), "s.toml").facts["title"] == "Énergie"


def test_a_place_that_is_taken_stays_as_it_is() -> None:
    tables = {"session": {"title": "Un", "titulo": "Deux"}, "presentations": {}, "desarrollo": {}}
    assert in_terms_of(tables, require_template("gsef"), acta) == tables


def test_an_hour_that_becomes_text_can_be_read() -> None:
    tables = {"session": {"starts": time(9, 30)}}
    found = in_terms_of(tables, require_template("gsef"), acta)
    assert found == {"session": {"inicio": "09:30"}}


def test_one_forums_session_in_the_others_template() -> None:
    with in_place_of_any(require_template("igf")):
        session = decode(SESSION.encode(), "s.toml")
    assert session.facts["title"] == "Énergie"
    assert session.template.fact("day") is not None


@pytest.mark.parametrize(
    ("entry", "key"), [("PU", "audience"), ("PU", "nobody_knows")], ids=["known", "unknown"]
)
def test_a_role_that_nobody_does_keeps_its_name(entry: str, key: str, tmp_path: Path) -> None:
    other = ACTA.replace('[[roles]]\nid = "oyente"\nlabels = { es = "Público" }\n\n', "")
    tables = {"people": {entry: {"role": key, "name": "x"}}}
    found = in_terms_of(
        tables, require_template("gsef"), read_template(other.encode(), "acta.toml")
    )
    assert found == tables
