"""Moving to another disk: a copy first, and only then the source goes."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gsef_tui.storage.relocation import relocate_file, relocate_folder, staging_path


@pytest.fixture(autouse=True)
def two_disks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the folders ``here`` and ``there`` neither a rename nor a link is possible."""
    for name in ("here", "there"):
        (tmp_path / name).mkdir()

    def within_a_disk(plain: Callable[..., None]) -> Callable[..., None]:
        def call(source: Path, target: Path, **more: Any) -> None:
            if Path(source).parent != Path(target).parent:
                raise OSError(errno.EXDEV, "another disk")
            plain(source, target, **more)

        return call

    for call in ("rename", "link"):
        monkeypatch.setattr(os, call, within_a_disk(getattr(os, call)))


def names(folder: Path) -> list[str]:
    return sorted(str(entry.relative_to(folder)) for entry in folder.rglob("*"))


def test_a_file_keeps_its_mode_and_time(tmp_path: Path) -> None:
    source, target = tmp_path / "here/s.toml", tmp_path / "there/t.toml"
    source.write_bytes(b"one")
    source.chmod(0o640)
    os.utime(source, (1, 1))
    staging_path(target).write_bytes(b"left by a killed program")
    relocate_file(source, target)
    assert (target.read_bytes(), target.stat().st_mtime) == (b"one", 1)
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert names(tmp_path) == ["here", "there", "there/t.toml"]


def test_a_target_that_is_there_is_left(tmp_path: Path) -> None:
    source, target = tmp_path / "here/s.toml", tmp_path / "there/s.toml"
    source.write_bytes(b"one")
    target.write_bytes(b"two")
    with pytest.raises(FileExistsError):
        relocate_file(source, target)
    assert (source.read_bytes(), target.read_bytes()) == (b"one", b"two")


def test_a_folder_goes_with_folders_and_links_in_it(tmp_path: Path) -> None:
    source, target = tmp_path / "here/s", tmp_path / "there/s"
    (source / "deep").mkdir(parents=True)
    (source / "a.png").write_bytes(b"one")
    (source / "deep" / "b.png").write_bytes(b"two")
    (source / "link.png").symlink_to("a.png")
    for left in (staging_path(source), staging_path(target)):
        left.mkdir()
        (left / "half").touch()
    relocate_folder(source, target)
    assert names(tmp_path / "here") == []
    assert names(tmp_path / "there") == ["s", "s/a.png", "s/deep", "s/deep/b.png", "s/link.png"]
    assert os.readlink(target / "link.png") == "a.png"


def test_a_folder_that_cannot_be_copied_stays(tmp_path: Path) -> None:
    source, target = tmp_path / "here/s", tmp_path / "there/s"
    source.mkdir()
    (source / "a.png").write_bytes(b"one")
    os.mkfifo(source / "pipe")
    with pytest.raises(OSError, match="named pipe"):
        relocate_folder(source, target)
    assert names(tmp_path / "here") == ["s", "s/a.png", "s/pipe"]
    assert not target.exists()


def test_a_link_to_a_folder_is_moved_as_a_link(tmp_path: Path) -> None:
    (tmp_path / "here/s").symlink_to("/nowhere")
    relocate_folder(tmp_path / "here/s", tmp_path / "there/s")
    assert os.readlink(tmp_path / "there/s") == "/nowhere"
    assert names(tmp_path / "here") == []
