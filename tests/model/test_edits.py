from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from gsef_tui.model import edits
from gsef_tui.model.places import Place
from gsef_tui.model.session import (
    Closing,
    Exchange,
    FreeText,
    Person,
    Screenshot,
    Session,
)
from gsef_tui.model.template import unknown_template
from gsef_tui.storage.templates import require_template
from tests.strategies import sessions

TEMPLATE = require_template("gsef")
SESSION = Session(
    template=TEMPLATE,
    people={
        "AM": Person(role="moderator", name="Anne Mercier"),
        "LT": Person(role="speaker", name="Lucía Torres", organisation="Cocina Común"),
        "KM": Person(role="speaker", name="김민수"),
    },
    sections={
        "presentations": {"KM": "deux cuisines", "LT": "une cuisine"},
        "answers": {"LT": "tous"},
        "exchanges": {
            "q1": Exchange("Qui paie ?", "LT", {"KM": "la ville", "LT": "nous", "_": "personne"}),
            "q2": Exchange("Et après ?", "Lucía", {"LT": "on verra"}),
        },
        "closing": Closing("Cuisiner.", {"LT": "merci", "KM": "gracias"}),
        "screenshots": {"s1": Screenshot("a.png"), "s2": Screenshot("b.png")},
        "unfiled": FreeText("le lien du site\n"),
    },
)


def exchange(session: Session, key: str = "q1") -> Exchange:
    return session.exchanges("exchanges")[key]


# -- people and codes -----------------------------------------------------------------------------


def test_a_new_person_is_last_and_speaks_where_no_role_is_said() -> None:
    session, code = edits.add_person(SESSION, Person(name="Lina Tahiri"))
    assert code == "LTA"
    assert list(session.people) == ["AM", "LT", "KM", "LTA"]
    assert session.people["LTA"] == Person(role="speaker", name="Lina Tahiri")


def test_a_code_under_which_something_is_noted_is_in_use() -> None:
    """Though nobody has it: a note of nobody's must not become a new person's."""
    noted = Session(template=TEMPLATE, sections={"answers": {"LT": "tous", "_": "?"}})
    assert edits.codes_in_use(noted) == {"LT"}
    _, code = edits.add_person(noted, Person(name="Lina Tahiri"))
    assert code == "LTA"


def test_ids_of_questions_and_pictures_are_no_codes() -> None:
    assert edits.codes_in_use(SESSION) == {"AM", "LT", "KM"}


def test_several_codes_are_changed_at_once_as_one_after_the_other() -> None:
    codes = {"AM": "P1", "LT": "P2", "KM": "P3"}
    noted = replace(SESSION, extra={"floor": {"f1": {"who": "KM"}, "f2": {"who": ["LT"]}}})
    one_by_one = noted
    for old, new in codes.items():
        one_by_one = edits.change_code(one_by_one, old, new)
    at_once = edits.change_codes(noted, codes)
    assert repr(at_once) == repr(one_by_one)
    assert at_once.extra == {"floor": {"f1": {"who": "P3"}, "f2": {"who": ["LT"]}}}
    with pytest.raises(KeyError, match="KM"):
        edits.change_codes(SESSION, {"AM": "P1", "LT": "KM"})


def test_the_code_follows_a_name_while_it_is_typed_and_its_notes_go_along() -> None:
    session, code = edits.add_person(Session(template=TEMPLATE), Person(name="Z"))
    for end in range(2, len("Zoé Arnal") + 1):
        session, code = edits.type_person(session, code, "Zoé Arnal"[:end], fresh=True)
    assert code == "ZA"
    assert list(session.people) == ["ZA"]


def test_a_line_typed_again_keeps_what_a_line_cannot_say() -> None:
    person = Person("moderator", "Anne Mercier", "RTES", "France", "Directrice", ("Ann M",), True)
    session, code = edits.type_person(
        Session(template=TEMPLATE, people={"AM": person}),
        "AM",
        "Anne Roy, Lyon (France)",
        fresh=False,
    )
    assert code == "AR"
    assert session.people["AR"] == Person(
        "moderator", "Anne Roy", "Lyon", "France", "Directrice", ("Ann M",), True
    )


