"""The id of a session in its file: read, written, and shown nowhere else."""

from __future__ import annotations

import json
import os
import threading
import tomllib
from pathlib import Path

import pytest
from msgspec.structs import replace

from gsef_tui.model.session import FreeText, Person, Session
from gsef_tui.model.template import RESERVED_IDS
from gsef_tui.report.anonymous import anonymous
from gsef_tui.report.formats import FORMATS, ReportInput
from gsef_tui.report.json import to_json
from gsef_tui.report.outline import make_outline
from gsef_tui.storage.decode import decode
from gsef_tui.storage.documents import open_document
from gsef_tui.storage.encode import Encoder, encode
from gsef_tui.storage.library import create, duplicate
from gsef_tui.storage.plain_files import read_head
from gsef_tui.storage.session_id import id_at, id_in, is_id, new_id, with_id
from gsef_tui.storage.templates import require_template

GSEF = require_template("gsef")

ID, OTHER = "9f2c61d0b7a3e845", "0123456789abcdef"
FILE = f'format = 1\nid = "{ID}"\ntemplate = "gsef"\nlanguage = "fr"\n'


def test_it_stands_right_after_the_format() -> None:
    session = Session(template=GSEF, id=ID)
    assert encode(session).decode() == FILE
    assert decode(FILE.encode(), "s.toml") == session


def test_a_session_without_one_is_written_without_one() -> None:
    assert b"id" not in encode(Session(template=GSEF))


def test_new_ones_are_sixteen_hexadecimal_digits_and_differ() -> None:
    made = {new_id() for _ in range(100)}
    assert len(made) == 100
    assert all(is_id(each) for each in made)


MANGLED = ['"9F2C61D0B7A3E845"', '"9f2c"', "12", "true", '["a"]', '""', "2021-10-04"]


@pytest.mark.parametrize("value", MANGLED)
def test_a_mangled_one_counts_as_none_and_is_kept_till_a_save_gives_one(value: str) -> None:
    session = decode(FILE.replace(f'"{ID}"', value).encode(), "s.toml")
    mangled = tomllib.loads(f"id = {value}")
    assert (session.id, dict(session.extra)) == ("", mangled)
    assert tomllib.loads(encode(session).decode())["id"] == mangled["id"]
    saved = encode(replace(session, id=OTHER))
    assert tomllib.loads(saved.decode())["id"] == OTHER


def test_a_table_of_its_name_is_no_section() -> None:
    text = FILE.replace(f'id = "{ID}"\n', "").replace('"gsef"', '"elsewhere"') + '[id]\nBA = "x"\n'
    session = decode(text.encode(), "s.toml")
    assert (session.id, session.sections, session.extra) == ("", {}, {"id": {"BA": "x"}})
    assert "id" in RESERVED_IDS


def test_giving_one_makes_only_the_head_of_the_file_again() -> None:
    session = Session(
        template=GSEF,
        people={"BA": Person(name="Béatrice")},
        sections={"answers": {"BA": "un\ndeux"}, "unfiled": FreeText("x")},
    )
    encoder = Encoder()
    encoder.encode(session)
    before = dict(encoder._known)
    given = ID
    for _ in range(2):  # each save makes another session value with the same id
        encoder.encode(replace(session, id=given))
        made_again = [name for name, part in encoder._known.items() if before[name] is not part]
        assert made_again in (["the head"], [])
        before = dict(encoder._known)
    assert made_again == []


# -- in bytes -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [f'id = "{ID}"', f"id='{ID}'", f'  "id" = "{ID}"  # ours', f"'id'=\"{ID}\""],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_it_is_read_from_bytes_as_decoding_reads_it(line: str, end: str, mark: str) -> None:
    text = end.join(["format = 1", 'template = "gsef"', line, "[answers]", 'BA = "x"', ""])
    data = (mark + text).encode()
    assert id_in(data) == decode(data, "s.toml").id == ID
    changed = with_id(data, OTHER)
    assert changed == data.replace(ID.encode(), OTHER.encode())


def test_one_in_a_table_is_not_the_sessions() -> None:
    data = f'format = 1\ntemplate = "gsef"\n[session]\nid = "{ID}"\n'.encode()
    assert id_in(data) == ""
    changed = with_id(data, OTHER)
    assert changed == data.replace(b"format = 1\n", f'format = 1\nid = "{OTHER}"\n'.encode())


@pytest.mark.parametrize("head", [b"format = 1", b"format = 1\r\ntemplate = 'gsef'\r\n", b""])
def test_one_is_put_in_below_the_format(head: bytes) -> None:
    changed = with_id(head, OTHER)
    assert id_in(changed) == (OTHER if head else "")
    assert changed.replace(b'id = "0123456789abcdef"', b"").split() == head.split()


def test_a_mangled_one_is_replaced() -> None:
    data = b"format = 1\nid = 12\ntemplate = 'gsef'\n"
    assert decode(with_id(data, OTHER), "s.toml") == Session(template=GSEF, id=OTHER)


def test_a_broken_file_still_says_it(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_bytes(FILE.encode() + b'[answers\nBA = "')
    assert id_at(path) == ID


def test_what_is_no_file_has_none(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    names = ("pipe", "loop", "gone", ".", "nul\0")
    found: list[str | bytes] = []

    def ask() -> None:
        for name in names:
            found.extend((id_at(tmp_path / name), read_head(tmp_path / name, 10)))

    asks = threading.Thread(target=ask, daemon=True)
    asks.start()
    asks.join(20)
    assert found == ["", b""] * len(names), "a pipe is not waited for"


# -- where it goes --------------------------------------------------------------------------------


def test_each_new_session_gets_its_own(tmp_path: Path) -> None:
    first = create(tmp_path, Session(template=GSEF, id=ID, facts={"title": "un"}))
    ids = {
        id_at(path)
        for path in (first, duplicate(first), create(tmp_path, Session(template=GSEF, id=ID)))
    }
    assert len(ids) == 3
    assert all(map(is_id, ids))
    assert ID not in ids


def test_no_report_and_no_json_shows_it() -> None:
    session = Session(
        template=GSEF, id=ID, facts={"title": "Énergie"}, people={"BA": Person("speaker", "Béa")}
    )
    assert "id" not in json.loads(to_json(session))
    mangled = replace(session, id="", extra={"id": "9F2C"})
    assert "id" not in json.loads(to_json(mangled))
    report = ReportInput(session, make_outline(session))
    shows = {f.id for f in FORMATS if not f.binary and ID in f.render(report).data.decode()}
    assert shows == {"toml"}


def test_an_anonymous_session_has_none() -> None:
    session = Session(template=GSEF, id=ID, people={"BA": Person("speaker", "Béa")})
    assert anonymous(session).session.id == ""


def test_opening_gives_none(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    path.write_bytes(b"format = 1\ntemplate = 'gsef'\n")
    assert open_document(path).session.id == ""
    assert path.read_bytes() == b"format = 1\ntemplate = 'gsef'\n"
    assert list(tmp_path.iterdir()) == [path]
