from __future__ import annotations

import threading
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from gsef_tui.editing.store import SessionStore
from gsef_tui.editing.transactions import (
    Change,
    HoldLine,
    Redo,
    Replace,
    ReplaceSilently,
    TextEdit,
    Undo,
)
from gsef_tui.editing.undo import LONGEST, PAUSE
from gsef_tui.model import edits
from gsef_tui.model.places import Place, with_text
from gsef_tui.model.session import Exchange, Person, Screenshot, SectionValue, Session
from gsef_tui.storage.templates import require_template
from tests.strategies import texts

BA, KO = Place("presentations", "BA"), Place("presentations", "KO")


TEMPLATE = require_template("gsef")
PEOPLE = {
    "BA": Person(role="speaker", name="Berta Aranda"),
    "KO": Person(role="speaker", name="Kofi Osei"),
}


def seen(change: Change | None) -> tuple[Place, int | None, tuple[TextEdit, ...], bool]:
    """What the screen is told: where to look, the cursor, the edits to show, the structure."""
    assert change is not None
    return change.place, change.cursor, change.text_edits, change.structure


class Clock:
    """Seconds that pass when told to."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


class Hands:
    """Types into a store as a person does: a key each tenth of a second."""

    def __init__(self, session: Session | None = None) -> None:
        self.clock = Clock()
        self.store = SessionStore(session or Session(template=TEMPLATE, people=PEOPLE), self.clock)

    def text(self, place: Place = BA) -> str:
        return self.store.text(place)

    def put(self, text: str, place: Place = BA, at: int | None = None, out: int = 0) -> None:
        """Put a text in at once, in the place of ``out`` characters."""
        self.clock.now += 0.1
        whole = self.text(place)
        at = len(whole) if at is None else at
        self.store.dispatch(TextEdit(place, at, whole[at : at + out], text, at))

    def type(self, text: str, place: Place = BA, at: int | None = None) -> None:
        at = len(self.text(place)) if at is None else at
        for n, letter in enumerate(text):
            self.put(letter, place, at + n)

    def backspace(self, times: int, place: Place = BA) -> None:
        for _ in range(times):
            self.put("", place, len(self.text(place)) - 1, out=1)

    def undone(self, place: Place = BA) -> str:
        """The text after one undo."""
        assert self.store.dispatch(Undo()) is not None
        return self.text(place)


# -- what is one batch ----------------------------------------------------------------------------


def test_typing_goes_on_in_the_same_batch() -> None:
    hands = Hands()
    hands.type("Deux cuisines")
    assert hands.undone() == ""
    assert hands.store.dispatch(Undo()) is None


def test_letters_out_are_a_batch_of_their_own() -> None:
    hands = Hands()
    hands.type("Deux cuisinesss")
    hands.backspace(2)
    assert hands.undone() == "Deux cuisinesss"
    assert hands.undone() == ""


def test_letters_taken_out_forward_are_one_batch() -> None:
    hands = Hands()
    hands.put("Deux cuisines")
    for _ in range(5):
        hands.put("", at=0, out=1)
    assert hands.text() == "cuisines"
    assert hands.undone() == "Deux cuisines"


def test_another_place_in_the_text_is_a_new_batch() -> None:
    hands = Hands()
    hands.type("cuisines")
    hands.type("Deux ", at=0)
    assert hands.undone() == "cuisines"


def test_another_text_is_a_new_batch() -> None:
    hands = Hands()
    hands.type("un")
    hands.type("deux", KO)
    assert hands.undone(KO) == ""
    assert hands.text() == "un"


def test_a_new_batch_begins_after_a_line_end() -> None:
    hands = Hands()
    hands.type("un\ndeux")
    assert hands.undone() == "un\n"
    assert hands.undone() == ""


def test_the_marker_of_the_next_item_belongs_to_the_line_end() -> None:
    hands = Hands()
    hands.type("- un")
    hands.put("\n- ")
    hands.type("deux")
    assert hands.undone() == "- un\n- "
    assert hands.undone() == ""


def test_a_pasted_piece_is_a_batch_of_its_own() -> None:
    hands = Hands()
    hands.type("un ")
    hands.put("deux trois")
    hands.type(" quatre")
    assert hands.undone() == "un deux trois"
    assert hands.undone() == "un "
    assert hands.undone() == ""


def test_a_piece_cut_out_is_a_batch_of_its_own() -> None:
    hands = Hands()
    hands.put("un deux trois")
    hands.backspace(1)
    hands.put("", at=7, out=5)
    assert hands.text() == "un deux"
    assert hands.undone() == "un deux troi"
    assert hands.undone() == "un deux trois"


@pytest.mark.parametrize(
    ("first", "second", "states"),
    [
        ((3, "", "d"), (4, "", "e"), ["un de", "un "]),
        ((3, "", "d"), (4, "", "eu"), ["un deu", "un d", "un "]),
        ((3, "", "d"), (4, "", "\n-"), ["un d\n-", "un "]),
        ((0, "", "d"), (1, "u", ""), ["dn ", "dun ", "un "]),
        ((0, "", "d"), (1, "u", "e"), ["den ", "dun ", "un "]),
        ((1, "n", ""), (1, "", "d"), ["ud ", "u ", "un "]),
        ((1, "n", ""), (1, " ", "d"), ["ud", "u ", "un "]),
        ((2, " ", ""), (1, "n", ""), ["u", "un "]),
        ((1, "n", ""), (0, "u", ""), [" ", "un "]),
        ((3, "", "d"), (2, " ", ""), ["und", "un d", "un "]),
        ((0, "", "d"), (0, "d", ""), ["un ", "dun ", "un "]),
        ((2, " ", ""), (0, "un", ""), ["", "un", "un "]),
        ((0, "u", ""), (0, "n", ""), [" ", "un "]),
        ((0, "u", ""), (0, "n ", ""), ["", "n ", "un "]),
        ((0, "u", ""), (1, " ", ""), ["n", "n ", "un "]),
    ],
)
def test_letters_of_one_sort_that_follow_each_other_are_one_batch(
    first: tuple[int, str, str], second: tuple[int, str, str], states: list[str]
) -> None:
    hands = Hands(Session(template=TEMPLATE, sections={"presentations": {"BA": "un "}}))
    for offset, removed, inserted in (first, second):
        hands.store.dispatch(TextEdit(BA, offset, removed, inserted, offset))
    seen_states = [hands.text()]
    while hands.store.dispatch(Undo()):
        seen_states.append(hands.text())
    assert seen_states == states


def test_the_same_place_in_another_text_is_a_new_batch() -> None:
    hands = Hands(Session(template=TEMPLATE, sections={"presentations": {"BA": "un", "KO": "un"}}))
    hands.store.dispatch(TextEdit(BA, 1, "", "e", 1))
    hands.store.dispatch(TextEdit(KO, 2, "", "e", 2))
    hands.store.dispatch(Undo())
    assert (hands.text(BA), hands.text(KO)) == ("uen", "un")


def test_a_replaced_selection_is_a_batch_of_its_own() -> None:
    hands = Hands()
    hands.type("un deux")
    hands.put("t", at=3, out=4)
    hands.type("rois")
    assert hands.undone() == "un t"
    assert hands.undone() == "un deux"


@pytest.mark.parametrize(("pause", "left"), [(PAUSE - 0.2, ""), (PAUSE, "un")])
def test_a_new_batch_begins_after_a_pause(pause: float, left: str) -> None:
    hands = Hands()
    hands.type("un")
    hands.clock.now += pause
    hands.type("deux")
    assert hands.undone() == left


def test_a_pause_of_two_seconds_is_one() -> None:
    hands = Hands()
    hands.store.dispatch(TextEdit(BA, 0, "", "u", 0))
    hands.clock.now += PAUSE
    hands.store.dispatch(TextEdit(BA, 1, "", "n", 1))
    assert hands.undone() == "u"


def test_a_new_batch_begins_after_a_hundred_characters_at_the_next_space() -> None:
    hands = Hands()
    first = "mot" * (LONGEST // 3 + 5)
    hands.type(f"{first} suite")
    assert hands.undone() == f"{first} "
    assert hands.undone() == ""
    hands.type(f"{'m' * (LONGEST - 1)} suite")
    assert hands.undone() == f"{'m' * (LONGEST - 1)} ", "the space is the hundredth"
    assert hands.undone() == ""
    hands.type(f"{'m' * (LONGEST - 2)} suite")
    assert hands.undone() == ""


def test_a_new_batch_begins_after_anything_that_is_not_typing() -> None:
    hands = Hands()
    hands.type("un")
    session = replace(hands.store.session, language="ko")
    hands.store.dispatch(Replace(session, BA))
    hands.type("deux")
    hands.store.close_batch()
    hands.type("trois")
    assert hands.undone() == "undeux"
    assert hands.undone() == "un"
    assert hands.store.session.language == "ko"
    assert hands.undone() == "un"
    assert hands.store.session.language == "fr"
    assert hands.undone() == ""


def test_nothing_typed_is_no_batch() -> None:
    hands = Hands()
    hands.put("")
    hands.store.dispatch(Replace(hands.store.session, BA))
    assert hands.store.dispatch(Undo()) is None
    assert hands.store.revision == 0


def test_the_id_is_no_part_of_an_act_and_no_undo_takes_it() -> None:
    hands = Hands()
    given = replace(hands.store.session, id="9f2c61d0b7a3e845", language="en")
    hands.store.dispatch(Replace(given, BA))
    hands.store.dispatch(Undo())
    assert (hands.store.session.id, hands.store.session.language) == (given.id, "fr")
    hands.store.dispatch(Redo())
    assert hands.store.session == given


def test_undone_batches_can_be_redone_until_something_new_is_done() -> None:
    hands = Hands()
    hands.type("un")
    hands.store.close_batch()
    hands.type("deux")
    assert hands.undone() == "un"
    assert hands.store.dispatch(Redo()) is not None
    assert hands.text() == "undeux"
    assert hands.undone() == "un"
    hands.type("!")
    assert hands.store.dispatch(Redo()) is None
    assert hands.text() == "un!"


def test_there_is_no_limit_to_their_number() -> None:
    hands = Hands()
    for _ in range(500):
        hands.type("a\n")
    for _ in range(500):
        assert hands.store.dispatch(Undo()) is not None
    assert hands.text() == ""
    assert hands.store.dispatch(Undo()) is None


def test_what_was_typed_after_an_undo_is_not_joined_to_what_came_before() -> None:
    hands = Hands()
    hands.type("un")
    hands.store.close_batch()
    hands.type("deux")
    hands.store.dispatch(Undo())
    hands.type("trois")
    assert hands.undone() == "un"


# -- edits that nobody has read yet ---------------------------------------------------------------


def test_a_word_is_put_into_its_text_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many keys typed it: each time costs as much as the text is long."""
    times: list[str] = []

    def counted(session: Session, place: Place, text: str) -> Session:
        times.append(text)
        return with_text(session, place, text)

    monkeypatch.setattr("gsef_tui.editing.store.with_text", counted)
    store = SessionStore(Session(template=TEMPLATE, people=PEOPLE), Clock())
    for at, letter in enumerate("cuisines"):
        store.dispatch(TextEdit(BA, at, "", letter, at))
    assert not times
    assert (store.text(BA), times) == ("cuisines", ["cuisines"])


