"""What goes wrong with files, said in one sentence each.

``str`` of each error is what the person reads: the file, the line or the key, what is wrong, and
what to do.
"""

from __future__ import annotations


class UnreadableFile(Exception):
    """A file that cannot be read; nothing of it is ever overwritten."""


class NotASession(UnreadableFile):
    """A readable TOML file that does not say it is a session: it has no format or no template."""


class CannotWrite(Exception):
    """Something that cannot be written, renamed, copied or moved; what was there is still there."""
