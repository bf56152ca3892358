"""Keys as terminals send them in whatever mode, answers that come late, and pastes without markers,
in the installed program."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from .at_work import note, opened
from .terminal import Terminal

UNKNOWN = [
    b"\x1b[15;3~", b"\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\", b"\x1b[?64;1;2;6c", b"\x1b[3;7~",
    b"\x1b[1;13D",
    b"\x1bOE", b"\x1bP>|XTerm(390)\x1b\\", b"\x1b_Gi=1;OK\x1b\\", b"\x1b[27;3;97~", b"\x1b[24;80R",
    b"\x1b[122;5:3u", b"\x1b[48;9;9;9;9t",
]  # fmt: skip


def at_km(path: Path, environment: dict[str, str]) -> Terminal:
    return opened(path, environment, "--at", "presentations.KM")


def saved(terminal: Terminal, path: Path, text: str) -> None:
    terminal.wait_for(lambda: note(path, "KM") == text, f"{text!r} on disk")


def test_what_is_no_key_types_nothing(path: Path, environment: dict[str, str]) -> None:
    with at_km(path, environment) as terminal:
        for number, sequence in enumerate(UNKNOWN):
            terminal.send(b"%d " % number + sequence)
        terminal.send(b"fin")
        saved(terminal, path, "".join(f"{n} " for n in range(len(UNKNOWN))) + "fin")
        assert "Présentations" in terminal.text


def test_keys_in_the_modes_of_kitty_and_xterm(path: Path, environment: dict[str, str]) -> None:
    with at_km(path, environment) as terminal:
        terminal.send(b"un\x1b[32;2udeux\x1b[27;2;13~\x1bOu\x1bOX\x1bOl\x1b[57399;129u")
        saved(terminal, path, "un deux\n5=,0")
        terminal.paste(" collé")
        saved(terminal, path, "un deux\n5=,0 collé")
        terminal.send(b"\x1b[122;5u")
        saved(terminal, path, "un deux\n5=,0")


def test_the_modes_are_off_meanwhile_and_then_as_before(
    path: Path, environment: dict[str, str]
) -> None:
    with at_km(path, environment) as terminal:
        start = terminal.sent
        assert start.index(b"\x1b[?1049h") < start.index(b"\x1b[>0u\x1b[>4;0m")
        assert b"\x1b[6n" not in start
        terminal.press("ctrl+q", "ctrl+q")
        assert terminal.wait() == 0
        end = terminal.sent[len(start) :]
        assert end.count(b"\x1b[<u") == end.count(b"\x1b[>4m") == 1
        assert max(end.index(b"\x1b[<u"), end.index(b"\x1b[>4m")) < end.index(b"\x1b[?1049l")


def test_they_are_off_again_after_another_program_had_the_terminal(
    path: Path, environment: dict[str, str]
) -> None:
    with at_km(path, environment) as terminal:
        terminal.signal(signal.SIGSTOP)
        terminal.signal(signal.SIGCONT)
        terminal.wait_for(lambda: b"\x1b[=0u\x1b[>4;0m" in terminal.sent, "the modes are set")


def test_a_signal_gives_them_back_too(path: Path, environment: dict[str, str]) -> None:
    with at_km(path, environment) as terminal:
        terminal.signal(signal.SIGTERM)
        assert terminal.wait() == 128 + signal.SIGTERM
        assert terminal.sent.count(b"\x1b[<u") == terminal.sent.count(b"\x1b[>4m") == 1


@pytest.mark.parametrize(
    "more", [{"TERM": "linux"}, {"TERM_PROGRAM": "Apple_Terminal"}], ids=["console", "macOS"]
)
def test_a_terminal_that_might_print_it_is_asked_nothing(
    path: Path, environment: dict[str, str], more: dict[str, str]
) -> None:
    with at_km(path, {**environment, **more}) as terminal:
        terminal.press("ctrl+q", "ctrl+q")
        assert terminal.wait() == 0
        assert b"\x1b[>" not in terminal.sent
        assert b"$p" not in terminal.sent


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"], ids=ascii)
def test_a_paste_without_markers_is_taken_as_it_stands(
    path: Path, environment: dict[str, str], end: str
) -> None:
    with at_km(path, environment) as terminal:
        terminal.type("avant ")
        saved(terminal, path, "avant ")
        terminal.send(end.join(["- un", "- deux", "a\tb", "- trois"]).encode())
        saved(terminal, path, "avant - un\n- deux\na\tb\n- trois")
        terminal.press("ctrl+z")
        saved(terminal, path, "avant ")


def test_a_long_paste_without_markers_is_one_act(path: Path, environment: dict[str, str]) -> None:
    """It comes in many reads, some of which end within a character."""
    lines = [f"- ligne {n} : déjà vu, 한글" for n in range(800)]
    with at_km(path, environment) as terminal:
        terminal.send("\r".join(lines).encode())
        saved(terminal, path, "\n".join(lines))
        terminal.press("ctrl+z")
        terminal.wait_for(lambda: "ligne" not in path.read_text(encoding="utf-8"), "none of it")


def test_in_a_field_enter_stays_enter(path: Path, environment: dict[str, str]) -> None:
    """A slow line joins keys."""
    with opened(path, environment, "--at", "participants") as terminal:
        terminal.type("Ana Ruiz, Huerta (Pérou)\nBo Li")
        terminal.wait_for(lambda: 'name = "Bo Li"' in path.read_text(encoding="utf-8"), "both")
        assert 'name = "Ana Ruiz"' in path.read_text(encoding="utf-8")
