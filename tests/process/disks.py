"""Disks that are full, that refuse to be written to, or that do not answer, for one program."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from .terminal import PROGRAM

NO_FILES = ("sh", "-c", 'ulimit -f 0; exec "$0" "$@"', PROGRAM)
"""The program, unable to write a byte into any file."""

_IN_MEMORY_ONLY = r"""
mount --make-rprivate / || exit 99
for base in /tmp /var/tmp; do
    folder="$base/gsef-tui-$(id -u)"
    mkdir -p "$folder" && mount -t tmpfs -o ro,mode=700 none "$folder" || exit 99
done
exec "$0" "$@"
"""

SLOW_SYNC = """
import os, sys, time
real, seconds, go = os.fsync, float(sys.argv.pop(1)), sys.argv.pop(1)
def fsync(descriptor):
    place = os.readlink(f"/proc/self/fd/{descriptor}")
    if os.path.exists(go) and place.startswith(os.path.dirname(go)):
        end = time.monotonic() + seconds
        while time.monotonic() < end and os.path.exists(go):
            time.sleep(0.02)
    real(descriptor)
os.fsync = fsync
from gsef_tui.cli import main
sys.argv[0] = "gsef-tui"
main()
"""
"""The program with syncs below a folder that take so many seconds, while a file there says so."""


def in_memory_only() -> Sequence[str | Path]:
    """The program, whose copies outside the state folder can only go to memory."""
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("unshare") is None:
        pytest.skip("needs a mount namespace: root on Linux")
    check = subprocess.run(["unshare", "-m", "sh", "-c", _IN_MEMORY_ONLY, "true"])
    if check.returncode:
        pytest.skip("no disk can be mounted here")
    if not os.access("/dev/shm", os.W_OK):
        pytest.skip("no /dev/shm here")
    return ["unshare", "-m", "sh", "-c", _IN_MEMORY_ONLY, PROGRAM]


def slow_sync(seconds: float, go: Path) -> Sequence[str | Path]:
    """The program whose syncs in the folder of ``go`` take so long while that file is there."""
    return [sys.executable, "-c", SLOW_SYNC, str(seconds), go]


class Disk:
    """A small disk of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    def fill(self) -> None:
        """Leave no room on it."""
        with self._filler.open("wb", buffering=0) as file:
            for size in (64 * 1024, 4096, 512, 1):
                try:
                    while True:
                        file.write(b"\0" * size)
                except OSError:
                    continue

    def free(self) -> None:
        """Make room again."""
        self._filler.unlink()


@contextmanager
def small_disk(folder: Path) -> Iterator[Disk]:
    """A disk of one megabyte; skips the test where none can be mounted."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("mounting a disk needs root on Linux")
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def with_last_resorts(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment of a person who has the places for copies that every machine has."""
    return {name: value for name, value in environment.items() if name != "GSEF_TUI_COPIES"}


def last_resorts() -> list[Path]:
    """The folders outside the state folder in which copies may lie."""
    return [Path(base, f"gsef-tui-{os.geteuid()}") for base in ("/var/tmp", "/tmp", "/dev/shm")]


def copies_about(session: Path) -> list[Path]:
    """The copies of a session in the places of last resort."""
    name = session.name.encode()
    return [
        copy
        for folder in last_resorts()
        for copy in sorted(folder.glob("*.toml"))
        if name in copy.read_bytes().split(b"\n")[0]
        and str(session.parent).encode() in copy.read_bytes().split(b"\n")[0]
    ]
