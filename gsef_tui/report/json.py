"""The session as data: JSON with the tables and keys of the session file."""

from __future__ import annotations

import json
import math
import tomllib
from typing import Any

from gsef_tui.model.session import Session
from gsef_tui.storage.encode import encode


def to_json(session: Session) -> str:
    """Return the session as it is stored, without its id, ending in a line end.

    Dates and times are ISO strings. The JSON is made from the bytes of the session file, so that
    both always agree. The id only links a file to its earlier versions.
    """
    tables = tomllib.loads(encode(session).decode("utf-8"))
    tables.pop("id", None)
    return json.dumps(_plain(tables), ensure_ascii=False, indent=2) + "\n"


def _plain(value: Any) -> Any:
    """Convert a TOML value to JSON, which has neither dates nor infinity."""
    match value:
        case dict():
            return {key: _plain(inner) for key, inner in value.items()}
        case list():
            return [_plain(inner) for inner in value]
        case float() if not math.isfinite(value):
            return str(value)
        case bool() | int() | float() | str():
            return value
        case _:
            return value.isoformat()
