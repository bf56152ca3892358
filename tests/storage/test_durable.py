from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gsef_tui.storage import durable
from gsef_tui.storage.durable import (
    ABANDONED,
    create_durably,
    make_folder,
    remove_abandoned,
    remove_temporary_files,
    rename_exclusive,
    temporary_files,
    write_durably,
)
from gsef_tui.storage.exports import file_mode, write_export
from gsef_tui.storage.sidecars import before_path, has_other_names

from .disk_calls import DiskCalls


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_a_new_file_is_its_owners_alone(tmp_path: Path) -> None:
    write_durably(tmp_path / "s.toml", b"one")
    assert (tmp_path / "s.toml").read_bytes() == b"one"
    assert mode(tmp_path / "s.toml") == 0o600
    assert names(tmp_path) == ["s.toml"]


@pytest.mark.parametrize("old", [0o644, 0o640, 0o600])
def test_the_old_files_mode_is_kept(tmp_path: Path, old: int) -> None:
    path = tmp_path / "s.toml"
    path.write_bytes(b"one")
    path.chmod(old)
    write_durably(path, b"two")
    assert (path.read_bytes(), mode(path)) == (b"two", old)


def test_a_mode_that_is_asked_for_is_given(tmp_path: Path) -> None:
    write_durably(tmp_path / "report.docx", b"x", mode=0o644)
    assert mode(tmp_path / "report.docx") == 0o644


def test_a_file_to_hand_on_has_the_mode_of_other_files(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    before = os.umask(0o027)
    try:
        assert file_mode(path) == 0o640
        path.write_bytes(b"")
        path.chmod(0o604)
        assert file_mode(path) == 0o604
        assert os.umask(0o027) == 0o027
    finally:
        os.umask(before)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_the_owner_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_bytes(b"one")
    os.chown(path, 12345, 12346)
    write_durably(path, b"two")
    assert (path.stat().st_uid, path.stat().st_gid) == (12345, 12346)


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="Python offers them on Linux only")
def test_extended_attributes_are_kept(tmp_path: Path) -> None:
    """Such as where a browser got the file, or a label of the file manager."""
    path = tmp_path / "a.toml"
    path.write_bytes(b"before")
    try:
        os.setxattr(path, "user.xdg.origin.url", b"https://example.org")
    except OSError as error:
        pytest.skip(f"the disk has none: {error}")
    write_durably(path, b"after")
    assert path.read_bytes() == b"after"
    assert os.getxattr(path, "user.xdg.origin.url") == b"https://example.org"


def test_another_name_of_a_file_is_seen_and_our_own_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"x")
    assert not has_other_names(path)
    os.link(path, before_path(path))
    assert not has_other_names(path), "the program's own, from a last save that was cut short"
    os.link(path, tmp_path / "b.toml")
    assert has_other_names(path)
    write_durably(path, b"y")
    assert (tmp_path / "b.toml").read_bytes() == b"x"
    assert not has_other_names(path)
    assert not has_other_names(tmp_path / "none.toml")


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real = tmp_path / "real" / "s.toml"
    real.parent.mkdir()
    real.write_bytes(b"one")
    link = tmp_path / "link.toml"
    link.symlink_to("real/s.toml")
    write_durably(link, b"two")
    assert link.is_symlink()
    assert os.readlink(link) == "real/s.toml"
    assert real.read_bytes() == b"two"
    assert names(tmp_path) == ["link.toml", "real"]


def test_a_link_to_what_is_not_there_yet_makes_it(tmp_path: Path) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to("later.toml")
    write_durably(link, b"two")
    assert link.is_symlink()
    assert (tmp_path / "later.toml").read_bytes() == b"two"


def test_a_folder_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "s.toml").mkdir()
    with pytest.raises(IsADirectoryError):
        write_durably(tmp_path / "s.toml", b"x")
    assert names(tmp_path) == ["s.toml"]


def test_a_pipe_is_never_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "s.toml")
    with pytest.raises(OSError, match="not a plain file"):
        write_durably(tmp_path / "s.toml", b"x")


def test_a_missing_folder_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_durably(tmp_path / "gone" / "s.toml", b"x")
    assert names(tmp_path) == []