@pytest.mark.parametrize(
    ("offsets", "left"), [((0, 0, 0), "sines"), ((7, 6, 5), "cuisi"), ((2, 2, 2), "cunes")]
)
def test_letters_that_go_out_one_after_the_other_all_go(
    offsets: tuple[int, ...], left: str
) -> None:
    sections = {"presentations": {"BA": "cuisines"}}
    store = SessionStore(Session(template=TEMPLATE, sections=sections), Clock())
    text = "cuisines"
    for offset in offsets:
        store.dispatch(TextEdit(BA, offset, text[offset], "", offset))
        text = text[:offset] + text[offset + 1 :]
    assert store.text(BA) == left
    store.dispatch(Undo())
    assert store.text(BA) == "cuisines"


# -- structure ------------------------------------------------------------------------------------


def line_typed(hands: Hands, line: str, merge: str = "line 1") -> None:
    """The line of a person, a letter at a time."""
    for end in range(1, len(line) + 1):
        hands.clock.now += 0.1
        person = Person(role="speaker", name=line[:end])
        session = hands.store.session
        session = replace(session, people={**session.people, "ZA": person})
        place = Place("participants", "ZA")
        hands.store.dispatch(Replace(session, Place("participants"), place, merge))


def test_a_line_of_a_person_is_one_batch_while_it_is_typed() -> None:
    hands = Hands()
    line_typed(hands, "Zoé Arnal")
    assert hands.store.session.people["ZA"].name == "Zoé Arnal"
    step = hands.store.dispatch(Undo())
    assert seen(step) == (Place("participants"), None, (), True)
    assert "ZA" not in hands.store.session.people
    step = hands.store.dispatch(Redo())
    assert seen(step) == (Place("participants", "ZA"), None, (), True)
    assert hands.store.session.people["ZA"].name == "Zoé Arnal"


