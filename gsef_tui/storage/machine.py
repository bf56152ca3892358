"""The identity of this machine."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path


def host_name() -> str:
    """Return the name of this machine on its network; it may change at any time."""
    return os.uname().nodename


@cache
def machine_id() -> str:
    """Return an id of this machine that survives a change of its name; empty if there is none.

    It is a hash of systemd's or D-Bus's machine-id, which must not be disclosed (machine-id(5)):
    lock files lie in shared folders. On macOS it is a hash of the hardware address.
    """
    from hashlib import sha256

    for place in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
        with suppress(OSError):
            if known := Path(place).read_bytes().strip():
                return sha256(b"gsef-tui lock " + known).hexdigest()[:16]
    if sys.platform == "darwin":
        from uuid import getnode

        return sha256(b"gsef-tui lock %d" % getnode()).hexdigest()[:16]
    return ""
