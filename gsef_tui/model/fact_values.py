"""Facts as values and as text: a date, a time, a list of lines, or plain text."""

from __future__ import annotations

from datetime import date, time
from enum import StrEnum

from .values import Fact


class FieldType(StrEnum):
    """The type of a fact, which decides how it is read, checked and printed."""

    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"
    TIME = "time"
    ZONE = "zone"
    LINES = "lines"


def fact_text(value: Fact) -> str:
    """Return a fact as the user types it: ``2021-10-04``, ``20:00``, or its lines."""
    match value:
        case tuple():
            return "\n".join(value)
        case date():
            return value.isoformat()
        case time():
            return value.strftime("%H:%M:%S" if value.second else "%H:%M")
        case _:
            return str(value)


def fact_value(text: str, kind: FieldType) -> Fact:
    """Return the value of a fact typed as ``text``; an unfinished date or time stays text.

    Only the form that ``fact_text`` returns is accepted, so that no letter changes while the user
    types. ``model.times`` reads the other forms.
    """
    try:
        match kind:
            case FieldType.LINES:
                return tuple(text.split("\n"))
            case FieldType.DATE:
                day = date.fromisoformat(text)
                return day if fact_text(day) == text else text
            case FieldType.TIME:
                hour = time.fromisoformat(text)
                return hour if fact_text(hour) == text and not hour.tzinfo else text
    except ValueError:
        pass
    return text