def test_lines_of_two_people_or_after_a_pause_are_two() -> None:
    hands = Hands()
    line_typed(hands, "Zoé")
    hands.clock.now += PAUSE
    line_typed(hands, "Zoé Arnal")
    hands.store.dispatch(Undo())
    assert hands.store.session.people["ZA"].name == "Zoé"
    line_typed(hands, "Zoé A", merge="line 2")
    hands.store.dispatch(Undo())
    assert hands.store.session.people["ZA"].name == "Zoé"


def test_another_order_of_the_same_is_a_change() -> None:
    hands = Hands()
    session = hands.store.session
    moved = edits.move(session, Place("participants", "BA"), 1)
    hands.store.dispatch(Replace(moved, Place("participants", "BA")))
    assert list(hands.store.session.people) == ["KO", "BA"]
    assert hands.store.dispatch(Undo()) is not None
    assert list(hands.store.session.people) == ["BA", "KO"]


def test_an_equal_session_is_no_change() -> None:
    hands = Hands(Session(template=TEMPLATE, sections={"answers": {"BA": "un"}}))
    equal = replace(hands.store.session, sections={"answers": {"BA": "un"}})
    assert hands.store.dispatch(Replace(equal, BA)) is None
    assert hands.store.revision == 0


def test_ids_that_exist_or_existed_are_used() -> None:
    sections: Mapping[str, SectionValue] = {
        "exchanges": {"q1": Exchange(), "q4": Exchange()},
        "screenshots": {"s2": Screenshot()},
    }
    store = SessionStore(Session(template=TEMPLATE, sections=sections))
    session = edits.remove_entry(store.session, "exchanges", "q4")
    session, key = edits.new_entry(session, "exchanges", store.used_ids)
    assert key == "q5"
    session, key = edits.new_entry(session, "screenshots", store.used_ids)
    assert key == "s3"


