"""Cancelling a report while it is being made."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from gsef_tui.editing.export import ExportRequest, ExportService, Target
from gsef_tui.report.cancellation import Cancelled
from gsef_tui.report.formats import FORMATS, Format, Options, format_for
from gsef_tui.report.office import print_odt
from gsef_tui.report.render import ReportRequest, render_report

from .golden_session import golden_session, write_pictures
from .programs import endless_printer, id_of, is_here


@pytest.mark.parametrize("name", ["docx", "odt", "html", "package"])
def test_a_format_with_pictures_stops_before_the_next_one(name: str, tmp_path: Path) -> None:
    find = write_pictures(tmp_path)
    looked: list[str] = []

    def look(file: str) -> Path | None:
        looked.append(file)
        return find(file)

    known = format_for(name)
    assert known is not None
    with pytest.raises(Cancelled):
        render_report(golden_session(), known, ReportRequest(), look, lambda: bool(looked))
    assert looked == ["gallery.png"]


def test_a_package_stops_between_its_formats() -> None:
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > 1

    report = ReportRequest(options=Options(packed=("json", "toml", "text")))
    known = format_for("package")
    assert known is not None
    with pytest.raises(Cancelled):
        render_report(golden_session(), known, report, lambda _: None, cancelled)
    assert len(asked) == 2


@pytest.mark.parametrize("there", [None, b"of yesterday"])
@pytest.mark.parametrize("known", FORMATS, ids=id_of)
def test_cancelled_at_the_last_moment_an_export_leaves_the_folder_as_it_was(
    known: Format, there: bytes | None, tmp_path: Path
) -> None:
    """Cancelled when the report is complete, and only the file's name is missing."""
    target = tmp_path / "report.any"
    if there is not None:
        target.write_bytes(there)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    if not is_here(known):
        pytest.skip("Typst is not installed")
    service = ExportService(golden_session(), tmp_path / "s.toml")
    report = ReportRequest(options=Options(packed=()))
    request = ExportRequest(known, report, Target(target, target, overwrite=there is not None))
    with pytest.raises(Cancelled):
        service.export(request, lambda: len(list(tmp_path.iterdir())) > len(before))
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_program_that_prints_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    with endless_printer(tmp_path) as printer:
        with pytest.raises(Cancelled):
            print_odt(printer.path, b"", cancelled=printer.has_started)
        assert printer.all_ended()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_program_that_prints_does_not_outlive_ours(
    number: signal.Signals, tmp_path: Path
) -> None:
    """Nor does its profile, which lies beside the file that it prints."""
    code = "import sys; from gsef_tui.report.office import print_odt; print_odt(sys.argv[1], b'')"
    with endless_printer(tmp_path) as printer:
        ours = subprocess.Popen(
            [sys.executable, "-c", code, printer.path],
            stderr=subprocess.DEVNULL,
            env={**os.environ, "TMPDIR": str(tmp_path)},
            # What nohup or a shell starts in the background ignores some, and so do its children.
            preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),
        )
        assert printer.has_started()
        ours.send_signal(number)
        assert ours.wait(10) != 0
        assert printer.all_ended()
    assert not list(tmp_path.glob("gsef-tui-*"))
