"""The same program with another forum's template, and with the example of the handbook."""

from __future__ import annotations

import re
from datetime import date, time
from pathlib import Path

import pytest
from msgspec.structs import replace

from gsef_tui.checks import check
from gsef_tui.model.session import FreeText, Person, Session
from gsef_tui.model.template import Template
from gsef_tui.report.formats import FORMATS, ReportInput
from gsef_tui.report.text import to_text
from gsef_tui.report.typography import printed_outline
from gsef_tui.storage.decode import decode
from gsef_tui.storage.documents import with_template
from gsef_tui.storage.encode import encode
from gsef_tui.storage.templates import load_template, read_template

from .golden_session import golden_session

HANDBOOK = Path(__file__).parents[2] / "docs" / "templates.md"

REPORT = """\
Enabling Inclusive and Sustainable Growth

Internet Governance Forum
6-9 December 2016

Workshop report

Session title: Who owns the mast?
Date: 7 December 2016
Time: 09:00-10:30 CST
Workshop organiser: Open Links Association


Chairperson/Moderator:

Ada Brook, Open Links (Ireland)


Rapporteur/Note taker:

Minh Tran, Field Notes (Vietnam)


Speakers and institutional affiliations:

김서연, Village Net (South Korea)


Key issues raised:

- Masts are shared, upkeep is not.
- Licences favour the large.


Presentations:

김서연:

A village owns its network; members repair it.


Discussions:

First.

Second.


Participant suggestions regarding the way forward, potential next steps and key takeaways:

A fund for repairs.
"""


def igf() -> Template:
    template = load_template("igf")
    assert template is not None
    return template


def workshop() -> Session:
    """A workshop in which nothing is missing."""
    return Session(
        template=igf(),
        language="en",
        forum={
            "theme": "Enabling Inclusive and Sustainable Growth",
            "name": "Internet Governance Forum",
            "first_day": date(2016, 12, 6),
            "last_day": date(2016, 12, 9),
        },
        facts={
            "title": "Who owns the mast?",
            "date": date(2016, 12, 7),
            "starts": time(9),
            "ends": time(10, 30),
            "time_zone": "America/Mexico_City",
            "organiser": "Open Links Association",
        },
        people={
            "AB": Person("moderator", "Ada Brook", "Open Links", "Ireland"),
            "MT": Person("rapporteur", "Minh Tran", "Field Notes", "Vietnam"),
            "KS": Person("speaker", "김서연", "Village Net", "South Korea"),
        },
        sections={
            "issues": FreeText("- Masts are shared, upkeep is not.\n- Licences favour the large."),
            "presentations": {"KS": "A village owns its network; members repair it."},
            "discussions": FreeText("First.\n\nSecond."),
            "way_forward": FreeText("A fund for repairs."),
        },
    )


def test_its_report_follows_its_form() -> None:
    outline = printed_outline(workshop())
    assert to_text(outline) == REPORT
    assert check(workshop()) == ()


def test_its_session_is_stored_and_read_back() -> None:
    assert decode(encode(workshop()), "a.toml") == workshop()


@pytest.mark.parametrize("wanted", FORMATS, ids=lambda wanted: wanted.id)
def test_every_format_writes_it(wanted: object) -> None:
    known = next(f for f in FORMATS if f is wanted)
    if known.id in ("pdf", "package"):
        pytest.skip("it needs programs or a file of its own")
    outline = printed_outline(workshop())
    assert known.render(ReportInput(workshop(), outline)).data


def test_its_blank_form_has_its_hints() -> None:
    form = to_text(printed_outline(workshop(), blank=True))
    assert "(one sentence per issue)" in form
    assert "(three paragraphs)" in form
    assert "Masts are shared" not in form


def test_what_is_missing_is_found_by_its_own_sections() -> None:
    empty = replace(workshop(), facts={}, people={}, sections={})
    assert [(f.rule, f.place) for f in check(empty)] == [
        ("missing-fact", "facts.title"),
        ("missing-fact", "facts.date"),
        ("missing-fact", "facts.starts"),
        ("missing-fact", "facts.ends"),
        ("missing-fact", "facts.organiser"),
        ("no-moderator", "participants"),
        ("no-speaker", "participants"),
        ("no-text", "issues"),
        ("no-text", "discussions"),
        ("no-text", "way_forward"),
    ]


def test_the_handbooks_example_is_a_template() -> None:
    text = HANDBOOK.read_text(encoding="utf-8")
    found = re.search(r"<!-- example -->\n```toml\n(.*?)```", text, re.DOTALL)
    assert found
    template = read_template(found[1].encode(), "council.toml")
    session = Session(
        template=template,
        language="en",
        facts={"subject": "The bridge", "held": date(2031, 4, 12)},
        people={"AB": Person("member", "Ada Brook", "Ward 3")},
        sections={"statements": {"AB": "It is old."}, "decisions": FreeText("- Mend it.")},
    )
    report = to_text(printed_outline(session))
    assert report.startswith("Minutes\n\nSubject: The bridge\nHeld on: 12 April 2031\n")
    assert "Statements:\n\nAda Brook:\n\nIt is old.\n" in report
    assert [f.rule for f in check(session)] == ["no-moderator"]


def test_a_session_changes_its_template_and_back_and_loses_nothing() -> None:
    session = golden_session("fr")
    before = encode(session)
    changed = decode(encode(with_template(session, "igf")), "a.toml")
    assert "presentations" in changed.sections
    back = decode(encode(changed).replace(b'"igf"', b'"gsef"'), "a.toml")
    assert back == session
    assert encode(back) == before