def test_an_undo_gives_a_turn_back_to_its_speaker_and_leaves_its_end() -> None:
    turn = {"who": "BA", "from": 1}
    extra = {"floor": {"f1": turn, "f2": "by hand"}, "waved": {}}
    hands = Hands(Session(template=TEMPLATE, people=PEOPLE, extra=extra))
    changed = edits.change_code(hands.store.session, "BA", "BX")
    hands.store.dispatch(Replace(replace(changed, extra={**changed.extra, "waved": {"x": 1}}), BA))
    ended = {"f1": {"who": "BX", "from": 1, "to": 2}, "f2": "by hand"}
    later = replace(hands.store.session, extra={**hands.store.session.extra, "floor": ended})
    hands.store.dispatch(ReplaceSilently(later))
    hands.store.dispatch(Undo())
    assert hands.store.session.extra == {
        "floor": {"f1": {"who": "BA", "from": 1, "to": 2}, "f2": "by hand"},
        "waved": {},
    }
    hands.store.dispatch(Redo())
    assert hands.store.session.extra == {"floor": ended, "waved": {"x": 1}}


def test_an_undo_of_the_rest_leaves_turns_that_began_later() -> None:
    hands = Hands(Session(template=TEMPLATE, people=PEOPLE, extra={"waved": {}}))
    hands.store.dispatch(Replace(replace(hands.store.session, extra={"waved": {"x": 1}}), BA))
    floor = {"f1": {"who": "BA", "from": 1}}
    later = replace(hands.store.session, extra={**hands.store.session.extra, "floor": floor})
    hands.store.dispatch(ReplaceSilently(later))
    hands.store.dispatch(Undo())
    assert hands.store.session.extra == {"floor": floor, "waved": {}}


