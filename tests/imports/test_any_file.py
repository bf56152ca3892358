"""Whatever a file holds: a session or one sentence, and no word of it lost."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gsef_tui.imports import Imported, read_report
from gsef_tui.imports.file_formats import format_of, read_lines
from gsef_tui.model.session import Session
from gsef_tui.report.formats import Format
from gsef_tui.storage.encode import encode
from gsef_tui.storage.errors import UnreadableFile
from tests.report.golden_session import session_without_notes

from .reading import TEMPLATES, WRITTEN, written

WORDS = st.sampled_from(
    ["Béatrice", "Kevin Ossah", "- un", "**deux**", "prix :", "Date: demain", "Pays : Togo", "#3",
     "Participants", "Question principale", "Résumé des présentations:", "Réponse: oui", "1. x",
     "Nom complet: Ada", "Question: qui", "Remarques de clôture", "> cité", "한국어", "", "",
     "[a.png] b",
     "Anne Mercier, Ville (France)", "4-8 octobre 2021", "Intervenant(e)s", "Report", "Antwort"]
)  # fmt: skip
reports = st.lists(WORDS, min_size=1, max_size=25).map("\n".join).filter(str.strip)


@pytest.mark.slow
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(reports)
def test_no_word_is_lost(report: str) -> None:
    """What is no label is in the session, filed or not; labels are the template's own."""
    session = read_report(report.encode(), "a.txt", TEMPLATES).session
    kept = set(re.findall(r"[^\W\d_]+", encode(session).decode()))
    lost = set(re.findall(r"[^\W\d_]+", report)) - kept - LABELS
    assert lost <= TAKEN_APART


LABELS = set(
    re.findall(
        r"[^\W\d_]+",
        "Date Pays Participants Question principale Résumé des présentations Réponse Nom complet "
        "Remarques de clôture Intervenant e s Report",
    )
)
TAKEN_APART = {"octobre"}
"""A day of the forum is a date."""


@pytest.mark.parametrize("wanted", WRITTEN, ids=lambda wanted: wanted.id)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_damaged_file_is_a_session_or_a_sentence(wanted: Format, data: st.DataObject) -> None:
    whole = WHOLE[wanted.id]
    damaged = bytearray(whole[: data.draw(st.integers(1, len(whole)))])
    for _ in range(data.draw(st.integers(0, 6))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        damaged[at] = data.draw(st.integers(0, 255))
    found: Imported | str
    try:
        found = read_report(bytes(damaged), f"a{wanted.suffix}", TEMPLATES)
    except UnreadableFile as error:
        found = str(error)
    if isinstance(found, str):
        assert re.fullmatch(rf"a\{wanted.suffix}: [^\n]+", found)
    else:
        assert isinstance(found.session, Session)


WHOLE = {wanted.id: written(session_without_notes(), wanted) for wanted in WRITTEN}


@pytest.mark.parametrize("wanted", WRITTEN, ids=lambda wanted: wanted.id)
def test_a_kind_is_known_by_its_content(wanted: Format) -> None:
    assert format_of(WHOLE[wanted.id], "report") == wanted.id


def test_markdown_is_known_by_its_title_or_its_name() -> None:
    assert format_of(b"# Report\n\ntext", "a.txt") == "markdown"
    assert format_of(b"Titre : x\n", "a.md") == "markdown"
    assert format_of(b"Titre : x\n" * 20 + b"# 1 en tout", "a.txt") == "text"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_text_in_the_encodings_one_meets(encoding: str) -> None:
    lines = read_lines("Durée : été, « ça »".encode(encoding), "a.txt")
    assert [line.text for line in lines] == ["Durée : été, « ça »"]


def test_what_acts_on_a_terminal_is_gone_and_letters_are_composed() -> None:
    lines = read_lines("a\x1b]0;titre\x07b e\u0301\u2028c".encode(), "a.txt")
    assert [line.text for line in lines] == ["ab é", "c"]


@pytest.mark.slow
def test_a_zip_that_promises_too_much_is_not_unpacked() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", b" " * (129 * 1024 * 1024))
    with pytest.raises(UnreadableFile, match="too large"):
        read_lines(out.getvalue(), "a.odt")


def test_a_web_page_of_another_hand() -> None:
    page = """<!DOCTYPE html><html><head><title>x</title><script>y()</script></head><body>
    <div>Titre de la session&nbsp;: <i>Ici</i></div>
    <h2>Participants</h2><ul><li>Intervenante : Ada Brook (Irlande)</li></ul>
    <h2>Résumé   des présentations</h2><h3>Ada Brook</h3>
    <p>un<br>deux <b>trois</b></p><ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>
    <blockquote><p>cité</p><p>encore</p></blockquote><pre>x  y
z</pre><table><tr><td>p</td><td>q</td></tr></table>
    """
    session = read_report(page.encode(), "a.html", TEMPLATES).session
    assert session.facts["title"] == "Ici"
    assert [(p.name, p.role, p.country) for p in session.people.values()] == [
        ("Ada Brook", "speaker", "Irlande")
    ]
    assert session.notes("presentations")["AB"] == (
        "un\ndeux **trois**\n\n- a\n  - b\n- c\n\n> cité\n>\n> encore\n\nx  y\nz\np\tq"
    )
