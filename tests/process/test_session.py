"""The installed program in a terminal: what is typed is on the disk, whatever becomes of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from .at_work import SESSION, note, opened
from .terminal import PROGRAM, Terminal

SIZES = [(80, 24), (60, 20), (140, 45), (40, 12)]


def test_what_was_typed_is_in_the_file_though_the_program_was_killed(
    terminal: Terminal, path: Path
) -> None:
    terminal.type("Deux cuisines, « ouvertes » à 20 % → 한국")
    terminal.wait_for("한국")
    terminal.type("어")
    terminal.watch(0.4)
    terminal.kill()
    assert note(path, "KM") == "Deux cuisines, « ouvertes » à 20 % → 한국어"
    left = {f".{path.name}.lock", path.name}
    assert {file.name for file in path.parent.iterdir()} == left, "nothing half written is left"


def test_the_badge_says_saved_when_the_file_has_it(terminal: Terminal, path: Path) -> None:
    terminal.type("gardé")
    terminal.wait_for(lambda: note(path, "KM") == "gardé", "the file has it")
    assert terminal.lines[0].endswith("✓ saved")


def test_a_file_that_cannot_be_written_turns_the_badge(terminal: Terminal, path: Path) -> None:
    """The folder is thrown into a bin: even root cannot write there any more."""
    away = path.parent.with_name(".Trash-1000")
    path.parent.rename(away)
    terminal.type("encore là")
    terminal.wait_for("✗ NOT SAVED since")
    copies = away.parent / "home" / "state" / "copies"
    terminal.wait_for(
        lambda: any("encore là" in copy.read_text() for copy in copies.glob("*.toml")), "a copy"
    )
    away.rename(path.parent)
    terminal.wait_for("✓ saved")
    assert note(path, "KM") == "encore là"
    assert list(copies.glob("*.toml")) == []


def test_it_opens_again_where_one_left_it(
    terminal: Terminal, path: Path, environment: dict[str, str]
) -> None:
    terminal.type("début")
    terminal.press("f3", "1")
    terminal.wait_for("Présentations › 1 LT Lucía Torres")
    terminal.type(", deux")
    terminal.press("ctrl+q", "ctrl+q")
    assert terminal.wait() == 0
    with opened(path, environment) as again:
        again.wait_for("Présentations › 1 LT Lucía Torres")
        again.type(" tables")
        again.wait_for(lambda: note(path, "LT") == "- une cuisine, deux tables", "at the end")


def test_keys_in_one_burst_arrive_in_order(terminal: Terminal, path: Path) -> None:
    """Letters, moves, undo, another speaker: as input methods, ssh and text expanders send them."""
    terminal.press(*"ab", "left", "c", "left", "d", "right", "right", "ctrl+z", "e", "f3", *"1!")
    terminal.wait_for(lambda: note(path, "LT") == "- une cuisine!", "the last key")
    assert note(path, "KM") == "aecb"


def test_a_note_typed_in_one_burst_is_whole(terminal: Terminal, path: Path) -> None:
    text = " ".join(f"mot{n}" for n in range(300))
    terminal.type(text)
    terminal.wait_for(lambda: note(path, "KM") == text, "the whole note")


def test_a_paste_is_text_whatever_is_in_it(terminal: Terminal, path: Path) -> None:
    terminal.paste("un\ndeux\x11 trois")  # a ctrl+q byte inside is no key
    terminal.type(".")
    terminal.wait_for(lambda: note(path, "KM") == "un\ndeux trois.", "the paste, cleaned")


def test_the_report_and_back_to_the_cursor(terminal: Terminal, path: Path) -> None:
    terminal.press(*"ac", "left", "f2")
    terminal.wait_for("Résumé des présentations")
    terminal.wait_for(lambda: " ac" in terminal.lines, "scrolled to the place one comes from")
    terminal.press("f2")
    terminal.wait_for("Présentations › 2 KM")
    terminal.type("b")
    terminal.wait_for(lambda: note(path, "KM") == "abc", "typed where one was")


def test_what_is_missing_leads_to_its_place(terminal: Terminal) -> None:
    terminal.press("f8")
    terminal.wait_for("missing")
    terminal.press("down", "enter")
    terminal.wait_for(lambda: "Présentations › 2 KM" not in terminal.text, "another place")
    terminal.press("f8")
    terminal.wait_for(lambda: "contradiction" not in terminal.text, "closed by its key")


def test_the_report_is_written_beside_the_session(terminal: Terminal, path: Path) -> None:
    terminal.press("f5")
    terminal.wait_for("Format")
    terminal.press("enter")
    report = path.with_name(f"{path.stem}-fr.docx")
    terminal.wait_for("Exported:")
    assert report.read_bytes().startswith(b"PK")


def test_the_screen_takes_every_shape(terminal: Terminal, path: Path) -> None:
    """Each size shows where one is, that it is saved, and what is typed."""
    typed = ""
    for n, (columns, rows) in enumerate([*SIZES, (80, 24)]):
        terminal.resize(columns, rows)
        word = f"mot{n} "
        terminal.type(word)
        typed += word
        terminal.wait_for(word.strip(), f"{columns}x{rows}")
        terminal.wait_for("saved")
        shape = outlined if columns >= 80 else folded
        terminal.wait_for(partial(shape, terminal), f"the shape of {columns}x{rows}")
        assert all(len(line) <= columns for line in terminal.lines)
        if columns >= 140:
            terminal.wait_for("Titre de la session", "the report beside the notes")
    terminal.wait_for(lambda: note(path, "KM") == typed, "all of it")


def outlined(terminal: Terminal) -> bool:
    """Whether the outline stands on the left."""
    return any(line.startswith("À classer") for line in terminal.lines)


def folded(terminal: Terminal) -> bool:
    """Whether its line of the glance stands above the notes instead."""
    return not outlined(terminal) and terminal.lines[1].startswith("▌Présentations 2/2 › 2 KM")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_quitting_gives_the_terminal_back(
    path: Path, environment: dict[str, str], size: tuple[int, int]
) -> None:
    columns, rows = size
    with Terminal(
        [PROGRAM, path], environment=environment, folder=path.parent, columns=columns, rows=rows
    ) as terminal:
        terminal.wait_for("saved")
        assert 1049 in terminal.modes
        terminal.press("ctrl+q")
        assert terminal.wait() == 0
        assert terminal.as_it_was
    assert path.read_text(encoding="utf-8") == SESSION, "only looking changes nothing"


def test_soon_after_a_key_quitting_asks_again(terminal: Terminal, path: Path) -> None:
    terminal.type("x")
    terminal.press("ctrl+q")
    terminal.wait_for("again to quit")
    terminal.press("ctrl+q")
    assert terminal.wait() == 0
    assert note(path, "KM") == "x"


def test_home_leads_into_a_session_and_out(path: Path, environment: dict[str, str]) -> None:
    command: list[str | Path] = [PROGRAM, "--sessions", path.parent]
    with Terminal(command, environment=environment, folder=path.parent) as terminal:
        terminal.wait_for("Les cantines du quartier")
        terminal.type("lucia")  # a filter, without the accent
        terminal.wait_for("Les cantines du quartier")
        terminal.press("enter")
        terminal.wait_for("✓ saved")
        terminal.press("f3", "2")
        terminal.wait_for("Présentations › 2 KM")
        terminal.type("là")
        terminal.press("ctrl+o")
        terminal.wait_for("Open folder…")
        assert note(path, "KM") == "là", "it is saved before one is home"
        terminal.press("ctrl+q", "ctrl+q")
        assert terminal.wait() == 0
