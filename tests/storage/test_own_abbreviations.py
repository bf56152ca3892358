"""The user's own abbreviations are edited in a file that the user wrote: nothing else changes."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomlkit

from gsef_tui.storage.errors import CannotWrite
from gsef_tui.storage.folders import config_folder
from gsef_tui.storage.own_abbreviations import drop_abbreviation, keep_abbreviation
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
    keep_abbreviation("ess", 'économie "sociale"\net solidaire')
    assert load_settings()[0].expansions == {"ess": 'économie "sociale"\net solidaire'}
    assert load_settings()[1] == []


@pytest.mark.parametrize("text", ["lag = 4", "lag = 4\n", "[keys]\nquit = 'ctrl+q'\n", "\ufeff"])
def test_a_table_is_put_at_the_end(text: str) -> None:
    path = configure(text)
    before = load_settings()[0]
    keep_abbreviation("사경", "사회적경제")
    after, problems = load_settings()
    assert problems == []
    assert after.expansions == {"사경": "사회적경제"}
    assert (after.lag, after.keys) == (before.lag, before.keys)
    assert path.read_text(encoding="utf-8").startswith(text.removeprefix("\ufeff"))


def test_a_new_entry_follows_the_last_one_and_all_else_stays() -> None:
    path = configure(BY_HAND)
    keep_abbreviation("ess", "économie")
    wanted = BY_HAND.replace('dernier = "x"\n', 'dernier = "x"\ness = "économie"\n')
    assert path.read_text(encoding="utf-8") == wanted
    drop_abbreviation("ess")
    assert path.read_text(encoding="utf-8") == BY_HAND


def test_comments_that_introduce_the_next_table_stay_beside_it() -> None:
    path = configure("[expansions]\na = 'b'\n\n# my keys\n[keys]\nquit = 'ctrl+q'\n")
    keep_abbreviation("ess", "un")
    assert path.read_text(encoding="utf-8") == (
        "[expansions]\na = 'b'\ness = \"un\"\n\n# my keys\n[keys]\nquit = 'ctrl+q'\n"
    )


NEIGHBOURS = {
    "dotted keys": (
        "expansions.rte = 'réseau'  # often\nlag = 4\n",
        "expansions.rte = 'réseau'  # often\nexpansions.ess = \"un\"\nlag = 4\n",
    ),
    "an inline table": (
        "expansions = { rte = 'réseau' }  # often\nlag = 4\n",
        "expansions = { rte = 'réseau', ess = \"un\"}  # often\nlag = 4\n",
    ),
    "an empty inline table": ("expansions = {}\nlag = 4\n", 'expansions = {ess = "un"}\nlag = 4\n'),
    "no table": ("lag = 4  # seconds\n", 'lag = 4  # seconds\n\n[expansions]\ness = "un"\n'),
    "a table without entries": (
        "[expansions]\n# none yet\n\n[keys]\n",
        '[expansions]\ness = "un"\n# none yet\n\n[keys]\n',
    ),
    "CRLF": ("# mine\r\nlag = 4\r\n", '# mine\r\nlag = 4\r\n\r\n[expansions]\r\ness = "un"\r\n'),
    "a byte order mark": (
        "\ufeff[expansions]\nrte = 'réseau'\n",
        "\ufeff[expansions]\nrte = 'réseau'\ness = \"un\"\n",
    ),
}


@pytest.mark.parametrize("name", NEIGHBOURS)
def test_however_the_user_wrote_the_table_an_entry_comes_and_goes(name: str) -> None:
    before, with_one_more = NEIGHBOURS[name]
    path = configure(before)
    old = load_settings()
    keep_abbreviation("ess", "un")
    assert path.read_bytes().decode() == with_one_more
    assert load_settings()[0].expansions == {**old[0].expansions, "ess": "un"}
    drop_abbreviation("ESS")
    assert load_settings() == old


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
    drop_abbreviation(short)
    assert path.read_text(encoding="utf-8") == BY_HAND.replace(gone, "")


def test_one_that_is_there_is_replaced() -> None:
    path = configure(BY_HAND)
    keep_abbreviation("RTE", "autre")
    assert "réseau" not in path.read_text(encoding="utf-8")
    assert load_settings()[0].expansions["RTE"] == "autre"
    assert load_settings()[0].lag == 4.0


@pytest.mark.parametrize(
    "text",
    ["a = ", "expansions = 5\n", "[[expansions]]\nrte = 'x'\n", "\x00", "a = 1\na = 2\n"],
)
def test_what_cannot_be_edited_safely_is_reported_and_stays(text: str) -> None:
    path = configure(text)
    by_hand = r"config\.toml: rte under \[expansions\].* by hand"
    with pytest.raises(CannotWrite, match=by_hand):
        keep_abbreviation("rte", "un")
    with pytest.raises(CannotWrite, match=by_hand):
        drop_abbreviation("rte")
    assert path.read_bytes().decode() == text


def test_a_file_in_another_encoding_is_reported_and_stays() -> None:
    path = configure("")
    path.write_bytes("# été\n".encode("latin-1"))
    with pytest.raises(CannotWrite, match="by hand"):
        keep_abbreviation("rte", "un")
    assert path.read_bytes() == b"# \xe9t\xe9\n"


def test_an_edit_that_would_change_anything_else_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """tomlkit is a large library; whatever it does to an odd file, the file is safe."""
    path = configure(BY_HAND)
    monkeypatch.setattr(tomlkit, "dumps", lambda document: "lag = 5\n")
    with pytest.raises(CannotWrite, match="by hand"):
        keep_abbreviation("rte", "un")
    assert path.read_text(encoding="utf-8") == BY_HAND


def test_a_table_inside_the_table_is_no_hindrance() -> None:
    configure("[expansions.sub]\nx = 1\n")
    keep_abbreviation("ess", "un")
    assert load_settings()[0].expansions == {"ess": "un"}


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file has its name")
    with pytest.raises(CannotWrite, match=r"config\.toml: "):
        keep_abbreviation("rte", "un")
