"""Whatever is typed, pasted, in a file, in a report or on the command line is kept to the letter,
each character once and in order; and is the same after saving, loading, taking everything back and
doing it again.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from unicodedata import normalize

import pytest
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gsef_tui.model.clean import clean, clean_line
from gsef_tui.storage.documents import open_document

from .at_work import note, opened, stored
from .naughty import HOSTILE, OWN, PUBLIC, public
from .terminal import PATIENCE, PROGRAM, Terminal

unicode = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
"""Anything but lone surrogates, which no encoding has."""

SHORT = 24
"""Characters of a string that is typed: a key costs the program some milliseconds."""

needs_list = pytest.mark.skipif(not PUBLIC.exists(), reason=f"no public list at {PUBLIC}")
examples = settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


class Typist:
    """Somebody at a note that is empty, again and again in one sitting."""

    def __init__(self, terminal: Terminal, path: Path) -> None:
        self._terminal = terminal
        self._path = path

    def holds(self, text: str) -> None:
        """Wait for a text in the file; fail with where it parts from what is there."""
        end = time.monotonic() + PATIENCE
        while (there := note(self._path, "KM")) != text:
            assert self._terminal.running, self._terminal.text
            assert time.monotonic() < end, (there, text)
            self._terminal.watch(0.02)

    def there_and_back(self, data: bytes, expected: str) -> None:
        """What is entered is kept, goes when all is taken back, and comes again."""
        self._terminal.send(data)
        self.holds(expected)
        for key, text in (("ctrl+z", ""), ("ctrl+y", expected), ("ctrl+z", "")):
            nothing = "Nothing to undo" if key == "ctrl+z" else "Nothing to redo"
            self._terminal.press("ctrl+s")
            self._terminal.wait_for("Saved:")
            while nothing not in self._terminal.text:
                self._terminal.press(*[key] * 20)
                self._terminal.watch(0.1)
            self.holds(text)

    def types(self, lines: Sequence[str]) -> None:
        """Lines whose beginning is no list's, so that Enter is nothing but a line end."""
        text = "".join(f"¶ {line}\n" for line in lines)
        self.there_and_back(text.replace("\n", "\r").encode(), text)

    def pastes(self, text: str) -> None:
        # What a terminal takes out itself: the end marker would end the paste.
        inside = text.replace("\x1b[201~", "")
        marked = f"¶\x1b[200~{inside}\x1b[201~¶"
        self.there_and_back(marked.encode(), f"¶{clean(inside)}¶")


@pytest.fixture
def typist(terminal: Terminal, path: Path) -> Typist:
    return Typist(terminal, path)


# -- typed ----------------------------------------------------------------------------------------


def test_what_is_typed(typist: Typist) -> None:
    typist.types(OWN)


@needs_list
def test_the_public_list_typed(typist: Typist) -> None:
    typist.types([clean_line(text) for text in public() if len(text) <= SHORT])


@pytest.mark.slow
def test_any_unicode_typed(typist: Typist) -> None:
    @given(st.lists(unicode.map(clean_line), min_size=1, max_size=8))
    @examples
    def holds(lines: list[str]) -> None:
        typist.types(lines)

    holds()


def test_what_is_no_utf8_ends_nothing(terminal: Terminal, typist: Typist) -> None:
    terminal.send(b"avant\xff\xc3(\xe2\x82 apr\xc3")
    terminal.send(b"\xa8s")
    typist.holds("avant\ufffd\ufffd(\ufffd après")


def test_a_letter_in_two_halves_is_one(terminal: Terminal, typist: Typist) -> None:
    for byte in "é한👩\u200d🌾":
        for part in byte.encode():
            terminal.send(bytes([part]))
            terminal.watch(0.01)
    typist.holds("é한👩\u200d🌾")


def test_alt_and_a_letter_type_nothing(terminal: Terminal, typist: Typist) -> None:
    terminal.send(b"a\x1bx")
    terminal.watch(0.3)  # a lone Escape would be taken for one
    terminal.send("é".encode())
    typist.holds("aé")


# -- pasted ---------------------------------------------------------------------------------------


def test_what_is_pasted(typist: Typist) -> None:
    typist.pastes("\n".join([*OWN, *HOSTILE]))


@needs_list
def test_the_public_list_pasted(typist: Typist) -> None:
    typist.pastes("\n".join(public()))


@pytest.mark.slow
def test_any_unicode_pasted(typist: Typist) -> None:
    hostile = st.lists(st.one_of(unicode, st.sampled_from(HOSTILE)), max_size=8)

    @given(hostile.map("".join))
    @examples
    def holds(text: str) -> None:
        typist.pastes(text)

    holds()


