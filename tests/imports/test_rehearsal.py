"""A session to be rehearsed: its words at their times, and the session that it is noted in."""

from __future__ import annotations

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from gsef_tui.imports.rehearsal import SCRIPT, session_for, spoken, words
from gsef_tui.imports.transcripts import Cue, Transcript, read_transcript
from gsef_tui.storage.templates import require_template

GSEF = require_template("gsef")
NOW = datetime(2031, 10, 4, 20, 5)

cues = st.lists(
    st.builds(
        lambda begins, long, who, text: Cue(begins, begins + long, who, text),
        st.floats(0, 1e4),
        st.floats(0, 60),
        st.sampled_from(["", "Anne", "민수"]),
        st.text("ab c", max_size=40),
    ),
    max_size=12,
)


@given(cues)
def test_every_word_is_heard_once_in_its_order_and_time_never_goes_back(cues: list[Cue]) -> None:
    heard = list(words(cues))
    assert [word.text for word in heard] == [w for cue in cues for w in cue.text.split()]
    times = [word.at for word in heard]
    assert times == sorted(times)


def test_the_words_of_a_cue_are_spread_over_it_and_a_new_speaker_is_named_once() -> None:
    said = (Cue(10, 20, "Anne", "aaaa bb cccc"), Cue(20, 21, "Anne", "d"), Cue(30, 31, "", "e"))
    heard = [(word.at, word.text, word.new_speaker) for word in words(said)]
    assert heard == [
        (10, "aaaa", "Anne"),
        (14, "bb", ""),
        (16, "cccc", ""),
        (20, "d", ""),
        (30, "e", "…"),
    ]
    assert spoken(said, 0, 25) == {"Anne": (11, 4)}


def test_the_session_has_who_the_programme_names_and_begins_now() -> None:
    transcript = read_transcript(SCRIPT)
    session = session_for(transcript, GSEF, "fr", "unused", NOW)
    assert [(p.role, p.name, p.country) for p in session.people.values()] == [
        ("moderator", "Solène Marchetti", "France"),
        ("speaker", "Amina Mercadier", "Maroc"),
        ("speaker", "Tomás Iriarte", "Uruguay"),
    ]
    assert session.facts["title"] == "Des cantines de quartier pour tous"
    assert f"{session.facts['starts']:%H:%M}" == "20:05"
    assert f"{session.facts['ends']:%H:%M}" == "20:07"
    late = {cue.who for cue in transcript.cues} - {p.name for p in session.people.values()}
    assert late, "somebody speaks whom the programme does not name"


def test_without_a_programme_everybody_who_speaks_is_there() -> None:
    said = Transcript((Cue(0, 1, "Anne", "a"), Cue(1, 2, "", "b"), Cue(2, 3, "민수", "c")))
    session = session_for(said, GSEF, "ko", "call", NOW)
    assert [(p.role, p.name) for p in session.people.values()] == [
        ("speaker", "Anne"),
        ("speaker", "민수"),
    ]
    assert session.facts["title"] == "call"
