"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from gsef_tui.model.lazy_pattern import lazy_pattern

COUNT = """
import re, re._compiler as compiler
plain, counted = compiler.compile, []
compiler.compile = lambda source, flags=0: counted.append(source) or plain(source, flags)
from gsef_tui.model import clean
assert clean.clean("a") == "a"
first = [one for one in counted if "ud800" in ascii(one)]
assert clean.clean("\\x1b[31ma") == "a"
clean.clean("\\x1b[31mb")
escape = [one for one in counted if "@-~" in ascii(one)]
print(len(first), len(escape))
"""


def test_it_finds_what_the_pattern_finds() -> None:
    words = lazy_pattern(r"(?P<word>[a-z]+)", re.IGNORECASE)
    assert words.findall("Un deux") == ["Un", "deux"]
    assert words.sub("x", "Un deux") == "x x"
    assert (match := words.match("Un")) is not None
    assert match["word"] == "Un"
    assert (words.pattern, words.groups) == (r"(?P<word>[a-z]+)", 1)
    assert lazy_pattern(rb"\d").search(b"a1") is not None


def test_a_wrong_pattern_is_reported_at_its_first_use() -> None:
    wrong = lazy_pattern("(")
    with pytest.raises(re.error):
        wrong.search("a")


def test_a_pattern_is_compiled_at_its_first_use_and_once() -> None:
    """In a process of its own, in which nothing is compiled yet."""
    done = subprocess.run([sys.executable, "-c", COUNT], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "1"]
