"""What the tests of reports read back have in common."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from gsef_tui.imports import Imported, read_report
from gsef_tui.model.session import Session
from gsef_tui.model.template import Template
from gsef_tui.report.formats import FORMATS, Format, ReportInput
from gsef_tui.report.outline import make_outline
from gsef_tui.storage.templates import load_template

REAL = Path(__file__).parents[3] / "shared" / "report" / "session-report-fr.txt"
needs_the_real_report = pytest.mark.skipif(
    not REAL.exists(), reason=f"the real report is not beside the checkout: {REAL}"
)

WRITTEN = tuple(f for f in FORMATS if f.id in ("text", "markdown", "html", "docx", "odt"))
"""The formats that can be read back."""


def template(template_id: str = "gsef") -> Template:
    found = load_template(template_id)
    assert found is not None
    return found


TEMPLATES = (template("gsef"), template("igf"))


def read(text: str, name: str = "report.txt") -> Imported:
    return read_report(text.encode(), name, TEMPLATES)


def written(session: Session, wanted: Format) -> bytes:
    """A session's report as typed; it has no pictures."""
    outline = make_outline(session)
    return wanted.render(ReportInput(session, outline)).data


def as_printed(session: Session) -> Session:
    """A session without what a report does not print: other spellings."""
    people = {code: replace(person, also=()) for code, person in session.people.items()}
    return replace(session, people=people)
