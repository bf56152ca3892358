"""A report that is wanted no more while it is being made."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from gsef_tui.report.formats import FORMATS, Format, Options, format_for
from gsef_tui.report.leaving import Left
from gsef_tui.report.making import Wanted, make_report
from gsef_tui.report.office import print_odt
from gsef_tui.ui.exporting import Target, write

from .golden_session import golden_session, golden_template, write_pictures
from .programs import endless_printer, id_of, is_here


@pytest.mark.parametrize("name", ["docx", "odt", "html", "package"])
def test_what_has_pictures_is_left_before_the_next_one(name: str, tmp_path: Path) -> None:
    find = write_pictures(tmp_path)
    looked: list[str] = []

    def look(file: str) -> Path | None:
        looked.append(file)
        return find(file)

    known = format_for(name)
    assert known is not None
    with pytest.raises(Left):
        make_report(
            golden_session(), golden_template(), known, Wanted(), look, lambda: bool(looked)
        )
    assert looked == ["gallery.png"]


def test_a_package_is_left_between_its_formats() -> None:
    asked: list[int] = []

    def left() -> bool:
        asked.append(1)
        return len(asked) > 1

    wanted = Wanted(options=Options(packed=("json", "toml", "text")))
    known = format_for("package")
    assert known is not None
    with pytest.raises(Left):
        make_report(golden_session(), golden_template(), known, wanted, lambda _: None, left)
    assert len(asked) == 2


@pytest.mark.parametrize("there", [None, b"of yesterday"])
@pytest.mark.parametrize("known", FORMATS, ids=id_of)
def test_one_that_is_left_at_the_last_moment_leaves_the_folder_as_it_was(
    known: Format, there: bytes | None, tmp_path: Path
) -> None:
    """Left when all is made: only the file's name is missing."""
    target = tmp_path / "report.any"
    if there is not None:
        target.write_bytes(there)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    if not is_here(known):
        pytest.skip("Typst is not installed")
    with pytest.raises(Left):
        write(
            golden_session(),
            golden_template(),
            tmp_path / "s.toml",
            known,
            Wanted(options=Options(packed=())),
            Target(target, target, ours=there is not None),
            lambda: len(list(tmp_path.iterdir())) > len(before),
        )
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_program_that_prints_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    with endless_printer(tmp_path) as printer:
        with pytest.raises(Left):
            print_odt(printer.path, b"", left=printer.has_started)
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
