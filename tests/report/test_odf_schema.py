"""Every ODT holds against the schema of OpenDocument 1.3, the rules of its package, and itself."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gsef_tui.model.session import Session
from gsef_tui.report.formats import format_for
from gsef_tui.report.odt import to_odt
from gsef_tui.report.render import ReportRequest, render_report
from tests import strategies
from tests.report.every_block import printed_reports
from tests.report.validators import odf
from tests.report.validators.every_report import every_report, write_reports

pytestmark = odf.needs_schema


def nowhere(file: str) -> None:
    """Finds no picture."""


@pytest.mark.slow
def test_every_report_is_valid(tmp_path: Path) -> None:
    files = write_reports(tmp_path, "odt")
    assert {file.stem for file in files} == {*every_report()}
    found = {file.stem: odf.faults(file.read_bytes()) for file in files}
    assert {name: said for name, said in found.items() if said} == {}


def test_every_block_is_valid() -> None:
    for printed in printed_reports():
        assert odf.faults(to_odt(printed, picture=nowhere, author="Rosa")[0]) == []


TABLE = "<style:table-properties "

Change = Callable[[dict[str, bytes]], None]


def in_part(part: str, old: str, new: str) -> Change:
    """Replaces a passage that is in a part."""

    def change(files: dict[str, bytes]) -> None:
        assert old.encode() in files[part]
        files[part] = files[part].replace(old.encode(), new.encode(), 1)

    return change


def unlisted(files: dict[str, bytes]) -> None:
    """Adds a part that the manifest does not name."""
    files["Pictures/9.png"] = b""


def mimetype_last(files: dict[str, bytes]) -> None:
    """Puts the media type where other programs do not look for it."""
    files["mimetype"] = files.pop("mimetype")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (in_part("content.xml", TABLE, f'{TABLE}fo:border-top="none" '), "table-properties"),
        (in_part("content.xml", 'text:outline-level="1"', 'text:outline-level="no"'), "level"),
        (in_part("content.xml", 'text:style-name="Title"', 'text:style-name="Tite"'), "Tite"),
        (in_part("styles.xml", 'fo:line-height="113%"', 'fo:line-height="113"'), "113"),
        (in_part("meta.xml", "<dc:title>", "<dc:titles/><dc:title>"), "titles"),
        (in_part("content.xml", "</office:text>", ""), "content.xml: "),
        (in_part(odf.MANIFEST, 'manifest:version="1.3"', ""), "version None"),
        (in_part(odf.MANIFEST, '"meta.xml"', '"Meta.xml"'), "lacks meta.xml"),
        (unlisted, "lacks Pictures/9.png"),
        (mimetype_last, "is not the mimetype"),
    ],
)
def test_what_is_wrong_is_found(change: Change, said: str, tmp_path: Path) -> None:
    (sound,) = write_reports(tmp_path, "odt", {"igf": every_report()["igf-full"]})
    with zipfile.ZipFile(sound) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    found = odf.faults(changed.getvalue())
    assert any(said in each for each in found), found


@pytest.mark.slow
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(strategies.sessions, st.booleans())
def test_any_session_makes_a_valid_document(session: Session, blank: bool) -> None:
    wanted = format_for("odt")
    assert wanted is not None
    request = ReportRequest(blank=blank)
    assert odf.faults(render_report(session, wanted, request, nowhere).data) == []
