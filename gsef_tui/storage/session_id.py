"""The id of a session, which ties its file to its earlier versions, wherever the file is moved.

An id is 16 lowercase hexadecimal digits and stands at the top of the file. A session gets its id at
the first save that changes it; opening a file never writes one. This module reads and writes the id
in a file's bytes without decoding the rest, so that it also works for a broken file.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from gsef_tui.model.lazy_pattern import lazy_pattern

from .plain_files import read_head

DIGITS = 16

LARGEST_HEAD = 64 * 1024
"""How many bytes at the beginning of a file are searched for its id."""

_ID = lazy_pattern(rf"[0-9a-f]{{{DIGITS}}}")
_TABLE = lazy_pattern(rb"^[ \t]*\[", re.MULTILINE)
_KEY = rb"""^[ \t]*(?:id|"id"|'id')[ \t]*="""
_ANY_ID_LINE = lazy_pattern(_KEY + rb".*\n?", re.MULTILINE)
_ID_LINE = lazy_pattern(
    _KEY + rb"""[ \t]*(?P<quote>["'])(?P<id>[0-9a-f]{%d})(?P=quote)[ \t]*(?:#.*)?\r?$""" % DIGITS,
    re.MULTILINE,
)
_FORMAT_LINE = lazy_pattern(
    rb"^(?:\xef\xbb\xbf)?[ \t]*format[ \t]*=.*?(?P<end>\r?\n|\Z)", re.MULTILINE
)


def new_id() -> str:
    """Return an id that no session has."""
    return os.urandom(DIGITS // 2).hex()


def is_id(value: object) -> bool:
    """Return whether a value from a file is an id."""
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def id_in(data: bytes) -> str:
    """Return the id in the head of a session file's bytes; empty if there is none."""
    found = _ID_LINE.search(_head(data))
    return found["id"].decode() if found else ""


def id_at(path: Path) -> str:
    """Return the id in the head of a file; empty if there is none or the file cannot be read.

    Never waits for a pipe.
    """
    return id_in(read_head(path, LARGEST_HEAD))


def with_id(data: bytes, session_id: str) -> bytes:
    """Return the bytes of a session file with another id; all other bytes stay as they are."""
    head = _head(data)
    rest = data[len(head) :]
    if found := _ID_LINE.search(head):
        return head[: found.start("id")] + session_id.encode() + head[found.end("id") :] + rest
    head = _ANY_ID_LINE.sub(b"", head)
    if found := _FORMAT_LINE.search(head):
        end = found["end"] or b"\n"
        top = head[: found.start("end")] + end
        return top + f'id = "{session_id}"'.encode() + end + head[found.end() :] + rest
    return data


def _head(data: bytes) -> bytes:
    """Return the bytes before the first table."""
    table = _TABLE.search(data)
    return data[: table.start()] if table else data
