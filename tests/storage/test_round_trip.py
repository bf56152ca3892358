from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from gsef_tui.model.session import Closing, Exchange, FreeText, Person, SectionValue, Session
from gsef_tui.storage.decode import decode
from gsef_tui.storage.encode import Encoder, encode
from gsef_tui.storage.templates import require_template
from tests.strategies import sessions

GSEF = require_template("gsef")


@pytest.mark.slow
@given(sessions)
@settings(max_examples=200, deadline=None)
def test_a_saved_session_loads_as_it_was(session: Session) -> None:
    loaded = decode(encode(session), "s.toml")
    assert loaded == session
    assert orders(loaded) == orders(session)


def orders(session: Session) -> list[list[str]]:
    notes = [session.notes("presentations"), session.notes("answers"), session.notes("closing")]
    return [list(session.people), *(list(n) for n in notes), list(session.exchanges("exchanges"))]


@pytest.mark.slow
@given(sessions)
@settings(max_examples=60, deadline=None)
def test_the_file_is_plain_toml_with_lf_only(session: Session) -> None:
    data = encode(session)
    assert b"\r" not in data
    assert data.endswith(b"\n")
    assert not data.endswith(b"\n\n")
    assert tomllib.loads(data.decode())["format"] == 1


@pytest.mark.slow
@given(sessions, sessions)
@settings(max_examples=40, deadline=None)
def test_text_used_again_is_the_text_of_now(first: Session, second: Session) -> None:
    encoder = Encoder()
    mixed = replace(second, people=first.people, sections=first.sections)
    for session in (first, second, mixed, first):
        assert encoder.encode(session) == encode(session)


def test_an_encoder_begins_anew_with_another_template() -> None:
    closing, conclusion = Closing("Merci."), GSEF.section("closing")
    assert conclusion is not None
    other = replace(
        GSEF,
        sections=(
            replace(conclusion, role="speaker"),
            *(section for section in GSEF.sections if section.id != "closing"),
        ),
    )
    notes: dict[str, SectionValue] = {"answers": {"BA": "oui"}, "closing": closing}
    encoder = Encoder()
    for template, head in ((GSEF, "[answers]"), (other, "[closing]"), (GSEF, "[answers]")):
        session = Session(template=template, sections=notes)
        data = encoder.encode(session)
        assert data == encode(session)
        tables = [line for line in data.decode().split("\n") if line.startswith("[")]
        assert tables[0] == head
        key = "speaker" if template is other else "moderator"
        assert f'{key} = "Merci."' in data.decode()


@pytest.mark.slow
@given(sessions)
@settings(max_examples=60, deadline=None)
def test_a_session_whose_template_is_not_at_hand_loses_nothing(session: Session) -> None:
    ours = encode(session)
    theirs = ours.replace(b'template = "gsef"', b'template = "elsewhere"', 1)
    loaded = decode(theirs, "s.toml")
    assert loaded.template.id == "elsewhere"
    again = encode(loaded)
    assert same_tables(again, theirs)


def same_tables(left: bytes, right: bytes) -> bool:
    return repr_of(tomllib.loads(left.decode())) == repr_of(tomllib.loads(right.decode()))


def repr_of(value: object) -> object:
    # An empty key's table counts as none there and here; order is not compared.
    if isinstance(value, dict):
        return sorted((key, repr(repr_of(item))) for key, item in value.items())
    return [repr_of(item) for item in value] if isinstance(value, list) else value


SMALL = """\
format = 1
template = "gsef"
language = "fr"

[forum]
name = "Forum"

[session]
title = "Énergie"
questions = [
    "Comment ?",
]

[people.BA]
role = "speaker"
name = "Béatrice Amba"
absent = true

[presentations]
BA = \"\"\"
Une ligne
  - une autre\"\"\"
KO = ""

[exchanges.q1]
question = "Et l'eau ?"

[exchanges.q1.answers]
_ = "Rien."

[closing]
moderator = "Fin."

[closing.remarks]
BA = "Merci."

[unfiled]
text = "http://…"

[ideas.i1]
text = "à creuser"
"""


def test_the_file_reads_as_the_design_draws_it() -> None:
    session = Session(
        template=GSEF,
        forum={"name": "Forum"},
        facts={"title": "Énergie", "questions": ("Comment ?",)},
        people={"BA": Person(role="speaker", name="Béatrice Amba", absent=True)},
        sections={
            "unfiled": FreeText("http://…"),
            "closing": Closing("Fin.", {"BA": "Merci."}),
            "presentations": {"BA": "Une ligne\n  - une autre", "KO": ""},
            "exchanges": {"q1": Exchange("Et l'eau ?", answers={"_": "Rien."})},
        },
        extra={"ideas": {"i1": {"text": "à creuser"}}},
    )
    assert encode(session).decode() == SMALL
    assert decode(SMALL.encode(), "s.toml") == session


def test_a_part_that_did_not_change_is_not_made_again() -> None:
    session = decode(SMALL.encode(), "s.toml")
    encoder = Encoder()
    encoder.encode(session)
    before = dict(encoder._known)
    changed = replace(session, sections={**session.sections, "unfiled": FreeText("autre")})
    encoder.encode(changed)
    made_again = [name for name, part in encoder._known.items() if before[name] is not part]
    assert made_again == ["unfiled"]


def test_an_empty_section_is_absent() -> None:
    session = Session(
        template=GSEF, sections={"closing": Closing(), "answers": {}, "unfiled": FreeText()}
    )
    assert encode(session).decode() == ('format = 1\ntemplate = "gsef"\nlanguage = "fr"\n')
    empty = "format = 1\ntemplate = 'gsef'\n[answers]\n[closing]\n[unfiled]\n"
    assert decode(empty.encode(), "s.toml").sections == {}


def test_text_that_missed_the_door_is_saved_clean_rather_than_not_at_all() -> None:
    session = Session(template=GSEF, sections={"answers": {"BA": "un\r\ndeux\ud800\x1b[2J"}})
    loaded = decode(encode(session), "s.toml")
    assert loaded.sections["answers"] == {"BA": "un\ndeux\ufffd"}


def test_a_section_the_template_does_not_have_is_not_lost() -> None:
    session = Session(
        template=GSEF, sections={"workshops": {"BA": "notes"}, "unfiled": FreeText("x")}
    )
    tables = tomllib.loads(encode(session).decode())
    assert tables["workshops"] == {"BA": "notes"}
    assert list(tables)[-1] == "unfiled"
