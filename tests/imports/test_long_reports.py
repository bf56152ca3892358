"""The contents and the running headers of a long report are no notes when it is read back."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from gsef_tui.imports import Imported, read_report
from gsef_tui.model.session import Session
from gsef_tui.report.formats import Format, ReportInput
from gsef_tui.report.outline import make_outline
from gsef_tui.report.typography import typeset

from ..report.pages import long_session
from .reading import WRITTEN, read

PRINTED = [known for known in WRITTEN if known.id in ("docx", "odt", "html")]


def exported(session: Session, wanted: Format, *, with_contents: bool = True) -> bytes:
    printed = typeset(make_outline(session), session.language)
    if not with_contents:
        printed = replace(printed, contents="")
    return wanted.render(ReportInput(session, printed)).data


@pytest.mark.parametrize("language", ["fr", "es", "ko"])
@pytest.mark.parametrize("wanted", PRINTED, ids=lambda wanted: wanted.id)
def test_a_long_report_is_read_as_if_it_had_none(wanted: Format, language: str) -> None:
    session = long_session(language, 4)
    plain = exported(session, wanted, with_contents=False)
    data = exported(session, wanted)
    assert data != plain
    name = f"r{wanted.suffix}"
    found = read_report(data, name, [session.template])
    assert found == read_report(plain, name, [session.template])
    assert read_report(data, name, [session.template], into=session) == Imported(session)


def test_the_contents_of_a_web_page_made_elsewhere_are_no_notes() -> None:
    """A navigation that is not said to be a table of contents keeps its words."""
    page = (
        '<!DOCTYPE html><nav role="doc-toc"><h2>Sommaire</h2><a href="#a">Participants</a></nav>'
        "<nav><p>Aller au forum</p></nav><h2>Conclusion</h2><p>On apprend.</p>"
    )
    found = read(page, "r.html").session
    said = repr((found.forum, found.facts, found.people, found.sections))
    assert "Sommaire" not in said
    assert "Participants" not in said
    assert "Aller au forum" in said
    assert "On apprend." in said
