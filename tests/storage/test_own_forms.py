"""One's own short forms, written into a file that a hand wrote: nothing else of it changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from gsef_tui.storage.errors import CannotWrite
from gsef_tui.storage.folders import config_folder
from gsef_tui.storage.own_forms import drop_form, keep_form
from gsef_tui.storage.settings import load_settings

BY_HAND = """# mine
lag = 4  # seconds

[expansions]  # typed often
';rte' = "réseau"  # of territories
long = '''
one
[expansions]
two'''
dernier = "x"

[keys]
quit = "ctrl+q"
"""


def configure(text: str) -> Path:
    config_folder().mkdir()
    path = config_folder() / "config.toml"
    path.write_bytes(text.encode())
    return path


def test_the_first_one_makes_folder_file_and_table() -> None:
    keep_form("ess", 'économie "sociale"\net solidaire')
    assert load_settings()[0].expansions == {"ess": 'économie "sociale"\net solidaire'}
    assert load_settings()[1] == []


@pytest.mark.parametrize("text", ["lag = 4", "lag = 4\n", "[keys]\nquit = 'ctrl+q'\n", "\ufeff"])
def test_a_table_is_put_at_the_end(text: str) -> None:
    path = configure(text)
    before = load_settings()[0]
    keep_form("사경", "사회적경제")
    after, problems = load_settings()
    assert problems == []
    assert after.expansions == {"사경": "사회적경제"}
    assert (after.lag, after.keys) == (before.lag, before.keys)
    assert path.read_text(encoding="utf-8").startswith(text.removeprefix("\ufeff"))


def test_comments_and_all_else_stay() -> None:
    path = configure(BY_HAND)
    keep_form("ess", "économie")
    wanted = BY_HAND.replace("often\n", 'often\ness = "économie"\n')
    assert path.read_text(encoding="utf-8") == wanted
    drop_form("ess")
    assert path.read_text(encoding="utf-8") == BY_HAND


def test_line_ends_of_windows_stay() -> None:
    path = configure(BY_HAND.replace("\n", "\r\n"))
    keep_form("ess", "économie")
    drop_form("dernier")
    kept = path.read_bytes().decode()
    assert 'ess = "économie"\n' in kept
    assert kept.count("\r\n") == BY_HAND.count("\n") - 1
    assert load_settings()[0].lag == 4.0


@pytest.mark.parametrize(
    ("short", "gone"),
    [
        ("rte", "';rte' = \"réseau\"  # of territories\n"),
        ("LONG", "long = '''\none\n[expansions]\ntwo'''\n"),
        ("dernier", 'dernier = "x"\n'),
    ],
)
def test_one_goes_with_all_its_lines_and_no_other(short: str, gone: str) -> None:
    path = configure(BY_HAND)
    drop_form(short)
    assert path.read_text(encoding="utf-8") == BY_HAND.replace(gone, "")


def test_one_that_is_there_is_replaced() -> None:
    path = configure(BY_HAND)
    keep_form("RTE", "autre")
    assert "réseau" not in path.read_text(encoding="utf-8")
    assert load_settings()[0].expansions["RTE"] == "autre"
    assert load_settings()[0].lag == 4.0


@pytest.mark.parametrize(
    "text",
    ["a = ", "expansions = { ess = 'x' }\n", "expansions = 5\n", "\x00"],
)
def test_what_cannot_be_changed_safely_is_left_and_said(text: str) -> None:
    path = configure(text)
    with pytest.raises(CannotWrite, match=r"config\.toml: rte under \[expansions\].* by hand"):
        keep_form("rte", "un")
    assert path.read_bytes().decode() == text


def test_a_table_inside_the_table_is_no_hindrance() -> None:
    configure("[expansions.sub]\nx = 1\n")
    keep_form("ess", "un")
    assert load_settings()[0].expansions == {"ess": "un"}


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file has its name")
    with pytest.raises(CannotWrite, match=r"config\.toml: "):
        keep_form("rte", "un")
