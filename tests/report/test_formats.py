"""The list of formats: how one is found, and what each gives."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from gsef_tui.model.session import Session
from gsef_tui.report.formats import FORMATS, Format, Options, ReportInput, format_for
from gsef_tui.report.outline import make_outline

from .golden_session import golden_session, in_latin
from .programs import is_here, typst_needs_hangul

HERE = [known for known in FORMATS if is_here(known)]
"""The formats that can be written on this machine."""


@pytest.mark.parametrize("known", FORMATS, ids=lambda known: known.id)
def test_a_format_is_found_by_id_ending_and_path(known: Format) -> None:
    for name in (known.id, known.suffix, known.suffix[1:], f"a.b/report{known.suffix.upper()}"):
        assert format_for(name) is known
    assert format_for(Path("x") / f"y{known.suffix}") is known


@pytest.mark.parametrize(
    "name", ["", ".", "doc", "report", "text.", "a/text", "docx/report", "x.y"]
)
def test_other_names_are_no_format(name: str) -> None:
    assert format_for(name) is None


def test_ids_and_endings_are_taken_once() -> None:
    endings = [e for known in FORMATS for e in (known.suffix, *known.endings)]
    assert len(set(endings)) == len(endings)
    assert [known.suffix for known in FORMATS] == [
        ".docx", ".odt", ".pdf", ".html", ".md", ".txt", ".json", ".toml", ".zip",
    ]  # fmt: skip
    assert [known.id for known in FORMATS if known.binary] == ["docx", "odt", "pdf", "package"]


@pytest.mark.parametrize(
    ("known", "session"),
    [
        *(pytest.param(f, in_latin(golden_session()), id=f"{f.id}-latin") for f in HERE),
        *(pytest.param(f, golden_session(), id=f.id) for f in HERE if f.id != "pdf"),
        *(
            pytest.param(f, golden_session(), id=f.id, marks=typst_needs_hangul)
            for f in HERE
            if f.id == "pdf"
        ),
    ],
)
def test_a_missing_picture_is_a_warning_that_names_it(known: Format, session: Session) -> None:
    rendered = known.render(
        ReportInput(
            session,
            make_outline(session),
            options=Options(packed=("docx", "text")),
        )
    )
    assert rendered.data
    names = [warning.partition(":")[0] for warning in rendered.warnings]
    assert names == ([] if known.id in ("json", "toml") else ["gallery.png", "room.png"])


def test_no_format_is_paid_for_by_another() -> None:
    """Importing the list loads none of the libraries that some formats need."""
    code = (
        "import sys, json, gsef_tui.report.formats, gsef_tui.report.outline\n"
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    loaded = set(json.loads(done.stdout))
    assert (
        loaded
        & {
            "docx",
            "lxml",
            "babel",
            "markdown_it",
            "rich",
            "textual",
            "PIL",
            "typst",
        }
        == set()
    )
