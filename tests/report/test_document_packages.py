"""Every ODT and DOCX as a package: parts that are there, name one another and, in an ODT, hold
against the schema of OpenDocument 1.3."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gsef_tui.model.session import Session
from gsef_tui.report.docx import to_docx
from gsef_tui.report.formats import format_for
from gsef_tui.report.odt import to_odt
from gsef_tui.report.render import ReportRequest, render_report
from tests import strategies
from tests.report.every_block import printed_reports
from tests.report.validators import odf, ooxml
from tests.report.validators.every_report import every_report, write_reports


def nowhere(file: str) -> None:
    """Finds no picture."""


@pytest.mark.slow
@odf.needs_schema
def test_every_odt_is_valid(tmp_path: Path) -> None:
    files = write_reports(tmp_path, "odt")
    assert {file.stem for file in files} == {*every_report()}
    found = {file.stem: odf.faults(file.read_bytes()) for file in files}
    assert {name: said for name, said in found.items() if said} == {}


@pytest.mark.slow
def test_every_docx_holds_together(tmp_path: Path) -> None:
    files = write_reports(tmp_path, "docx")
    found = {file.stem: ooxml.faults(file.read_bytes()) for file in files}
    assert {name: said for name, said in found.items() if said} == {}


@odf.needs_schema
def test_every_block_is_valid() -> None:
    for printed in printed_reports():
        assert odf.faults(to_odt(printed, picture=nowhere, author="Rosa")[0]) == []
        assert ooxml.faults(to_docx(printed, picture=nowhere, author="Rosa")[0]) == []


TABLE = "<style:table-properties "

Change = Callable[[dict[str, bytes]], None]


def in_part(part: str, old: str, new: str) -> Change:
    """Replaces a passage that is in a part."""

    def change(files: dict[str, bytes]) -> None:
        assert old.encode() in files[part]
        files[part] = files[part].replace(old.encode(), new.encode(), 1)

    return change


def unlisted(files: dict[str, bytes]) -> None:
    """Adds a part that no list names."""
    files["Pictures/9.gif"] = b""


def mimetype_last(files: dict[str, bytes]) -> None:
    """Puts the media type where other programs do not look for it."""
    files["mimetype"] = files.pop("mimetype")


def changed(folder: Path, format_id: str, change: Change) -> bytes:
    """A sound report with a change in it."""
    (sound,) = write_reports(folder, format_id, {"fr": every_report()["fr-full"]})
    with zipfile.ZipFile(sound) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


@odf.needs_schema
@pytest.mark.parametrize(
    ("change", "said"),
    [
        (in_part("content.xml", TABLE, f'{TABLE}fo:border-top="none" '), "table-properties"),
        (in_part("content.xml", 'text:outline-level="1"', 'text:outline-level="no"'), "level"),
        (in_part("content.xml", 'text:style-name="Title"', 'text:style-name="Tite"'), "Tite"),
        (in_part("content.xml", 'xlink:href="Pictures/1.png"', 'xlink:href="1.png"'), "part 1.png"),
        (in_part("content.xml", "</office:text>", ""), "content.xml: "),
        (in_part("styles.xml", 'fo:line-height="113%"', 'fo:line-height="113"'), "113"),
        (in_part("styles.xml", 'layout-name="Page"', 'layout-name="Leaf"'), "page layout Leaf"),
        (in_part("styles.xml", 'font-name="', 'font-name="No'), "there is no font No"),
        (in_part("meta.xml", "<dc:title>", "<dc:titles/><dc:title>"), "titles"),
        (in_part(odf.MANIFEST, 'manifest:version="1.3"', ""), "version None"),
        (in_part(odf.MANIFEST, '"meta.xml"', '"Meta.xml"'), "lacks meta.xml"),
        (unlisted, "lacks Pictures/9.gif"),
        (mimetype_last, "is not the mimetype"),
    ],
)
def test_what_is_wrong_in_an_odt_is_found(change: Change, said: str, tmp_path: Path) -> None:
    found = odf.faults(changed(tmp_path, "odt", change))
    assert any(said in each for each in found), found


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (in_part(ooxml.DOCUMENT, "</w:body>", ""), "document.xml: "),
        (in_part(ooxml.DOCUMENT, 'w:pStyle w:val="Title"', 'w:pStyle w:val="T"'), "no style T"),
        (in_part(ooxml.DOCUMENT, 'w:numId w:val="', 'w:numId w:val="99'), "no numbering 99"),
        (in_part(ooxml.DOCUMENT, 'r:embed="rId', 'r:embed="rId99'), "no relationship rId99"),
        (in_part("word/_rels/document.xml.rels", "styles.xml", "s.xml"), "no part s.xml"),
        (unlisted, "Pictures/9.gif: has no media type"),
    ],
)
def test_what_is_wrong_in_a_docx_is_found(change: Change, said: str, tmp_path: Path) -> None:
    found = ooxml.faults(changed(tmp_path, "docx", change))
    assert any(said in each for each in found), found


@pytest.mark.slow
@odf.needs_schema
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(strategies.sessions, st.booleans())
def test_any_session_makes_valid_documents(session: Session, blank: bool) -> None:
    for format_id, faults in (("odt", odf.faults), ("docx", ooxml.faults)):
        wanted = format_for(format_id)
        assert wanted is not None
        request = ReportRequest(blank=blank)
        assert faults(render_report(session, wanted, request, nowhere).data) == []