def test_what_is_undone_together_leads_to_where_the_first_began() -> None:
    """And all of it is redone, whatever each part changed."""
    hands = Hands()
    before = hands.store.session
    named = replace(before, people={**before.people, "ZA": Person(role="speaker")})
    hands.store.dispatch(Replace(named, BA, KO, "line"))
    hands.clock.now += PAUSE - 0.5
    after = replace(named, language="ko")
    hands.store.dispatch(Replace(after, KO, Place("unfiled"), "line"))
    assert seen(hands.store.dispatch(Undo())) == (BA, None, (), True)
    assert hands.store.session == before
    assert seen(hands.store.dispatch(Redo())) == (Place("unfiled"), None, (), True)
    assert hands.store.session == after
    hands.store.dispatch(Undo())
    hands.store.dispatch(Replace(named, BA, KO, "line"))
    hands.clock.now += PAUSE
    hands.store.dispatch(Replace(after, KO, BA, "line"))
    hands.store.dispatch(Undo())
    assert hands.store.session == named, "a pause of two seconds is one"


def test_a_section_that_goes_comes_back_and_one_that_came_goes() -> None:
    hands = Hands(Session(template=TEMPLATE, sections={"answers": {"BA": "un"}}))
    other = {"presentations": {"BA": "deux"}}
    hands.store.dispatch(Replace(replace(hands.store.session, sections=other), BA))
    hands.store.dispatch(Undo())
    assert hands.store.session.sections == {"answers": {"BA": "un"}}
    hands.store.dispatch(Redo())
    assert hands.store.session.sections == other
    hands.store.dispatch(ReplaceSilently(replace(hands.store.session, sections={})))
    hands.store.dispatch(Undo())
    assert hands.store.session.sections == {"answers": {"BA": "un"}}


def test_ids_of_what_came_and_went_are_used() -> None:
    store = SessionStore(
        Session(template=TEMPLATE, sections={"exchanges": {"q1": Exchange()}}), Clock()
    )
    session, _ = edits.new_entries(store.session, "exchanges", 2)
    store.dispatch(Replace(session, BA))
    assert store.used_ids == {"q1", "q2", "q3"}
    store.dispatch(Replace(edits.remove_entry(session, "exchanges", "q2"), BA))
    assert store.used_ids == {"q1", "q2", "q3"}


def test_a_question_and_its_first_words_are_one() -> None:
    """Its first letter made it: no empty question is left over by taking back what was typed."""
    hands = Hands()
    place = Place("exchanges", "q1")
    session, _ = edits.new_entry(hands.store.session, "exchanges")
    hands.store.dispatch(Replace(session, Place("exchanges"), place, begins=True))
    hands.type("Qui ?", place)
    hands.store.close_batch()
    hands.type(" Où ?", place)
    assert hands.undone(place) == "Qui ?"
    step = hands.store.dispatch(Undo())
    assert seen(step) == (Place("exchanges"), None, (), True)
    assert hands.store.session.exchanges("exchanges") == {}
    step = hands.store.dispatch(Redo())
    assert step is not None
    assert (step.place, step.structure) == (place, True)
    assert hands.text(place) == "Qui ?"
    assert hands.store.dispatch(Redo()) is not None
    assert hands.text(place) == "Qui ? Où ?"


