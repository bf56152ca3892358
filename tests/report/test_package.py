"""The package that one mails."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image

from gsef_tui.model.session import Screenshot, Session
from gsef_tui.report import office, typeset
from gsef_tui.report.formats import Options, Rendered, ReportInput, format_for
from gsef_tui.report.outline import make_outline
from gsef_tui.storage.documents import open_document
from gsef_tui.storage.errors import CannotWrite
from gsef_tui.storage.pictures import resolve

from .golden_session import golden_session, write_pictures

Lookup = Callable[[str], Path | None]


def packed(session: Session, picture: Lookup, *formats: str) -> Rendered:
    wanted = format_for("zip")
    assert wanted
    return wanted.render(
        ReportInput(
            session=session,
            outline=make_outline(session),
            picture=picture,
            options=Options(packed=formats, stem="2026-10-01-habitat"),
        )
    )


def unpacked(data: bytes, folder: Path) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(folder)
        return archive.namelist()


def test_it_holds_the_reports_the_session_and_its_pictures(tmp_path: Path) -> None:
    session = golden_session()
    find = write_pictures(tmp_path)
    rendered = packed(session, find, "docx", "odt", "text")
    assert rendered.warnings == ()
    assert unpacked(rendered.data, tmp_path / "mail") == [
        "2026-10-01-habitat.docx",
        "2026-10-01-habitat.odt",
        "2026-10-01-habitat.txt",
        "2026-10-01-habitat.toml",
        "2026-10-01-habitat/gallery.png",
        "2026-10-01-habitat/room.png",
    ]
    path = tmp_path / "mail" / "2026-10-01-habitat.toml"
    assert open_document(path).session == session
    for name in ("gallery.png", "room.png"):
        found = resolve(path, name)
        assert found
        assert found.read_bytes() == (tmp_path / name).read_bytes()


def test_the_same_session_is_the_same_bytes(tmp_path: Path) -> None:
    find = write_pictures(tmp_path)
    first, second = (packed(golden_session(), find, "docx", "html").data for _ in range(2))
    assert first == second


def test_a_picture_whose_kind_is_changed_has_its_ending_in_the_session_too(tmp_path: Path) -> None:
    find = write_pictures(tmp_path)
    Image.new("RGBA", (20, 10)).save(tmp_path / "room.tiff")
    Image.new("RGB", (20, 10)).save(tmp_path / "photo.jpeg")
    shots = {
        "s1": Screenshot("room.png"),
        "s2": Screenshot("room.tiff", caption="La salle"),
        "s3": Screenshot("photo.jpeg"),
        "s4": Screenshot(caption="à faire"),
        "s5": Screenshot("room.tiff"),
    }
    session = golden_session()
    session = replace(session, sections={**session.sections, "screenshots": shots})
    names = unpacked(packed(session, find, "text").data, tmp_path / "mail")
    path = tmp_path / "mail" / "2026-10-01-habitat.toml"
    kept = open_document(path).session.screenshots("screenshots")
    assert {key: shot.file for key, shot in kept.items()} == {
        "s1": "room.png",
        "s2": "room-2.png",
        "s3": "photo.jpeg",
        "s4": "",
        "s5": "room-2.png",
    }
    assert kept["s2"].caption == "La salle"
    assert [name for name in names if "/" in name] == [
        f"2026-10-01-habitat/{name}" for name in ("room.png", "room-2.png", "photo.jpeg")
    ]


def test_a_picture_that_is_missing_is_said_once_and_the_package_comes(tmp_path: Path) -> None:
    rendered = packed(golden_session(), lambda file: None, "docx", "html")
    assert [warning.partition(":")[0] for warning in rendered.warnings] == [
        "gallery.png",
        "room.png",
    ]
    assert unpacked(rendered.data, tmp_path)[-1] == "2026-10-01-habitat.toml"


def test_a_format_that_cannot_be_made_here_is_said_and_the_others_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typeset, "is_here", lambda: False)
    monkeypatch.setattr(office, "program", lambda: None)
    rendered = packed(golden_session(), write_pictures(tmp_path), "docx", "pdf")
    (warning,) = rendered.warnings
    assert warning.startswith("no pdf in the package: ")
    assert "2026-10-01-habitat.docx" in unpacked(rendered.data, tmp_path / "mail")


@pytest.mark.parametrize("name", ["zip", "package", "xyz"])
def test_what_is_no_format_cannot_be_packed(name: str, tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match=f"{name}: no format for a package"):
        packed(golden_session(), write_pictures(tmp_path), name)
