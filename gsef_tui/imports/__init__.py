"""What others have already written, read into a session."""

from __future__ import annotations

from .reports import Imported, read_report

__all__ = ["Imported", "read_report"]
