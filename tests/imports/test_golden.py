"""The golden session printed in four languages and every format, and read back."""

from __future__ import annotations

from pathlib import Path

import pytest

from gsef_tui.imports import Imported, read_report
from gsef_tui.report.formats import Format, ReportInput
from gsef_tui.report.outline import make_outline
from gsef_tui.report.text import to_text
from gsef_tui.report.typography import printed_outline
from tests.report.golden_session import LANGUAGES, golden_session, write_pictures

from .reading import TEMPLATES, WRITTEN

SHOWN_OTHERWISE = {
    # A bullet is a bullet: which sign was typed is in text alone.
    "* vivienda de todas las personas": "- vivienda de todas las personas",
    "* autoconstrucción": "- autoconstrucción",
    # A web page shows spaces by its style.
    "    cuatro espacios": "cuatro espacios",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wanted", WRITTEN, ids=lambda wanted: wanted.id)
def test_the_report_read_back_prints_the_same(
    wanted: Format, language: str, tmp_path: Path
) -> None:
    session = golden_session(language)
    outline = make_outline(session)
    report = ReportInput(session, outline, write_pictures(tmp_path))
    back = read_report(wanted.render(report).data, f"report{wanted.suffix}", TEMPLATES)
    assert back.session.language == language
    printed = to_text(make_outline(back.session)).split("\n")
    expected = to_text(outline).split("\n")
    differences = {old: new for old, new in zip(expected, printed, strict=True) if old != new}
    assert differences.items() <= SHOWN_OTHERWISE.items()
    assert len(differences) == {"text": 0, "markdown": 2, "docx": 2, "odt": 2, "html": 3}[wanted.id]
    assert "unfiled" not in back.session.sections
    shots = list(back.session.screenshots("screenshots").values())
    if wanted.id != "text":  # a text has no words for what a picture shows
        assert shots == list(session.screenshots("screenshots").values())


@pytest.mark.parametrize("wanted", [f for f in WRITTEN if f.id != "text"], ids=lambda f: f.id)
def test_bold_and_italic_come_back(wanted: Format, tmp_path: Path) -> None:
    session = golden_session("fr")
    outline = make_outline(session)
    report = ReportInput(session, outline, write_pictures(tmp_path))
    back = read_report(wanted.render(report).data, f"report{wanted.suffix}", TEMPLATES).session
    codes = {person.name: code for code, person in back.people.items()}
    presented = back.notes("presentations")[codes["Amina Benhaddou"]]
    assert "Solutions collectives → **prix accessibles**, *petites échelles*" in presented
    answered = back.notes("answers")[codes["Íñigo Quesada Muñoz"]]
    assert answered == session.notes("answers")["IQ"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wanted", WRITTEN, ids=lambda wanted: wanted.id)
def test_the_printed_report_adds_nothing_to_its_session(
    wanted: Format, language: str, tmp_path: Path
) -> None:
    session = golden_session(language)
    report = ReportInput(session, printed_outline(session), write_pictures(tmp_path))
    data = wanted.render(report).data
    back = read_report(data, f"report{wanted.suffix}", [session.template], into=session)
    assert back == Imported(session)