def test_a_name_as_long_as_names_can_be(tmp_path: Path) -> None:
    path = tmp_path / ("é" * 120 + ".toml")
    write_durably(path, b"x")
    assert path.read_bytes() == b"x"


@pytest.mark.parametrize("fails", ["fsync", "replace"])
def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    path = tmp_path / "s.toml"
    path.write_bytes(b"one")
    seen: list[list[str]] = []

    def fail(*_: object) -> None:
        seen.append(names(tmp_path))
        raise OSError(errno.EIO, "no")

    # What a disk does when it dies cannot be had from a real one.
    monkeypatch.setattr(os, fails, fail)
    with pytest.raises(OSError, match="no"):
        write_durably(path, b"two")
    assert path.read_bytes() == b"one"
    assert names(tmp_path) == ["s.toml"]
    (temporary,) = set(seen[0]) - {"s.toml"}
    assert temporary.startswith(".s.toml.")
    assert not temporary.endswith(".toml")


@pytest.mark.parametrize("old", [b"one", None])
def test_what_comes_back_different_does_not_take_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: bytes | None
) -> None:
    path = tmp_path / "s.toml"
    monkeypatch.setattr(durable, "_write_all", lambda descriptor, data: os.write(descriptor, b"t"))
    if old is not None:
        path.write_bytes(old)
    with pytest.raises(OSError, match="read back") as caught:
        (create_durably if old is None else write_durably)(path, b"two")
    assert caught.value.errno == errno.EIO
    assert caught.value.strerror == "what was read back is not what was written"
    assert names(tmp_path) == ([] if old is None else ["s.toml"])
    assert old is None or path.read_bytes() == old


def test_what_is_opened_is_closed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[int] = []
    closed: list[int] = []
    plain_open, plain_close = os.open, os.close

    def opens(path: Path, flags: int, *rest: int) -> int:
        opened.append(plain_open(path, flags, *rest))
        return opened[-1]

    def closes(descriptor: int) -> None:
        closed.append(descriptor)
        plain_close(descriptor)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", opens)
        patch.setattr(os, "close", closes)
        write_durably(tmp_path / "s.toml", b"one")
        create_durably(tmp_path / "t.toml", b"one")
    assert closed == opened
    assert len(opened) == 4


def test_what_was_never_written_closes_nothing_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[int] = []
    with monkeypatch.context() as patch:
        patch.setattr(os, "close", closed.append)
        with durable.Replacement(tmp_path / "s.toml"):
            assert names(tmp_path) == []
    assert (closed, names(tmp_path)) == ([], [])


def test_the_folder_is_synced_after_the_new_file_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "s.toml").write_bytes(b"one")
    calls = DiskCalls(tmp_path, monkeypatch)
    write_durably(tmp_path / "s.toml", b"two")
    assert calls.seen == ["sync file", "replace", "sync folder"]


def test_a_link_s_own_target_has_the_folder_that_is_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link.toml").symlink_to("real/s.toml")
    calls = DiskCalls(tmp_path / "real", monkeypatch)
    write_durably(tmp_path / "link.toml", b"two")
    assert calls.seen == ["sync file", "replace", "sync folder"]


def test_folders_are_made_for_their_owner(tmp_path: Path) -> None:
    make_folder(tmp_path / "a" / "b")
    make_folder(tmp_path / "a" / "b")
    assert (mode(tmp_path / "a"), mode(tmp_path / "a" / "b")) == (0o700, 0o700)
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(NotADirectoryError):
        make_folder(tmp_path / "file" / "below")


# -- a new file -----------------------------------------------------------------------------------


