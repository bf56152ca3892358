from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .at_work import SESSION, opened
from .terminal import Terminal, person


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder starts the program, so the quick run leaves all of them out."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("slow")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A session in a folder of its own."""
    folder = tmp_path / "sessions"
    folder.mkdir()
    path = folder / "2031-10-04-cantines.toml"
    path.write_text(SESSION, encoding="utf-8")
    return path


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A person who has no settings and no sessions."""
    return person(tmp_path / "home")


@pytest.fixture
def terminal(path: Path, environment: dict[str, str]) -> Iterator[Terminal]:
    """The session open at a speaker's notes, ready for keys."""
    with opened(path, environment, "--at", "presentations.KM") as terminal:
        yield terminal
