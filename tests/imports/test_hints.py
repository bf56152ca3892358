"""Hints of a blank form that came back filled in: they are the template's words, no notes."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from gsef_tui.imports import read_report
from gsef_tui.model.session import Session
from gsef_tui.report.formats import Format, ReportInput
from gsef_tui.report.outline import make_outline

from .reading import WRITTEN, template

HINT = {"fr": "(Un paragraphe par personne :\n- ce qu'elle fait ;\n- ce qu'elle *veut*.\n\nMerci.)"}


@pytest.mark.parametrize("heading", [{}, {"fr": "Informations sur la séance"}])
@pytest.mark.parametrize("wanted", WRITTEN, ids=lambda wanted: wanted.id)
def test_a_hint_of_several_lines_is_no_text_of_the_session(
    wanted: Format, heading: dict[str, str]
) -> None:
    gsef = template()
    facts, *others = (replace(section, hint=HINT) for section in gsef.sections)
    own = replace(gsef, sections=(replace(facts, labels=heading), *others))
    session = Session(own, language="fr", facts={"title": "Énergie"})
    blank = wanted.render(ReportInput(session, make_outline(session, blank=True))).data
    found = read_report(blank, f"a{wanted.suffix}", [own])
    assert (found.session.facts, found.session.forum) == ({"title": "Énergie"}, {})
    assert (found.session.people, found.session.sections) == ({}, {})
