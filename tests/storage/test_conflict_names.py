"""What the names of conflict copies say, by whoever made them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from gsef_tui.storage.conflict_names import conflict_name, conflict_time, session_of_copy
from gsef_tui.storage.discovery import find_sessions

DAY = datetime(2026, 11, 30)
MOMENT = datetime(2026, 11, 30, 10, 10, 10)


@pytest.mark.parametrize(
    ("name", "at"),
    [
        ("atelier.conflict-20261130-101010.toml", MOMENT),
        ("atelier.conflict-20261130-101010-2.toml", MOMENT),
        ("atelier (conflicted copy 2026-11-30 101010).toml", MOMENT),
        ("atelier (Ada Brook's conflicted copy 2026-11-30).toml", DAY),
        ("atelier (Ada Brook's conflicted copy 2026-11-30 (1)).toml", None),
        ("atelier (Copie en conflit de Ada Brook 2026-11-30).toml", DAY),
        ("atelier (copia en conflicto de Ada Brook 2026-11-30).toml", DAY),
        ("atelier (Ada의 충돌하는 사본 2026-11-30).toml", DAY),
        ("atelier (Case Conflict).toml", None),
        ("atelier.sync-conflict-20261130-101010-ABCDEFG.toml", MOMENT),
        ("atelier.sync-conflict-20261130-101010.toml", MOMENT),
        ("atelier_conflict-20261130-101010.toml", MOMENT),
        ("atelier.Conflict.toml", None),
        ("atelier_conf(1).toml", None),
        ("atelier[Conflict].toml", None),
        ("atelier.conflict-20269930-101010.toml", None),
    ],
)
def test_a_copy_names_its_session_and_when_it_was_made(name: str, at: datetime | None) -> None:
    if name.count("(") == 2:  # brackets within brackets are no name of a service: found by its id
        assert conflict_name(Path(name)) is None
        return
    assert session_of_copy(Path(f"s/{name}")) == Path("s/atelier.toml")
    assert conflict_time(Path(name)) == at


@pytest.mark.parametrize(
    "name",
    [
        "atelier.toml", "conflict.toml", "atelier (2).toml", "atelier 2.toml", "atelier-PC.toml",
        "2026-11-30-conflict-resolution.toml", "atelier (conflicts in the forum).toml",
        "atelier (copy).toml",
    ],
)  # fmt: skip
def test_any_other_name_says_nothing(name: str) -> None:
    assert conflict_name(Path(name)) is None


def put(folder: Path, name: str, session_id: str) -> None:
    text = f'format = 1\nid = "{session_id}"\ntemplate = "gsef"\n'
    (folder / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "name", ["a-DESKTOP-1.toml", "a 2.toml", "a (1).toml", "a - Copie.toml", "a-1.toml"]
)
def test_a_name_that_says_nothing_is_a_copy_where_the_id_says_so(tmp_path: Path, name: str) -> None:
    put(tmp_path, "a.toml", "00112233aabbccdd")
    put(tmp_path, name, "00112233aabbccdd")
    put(tmp_path, "a-other.toml", "ffeeddccbbaa0011")
    found, _ = find_sessions(tmp_path)
    assert {s.path.name: s.copy_of for s in found} == {
        "a.toml": "", name: str(tmp_path / "a.toml"), "a-other.toml": "",
    }  # fmt: skip
    names = [summary.path.name for summary in found]
    assert names.index(name) == names.index("a.toml") + 1, "below its session"


def test_one_id_under_two_names_is_no_copy(tmp_path: Path) -> None:
    put(tmp_path, "a.toml", "00112233aabbccdd")
    put(tmp_path, "b.toml", "00112233aabbccdd")
    assert [summary.copy_of for summary in find_sessions(tmp_path)[0]] == ["", ""]


def test_an_ending_in_capitals_is_a_session_too(tmp_path: Path) -> None:
    put(tmp_path, "ATELIER.TOML", "00112233aabbccdd")
    put(tmp_path, "ATELIER.conflict-20261130-101010.TOML", "00112233aabbccdd")
    first, second = find_sessions(tmp_path)[0]
    assert (first.path.name, second.copy_of) == ("ATELIER.TOML", str(first.path))
