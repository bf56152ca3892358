"""Reading the bytes of a file that the user named; an error is reported in one sentence."""

from __future__ import annotations

from pathlib import Path

from .errors import UnreadableFile, shown
from .plain_files import FileTooLarge, NotAPlainFile, read_plain_file

LARGEST_FILE = 64 * 1024 * 1024
"""In bytes. A session of ninety minutes has some 50 KB; no session is larger than this."""


def read_file(path: Path, what: str = "session", largest: int = LARGEST_FILE) -> bytes:
    """Return the bytes of a plain file that the user named.

    ``what``: the noun for the messages. ``largest``: the limit in bytes. Raises UnreadableFile with
    the reason if the file cannot be read.
    """
    try:
        return read_plain_file(path, largest)
    except IsADirectoryError:
        raise UnreadableFile(f"{shown(path)}: a folder: name a {what} file in it") from None
    except NotAPlainFile:
        raise UnreadableFile(f"{shown(path)}: not a plain file: name a {what} file") from None
    except FileTooLarge:
        raise UnreadableFile(f"{shown(path)}: too large for a {what}: name another file") from None
    except (FileNotFoundError, NotADirectoryError):
        raise UnreadableFile(f"{shown(path)}: there is no such file: check the name") from None
    except PermissionError:
        raise UnreadableFile(
            f"{shown(path)}: you may not read it: change its permissions"
        ) from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UnreadableFile(f"{shown(path)}: cannot be read: {reason}") from None
    except ValueError:
        raise UnreadableFile(f"{shown(path)}: no file can have this name") from None
