from __future__ import annotations

import pytest

from gsef_tui.model.session import Closing, Exchange, FreeText, Screenshot, Session
from gsef_tui.storage.templates import require_template

GSEF = require_template("gsef")

FULL = Session(
    template=GSEF,
    sections={
        "answers": {"BA": "n"},
        "exchanges": {"q1": Exchange("q")},
        "closing": Closing("fin", {"KO": "merci"}),
        "screenshots": {"s1": Screenshot("a.png")},
        "unfiled": FreeText("x"),
    },
)


def test_each_section_is_had_as_its_kind() -> None:
    assert FULL.notes("answers") == {"BA": "n"}
    assert FULL.notes("closing") == {"KO": "merci"}
    assert FULL.exchanges("exchanges") == {"q1": Exchange("q")}
    assert FULL.closing("closing").summary == "fin"
    assert FULL.screenshots("screenshots") == {"s1": Screenshot("a.png")}
    assert FULL.text("unfiled") == "x"


def test_a_section_never_touched_is_an_empty_one() -> None:
    empty = Session(template=GSEF)
    assert (empty.notes("a"), empty.exchanges("a"), empty.screenshots("a")) == ({}, {}, {})
    assert (empty.closing("a"), empty.text("a")) == (Closing(), "")


def test_a_session_cannot_be_changed() -> None:
    with pytest.raises(AttributeError, match="immutable"):
        FULL.language = "ko"  # type: ignore[misc]
