from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gsef_tui.model.kinds import CLOSING, EXCHANGES, FACTS, NOTES, PEOPLE, PICTURES, TEXT
from gsef_tui.model.session import Closing, Exchange, FreeText, Person, Screenshot, Session
from gsef_tui.storage.decode import decode
from gsef_tui.storage.encode import encode
from gsef_tui.storage.errors import NotASession, UnreadableFile
from gsef_tui.storage.shapes import template_of
from gsef_tui.storage.templates import require_template
from gsef_tui.storage.toml_positions import DEEPEST, line_of

GSEF = require_template("gsef")

HEAD = 'format = 1\ntemplate = "gsef"\n'


def read(text: str) -> Session:
    return decode((HEAD + text).encode(), "s.toml")


def error(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        decode(data, "s.toml")
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "[people.BA]\nrole = 'speaker'\nname = 5",
            "s.toml, line 5: people.BA.name: expected text, got an integer: "
            "write it between quotes",
        ),
        (
            "[people.BA]\nabsent = 'yes'",
            "s.toml, line 4: people.BA.absent: expected true or false, got text: "
            "write true or false, without quotes",
        ),
        (
            "[people.BA]\nalso = ['a', 1]",
            "s.toml, line 4: people.BA.also: expected a list of texts, "
            "got a list of other things: write it as ['…', '…']",
        ),
        (
            "[people]\nBA = 'Béatrice'",
            "s.toml, line 4: people.BA: expected a table, got text: "
            "give it a line of its own in square brackets",
        ),
        (
            "[people.BA]\n[people.KO]\n[answers]\nBA = 1.5",
            "s.toml, line 6: answers.BA: expected text, got a number: write it between quotes",
        ),
        (
            "[presentations]\nBA = '''\n[answers]\nKO = 5\n'''\n[answers]\nKO = true",
            "s.toml, line 9: answers.KO: expected text, got true or false: write it between quotes",
        ),
        (
            "[exchanges.q1]\nquestion = 2021-10-04",
            "s.toml, line 4: exchanges.q1.question: expected text, got a date: "
            "write it between quotes",
        ),
        (
            "[exchanges.q1.answers]\nKO = ['a']",
            "s.toml, line 4: exchanges.q1.answers.KO: expected text, got a list: "
            "write it between quotes",
        ),
        (
            "[closing]\nmoderator = 20:00:00",
            "s.toml, line 4: closing.moderator: expected text, got an hour: "
            "write it between quotes",
        ),
        (
            "[closing]\nremarks = 'x'",
            "s.toml, line 4: closing.remarks: expected a table, got text: "
            "give it a line of its own in square brackets",
        ),
        (
            "[session]\ndate = 4",
            "s.toml, line 4: session.date: expected a date, got an integer: "
            "correct it in a text editor",
        ),
        (
            "[session]\ndate = 2021-10-04T20:00:00",
            "s.toml, line 4: session.date: expected a date, got a date with an hour: "
            "correct it in a text editor",
        ),
        (
            "[session]\nstarts = 20",
            "s.toml, line 4: session.starts: expected an hour, got an integer: "
            "correct it in a text editor",
        ),
        (
            "[session]\ntitle = 5",
            "s.toml, line 4: session.title: expected text, got an integer: write it between quotes",
        ),
        (
            "[session]\nquestions = 5",
            "s.toml, line 4: session.questions: expected a list of texts, got an integer: "
            "write it as ['…', '…']",
        ),
        (
            "[[unfiled]]\ntext = 'x'",
            "s.toml, line 3: unfiled: expected a table, got a list: "
            "give it a line of its own in square brackets",
        ),
        (
            "[ideas]\nfar = " + "0x" + "f" * 5000,
            "s.toml, line 4: ideas.far: a number too large: shorten it or put it in quotes",
        ),
        (
            '[people."\\u001b[1mBA"]\nname = 5',
            "s.toml, line 4: people.BA.name: expected text, got an integer: "
            "write it between quotes",
        ),
    ],
)
def test_an_error_names_line_and_key_and_what_to_do(text: str, sentence: str) -> None:
    assert error((HEAD + text).encode()) == sentence


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (
            (HEAD + "[session]\nstarts = 20:00").encode(),
            "s.toml, line 4: an hour is written with its seconds: write 20:00:00",
        ),
        (
            (HEAD + "[session]\nstarts = 8:30 # early\n").encode(),
            "s.toml, line 4: an hour is written with its seconds: write 08:30:00",
        ),
        (
            (HEAD + "[session]\nstarts = 24:00 # early\n").encode(),
            "s.toml, line 4: there is no hour 24:00: write one from 00:00:00 to 23:59:59",
        ),
        (
            (HEAD + "[session]\nstarts = 20:60\n").encode(),
            "s.toml, line 4: there is no hour 20:60: write one from 00:00:00 to 23:59:59",
        ),
        (
            (HEAD + "[answers]\nBA = Bonjour").encode(),
            "s.toml, line 4: not TOML: Invalid value: correct it in a text editor",
        ),
        (
            (HEAD + "[answers]\r\nBA = Bonjour").encode(),
            "s.toml, line 4: not TOML: Invalid value: correct it in a text editor",
        ),
        (
            (HEAD + '[answers]\nBA = """never').encode(),
            "s.toml, line 4: not TOML: the text that begins here has no end: "
            "the file was cut short, or quotes lack",
        ),
        (
            (HEAD + "[answers]\nBA = ").encode(),
            "s.toml, line 4: not TOML: Invalid value: correct it in a text editor",
        ),
        (
            (HEAD + "[answers]\nBA = [\n'a',\n").encode(),
            "s.toml, line 5: not TOML: Invalid value: correct it in a text editor",
        ),
        (
            HEAD.encode() + b"[answers]\nBA = '\xe9t\xe9'",
            "s.toml, line 4: not UTF-8 text: save it as UTF-8 in a text editor",
        ),
        (
            (HEAD + "a = " + "[" * 10_000).encode(),
            "s.toml, line 3: lists or tables too deep inside one another: take them out",
        ),
        (
            (HEAD + "a = " + "{a=" * 10_000).encode(),
            "s.toml, line 3: lists or tables too deep inside one another: take them out",
        ),
        (
            (HEAD + "b = 12345\na = " + "9" * 5000).encode(),
            "s.toml, line 4: a number has too many digits: shorten it",
        ),
        (
            b"format = 0\ntemplate = 'gsef'",
            "s.toml, line 1: format: there is no such format: write 1",
        ),
        (
            b"format = '1'\ntemplate = 'gsef'",
            "s.toml, line 1: format: expected an integer, got text: correct it in a text editor",
        ),
        (
            b"format = true\ntemplate = 'gsef'",
            "s.toml, line 1: format: expected an integer, got true or false: "
            "correct it in a text editor",
        ),
        (
            b"format = 99999999999999999999\ntemplate = 'gsef'",
            "s.toml, line 1: format: there is no such format: write 1",
        ),
        (
            b"format = 1\ntemplate = 5",
            "s.toml, line 2: template: expected text, got an integer: write it between quotes",
        ),
        (
            b"format = 2\ntemplate = 'gsef'\n[people]\nBA = 1",
            "s.toml, line 4: people.BA: expected a table, got an integer: "
            "give it a line of its own in square brackets "
            "(the file is of format 2, newer than this program)",
        ),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data: bytes, sentence: str) -> None:
    assert error(data) == sentence


