"""The sample is what one sees first: whole, as the program would write it, and small."""

from __future__ import annotations

from pathlib import Path

from gsef_tui.checks import check
from gsef_tui.model.codes import make_code
from gsef_tui.model.session import NOBODY
from gsef_tui.storage.documents import open_document
from gsef_tui.storage.encode import encode
from gsef_tui.storage.pictures import picture_folder, resolve

SAMPLE = Path(__file__).parents[1] / "sessions" / "2026-05-12-sample-energie-citoyenne.toml"


def test_nothing_is_missing_and_nothing_contradicts_itself() -> None:
    document = open_document(SAMPLE)
    findings = check(
        document.session,
        picture=lambda file: resolve(SAMPLE, file) is not None,
    )
    assert findings == ()


def test_it_is_as_the_program_writes_it() -> None:
    """The first change of a visitor is then the only one that a diff shows."""
    document = open_document(SAMPLE)
    assert encode(document.session) == SAMPLE.read_bytes()


def test_every_code_is_the_one_that_the_program_would_make() -> None:
    people = open_document(SAMPLE).session.people
    made: list[str] = []
    for person in people.values():
        made.append(make_code(person.name, made))
    assert made == list(people)


def test_the_orders_differ_as_in_a_real_session() -> None:
    session = open_document(SAMPLE).session
    speakers = [code for code, person in session.people.items() if person.role == "speaker"]
    presentations, answers = (list(session.notes(s)) for s in ("presentations", "answers"))
    assert sorted(speakers) == sorted(presentations) == sorted(answers)
    assert speakers != presentations != answers
    assert NOBODY not in answers


def test_every_picture_is_shown_and_small() -> None:
    session = open_document(SAMPLE).session
    shown = {shot.file for shot in session.screenshots("screenshots").values()}
    files = list(picture_folder(SAMPLE).iterdir())
    assert {path.name for path in files} == shown
    assert all(path.stat().st_size < 60_000 for path in files)
