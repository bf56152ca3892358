from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from gsef_tui.storage.decode import decode
from gsef_tui.storage.documents import open_document, with_template
from gsef_tui.storage.encode import encode
from gsef_tui.storage.errors import UnreadableFile
from gsef_tui.storage.reading import LARGEST_FILE
from gsef_tui.storage.templates import load_template
from tests.report.golden_session import golden_session


def test_a_document_is_what_was_on_disk(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    data = b"format = 1\ntemplate = 'gsef'\n[answers]\nBA = 'oui'\n"
    path.write_bytes(data)
    document = open_document(path)
    assert document.path == path
    assert document.session.sections == {"answers": {"BA": "oui"}}
    assert document.session.template is load_template("gsef")
    assert document.fingerprint == hashlib.sha256(data).hexdigest()
    assert not document.newer


def test_sessions_read_again_have_the_same_template(tmp_path: Path) -> None:
    paths = [tmp_path / "a.toml", tmp_path / "b.toml"]
    for path in paths:
        path.write_text("format = 1\ntemplate = 'gsef'\n")
    first, second = (open_document(path).session.template for path in paths)
    assert first is second is load_template("gsef")


def test_a_session_with_another_template_differs_in_one_line_of_its_file() -> None:
    session = golden_session()
    changed = with_template(session, "igf")
    theirs = encode(session).replace(b'template = "gsef"', b'template = "igf"')
    assert encode(changed) == theirs
    assert changed.template.sections == session.template.sections, "until it is opened again"
    assert decode(theirs, "s.toml").template is load_template("igf")


def test_a_file_of_a_newer_format_says_so(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_text("format = 2\ntemplate = 'gsef'\n")
    assert open_document(path).newer


def test_what_cannot_be_opened_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder.toml").mkdir()
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "circle.toml").symlink_to("circle.toml")
    with (tmp_path / "huge.toml").open("wb") as huge:
        huge.truncate(LARGEST_FILE + 1)
    expected = {
        "gone.toml": "there is no such file: check the name",
        "file/s.toml": "there is no such file: check the name",
        "folder.toml": "a folder: name a session file in it",
        "pipe.toml": "not a plain file: name a session file",
        "huge.toml": "too large for a session: name another file",
        "circle.toml": "cannot be read: too many levels of symbolic links",
        "x" * 300: "cannot be read: file name too long",
    }
    for name, wrong in expected.items():
        with pytest.raises(UnreadableFile) as caught:
            open_document(tmp_path / name)
        assert str(caught.value) == f"{tmp_path / name}: {wrong}"
    with pytest.raises(UnreadableFile, match="no file can have this name"):
        open_document(tmp_path / "a\0b")


def test_what_was_read_before_is_read_again_only_where_the_file_has_changed(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_text("format = 1\ntemplate = 'gsef'\n")
    known = open_document(path)
    assert open_document(path, known) is known
    path.write_text("format = 1\ntemplate = 'gsef'\n[answers]\nBA = 'oui'\n")
    assert open_document(path, known).session.sections == {"answers": {"BA": "oui"}}
    path.unlink()
    with pytest.raises(UnreadableFile, match="there is no such file"):
        open_document(path, known)