def test_a_line_typed_again_keeps_the_role_or_sets_another() -> None:
    """It also keeps keys that a newer version of the program wrote."""
    person = Person("moderator", "Anne Mercier", extra={"pronouns": "elle"})
    session = Session(template=TEMPLATE, people={"AM": person})
    session, code = edits.type_person(session, "AM", "Anne Roy", fresh=False)
    assert session.people[code] == replace(person, name="Anne Roy")
    session, code = edits.type_person(session, code, "Ponente: Anne Roy", fresh=False)
    assert session.people[code] == replace(person, name="Anne Roy", role="speaker")


def test_a_line_of_somebody_who_has_gone_brings_them_back() -> None:
    session, code = edits.type_person(Session(template=TEMPLATE), "AM", "Anne Roy", fresh=False)
    assert session.people == {code: Person("speaker", "Anne Roy")}


def test_without_roles_nobody_has_one() -> None:
    session, code = edits.add_person(Session(template=unknown_template("x")), Person(name="Lina"))
    assert session.people[code] == Person(role="", name="Lina")


@pytest.mark.parametrize(
    "noted",
    [
        {"sections": {"presentations": {"AM": "x"}}},
        {"sections": {"exchanges": {"q1": Exchange(asked_by="AM")}}},
        {"extra": {"floor": {"f1": {"who": "AM"}}}},
        {"extra": {"ideas": {"i1": {"text": "x", "by": "AM"}}}},
        {"extra": {"waved": {"answers.AM": ["no-answer"]}}},
    ],
)
def test_the_code_follows_the_name_until_something_refers_to_it(noted: dict[str, Any]) -> None:
    session = Session(template=TEMPLATE, people={"AM": Person(name="Anne Mercier")})
    assert edits.type_person(session, "AM", "Anne Roy", fresh=False)[1] == "AR"
    session = replace(session, **noted)
    assert edits.type_person(session, "AM", "Anne Roy", fresh=False)[1] == "AM"


def test_a_code_that_the_user_chose_stays() -> None:
    session = Session(template=TEMPLATE, people={"ZOE": Person(name="Anne Mercier")})
    assert edits.type_person(session, "ZOE", "Anne Roy", fresh=False)[1] == "ZOE"


def test_naming_somebody_who_is_there_joins_the_two() -> None:
    people = {
        "X1": Person(role="speaker"),
        "KO": Person(role="speaker", name="Kevin Ossah", organisation="OJEDD"),
    }
    notes = {"X1": "plus tard", "KO": "d'abord"}
    session = Session(template=TEMPLATE, people=people, sections={"presentations": notes})
    for line in ("Kevin Ossah, Autre (Togo)", "OSSAH Kévin (Autre, Togo)"):
        named, code = edits.name_person(session, "X1", line)
        assert code == "KO"
        assert list(named.people) == ["KO"]
        assert named.notes("presentations") == {"KO": "d'abord\nplus tard"}
        person = named.people["KO"]
        assert (person.name, person.organisation, person.country) == (
            *("Kevin Ossah", "OJEDD", "Togo"),
        )
        assert "Autre" in person.also
    by_code, code = edits.name_person(session, "X1", "ko")
    assert (code, list(by_code.people)) == ("KO", ["KO"])
    assert by_code.notes("presentations") == {"KO": "d'abord\nplus tard"}
    named, code = edits.name_person(session, "X1", "Kevin Ossey")
    assert (code, list(named.people)) == ("KOS", ["KOS", "KO"])


def test_naming_keeps_what_is_not_on_the_line_and_typing_afresh_does_not() -> None:
    known = Person(role="speaker", position="Maire", also=("le maire",))
    session = Session(template=TEMPLATE, people={"X1": known})
    named = edits.name_person(session, "X1", "Anne Roy")[0].people["AR"]
    assert (named.position, named.also) == ("Maire", ("le maire",))
    typed = edits.type_person(session, "X1", "Anne Roy", fresh=True)[0].people["AR"]
    assert (typed.position, typed.also) == ("", ())


