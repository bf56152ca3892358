"""Which file system a path lies on, by what Linux lists (proc(5))."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gsef_tui.storage import filesystems
from gsef_tui.storage.filesystems import device_of, filesystem_type, is_fleeting, is_remote

LISTED = r"""
22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
23 22 0:21 / /dev/shm rw,nosuid - tmpfs tmpfs rw
24 22 0:30 /@home /home rw,relatime shared:2 master:5 - btrfs /dev/sda2 rw,subvol=/@home
25 24 0:31 / /home/mina/My\040Drive rw - fuse.sshfs mina@host:/ rw
26 24 0:32 / /home/mina/tab\011back\134slash rw - cifs //host/share rw
27 24 8:17 / /home/mina/usb rw - fuseblk /dev/sdb1 rw
28 24 0:33 / /home/mina/usb/deep rw - nfs4 host:/deep rw
29 22 0:34 / /run/user/1000 rw - ramfs none rw
30 22 0:35 / /mnt rw - ext4 /dev/a rw
31 30 0:36 / /mnt rw - tmpfs over rw
33 22 0:5 / /dev rw - devtmpfs udev rw
not a line
32 22 0:37 / /broken
"""


@pytest.fixture(autouse=True)
def mounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    listed = tmp_path / "mountinfo"
    umlaut = "33 22 0:38 / /é rw - xfs /dev/x rw\n".encode("latin-1")  # no UTF-8
    listed.write_bytes(LISTED.encode() + umlaut)
    monkeypatch.setattr(filesystems, "MOUNTS", listed)
    return listed


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "ext4"),
        ("/home/mina/s.toml", "btrfs"),
        ("/home", "btrfs"),
        ("/homeless/s.toml", "ext4"),
        ("/dev/shm", "tmpfs"),
        ("/dev/shmem", "devtmpfs"),
        ("/home/mina/My Drive/a/s.toml", "fuse.sshfs"),
        ("/home/mina/tab\tback\\slash/s.toml", "cifs"),
        ("/home/mina/usb/s.toml", "fuseblk"),
        ("/home/mina/usb/deep/s.toml", "nfs4"),
        ("/mnt/s.toml", "tmpfs"),  # what was mounted last lies on top
        ("/broken/s.toml", "ext4"),
        (b"/\xe9/s.toml", "xfs"),
    ],
)
def test_the_longest_mount_that_holds_the_path_counts(path: str | bytes, kind: str) -> None:
    assert filesystem_type(Path(os.fsdecode(path))) == kind


def test_a_link_lies_where_it_leads(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to("/dev/shm")
    assert filesystem_type(link / "gone" / "s.toml") == "tmpfs"


@pytest.mark.parametrize(
    ("path", "fleeting", "remote"),
    [
        ("/dev/shm/x", True, False),
        ("/run/user/1000/x", True, False),
        ("/home/mina/My Drive/x", False, True),
        ("/home/mina/usb/deep/x", False, True),
        ("/home/mina/usb/x", False, False),
        ("/home/x", False, False),
    ],
)
def test_what_is_gone_after_a_restart_and_what_others_write(
    path: str, fleeting: bool, remote: bool
) -> None:
    assert (is_fleeting(Path(path)), is_remote(Path(path))) == (fleeting, remote)


def test_where_the_system_does_not_tell_nothing_is_known(mounts: Path) -> None:
    mounts.unlink()
    assert filesystem_type(Path("/dev/shm")) == ""
    assert not is_fleeting(Path("/dev/shm"))
    assert not is_remote(Path("/dev/shm"))


def test_the_device_is_that_of_the_nearest_folder(tmp_path: Path) -> None:
    here = os.stat(tmp_path).st_dev
    assert device_of(tmp_path) == here
    assert device_of(tmp_path / "gone" / "deeper" / "s.toml") == here