# -- where a step leads ---------------------------------------------------------------------------


def test_a_step_says_where_to_look_and_what_to_show() -> None:
    hands = Hands()
    hands.type("un")
    hands.store.close_batch()
    hands.type("deux", KO)
    hands.type("!", KO, at=2)
    assert seen(hands.store.dispatch(Undo())) == (KO, 2, (TextEdit(KO, 2, "!", "", 3),), False)
    assert seen(hands.store.dispatch(Undo())) == (KO, 0, (TextEdit(KO, 0, "deux", "", 4),), False)
    step = hands.store.dispatch(Redo())
    assert step is not None
    assert (step.place, step.cursor) == (KO, 4)
    assert step.text_edits[0].inserted == "deux"


def test_each_transaction_says_what_it_did() -> None:
    hands = Hands()
    store, unfiled = hands.store, Place("unfiled")
    typed = TextEdit(BA, 0, "", "un", 0)
    assert store.dispatch(typed) == Change(typed, 1, BA)
    replaced = Replace(replace(store.session, language="ko"), BA, unfiled, origin=hands)
    change = store.dispatch(replaced)
    assert change == Change(replaced, 2, unfiled, structure=True)
    assert change is not None
    assert change.origin is hands
    stays = Replace(replace(store.session, language="en"), BA)
    assert store.dispatch(stays) == Change(stays, 3, BA, structure=True)
    silent = ReplaceSilently(replace(store.session, language="es"))
    assert store.dispatch(silent) == Change(silent, 4, Place(""))
    assert store.dispatch(ReplaceSilently(store.session)) is None
    held = HoldLine("BA : deux")
    assert store.dispatch(held) == Change(held, 4, Place(""))
    assert store.dispatch(HoldLine("BA : deux")) is None
    undone = store.dispatch(Undo())
    assert undone == Change(Undo(), 5, BA, structure=True)
    assert undone.origin is None
    for _ in range(2):
        undone = store.dispatch(Undo())
    assert undone == Change(Undo(), 8, BA, 0, (TextEdit(BA, 0, "un", "", 2),))
    redone = store.dispatch(Redo())
    assert redone == Change(Redo(), 10, BA, 2, (TextEdit(BA, 0, "", "un", 0, ()),))
    assert store.revision == 10


def test_a_line_that_is_held_is_saved_under_not_filed_and_is_no_part_of_the_session() -> None:
    store = Hands().store
    store.dispatch(HoldLine("BA : deux"))
    assert store.session.text("unfiled") == ""
    assert store.session_to_save.text("unfiled") == "BA : deux"
    store.dispatch(HoldLine(""))
    assert store.session_to_save is store.session


# -- listeners ------------------------------------------------------------------------------------


def test_every_listener_gets_each_change_in_order_until_it_ends() -> None:
    """Also a change that another listener makes meanwhile, after its own."""
    store = Hands().store
    told: list[tuple[str, int]] = []

    def first(change: Change) -> None:
        told.append(("first", change.revision))
        if change.revision == 1:
            store.dispatch(TextEdit(BA, 2, "", " deux", 2))

    end = store.subscribe(first)
    store.subscribe(lambda change: told.append(("second", change.revision)))
    store.dispatch(TextEdit(BA, 0, "", "un", 0))
    assert told == [("first", 1), ("second", 1), ("first", 2), ("second", 2)]
    assert store.dispatch(TextEdit(BA, 0, "", "", 0)) is None
    end()
    end()
    store.dispatch(TextEdit(BA, 0, "", "- ", 0))
    assert told[4:] == [("second", 3)]