def test_a_code_is_changed_everywhere_at_once_and_every_order_stays() -> None:
    session = edits.change_code(SESSION, "LT", "LUZ")
    assert list(session.people) == ["AM", "LUZ", "KM"]
    assert session.people["LUZ"] == SESSION.people["LT"]
    assert list(session.notes("presentations").items()) == [
        ("KM", "deux cuisines"),
        ("LUZ", "une cuisine"),
    ]
    assert session.notes("answers") == {"LUZ": "tous"}
    assert list(exchange(session).answers) == ["KM", "LUZ", "_"]
    assert exchange(session).asked_by == "LUZ"
    assert exchange(session, "q2").asked_by == "Lucía", "a name as heard is no code"
    assert session.closing("closing") == Closing("Cuisiner.", {"LUZ": "merci", "KM": "gracias"})
    assert edits.change_code(session, "LUZ", "LT") == SESSION


def test_dismissed_findings_follow_a_code() -> None:
    """Those of nobody, and those that somebody wrote by hand, stay as they are."""
    waved = {"answers.LT": ["a"], "exchanges.q1.LT": ["b"], "facts..x": ["c"], "LT": ["d"]}
    changed = edits.change_code(replace(SESSION, extra={"waved": waved, "x": 1}), "LT", "LUZ")
    assert changed.extra == {
        "waved": {
            "answers.LUZ": ["a"],
            "exchanges.q1.LUZ": ["b"],
            "facts..x": ["c"],
            "LT": ["d"],
        },
        "x": 1,
    }
    for extra in ({"waved": {"answers.KM": ["a"]}}, {"waved": "by hand"}, {}):
        session = replace(SESSION, extra=extra)
        assert edits.change_code(session, "LT", "LUZ").extra is extra


@pytest.mark.parametrize(
    ("unfiled", "whole"),
    [("", "deux"), (" \n", "deux"), ("un", "un\n\ndeux"), ("un  \n\n", "un  \n\ndeux")],
)
def test_a_text_is_added_a_line_below_what_is_not_filed(unfiled: str, whole: str) -> None:
    session = Session(template=TEMPLATE, sections={"unfiled": FreeText(unfiled)})
    assert edits.append_unfiled(session, "deux").text("unfiled") == whole


def test_a_code_that_is_somebody_elses_is_refused() -> None:
    with pytest.raises(KeyError, match="KM"):
        edits.change_code(SESSION, "LT", "KM")
    assert edits.change_code(SESSION, "LT", "LT") is SESSION


@pytest.mark.slow
@given(sessions)
def test_a_code_changed_and_changed_back_is_the_same_session(session: Session) -> None:
    for code in session.people:
        changed = edits.change_code(session, code, "NEW")
        assert "NEW" in edits.codes_in_use(changed)
        assert code not in edits.codes_in_use(changed) - {"NEW"}
        assert repr(edits.change_code(changed, "NEW", code)) == repr(session)


def test_two_who_are_one_the_notes_of_the_first_come_after() -> None:
    session = edits.merge_people(SESSION, "KM", "LT")
    assert list(session.people) == ["AM", "LT"]
    assert session.people["LT"] == replace(SESSION.people["LT"], also=("김민수",))
    assert session.notes("presentations") == {"LT": "une cuisine\ndeux cuisines"}
    assert session.notes("answers") == {"LT": "tous"}
    assert exchange(session).answers == {"LT": "nous\nla ville", "_": "personne"}
    assert session.closing("closing").remarks == {"LT": "merci\ngracias"}


def test_a_note_of_only_one_of_two_who_are_one_keeps_its_place() -> None:
    session = edits.merge_people(SESSION, "LT", "AM")
    assert list(session.notes("presentations")) == ["KM", "AM"]
    assert session.notes("answers") == {"AM": "tous"}
    assert exchange(session).asked_by == "AM"


def test_what_a_removed_person_said_is_not_filed_and_not_lost() -> None:
    session = edits.remove_person(SESSION, "LT")
    assert list(session.people) == ["AM", "KM"]
    assert session.text("unfiled") == (
        "le lien du site\n\nLucía Torres (LT) :\nune cuisine\ntous\nnous\non verra\nmerci"
    )
    assert "LT" not in edits.codes_in_use(session)
    assert exchange(session).answers == {"KM": "la ville", "_": "personne"}
    assert exchange(session).asked_by == "Lucía Torres", "who asked is not forgotten"


def test_a_removed_person_who_said_nothing_leaves_nothing() -> None:
    session = edits.remove_person(SESSION, "AM")
    assert list(session.people) == ["LT", "KM"]
    assert session.sections == SESSION.sections