def test_a_new_file_never_replaces_one(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    create_durably(path, b"one")
    assert (path.read_bytes(), mode(path), names(tmp_path)) == (b"one", 0o600, ["s.toml"])
    with pytest.raises(FileExistsError):
        create_durably(path, b"two")
    assert (path.read_bytes(), names(tmp_path)) == (b"one", ["s.toml"])


def test_the_folder_of_a_new_file_is_synced_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = DiskCalls(tmp_path, monkeypatch)
    create_durably(tmp_path / "s.toml", b"one")
    assert calls.seen == ["sync file", "link", "unlink", "sync folder"]


def test_a_name_that_is_taken_at_the_last_moment_is_not_ours(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"

    def take() -> None:
        path.write_bytes(b"theirs")

    with pytest.raises(FileExistsError):
        create_durably(path, b"ours", check=take)
    assert (path.read_bytes(), names(tmp_path)) == (b"theirs", ["s.toml"])


def test_what_the_last_check_raises_leaves_no_new_file(tmp_path: Path) -> None:
    def refuse() -> None:
        raise KeyError("no")

    with pytest.raises(KeyError):
        create_durably(tmp_path / "s.toml", b"one", check=refuse)
    assert names(tmp_path) == []


@pytest.mark.parametrize("code", [errno.EPERM, errno.ENOTSUP, errno.ENOSYS])
def test_on_a_disk_without_links_no_file_is_replaced_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def link(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "link", link)
    create_durably(tmp_path / "s.toml", b"one")
    with pytest.raises(FileExistsError):
        create_durably(tmp_path / "s.toml", b"two")
    (tmp_path / "t.toml").write_bytes(b"theirs")
    with pytest.raises(FileExistsError):
        rename_exclusive(tmp_path / "s.toml", tmp_path / "t.toml")
    rename_exclusive(tmp_path / "s.toml", tmp_path / "u.toml")
    assert names(tmp_path) == ["t.toml", "u.toml"]
    assert (tmp_path / "u.toml").read_bytes() == b"one"


def test_on_a_disk_without_links_a_rename_that_fails_leaves_no_empty_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no")

    monkeypatch.setattr(os, "link", fail)
    monkeypatch.setattr(os, "rename", fail)
    with pytest.raises(PermissionError):
        create_durably(tmp_path / "s.toml", b"one")
    assert names(tmp_path) == []


def test_a_link_itself_is_renamed(tmp_path: Path) -> None:
    (tmp_path / "real.toml").write_bytes(b"one")
    (tmp_path / "link.toml").symlink_to("real.toml")
    rename_exclusive(tmp_path / "link.toml", tmp_path / "other.toml")
    assert os.readlink(tmp_path / "other.toml") == "real.toml"
    assert names(tmp_path) == ["other.toml", "real.toml"]


def test_an_export_replaces_only_what_it_may_and_sweeps_its_own(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    write_export(path, b"one", over=False)
    with pytest.raises(FileExistsError):
        write_export(path, b"two", over=False)
    assert path.read_bytes() == b"one"
    mine = [tmp_path / f".report.txt.0123456789ab.{kind}" for kind in ("tmp", "new")]
    other = tmp_path / ".report.odt.0123456789ab.tmp"
    for each in (*mine, other):
        each.write_bytes(b"half")
    write_export(path, b"two", over=True)
    assert len(names(tmp_path)) == 4  # another program may be writing them now
    for each in (*mine, other):
        os.utime(each, (0, 0))
    write_export(path, b"three", over=True)
    assert names(tmp_path) == [other.name, "report.txt"]
    assert path.read_bytes() == b"three"


# -- a disk that refuses --------------------------------------------------------------------------


def refuse(monkeypatch: pytest.MonkeyPatch, name: str, code: int, only: Path | None = None) -> None:
    """Have a call of the system fail, for one path or for whatever it is asked."""
    plain = getattr(os, name)

    def call(subject: object, *rest: object, **named: object) -> object:
        if only is None or subject == only:
            raise OSError(code, os.strerror(code))
        return plain(subject, *rest, **named)

    monkeypatch.setattr(os, name, call)


def no_folder_is_synced(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    plain = os.fsync

    def fsync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(code, os.strerror(code))
        plain(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)


@pytest.mark.parametrize("write", [write_durably, create_durably])
def test_the_first_error_is_the_one_though_nothing_can_be_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[[Path, bytes], None]
) -> None:
    refuse(monkeypatch, "unlink", errno.EACCES)
    refuse(monkeypatch, "fsync", errno.EIO)
    with pytest.raises(OSError, match="Input/output") as caught:
        write(tmp_path / "s.toml", b"one")
    assert caught.value.errno == errno.EIO
    (left,) = names(tmp_path)
    assert left.startswith(".s.toml.")


def test_an_error_is_the_one_though_the_file_cannot_be_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        refuse(patch, "close", errno.ENOSPC)
        refuse(patch, "fsync", errno.EIO)
        with pytest.raises(OSError, match="Input/output"):
            write_durably(tmp_path / "s.toml", b"one")
    assert names(tmp_path) == []


@pytest.mark.parametrize(("write", "end"), [(write_durably, "tmp"), (create_durably, "new")])
def test_a_temporary_file_is_new_and_private_from_the_first_moment(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    write: Callable[[Path, bytes], None],
    end: str,
) -> None:
    modes: list[int] = []
    plain = os.fchmod

    def fchmod(descriptor: int, mode: int) -> None:
        modes.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
        plain(descriptor, mode)

    monkeypatch.setattr(os, "fchmod", fchmod)
    write(tmp_path / "s.toml", b"one")
    assert modes == [0o600]
    (tmp_path / "theirs").write_bytes(b"theirs")
    (tmp_path / f".t.toml.000000000000.{end}").symlink_to("theirs")
    monkeypatch.setattr(os, "urandom", bytes)
    with pytest.raises(FileExistsError):
        write(tmp_path / "t.toml", b"two")
    assert (tmp_path / "theirs").read_bytes() == b"theirs"


@pytest.mark.parametrize("code", [errno.EINVAL, errno.ENOTSUP, errno.ENOSYS])
def test_a_file_system_that_syncs_no_folders_is_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    no_folder_is_synced(monkeypatch, code)
    create_durably(tmp_path / "s.toml", b"one")
    write_durably(tmp_path / "s.toml", b"two")
    assert (tmp_path / "s.toml").read_bytes() == b"two"


@pytest.mark.parametrize("removable", [True, False])
def test_a_new_file_whose_folder_cannot_be_synced_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, removable: bool
) -> None:
    no_folder_is_synced(monkeypatch, errno.EIO)
    if not removable:
        refuse(monkeypatch, "unlink", errno.EACCES, only=tmp_path / "s.toml")
    with pytest.raises(OSError, match="Input/output"):
        create_durably(tmp_path / "s.toml", b"one")
    assert names(tmp_path) == ([] if removable else ["s.toml"])


@pytest.mark.parametrize("links", [True, False])
def test_a_name_that_cannot_be_given_up_is_kept_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    """A rename that fails leaves no second name, or where nothing can be removed, says why."""
    source, target = tmp_path / "s.toml", tmp_path / "t.toml"
    source.write_bytes(b"one")
    if not links:
        refuse(monkeypatch, "link", errno.EPERM)
        refuse(monkeypatch, "rename", errno.EACCES)
    refuse(monkeypatch, "unlink", errno.EACCES, only=source)
    with pytest.raises(PermissionError):
        rename_exclusive(source, target)
    assert names(tmp_path) == ["s.toml"]
    refuse(monkeypatch, "unlink", errno.EACCES)
    with pytest.raises(PermissionError):
        rename_exclusive(source, target)
    assert source.read_bytes() == b"one"


@pytest.mark.parametrize("code", [errno.EMLINK, errno.EINVAL])
def test_a_file_that_can_have_no_second_name_is_renamed_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    """No moment shows others what the name stands for: the file that claims it is private."""
    refuse(monkeypatch, "link", code)
    modes: list[int] = []
    plain = os.rename

    def rename(source: Path, target: Path) -> None:
        modes.append(mode(target))
        plain(source, target)

    monkeypatch.setattr(os, "rename", rename)
    create_durably(tmp_path / "s.toml", b"one")
    assert (modes, names(tmp_path)) == ([0o600], ["s.toml"])


def test_a_file_is_not_renamed_by_copying(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "s.toml").write_bytes(b"one")
    refuse(monkeypatch, "link", errno.EXDEV)
    with pytest.raises(OSError, match="cross-device") as caught:
        rename_exclusive(tmp_path / "s.toml", tmp_path / "t.toml")
    assert caught.value.errno == errno.EXDEV
    assert names(tmp_path) == ["s.toml"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_file_whose_owner_cannot_be_kept_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "s.toml"
    path.write_bytes(b"one")
    os.chown(path, 12345, 12346)
    refuse(monkeypatch, "fchown", errno.EPERM)
    write_durably(path, b"two")
    assert path.read_bytes() == b"two"
    assert path.stat().st_uid == os.geteuid()


def test_a_disk_that_takes_nothing_more_is_no_endless_loop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "write", lambda *_: 0)
    with pytest.raises(OSError, match="nothing more is written") as caught:
        write_durably(tmp_path / "s.toml", b"one")
    assert (caught.value.errno, caught.value.strerror) == (errno.EIO, "nothing more is written")


def test_what_the_disk_takes_in_pieces_is_written_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: plain(descriptor, data[:3]))
    write_durably(tmp_path / "s.toml", b"one two three")
    assert (tmp_path / "s.toml").read_bytes() == b"one two three"


@pytest.mark.parametrize("works", [True, False])
def test_on_macos_the_drive_s_own_cache_is_emptied_where_that_is_possible(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, works: bool
) -> None:
    import fcntl

    asked: list[tuple[bool, str]] = []

    def call(descriptor: int, command: str) -> None:
        asked.append((os.path.samestat(os.fstat(descriptor), new.stat()), command))
        if not works:
            raise OSError(errno.ENOTSUP, "no")

    calls = DiskCalls(tmp_path, monkeypatch)
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", "full", raising=False)
    monkeypatch.setattr(fcntl, "fcntl", call)
    with durable.Replacement(tmp_path / "s.toml") as replacement:
        new = replacement.temporary
        replacement.write(b"one")
        replacement.sync()
    assert asked == [(True, "full")]
    assert calls.seen[:-1] == ([] if works else ["sync file"])


# -- folders, and what killed programs left -------------------------------------------------------


def test_a_folder_in_one_that_may_not_be_read_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_folder_is_synced(monkeypatch, errno.EACCES)
    make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()


def test_the_folder_of_each_new_one_is_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = DiskCalls(tmp_path, monkeypatch)
    make_folder(tmp_path / "a")
    assert calls.seen == ["sync folder"]


def test_what_has_the_name_of_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(NotADirectoryError, match="no folder") as caught:
        make_folder(tmp_path / "file")
    assert str(caught.value) == f"[Errno {errno.ENOTDIR}] no folder: '{tmp_path / 'file'}'"


def test_what_has_the_name_of_a_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError, match="a folder has its name") as caught:
        write_durably(tmp_path, b"one")
    assert str(caught.value) == f"[Errno {errno.EISDIR}] a folder has its name: '{tmp_path}'"
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="not a plain file") as refused:
        write_durably(tmp_path / "pipe", b"one")
    assert str(refused.value) == f"[Errno {errno.EINVAL}] not a plain file: '{tmp_path / 'pipe'}'"