@pytest.mark.parametrize("text", ["", "format = 1", "template = 'gsef'", "[project]\nname = 'x'"])
def test_another_toml_file_is_no_session(text: str) -> None:
    with pytest.raises(NotASession, match="not a session"):
        decode(text.encode(), "s.toml")


def test_what_is_deep_inside_the_unknown_is_refused_in_time() -> None:
    deepest = ".".join(["a"] * DEEPEST) + " = 1"
    assert read(deepest).extra
    assert "too deep" in error((HEAD + "a." + deepest).encode())


@given(st.binary(max_size=80) | st.text(max_size=80).map(str.encode))
@settings(max_examples=300, deadline=None)
def test_whatever_the_bytes_the_only_error_is_a_sentence(tail: bytes) -> None:
    for data in (tail, HEAD.encode() + tail):
        sentence = sentence_of(data)
        assert not {"\n", "\x1b"} & set(sentence)


def sentence_of(data: bytes) -> str:
    try:
        decode(data, "s.toml")
    except UnreadableFile as caught:
        return str(caught)
    return ""


def test_notepads_mark_and_line_ends_are_read() -> None:
    text = HEAD + "[answers]\nBA = '''\nun\ndeux'''\n"
    data = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    assert decode(data, "s.toml").sections == {"answers": {"BA": "un\ndeux"}}


def test_each_kind_of_section_is_read() -> None:
    session = read(
        """
language = "ko"
[forum]
first_day = 2021-10-04
[session]
date = 2021-10-04
starts = 20:00:00
questions = "Une seule ?"
[people.BA]
name = "B"
[answers]
KO = "oui"
[exchanges.q1]
question = "Et ?"
answers.BA = "Donc."
[closing]
moderator = "Fin"
remarks.BA = "Merci"
[screenshots.s1]
file = "a.png"
[unfiled]
text = "à classer"
"""
    )
    assert session == Session(
        template=GSEF,
        language="ko",
        forum={"first_day": date(2021, 10, 4)},
        facts={
            "date": date(2021, 10, 4),
            "starts": time(20),
            "questions": ("Une seule ?",),
        },
        people={"BA": Person(name="B")},
        sections={
            "answers": {"KO": "oui"},
            "exchanges": {"q1": Exchange("Et ?", answers={"BA": "Donc."})},
            "closing": Closing("Fin", {"BA": "Merci"}),
            "screenshots": {"s1": Screenshot("a.png")},
            "unfiled": FreeText("à classer"),
        },
    )