def test_somebody_without_a_name_is_removed_by_the_code() -> None:
    session = Session(
        template=TEMPLATE, people={"X1": Person()}, sections={"answers": {"X1": "oui"}}
    )
    assert edits.remove_person(session, "X1").text("unfiled") == "X1 :\noui"


@pytest.mark.slow
@given(sessions, st.data())
def test_removing_or_joining_loses_no_text(session: Session, data: st.DataObject) -> None:
    codes = [code for code in session.people if code != "_"]
    if not codes:
        return
    code = data.draw(st.sampled_from(codes))
    others = [other for other in codes if other != code]
    results = [edits.remove_person(session, code)]
    results += [edits.merge_people(session, code, other) for other in others[:1]]
    for result in results:
        assert code not in result.people
        assert code not in edits.codes_in_use(result)
        assert set(result.people) == set(session.people) - {code}
        left = repr(result.sections)
        for section in ("presentations", "answers", "closing"):
            for text in session.notes(section).values():
                assert repr(text)[1:-1] in left or text in "".join(all_texts(result))


def all_texts(session: Session) -> list[str]:
    return [
        session.text("unfiled"),
        *(t for s in ("presentations", "answers", "closing") for t in session.notes(s).values()),
    ]


# -- questions and pictures -----------------------------------------------------------------------


@pytest.mark.parametrize(("section", "new"), [("exchanges", "q3"), ("screenshots", "s3")])
def test_a_new_entry_is_last_and_its_id_is_new(section: str, new: str) -> None:
    session, key = edits.new_entry(SESSION, section)
    assert key == new
    assert list(session.exchanges(section))[-1] == new


def test_an_id_is_never_used_again() -> None:
    session = edits.remove_entry(SESSION, "exchanges", "q2")
    assert edits.new_entry(session, "exchanges", {"q1", "q2"})[1] == "q3"
    empty = edits.remove_entry(session, "exchanges", "q1")
    assert edits.new_entry(empty, "exchanges", {"q1", "q2", "s9"})[1] == "q3"


def test_an_id_written_by_hand_is_left_alone() -> None:
    session = Session(
        template=TEMPLATE, sections={"exchanges": {"first": Exchange(), "q2x": Exchange()}}
    )
    session, key = edits.new_entry(session, "exchanges")
    assert key == "q1"
    assert list(session.exchanges("exchanges")) == ["first", "q2x", "q1"]


def test_an_entry_or_an_answer_is_removed() -> None:
    session = edits.remove_entry(SESSION, "screenshots", "s1")
    assert list(session.screenshots("screenshots")) == ["s2"]
    session = edits.remove_answer(SESSION, Place("exchanges", "q1", "LT"))
    assert list(exchange(session).answers) == ["KM", "_"]
    assert exchange(session, "q2") == exchange(SESSION, "q2")


def test_a_picture_comes_with_its_texts_and_an_id_that_was_never_used() -> None:
    shot = Screenshot("c.png", caption="Le tableau")
    session, key = edits.add_picture(SESSION, "screenshots", shot, {"s3"})
    assert key == "s4"
    assert session.screenshots("screenshots") == {**SESSION.screenshots("screenshots"), key: shot}
    assert exchange(session) == exchange(SESSION)


def test_an_answer_is_given_to_somebody_else_in_its_place() -> None:
    session = edits.give_answer(SESSION, Place("exchanges", "q1", "_"), "AM")
    assert list(exchange(session).answers.items())[-1] == ("AM", "personne")
    session = edits.give_answer(SESSION, Place("exchanges", "q1", "_"), "KM")
    assert exchange(session).answers == {"KM": "la ville\npersonne", "LT": "nous"}
    same = edits.give_answer(SESSION, Place("exchanges", "q1", "KM"), "KM")
    assert same == SESSION
    nothing = edits.give_answer(SESSION, Place("exchanges", "q1", "AM"), "KM")
    assert nothing == SESSION


