from __future__ import annotations

from pathlib import Path

import pytest

from gsef_tui.storage.app_state import (
    NEWEST,
    AppState,
    LastPlace,
    exported,
    last_place,
    load_app_state,
    moved,
    save_app_state,
    with_export,
    with_folder,
    with_place,
)
from gsef_tui.storage.folders import config_folder, state_folder
from gsef_tui.storage.settings import Settings, load_settings


def configure(text: str | bytes) -> str:
    config_folder().mkdir()
    path = config_folder() / "config.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def test_the_folders_are_where_the_environment_says(tmp_path: Path) -> None:
    assert (config_folder(), state_folder()) == (tmp_path / "config", tmp_path / "state")


def test_without_a_file_the_defaults_hold() -> None:
    assert load_settings() == (Settings(), [])


def test_what_is_set_holds() -> None:
    configure(
        "\ufeffsessions = '~/séances'\r\nfooter_ctrl = true\r\nlag = 4\r\n"
        "pictures = ['~/Zoom', 'D\u200b']\r\n"
        "[keys]\r\npreview = 'f2'\r\nhelp = ['f1', 'ctrl+x']\r\n"
    )
    keys = {"preview": ("f2",), "help": ("f1", "ctrl+x")}
    assert load_settings() == (
        Settings("~/séances", keys, True, 4.0, pictures=("~/Zoom", "D\u200b")),
        [],
    )


def test_short_forms_of_one_s_own_and_what_is_turned_on() -> None:
    path = configure(
        "typing = ['quotes']\n[expansions]\ness = 'économie sociale'\n"
        '";rte" = "a\\u0007b\\n"\nn = 3\n'
    )
    settings, problems = load_settings()
    assert settings.typing == ("quotes",)
    assert settings.expansions == {"ess": "économie sociale", ";rte": "ab\n"}
    assert problems == [f"{path}, line 5: expansions.n: expected text: write it between quotes"]


def test_what_is_wrong_is_named_and_the_rest_holds() -> None:
    path = configure(
        "sessions = 5\nfooter_ctrl = 'yes'\ncolour = 1\n[keys]\nhelp = 1\nquit = 'q'\n"
    )
    assert load_settings() == (
        Settings(keys={"quit": ("q",)}),
        [
            f"{path}, line 1: sessions: expected text: write it between quotes",
            f"{path}, line 2: footer_ctrl: expected true or false, without quotes",
            f"{path}, line 3: colour: there is no such setting: "
            "there are sessions, keys, footer_ctrl, lag, typing, expansions, pictures",
            f"{path}, line 5: keys.help: expected a key or a list of keys: ['f2', 'ctrl+r']",
        ],
    )


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("lag = true", "line 1: lag: expected seconds, 0 to 600: lag = 4"),
        ("lag = -1", "line 1: lag: expected seconds, 0 to 600: lag = 4"),
        ("pictures = '~'", "line 1: pictures: expected a list of folders: ['~/Documents/Zoom']"),
        ("pictures = [1]", "line 1: pictures: expected a list of folders: ['~/Documents/Zoom']"),
        ("keys = 'f1'", "line 1: keys: expected a table: write [keys] on a line of its own"),
        ("expansions = 1", "expected a table: write [expansions] on a line of its own"),
        ("typing = 'arrows'", "typing: expected a list of some of these: ['arrows', 'quotes']"),
        ("typing = [1]", "typing: expected a list of some of these: ['arrows', 'quotes']"),
        ("a = ", "not TOML: Invalid value (at end of document): none of it is used; correct it"),
        (b"\xff", "not TOML: "),
        ("a = " + "[" * 5000, "not TOML: too deep: none of it is used; correct it"),
    ],
)
def test_a_broken_file_is_one_sentence_and_the_defaults(text: str | bytes, wrong: str) -> None:
    configure(text)
    settings, problems = load_settings()
    assert settings == Settings()
    (problem,) = problems
    assert wrong in problem
    assert "\n" not in problem


def test_a_folder_in_the_files_place_is_said() -> None:
    (config_folder() / "config.toml").mkdir(parents=True)
    assert len(load_settings()[1]) == 1


def test_what_is_remembered_comes_back() -> None:
    memory = AppState(theme="nord", overview=True, language="ko")
    memory = with_place(memory, Path("/a/s.toml"), "answers.BA", 12)
    memory = with_export(memory, Path("/a/s.docx"), "abc")
    memory = with_folder(memory, Path("/a"))
    save_app_state(memory)
    again = load_app_state()
    assert again == memory
    assert last_place(again, Path("/a/s.toml")) == LastPlace("answers.BA", 12)
    assert last_place(again, Path("/a/other.toml")) is None
    assert exported(again, Path("/a/s.docx")) == "abc"
    assert exported(again, Path("/a/s.odt")) == ""


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"places": 5}', '{"theme": "\\ud800"}', "[" * 9999]
)
def test_a_damaged_memory_is_an_empty_one(text: str) -> None:
    state_folder().mkdir()
    (state_folder() / "memory.json").write_text(text)
    assert load_app_state() == AppState()


def test_the_oldest_places_go_first() -> None:
    memory = AppState()
    for n in range(NEWEST):
        memory = with_place(memory, Path(f"/{n}.toml"), "answers", n)
    memory = with_place(memory, Path("/0.toml"), "answers", 99)
    memory = with_place(memory, Path("/new.toml"), "answers", 0)
    assert len(memory.places) == NEWEST
    assert last_place(memory, Path("/1.toml")) is None
    assert last_place(memory, Path("/0.toml")) == LastPlace("answers", 99)


def test_the_folder_used_last_comes_first() -> None:
    memory = AppState()
    for name in ("/a", "/b", "/a"):
        memory = with_folder(memory, Path(name))
    assert memory.folders == ("/a", "/b")


def test_a_renamed_session_keeps_its_place() -> None:
    memory = with_place(AppState(), Path("/a.toml"), "answers.BA", 3)
    memory = moved(memory, Path("/a.toml"), Path("/b.toml"))
    assert last_place(memory, Path("/b.toml")) == LastPlace("answers.BA", 3)
    assert last_place(memory, Path("/a.toml")) is None
