from __future__ import annotations

import os
import tomllib
from typing import Any

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from gsef_tui.model.session import Session
from gsef_tui.storage.encode import Encoder
from gsef_tui.storage.errors import CannotWrite
from gsef_tui.storage.long_texts import NotTheSame, Path, Written, dumps
from gsef_tui.storage.templates import require_template
from tests.strategies import ODD, texts

GSEF = require_template("gsef")

keys = st.sampled_from(["BA", "KO", "a b", "한", '"', "x.y"])
values: st.SearchStrategy[Any] = texts | st.lists(texts, max_size=2) | st.booleans()
tables = st.dictionaries(keys, values | st.dictionaries(keys, values, max_size=3), max_size=4)
edits = st.lists(
    st.tuples(st.integers(0, 400), st.integers(0, 3), st.sampled_from([*ODD, "é", "x"])), max_size=6
)
LONG = "\n".join(f'la "ligne" n° {n}, C:\\notes' for n in range(300))


def whole(table: dict[str, Any]) -> bytes:
    """What tomli_w makes of it in one go."""
    return tomli_w.dumps(table, multiline_strings=True).encode()


@pytest.mark.slow
@given(tables, keys, texts, edits)
@settings(max_examples=200, deadline=None)
def test_edit_after_edit_it_is_what_one_go_would_have_written(
    others: dict[str, Any], key: str, text: str, edits: list[tuple[int, int, str]]
) -> None:
    before: dict[Path, Written] = {}
    for at, removed, put in [(0, 0, ""), *edits]:
        at = min(at, len(text))
        text = text[:at] + put + text[at + removed :]
        table = {"notes": {**others, key: text}}
        data, before = dumps(table, before)
        assert data == whole(table)
        assert tomllib.loads(data.decode()) == table


@pytest.mark.parametrize(
    "text",
    [
        '"""\n"""',
        'a"\n"b""',
        "a\\\n  b",
        "\n",
        "\n\n",
        "\\\n",
        'end\n"',
        "x\n\t ",
        "\x00\n\x7f",
        "é\n한",
    ],
)
def test_quotes_escapes_and_line_ends_at_the_edges_of_lines(text: str) -> None:
    data, written = dumps({"x": {"y": text}}, {})
    assert tomllib.loads(data.decode()) == {"x": {"y": text}}
    assert data == whole({"x": {"y": text}})
    assert list(written) == [("x", "y")]


def test_of_a_long_text_only_the_line_that_changed_is_written_and_read_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    encoder = Encoder()
    notes = {"BA": LONG, "KO": LONG[1:]}
    session = Session(template=GSEF, sections={"answers": notes})
    encoder.encode(session)
    written: list[str] = []
    read: list[str] = []
    plain_dumps, plain_loads = tomli_w.dumps, tomllib.loads

    def listened(table: Any, **options: Any) -> str:
        text = plain_dumps(table, **options)
        written.append(text)
        return text

    def read_back(text: str) -> Any:
        read.append(text)
        return plain_loads(text)

    monkeypatch.setattr(tomli_w, "dumps", listened)
    monkeypatch.setattr(tomllib, "loads", read_back)
    typed = {**notes, "BA": LONG + "x"}
    data = encoder.encode(replace(session, sections={"answers": typed}))
    assert plain_loads(data.decode())["answers"] == typed
    assert written[-2:] == read
    assert len(read) == 2, "the table with a word for each note, and one line"
    assert max(map(len, read)) < 100


def test_a_line_that_does_not_read_the_same_is_not_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain = tomli_w.dumps

    def wrong(table: Any, **options: Any) -> str:
        return plain(table, **options).replace("249", "248")

    monkeypatch.setattr(tomli_w, "dumps", wrong)
    with pytest.raises(NotTheSame):
        dumps({"answers": {"BA": LONG}}, {})
    with pytest.raises(CannotWrite, match="answers: this part cannot be written as TOML"):
        Encoder().encode(Session(template=GSEF, sections={"answers": {"BA": LONG}}))


def test_a_word_that_is_lost_or_twice_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    table = {"answers": {"BA": "un\ndeux", "note": f"{bytes(8).hex()}-0"}}
    monkeypatch.setattr(os, "urandom", lambda size: bytes(size))
    with pytest.raises(NotTheSame):
        dumps(table, {})
