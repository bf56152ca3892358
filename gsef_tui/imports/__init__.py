"""Import of reports that others have already written."""

from __future__ import annotations

from .reports import Imported, read_report

__all__ = ["Imported", "read_report"]