def test_only_old_temporary_files_without_a_final_name_are_abandoned(tmp_path: Path) -> None:
    old = [".s.toml.0123456789ab.new", ".a folder.0123456789ab.new"]
    other = [".s.toml.0123456789ab.tmp", ".s.toml.0123.new", "s.toml.0123456789ab.new", "s.new"]
    young = ".t.toml.0123456789ab.new"
    for name in (*old, *other, young):
        (tmp_path / name).touch()
    (tmp_path / old[1]).unlink()
    (tmp_path / old[1]).mkdir()  # cannot be unlinked: it stays, and the rest is removed
    now = (tmp_path / young).stat().st_mtime
    for name in (*old, *other):
        os.utime(tmp_path / name, (now - ABANDONED - 1, now - ABANDONED - 1))
    remove_abandoned(tmp_path, [old[1], "gone", ".gone.0123456789ab.new", *names(tmp_path)])
    assert names(tmp_path) == sorted([old[1], *other, young])


def test_temporary_files_are_those_of_the_one_file(tmp_path: Path) -> None:
    target = tmp_path / f"{'é' * 120}.toml"
    with durable.Replacement(target) as replacement:
        replacement.write(b"half")
        (tmp_path / ".other.toml.0123456789ab.tmp").touch()
        assert list(temporary_files(target)) == [replacement.temporary]
        remove_temporary_files(target)
        assert replacement.temporary.exists(), "its program may be writing it now"
    assert list(temporary_files(tmp_path / "gone" / "s.toml")) == []