# -- text that moves ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("noted", "part", "left"),
    [
        ("un deux trois", "deux ", "un trois"),
        ("un\ndeux\ntrois", "deux", "un\ntrois"),
        ("un\ndeux\ntrois", "\ndeux\n", "untrois"),
        ("un\n\ndeux", "un", "\n\ndeux"),
        ("un\ndeux", "un", "\ndeux"),
        ("un\ndeux", "deux", "un\n"),
        ("un\nXX\ndeux", "XX", "un\ndeux"),
        ("un\n \n", "un", ""),
    ],
)
def test_a_part_moves_and_leaves_no_empty_line_behind(noted: str, part: str, left: str) -> None:
    session = Session(template=TEMPLATE, sections={"answers": {"LT": noted}})
    start = noted.index(part)
    span = start, start + len(part)
    moved = edits.move_text(session, Place("answers", "LT"), span, Place("answers", "KM"))
    assert moved.notes("answers").get("LT", "") == left
    assert moved.notes("answers")["KM"] == part.strip("\n")


@pytest.mark.parametrize(
    ("there", "whole"), [("", "deux"), ("un", "un\ndeux"), ("un\n", "un\ndeux")]
)
def test_what_moves_is_a_line_at_the_end_of_what_is_there(there: str, whole: str) -> None:
    session = Session(
        template=TEMPLATE, sections={"answers": {"LT": "deux"}, "unfiled": FreeText(there)}
    )
    moved = edits.move_text(session, Place("answers", "LT"), (0, 4), Place("unfiled"))
    assert moved.text("unfiled") == whole


def test_text_moves_within_one_note_too() -> None:
    session = Session(template=TEMPLATE, sections={"answers": {"LT": "un\ndeux"}})
    place = Place("answers", "LT")
    assert edits.move_text(session, place, (0, 3), place).notes("answers") == {"LT": "deux\nun"}


# -- order ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "by", "order"),
    [
        ("participants.AM", 1, ["LT", "AM", "KM"]),
        ("participants.KM", -1, ["AM", "KM", "LT"]),
        ("participants.AM", -1, ["AM", "LT", "KM"]),
        ("participants.KM", 1, ["AM", "LT", "KM"]),
    ],
)
def test_people_move_and_stop_at_the_ends(place: str, by: int, order: list[str]) -> None:
    moved = edits.move(SESSION, Place.parse(place), by)
    assert list(moved.people) == order
    assert moved.people == SESSION.people


def test_notes_answers_remarks_questions_and_pictures_move() -> None:
    def moved(place: str, by: int) -> Session:
        return edits.move(SESSION, Place.parse(place), by)

    assert list(moved("presentations.LT", -1).notes("presentations")) == ["LT", "KM"]
    assert list(moved("closing.LT", 1).closing("closing").remarks) == ["KM", "LT"]
    assert moved("closing.LT", 1).closing("closing").summary == "Cuisiner."
    assert list(moved("exchanges.q1", 1).exchanges("exchanges")) == ["q2", "q1"]
    assert list(moved("exchanges.q1.asked_by", 1).exchanges("exchanges")) == ["q2", "q1"]
    assert list(exchange(moved("exchanges.q1.KM", 1)).answers) == ["LT", "KM", "_"]
    assert list(moved("screenshots.s2", -1).screenshots("screenshots")) == ["s2", "s1"]


def test_one_step_passes_a_note_that_was_emptied() -> None:
    """It is not shown among those that were noted, so a step past it would be none."""
    session = Session(template=TEMPLATE, sections={"answers": {"LT": "un", "AM": "", "KM": "deux"}})
    moved = edits.move(session, Place("answers", "LT"), 1)
    assert list(moved.notes("answers")) == ["KM", "LT", "AM"]
    assert edits.move(session, Place("answers", "AM"), 1) == session


@pytest.mark.parametrize(
    "place", ["facts.title", "unfiled", "presentations.AM", "closing.moderator", "nowhere.BA"]
)
def test_what_has_no_order_stays(place: str) -> None:
    assert edits.move(SESSION, Place.parse(place), 1) == SESSION


@pytest.mark.parametrize(
    ("exchange", "stays"),
    [
        (Exchange(), False),
        (Exchange(answers={"KO": ""}), False),
        (Exchange(question="Qui ?"), True),
        (Exchange(answers={"KO": "oui"}), True),
    ],
)
def test_a_question_without_a_text_or_an_answer_goes(exchange: Exchange, stays: bool) -> None:
    session = Session(template=TEMPLATE, sections={"exchanges": {"q1": exchange}})
    after = edits.without_empty_question(session, Place("exchanges", "q1", "KO"))
    assert ("q1" in after.exchanges("exchanges")) is stays
    assert edits.without_empty_question(session, Place("presentations", "KO")) is session