def test_a_day_nobody_can_read_stays_what_was_typed() -> None:
    assert read("[session]\ndate = 'début octobre'\nstarts = '20h'").facts == {
        "date": "début octobre",
        "starts": "20h",
    }


def test_what_is_not_known_travels_along() -> None:
    session = read(
        "mood = 'good'\n[session]\nroom = 5\nfloor = '3e'\n[people.BA]\nseat = [1, 2]\n"
        "[closing]\nsummary = 'not ours'\n[ideas.i1]\ntext = 'x'\n[waved]\n'a.b' = ['c']\n"
    )
    assert session.facts == {"floor": "3e"}
    assert session.people["BA"].extra == {"seat": [1, 2]}
    assert session.sections["closing"] == Closing(extra={"summary": "not ours"})
    assert session.extra == {
        "mood": "good",
        "session": {"room": 5},
        "ideas": {"i1": {"text": "x"}},
        "waved": {"a.b": ["c"]},
    }


def test_text_is_made_safe_on_the_way_in() -> None:
    session = read(
        '[people.BA]\nname = "B\\u001b]0;t\\u0007\\r\\nA"\n"se\\u0000at" = ["\\u009b2Jx"]\n'
        '[answers]\n"K\\u001b[1mO" = "\\u0085"\n'
    )
    assert session.people["BA"] == Person(name="B\nA", extra={"seat": ["x"]})
    assert session.sections["answers"] == {"KO": "\n"}


def test_two_keys_that_become_one_are_refused() -> None:
    wrong = error((HEAD + '[answers]\nKO = "a"\n"K\\u0000O" = "b"\n').encode())
    assert "two keys differ in control characters only" in wrong


def test_a_newer_format_is_read_and_kept() -> None:
    session = decode(b"format = 7\ntemplate = 'gsef'\nshiny = 1\n", "s.toml")
    assert (session.format, session.extra) == (7, {"shiny": 1})


def test_a_template_that_is_not_at_hand_is_made_from_the_shapes() -> None:
    session = decode(
        b"""format = 1
template = "../../elsewhere"
language = "en"
[session]
title = "A title"
date = 2026-05-12
goals = ["one", "two"]
[people.AA]
role = "chair"
[people.BB]
role = "guest"
[talks]
BB = "notes"
[debate.d1]
question = "Why?"
[end]
chair = "done"
[end.remarks]
BB = "thanks"
[photos.p1]
file = "a.png"
[annex]
text = "loose"
[unfiled]
text = "rest"
[odd]
number = 5
[ideas.i1]
text = "kept"
""",
        "s.toml",
    )
    assert session.sections == {
        "talks": {"BB": "notes"},
        "debate": {"d1": Exchange("Why?")},
        "end": Closing("done", {"BB": "thanks"}),
        "photos": {"p1": Screenshot("a.png")},
        "annex": FreeText("loose"),
        "unfiled": FreeText("rest"),
    }
    assert session.extra == {"odd": {"number": 5}, "ideas": {"i1": {"text": "kept"}}}
    template = template_of(session)
    assert [(s.id, s.kind) for s in template.sections] == [
        ("session", FACTS),
        ("people", PEOPLE),
        ("talks", NOTES),
        ("debate", EXCHANGES),
        ("end", CLOSING),
        ("photos", PICTURES),
        ("annex", TEXT),
    ]
    assert [(r.id, r.leads, r.speaks) for r in template.roles] == [
        ("chair", True, False),
        ("guest", False, True),
    ]
    title = template.fact("title")
    assert title is not None
    assert title.id == "title"
    assert decode(encode(session), "s.toml") == session


def test_a_line_is_found_by_header_and_key() -> None:
    text = 'a = 1\n[b."c d"]\n"e.f" = 2\ng.h = 3\n[[list]]\nx = 1\n'
    assert line_of(text, ("a",)) == 1
    assert line_of(text, ("b", "c d", "e.f")) == 3
    assert line_of(text, ("b", "c d", "g", "h")) == 4
    assert line_of(text, ("b", "c d", "gone")) == 2
    assert line_of(text, ("list", "x")) == 6
    assert line_of(text, ("nowhere",)) is None