def test_a_listener_that_fails_does_not_silence_the_others_for_good() -> None:
    store = Hands().store
    told: list[int] = []

    def fails(change: Change) -> None:
        raise ValueError("a listener's own fault")

    end = store.subscribe(fails)
    store.subscribe(lambda change: told.append(change.revision))
    with pytest.raises(ValueError, match="own fault"):
        store.dispatch(TextEdit(BA, 0, "", "un", 0))
    end()
    store.dispatch(TextEdit(BA, 2, "", " deux", 2))
    assert told == [2]


# -- properties -----------------------------------------------------------------------------------

WHERE = [
    "forum.name", "facts.title", "facts.date", "questions", "participants.BA.organisation",
    "participants.BA.also", "presentations.BA", "presentations.KO", "presentations._",
    "answers.KO", "exchanges.q1", "exchanges.q1.asked_by", "exchanges.q1.KO", "exchanges.q1._",
    "closing.moderator", "closing.BA", "closing.KO", "screenshots.s1.caption", "unfiled",
]  # fmt: skip
START = Session(
    template=TEMPLATE,
    forum={"theme": "Villes"},
    facts={"title": "Cantines", "spoken": "Français"},
    people=PEOPLE,
    sections={
        "presentations": {"BA": "deux", "KO": ""},
        "exchanges": {"q1": Exchange("Qui ?", "KO", {"BA": "tous"})},
        "screenshots": {"s1": Screenshot("a.png")},
    },
)

some_text = st.tuples(
    st.just("text"),
    st.sampled_from(WHERE).map(Place.parse),
    st.floats(0, 1),  # how far in the text
    st.integers(0, 4) | st.just(10_000),  # how much goes: all of it at times
    st.sampled_from(["", "a", "b", "\n", " ", "- "]) | texts,
)
some_structure = st.tuples(
    st.sampled_from(["move", "remove", "code", "merge", "new", "drop", "give", "language"]),
    st.sampled_from(["BA", "KO", "_"]),
    st.sampled_from(["presentations", "answers", "closing", "exchanges", "participants"]),
)
rest = st.tuples(st.sampled_from(["pause", "elsewhere", "undo", "redo", "ask"]))
acts = st.lists(some_text | some_structure | rest, max_size=25)


def restructured(session: Session, act: str, code: str, section: str) -> Session:
    """An edit of structure, or the same session where it does not fit."""
    people, exchanges = session.people, session.exchanges("exchanges")
    match act:
        case "move":
            return edits.move(session, Place(section, code), 1)
        case "remove" if code in people:
            return edits.remove_person(session, code)
        case "code" if code in people and "ZZ" not in edits.codes_in_use(session):
            return edits.change_code(session, code, "ZZ")
        case "merge" if code in people and len(people) > 1:
            other = next(c for c in people if c != code)
            return edits.merge_people(session, code, other)
        case "new":
            return edits.new_entry(session, "exchanges")[0]
        case "drop" if len(exchanges) > 1:
            return edits.remove_entry(session, "exchanges", list(exchanges)[-1])
        case "give" if (q := exchanges.get("q1")) and "BA" in q.answers and code != "_":
            return edits.give_answer(session, Place("exchanges", "q1", "BA"), code)
        case "language":
            return replace(session, language="es" if session.language == "fr" else "fr")
        case _:
            return session


def carry_out(store: SessionStore, clock: Clock, act: tuple[object, ...]) -> None:
    clock.now += 0.1
    match act:
        case ("text", Place() as place, float(share), int(out), str(text)):
            if place.section == "participants" and place.key not in store.session.people:
                return
            whole = store.text(place)
            at = round(share * len(whole))
            store.dispatch(TextEdit(place, at, whole[at : at + out], text, at))
        case ("pause",):
            clock.now += PAUSE
        case ("elsewhere",):
            store.close_batch()
        case ("ask",):  # the first letter of a question makes it
            asked, key = edits.new_entry(store.session, "exchanges", store.used_ids)
            place = Place("exchanges", key)
            store.dispatch(Replace(asked, Place("exchanges"), place, begins=True))
            store.dispatch(TextEdit(place, 0, "", "Q", 0))
        case ("undo",):
            store.dispatch(Undo())
        case ("redo",):
            store.dispatch(Redo())
        case (str(name), str(code), str(section)):
            after = restructured(store.session, name, code, section)
            store.dispatch(Replace(after, Place(section, code)))


