"""Which machine this is."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path


def host_name() -> str:
    """The name of this machine on its network; it may change at any time."""
    return os.uname().nodename


@cache
def machine_id() -> str:
    """A number of this machine that stays when its name changes; empty where there is none.

    It is made from systemd's machine-id, or D-Bus's, which is not to be given away (machine-id(5)):
    lock files lie in folders that are shared. On macOS the hardware's address serves.
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
