"""A rapporteur's own marks: never printed as such, in no format."""

from __future__ import annotations

import pytest

from gsef_tui.model.session import Exchange, FreeText, Person, Screenshot, Session
from gsef_tui.report.formats import FORMATS
from gsef_tui.report.marks import without_own_marks
from gsef_tui.report.outline import make_outline
from gsef_tui.report.render import ReportRequest, render_report
from gsef_tui.report.speaker_excerpt import speaker_excerpt
from gsef_tui.report.text import to_text
from gsef_tui.report.typography import printed_outline
from gsef_tui.storage.templates import require_template
from tests.report.golden_session import golden_session

TEMPLATE = require_template("gsef")
SESSION = Session(
    template=TEMPLATE,
    facts={"title": "Cantines @@ [20:15]", "questions": ("Qui @@nom ?",)},
    people={"LT": Person(role="speaker", name="Lucía Torres", organisation="Cocina @@")},
    sections={
        "presentations": {"LT": "**Selon @@20:47**, [20:48] deux fermes"},
        "exchanges": {"q1": Exchange("Qui ?", "", {"LT": "[21:02] moi @@"})},
        "screenshots": {"s1": Screenshot("a@@b.png", "Photo @@")},
        "unfiled": FreeText("@@"),
    },
)


def test_a_gap_is_three_dots_in_brackets_and_a_stamp_nothing() -> None:
    text = to_text(printed_outline(SESSION))
    assert "Selon […], deux fermes" in text
    assert "Cantines […] [20:15]" in text, "only in what was said is a time a stamp"
    assert "Qui […]\u202f?" in text
    assert "Cocina […]" in text
    assert "\n[21:02]" not in text
    assert "@@" not in text.replace("a@@b.png", "")
    assert "a@@b.png" in text, "a file keeps its name"


def test_what_is_bold_stays_so_around_a_gap() -> None:
    form = next(f for f in FORMATS if f.id == "html")
    report = render_report(SESSION, form, ReportRequest(), lambda file: None)
    assert "<strong>Selon […]</strong>" in report.data.decode()


def test_stamps_are_there_where_they_are_wanted() -> None:
    text = to_text(printed_outline(SESSION, times=True))
    assert "Selon […], [20:48] deux fermes" in text
    assert "[21:02] moi […]" in text


@pytest.mark.parametrize(("times", "text"), [(False, "moi […]"), (True, "[21:02] moi […]")])
def test_a_speaker_s_part_has_them_alike(times: bool, text: str) -> None:
    slip = to_text(speaker_excerpt(SESSION, "LT", times=times))
    assert "@@" not in slip
    assert ("[20:48]" in slip) is ("[21:02]" in slip) is times
    assert text in slip


@pytest.mark.parametrize("name", [f.id for f in FORMATS if f.id in ("text", "markdown", "html")])
@pytest.mark.parametrize(
    "report", [ReportRequest(), ReportRequest(as_typed=True), ReportRequest(only="LT")]
)
def test_no_mark_is_printed_as_it_is_typed(name: str, report: ReportRequest) -> None:
    form = next(f for f in FORMATS if f.id == name)
    data = render_report(SESSION, form, report, lambda file: None).data.decode()
    assert "@@" not in data.replace("a@@b.png", "")
    assert "[…]" in data or "\\[…\\]" in data


def test_a_session_without_marks_stays_the_one_it_is() -> None:
    session = golden_session()
    assert without_own_marks(session) is session


def test_the_session_as_stored_keeps_its_marks() -> None:
    form = next(f for f in FORMATS if f.id == "json")
    rendered = render_report(SESSION, form, ReportRequest(), lambda file: None)
    assert "@@20:47" in rendered.data.decode()
    assert make_outline(SESSION).name == "Cantines […] [20:15]"
