"""Which programs that print are here; a test that needs one is skipped with its reason."""

from __future__ import annotations

import pytest

from gsef_tui.report import office, typeset
from gsef_tui.report.formats import Format

needs_typst = pytest.mark.skipif(not typeset.is_here(), reason="Typst is not installed")
needs_libreoffice = pytest.mark.skipif(
    office.program() is None, reason="LibreOffice is not installed"
)


def is_here(known: Format) -> bool:
    """Whether a format can be written on this machine within a test's time."""
    return known.id != "pdf" or typeset.is_here()


def id_of(known: Format) -> str:
    """What a test of a format is called."""
    return known.id