def test_a_paste_whose_end_is_lost(terminal: Terminal, typist: Typist) -> None:
    """After two quiet seconds it is over, and what follows are keys again."""
    terminal.send(b"\x1b[200~colle\x11\x1b[19~")
    began = time.monotonic()
    typist.holds("colle")
    assert time.monotonic() - began > 1.5
    terminal.send(b"puis\x1b[D!")
    typist.holds("collepui!s")


# -- in a file ------------------------------------------------------------------------------------


@pytest.mark.parametrize("texts", [[*OWN, *HOSTILE], public()], ids=["own", "public"])
def test_what_is_in_a_file(path: Path, environment: dict[str, str], texts: list[str]) -> None:
    if not texts:
        pytest.skip(f"no public list at {PUBLIC}")
    text = "\n".join(texts)
    table = stored(path)
    table["presentations"]["KM"] = text
    table["session"]["questions"] = texts
    path.write_text(tomli_w.dumps(table), encoding="utf-8")
    questions = clean(text).split("\n")
    with opened(path, environment, "--at", "presentations.KM") as terminal:
        typist = Typist(terminal, path)
        terminal.press("!")
        typist.holds(f"{clean(text)}!")
        terminal.press("ctrl+z")
        typist.holds(clean(text))
        terminal.press("ctrl+y")
        typist.holds(f"{clean(text)}!")
        assert stored(path)["session"]["questions"] == questions
        terminal.press("ctrl+q", "ctrl+q")
        assert terminal.wait() == 0
    again = open_document(path).session
    assert again.notes("presentations")["KM"] == f"{clean(text)}!"


# -- on the command line --------------------------------------------------------------------------


@pytest.mark.parametrize("texts", [[*OWN, *HOSTILE], public()], ids=["own", "public"])
def test_what_is_on_the_command_line(
    tmp_path: Path, environment: dict[str, str], texts: list[str]
) -> None:
    if not texts:
        pytest.skip(f"no public list at {PUBLIC}")
    words = [text.replace("\x00", "") for text in texts]  # no argument can hold it
    path = tmp_path / "new.toml"
    everything = " ".join(words)
    command: list[str | Path] = ["new", "-o", path, "--title", everything]
    command += [f"--fact=forum.name={everything}", *(f"--question={word}" for word in words)]
    assert done(environment, *command).decode() == f"{path}\n"
    session = open_document(path).session
    assert session.facts["title"] == clean_line(everything)
    assert session.forum["name"] == clean_line(everything)
    assert session.facts["questions"] == tuple(clean_line(word) for word in words)


# -- imported -------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".docx", ".odt"])
def test_what_is_in_a_report(path: Path, environment: dict[str, str], suffix: str) -> None:
    """Read back as it was typed, but for the composed form of letters. Stars and low lines can be
    bold and italic in a report, and a page or Markdown keeps no second space."""
    typed = [f"¶ {clean_line(text)}".rstrip() for text in [*OWN, *public()]]
    lines = [line for line in typed if not set(line) & set("*_\ufffe") and "  " not in line]
    table = stored(path)
    table["presentations"] = {"LT": "\n".join(lines)}
    path.write_text(tomli_w.dumps(table), encoding="utf-8")
    report, made = path.with_suffix(suffix), path.with_name("made.toml")
    done(environment, "export", path, "--as-typed", "-o", report)
    done(environment, "import", report, "-o", made)
    there = open_document(made).session.notes("presentations")["LT"].split("\n")
    assert there == [normalize("NFC", line) for line in lines]


def test_what_acts_in_a_report(path: Path, environment: dict[str, str]) -> None:
    report, made = path.with_suffix(".txt"), path.with_name("made.toml")
    done(environment, "export", path, "--as-typed", "-o", report)
    hostile = "\n".join(f"¶ {text} ¶" for text in HOSTILE if "\x00" not in text)  # no text file
    text = report.read_text(encoding="utf-8").replace("- une cuisine", hostile)
    report.write_text(text, encoding="utf-8", newline="")
    assert not done(environment, "import", report, "-o", made).count(b"\x1b")
    there = open_document(made).session.notes("presentations")["LT"]
    assert words(there) == words(normalize("NFC", clean(hostile)))


def words(text: str) -> list[str]:
    """What stands in a text, however its lines end."""
    return text.split()


def done(environment: Mapping[str, str], *command: str | Path) -> bytes:
    """Carry out a command that must work; what it says."""
    result = subprocess.run(
        [PROGRAM, *command], env=environment, capture_output=True, check=True, timeout=PATIENCE
    )
    return result.stdout + result.stderr
