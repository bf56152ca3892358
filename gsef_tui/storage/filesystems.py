"""The file system that a path lies on: whether it survives a restart, and whether it is local."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from gsef_tui.model.lazy_pattern import lazy_pattern

FLEETING = ("tmpfs", "ramfs")
"""File systems that are kept in memory and are empty after a restart."""

REMOTE = (
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "davfs", "lustre",
    "gpfs", "ocfs2", "gfs2", "vboxsf", "vmhgfs", "prl_fs",
)  # fmt: skip
"""File systems on which another machine may have a file open without an ``flock`` visible here.

Types that begin with ``fuse.`` (sshfs, rclone) count as well; ``fuseblk`` is a local disk.
"""

MOUNTS = Path("/proc/self/mountinfo")
"""Where Linux lists the mounted file systems; proc(5) describes the format."""

_ESCAPED = lazy_pattern(rb"\\([0-7]{3})")


def filesystem_type(path: Path) -> str:
    """Return the kernel's name of the file system that holds a path: ``ext4``, ``tmpfs``.

    The path need not exist. Empty if the system does not report it (outside Linux).
    """
    place = os.fsencode(os.path.realpath(path))
    best, kind = b"", ""
    with suppress(OSError):
        for line in MOUNTS.read_bytes().splitlines():
            before, _, after = line.partition(b" - ")
            fields = before.split(b" ")
            if len(fields) < 5 or not after:
                continue
            mount = _ESCAPED.sub(lambda m: bytes([int(m[1], 8)]), fields[4])
            if len(mount) >= len(best) and _is_below(place, mount):
                best, kind = mount, after.split(b" ")[0].decode("ascii", "replace")
    return kind


def is_fleeting(path: Path) -> bool:
    """Return whether files at this path are lost when the machine restarts."""
    return filesystem_type(path) in FLEETING


def is_remote(path: Path) -> bool:
    """Return whether the path is on a network drive, where another machine may write too."""
    kind = filesystem_type(path)
    return kind in REMOTE or kind.startswith("fuse.")


def device_of(path: Path) -> int | None:
    """Return the device number of a path, or of its nearest parent that exists."""
    for each in (path, *path.parents):
        with suppress(OSError):
            return os.stat(each).st_dev
    return None


def _is_below(place: bytes, mount: bytes) -> bool:
    return place == mount or place.startswith(mount.rstrip(b"/") + b"/")
