"""Decisions in a session file: ``items = ["…", "…"]``."""

from __future__ import annotations

from gsef_tui.storage.shapes import SHAPES, StructShape

from .model import DECISIONS, Decisions


def register() -> None:
    SHAPES.register(DECISIONS, StructShape(Decisions, ("items",)))
