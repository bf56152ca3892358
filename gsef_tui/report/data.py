"""The session as data: JSON with the tables and keys of the session file."""

from __future__ import annotations

import json
import math
import tomllib
from typing import Any

from gsef_tui.model.session import Session
from gsef_tui.storage.encode import encode


def to_json(session: Session) -> str:
    """The session as stored, but for its id; ends in a line end; dates and times are ISO strings.

    Made from the bytes of the session file, so that both always say the same. The id only ties a
    file to its earlier versions.
    """
    tables = tomllib.loads(encode(session).decode("utf-8"))
    tables.pop("id", None)
    return json.dumps(_plain(tables), ensure_ascii=False, indent=2) + "\n"


def _plain(value: Any) -> Any:
    """A value of TOML as one of JSON, which knows neither dates nor infinity."""
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
