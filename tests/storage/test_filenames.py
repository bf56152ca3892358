from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gsef_tui.storage.filenames import (
    LONGEST,
    file_stem,
    free_path,
    has_suffix,
    may_be_session,
    without_suffix,
)

DAY = date(2021, 10, 4)


@pytest.mark.parametrize(
    ("day", "title", "stem"),
    [
        (DAY, "L'économie sociale, ici !", "2021-10-04-l-economie-sociale-ici"),
        (DAY, "", "2021-10-04-session"),
        (None, "", "session"),
        (None, " …/../ ", "session"),
        (None, "Ñandú & Çağrı", "nandu-cagri"),
        (None, "사회적금융", "sahoejeoggeumyung"),
        (None, "a" * 200, "a" * LONGEST),
        (
            None,
            "un mot " * 30,
            "un-mot-" * 10 + "un",
        ),
    ],
)
def test_a_title_becomes_a_name(day: date | None, title: str, stem: str) -> None:
    assert file_stem(day, title) == stem


@given(st.dates() | st.none(), st.text(max_size=200))
def test_a_name_is_letters_digits_and_hyphens_and_short(day: date | None, title: str) -> None:
    stem = file_stem(day, title)
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", stem)
    assert len(f"{stem}-99.toml") <= 80


def test_a_taken_name_gets_a_number(tmp_path: Path) -> None:
    assert free_path(tmp_path, "a") == tmp_path / "a.toml"
    (tmp_path / "a.toml").touch()
    (tmp_path / "a-2.toml").symlink_to("nowhere")
    assert free_path(tmp_path, "a") == tmp_path / "a-3.toml"
    assert free_path(tmp_path, "a", ".txt") == tmp_path / "a.txt"


def test_a_session_does_not_take_over_anothers_pictures(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    assert free_path(tmp_path, "a") == tmp_path / "a-2.toml"
    assert free_path(tmp_path, "a", ".TOML") == tmp_path / "a-2.TOML"


@pytest.mark.parametrize(
    ("name", "stem", "is_session"),
    [
        ("a.toml", "a", True),
        ("A.TOML", "A", True),
        ("a.toml.Toml", "a.toml", True),
        (".a.toml", ".a", False),
        (".toml", ".toml", False),
        ("toml", "toml", False),
        ("a.toml~", "a.toml~", False),
        ("", "", False),
    ],
)
def test_the_ending_of_a_session_in_any_case(name: str, stem: str, is_session: bool) -> None:
    assert without_suffix(name) == stem
    assert has_suffix(name) is (stem != name)
    assert may_be_session(name) is is_session