def written(session: Session) -> str:
    """A session with the order of its mappings; a section in which nothing is, is not there."""
    sections = {
        key: value
        for key, value in sorted(session.sections.items())
        if value and value != type(value)()
    }
    return repr(replace(session, sections=sections))


@pytest.mark.slow
@given(acts)
@settings(max_examples=150, deadline=None)
def test_undo_leads_through_every_state_back_and_redo_forward_again(
    done: list[tuple[object, ...]],
) -> None:
    clock = Clock()
    store = SessionStore(START, clock)
    for act in done:
        carry_out(store, clock, act)
    while store.dispatch(Redo()):
        pass
    last = written(store.session)
    back = [last]
    while store.dispatch(Undo()):
        back.append(written(store.session))
    assert back[-1] == written(START)
    forward = [back[-1]]
    while store.dispatch(Redo()):
        forward.append(written(store.session))
    assert forward == back[::-1]


@pytest.mark.slow
@given(acts)
@settings(max_examples=60, deadline=None)
def test_the_edits_of_a_step_are_what_the_screen_has_to_show(
    done: list[tuple[object, ...]],
) -> None:
    clock = Clock()
    store = SessionStore(START, clock)
    for act in done:
        carry_out(store, clock, act)
    while True:
        before = store.session
        step = store.dispatch(Undo())
        if step is None:
            break
        for edit in step.text_edits:
            text = SessionStore(before).text(edit.place)
            assert text[edit.offset : edit.offset + len(edit.removed)] == edit.removed
            end = edit.offset + len(edit.removed)
            assert store.text(edit.place) == text[: edit.offset] + edit.inserted + text[end:]
            assert step.place == edit.place
            assert step.cursor == edit.offset + len(edit.inserted)


def test_the_order_of_speaking_survives_a_note_emptied_and_taken_back() -> None:
    """A last note that is emptied goes, with its place: taking back brings the place back too."""
    hands = Hands(
        Session(
            template=TEMPLATE, people=PEOPLE, sections={"presentations": {"BA": "un", "KO": "deux"}}
        )
    )
    hands.put("", BA, 0, out=2)
    hands.put("", KO, 0, out=4)
    hands.type("x", BA)
    while hands.store.dispatch(Undo()):
        pass
    assert list(hands.store.session.notes("presentations").items()) == [
        ("BA", "un"),
        ("KO", "deux"),
    ]


# -- threads --------------------------------------------------------------------------------------


def test_any_thread_may_ask_while_somebody_types() -> None:
    """Each answer is a beginning of what was typed, never shorter than the one before."""
    hands = Hands()
    typing_is_over = threading.Event()
    seen: dict[int, list[str]] = {0: [], 1: []}

    def ask(number: int) -> None:
        while not typing_is_over.is_set():
            seen[number].append(noted(hands.store.session))
        seen[number].append(noted(hands.store.session))

    def noted(session: Session) -> str:
        notes: Mapping[str, str] = session.notes("presentations")
        return notes.get("BA", "")

    threads = [threading.Thread(target=ask, args=(number,)) for number in seen]
    for thread in threads:
        thread.start()
    whole = "".join(f"mot{n} " for n in range(600))
    for at, letter in enumerate(whole):
        hands.store.dispatch(TextEdit(BA, at, "", letter, at))
    typing_is_over.set()
    for thread in threads:
        thread.join(10)
    for answers in seen.values():
        assert answers[-1] == whole
        assert all(whole.startswith(answer) for answer in answers)
        assert sorted(answers, key=len) == answers
