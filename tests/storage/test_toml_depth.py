"""Keys of thousands of parts, with which ``tomllib`` is busy for minutes, in every file of TOML."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from gsef_tui.storage import toml_positions
from gsef_tui.storage.errors import CannotWrite, UnreadableFile
from gsef_tui.storage.own_abbreviations import keep_abbreviation
from gsef_tui.storage.settings import Settings, load_settings
from gsef_tui.storage.templates import read_template_file
from gsef_tui.storage.toml_positions import DEEPEST, deep_key, parse_toml

DEEP = ".".join(["a"] * 200_000)


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GSEF_TUI_CONFIG", str(tmp_path))
    path = tmp_path / "config.toml"
    path.write_text(f"{DEEP} = 1\n", encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def unparsed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of that kind is given to ``tomllib``."""
    real: Callable[[str], object] = tomllib.loads

    def loads(text: str) -> object:
        assert len(text) < len(DEEP)
        return real(text)

    monkeypatch.setattr(tomllib, "loads", loads)


def test_settings_are_left_out_with_a_sentence(config: Path) -> None:
    wrong = f"{config}: not TOML: too deep: none of it is used; correct it"
    assert load_settings() == (Settings(), [wrong])


def test_abbreviations_are_not_written_there(config: Path) -> None:
    with pytest.raises(CannotWrite, match="is to be changed there by hand"):
        keep_abbreviation("oc", "ONG")
    assert config.read_text(encoding="utf-8") == f"{DEEP} = 1\n"


def test_a_template_is_refused_in_a_sentence(config: Path) -> None:
    with pytest.raises(UnreadableFile, match="a key of too many parts on line 1: correct"):
        read_template_file(config)


def test_the_deepest_key_is_parsed_and_no_deeper_one() -> None:
    deepest = ".".join(["a"] * (DEEPEST + 1))
    assert deep_key(f"x = 1\n{deepest} = 1\n") is None
    assert parse_toml(f"{deepest} = 1\n")["a"]
    assert deep_key(f"x = 1\n{deepest}.a = 1\n") == 2
    assert deep_key(f"x = 1\n[ {deepest} . a ]\n") == 2


def test_texts_are_looked_through_once(monkeypatch: pytest.MonkeyPatch) -> None:
    line = ".".join(["a"] * (DEEPEST + 2))
    text = 'x = """\n' + f"{line} = 1\n" * 1_000 + '"""\n'
    looked = 0
    real = toml_positions._fence_after

    def counted(line: str, fence: str) -> str:
        nonlocal looked
        looked += 1
        return real(line, fence)

    monkeypatch.setattr(toml_positions, "_fence_after", counted)
    assert deep_key(text) is None
    assert deep_key(f"{text}{line} = 1\n") == 1_003
    assert looked < 3_000
