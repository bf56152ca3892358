from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from msgspec.structs import replace

from gsef_tui.checks import Finding, check, missing_count, place_label, summary
from gsef_tui.model.kinds import (
    ANSWERS,
    CLOSING,
    EXCHANGES,
    FACTS,
    NOTES,
    PEOPLE,
    PICTURES,
    QUESTIONS,
    TEXT,
)
from gsef_tui.model.places import Place, with_text
from gsef_tui.model.session import Closing, Exchange, FreeText, Person, Screenshot, Session
from gsef_tui.model.template import Field, FieldType, Role, Section, Template
from gsef_tui.storage.templates import require_template

GSEF = require_template("gsef")


def complete() -> Session:
    """A session in which nothing is missing."""
    return Session(
        template=GSEF,
        forum={"first_day": date(2031, 10, 4), "last_day": date(2031, 10, 8)},
        facts={
            "title": "Les cantines du quartier",
            "type": "Atelier",
            "spoken": "Français",
            "date": date(2031, 10, 4),
            "starts": time(20, 0),
            "ends": time(21, 30),
            "time_zone": "Asia/Seoul",
            "questions": ("Qui cuisine ?",),
        },
        people={
            "AM": Person(role="moderator", name="Anne Mercier"),
            "LT": Person(role="speaker", name="Lucía Torres"),
            "KM": Person(role="speaker", name="김민수"),
        },
        sections={
            "presentations": {"LT": "- une cuisine", "KM": "deux cuisines"},
            "answers": {"KM": "tous", "LT": "les voisins"},
            "exchanges": {"q1": Exchange(question="Et le prix ?", answers={"LT": "libre"})},
            "closing": Closing(summary="Cuisiner ensemble."),
            "screenshots": {"s1": Screenshot(file="galerie.png", alt="Six visages en mosaïque")},
        },
    )


def with_facts(**facts: Any) -> Session:
    session = complete()
    return replace(session, facts={**session.facts, **facts})


def with_sections(**sections: Any) -> Session:
    session = complete()
    return replace(session, sections={**session.sections, **sections})


def found(session: Session) -> list[tuple[str, str, str]]:
    return [(f.rule, f.place, f.severity) for f in check(session)]


def test_a_complete_session_has_no_finding() -> None:
    assert check(complete()) == ()


def test_an_empty_session_lists_all_that_is_missing_in_the_order_of_the_report() -> None:
    assert [(f.rule, f.place) for f in check(Session(template=GSEF))] == [
        ("missing-fact", "facts.title"),
        ("missing-fact", "facts.type"),
        ("missing-fact", "facts.spoken"),
        ("missing-fact", "facts.date"),
        ("missing-fact", "facts.starts"),
        ("missing-fact", "facts.ends"),
        ("missing-fact", "facts.time_zone"),
        ("no-moderator", "participants"),
        ("no-speaker", "participants"),
        ("no-question", "questions"),
        ("no-public-question", "exchanges"),
        ("no-conclusion", "closing"),
        ("no-screenshot", "screenshots"),
    ]
    assert missing_count(check(Session(template=GSEF))) == 12


@pytest.mark.parametrize("field", [f.id for f in GSEF.facts if f.required])
def test_each_required_fact_is_missed_when_blank(field: str) -> None:
    assert found(with_facts(**{field: "  "})) == [("missing-fact", f"facts.{field}", "missing")]


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ("date", "bientôt", "“bientôt” is not a date such as 2021-10-04"),
        ("starts", "tard", "“tard” is not a time such as 20:00"),
        ("time_zone", "là-bas", "“là-bas” is not a time zone such as Asia/Seoul or UTC+9"),
    ],
)
def test_a_fact_nobody_can_read_is_a_contradiction(field: str, text: str, message: str) -> None:
    finding = Finding("unreadable-fact", f"facts.{field}", message, "contradiction")
    assert check(with_facts(**{field: text})) == (finding,)


def test_a_date_typed_in_another_way_is_readable_and_checked() -> None:
    assert check(with_facts(date="5 octobre 2031")) == ()
    assert found(with_facts(date="5 octobre 2030")) == [
        ("outside-forum", "facts.date", "contradiction")
    ]


@pytest.mark.parametrize(
    ("first", "last", "message"),
    [
        (date(2031, 9, 1), date(2031, 9, 3), "4 Oct 2031 is outside the forum, 1–3 Sep 2031"),
        (
            date(2031, 8, 30),
            date(2031, 9, 2),
            "4 Oct 2031 is outside the forum, 30 Aug – 2 Sep 2031",
        ),
        (
            date(2030, 12, 30),
            date(2031, 1, 2),
            "4 Oct 2031 is outside the forum, 30 Dec 2030 – 2 Jan 2031",
        ),
        (date(2031, 9, 1), date(2031, 9, 1), "4 Oct 2031 is outside the forum, 1 Sep 2031"),
        (date(2031, 10, 5), None, "4 Oct 2031 is before the forum, 5 Oct 2031"),
        (None, date(2031, 10, 3), "4 Oct 2031 is after the forum, 3 Oct 2031"),
    ],
)
def test_a_day_outside_the_forum_names_both(
    first: date | None, last: date | None, message: str
) -> None:
    days = {"first_day": first, "last_day": last}
    session = replace(complete(), forum={k: day for k, day in days.items() if day})
    finding = Finding("outside-forum", "facts.date", message, "contradiction")
    assert check(session) == (finding,)


@pytest.mark.parametrize("day", [date(2031, 10, 4), date(2031, 10, 8)])
def test_the_first_and_the_last_day_belong_to_the_forum(day: date) -> None:
    assert check(with_facts(date=day)) == ()


def test_a_forum_that_ends_before_it_begins_says_only_that() -> None:
    days = {"first_day": date(2031, 10, 8), "last_day": date(2031, 10, 4)}
    findings = check(replace(complete(), forum=days))
    message = "4 Oct 2031 is before the first day, 8 Oct 2031"
    assert findings == (Finding("forum-days", "forum.last_day", message, "contradiction"),)


@pytest.mark.parametrize(
    ("starts", "ends", "contradicts"),
    [
        (time(20, 0), time(19, 59), True),
        (time(20, 0), time(20, 0), True),
        (time(23, 0), time(0, 30), False),
        (time(23, 0), time(6, 0), False),
        (time(23, 0), time(6, 1), True),
        (time(0, 30), time(1, 0), False),
    ],
)
def test_an_end_up_to_six_past_midnight_is_the_next_day(
    starts: time, ends: time, contradicts: bool
) -> None:
    rules = [f.rule for f in check(with_facts(starts=starts, ends=ends))]
    assert rules == (["ends-before-start"] if contradicts else [])


def test_nobody_leads_nobody_speaks() -> None:
    session = replace(complete(), people={"PU": Person(role="audience", name="Un voisin")})
    session = replace(session, sections={**session.sections, "presentations": {}, "answers": {}})
    session = replace(session, sections={**session.sections, "exchanges": {}})
    assert found(session) == [
        ("no-moderator", "participants", "missing"),
        ("no-speaker", "participants", "missing"),
        ("no-public-question", "exchanges", "hint"),
    ]


def test_a_person_without_a_role_speaks() -> None:
    session = complete()
    people = {**session.people, "ZA": Person(name="Zineb Alami")}
    assert found(replace(session, people=people)) == [
        ("no-presentation", "presentations.ZA", "missing"),
        ("no-answer", "answers.ZA", "missing"),
    ]


def test_a_role_the_template_lacks_is_a_contradiction() -> None:
    session = complete()
    people = {**session.people, "ZA": Person(role="juror", name="Zineb Alami")}
    finding = check(replace(session, people=people))[0]
    assert (finding.rule, finding.place) == ("unknown-role", "participants.ZA")
    assert finding.message == ("unknown role “juror”. Roles: moderator, speaker, audience")


@pytest.mark.parametrize(("code", "message"), [("X1", "not identified"), ("ZA", "no name")])
def test_somebody_without_a_name(code: str, message: str) -> None:
    session = complete()
    people = {**session.people, code: Person(role="speaker", absent=True)}
    finding = Finding("unnamed", f"participants.{code}", message, "missing")
    assert check(replace(session, people=people)) == (finding,)


def test_a_speaker_without_notes_is_missing_and_one_who_is_absent_is_not() -> None:
    session = with_sections(presentations={"KM": " \n"}, answers={"LT": "oui"})
    assert found(session) == [
        ("no-presentation", "presentations.LT", "missing"),
        ("no-presentation", "presentations.KM", "missing"),
        ("no-answer", "answers.KM", "missing"),
    ]
    away = {code: replace(p, absent=True) for code, p in session.people.items()}
    assert check(replace(session, people=away)) == ()


@pytest.mark.parametrize("lines", [(), ("", " "), ""])
def test_questions_of_blank_lines_are_no_question(lines: tuple[str, ...] | str) -> None:
    assert found(with_facts(questions=lines)) == [("no-question", "questions", "missing")]


def test_public_questions_want_their_answers_and_answers_their_questions() -> None:
    exchanges = {
        "q1": Exchange(question="Et le prix ?", answers={"_": " "}),
        "q2": Exchange(answers={"_": "oui"}),
        "q3": Exchange(),
        "q5": Exchange(question="Et le bruit ?", answers={"_": "aucun"}),
    }
    assert found(with_sections(exchanges=exchanges)) == [
        ("open-question", "exchanges.q1", "missing"),
        ("unasked-answer", "exchanges.q2", "missing"),
    ]


@pytest.mark.parametrize("closing", [Closing(summary="Fin."), Closing(remarks={"LT": "Merci."})])
def test_a_conclusion_or_one_remark_closes(closing: Closing) -> None:
    assert check(with_sections(closing=closing)) == ()


def test_blank_remarks_conclude_nothing() -> None:
    session = with_sections(closing=Closing(summary="\n", remarks={"LT": ""}))
    message = "no conclusion and no closing remarks"
    assert check(session) == (Finding("no-conclusion", "closing", message, "missing"),)


def test_a_caption_alone_is_no_screenshot() -> None:
    session = with_sections(screenshots={"s1": Screenshot(caption="Tout le monde")})
    assert found(session) == [("no-screenshot", "screenshots", "missing")]


def test_a_picture_is_looked_for_only_where_somebody_can_look() -> None:
    asked: list[str] = []

    def there(file: str) -> bool:
        asked.append(file)
        return False

    findings = check(complete(), picture=there)
    message = "galerie.png: file not found"
    assert findings == (Finding("no-picture", "screenshots.s1", message, "missing"),)
    assert asked == ["galerie.png"]
    assert check(complete(), picture=lambda _: True) == ()


def test_text_not_filed_is_a_hint_and_no_missing_thing() -> None:
    findings = check(with_sections(unfiled=FreeText("le lien : https://exemple.org")))
    assert [(f.rule, f.place, f.severity) for f in findings] == [("unfiled", "unfiled", "hint")]
    assert missing_count(findings) == 0
    assert summary(findings) == "ready"
    assert check(with_sections(unfiled=FreeText(" \n"))) == ()


def test_a_code_that_nobody_has_is_found_wherever_a_code_is_a_key() -> None:
    session = complete()
    answers = session.notes("answers")
    sections = {
        "presentations": {**session.notes("presentations"), "KO": "…", "_": "sans nom"},
        "answers": {**answers, "KO": ""},
        "exchanges": {"q1": Exchange(question="?", answers={"KO": "oui"})},
        "closing": Closing(remarks={"KO": "merci"}),
    }
    assert found(with_sections(**sections)) == [
        ("unknown-code", "presentations.KO", "contradiction"),
        ("unknown-code", "answers.KO", "contradiction"),
        ("unknown-code", "exchanges.q1.KO", "contradiction"),
        ("unknown-code", "closing.KO", "contradiction"),
    ]


def test_every_place_of_a_finding_can_be_typed_in() -> None:
    """A finding leads somewhere: text put at its place is in the session."""
    for finding in check(Session(template=GSEF, people={"ZA": Person()})):
        place = Place.parse(finding.place)
        section = GSEF.section(place.section)
        if section is None or place.key or section.kind is QUESTIONS:
            assert with_text(Session(template=GSEF), place, "texte") != Session(template=GSEF)
        else:
            assert section.kind in (PEOPLE, EXCHANGES, CLOSING, PICTURES)


def test_another_template_brings_other_rules() -> None:
    """No fact, role or section is known to the rules: these have names of their own."""
    template = Template(
        id="council",
        names={"en": "Council"},
        languages=("en",),
        roles=(Role(id="chair", labels={}, leads=True), Role(id="witness", labels={}, speaks=True)),
        sections=(
            Section(
                id="sitting",
                kind=FACTS,
                fields=(
                    Field(id="held", type=FieldType.DATE, means="day", required=True),
                    Field(id="room"),
                ),
            ),
            Section(id="bench", kind=PEOPLE),
            Section(id="statements", kind=NOTES),
            Section(id="replies", kind=ANSWERS, required=False),
            Section(id="decision", kind=TEXT),
        ),
    )
    session = Session(template=template, people={"AB": Person(role="witness", name="A. B.")})
    assert [(f.rule, f.place, f.message) for f in check(session)] == [
        ("missing-fact", "sitting.held", "not filled in"),
        ("no-moderator", "bench", "missing: chair"),
        ("no-presentation", "statements.AB", "no presentation"),
        ("no-text", "decision", "empty"),
    ]


def test_summary_counts_what_holds_a_report_back() -> None:
    missing = Finding("no-answer", "answers.LT", "no answer", "missing")
    against = Finding("outside-forum", "facts.date", "…", "contradiction")
    hint = Finding("unfiled", "unfiled", "…", "hint")
    assert summary([]) == "ready"
    assert summary([missing, missing, against, hint]) == "2 missing · 1 inconsistency"
    assert summary([against, against]) == "2 inconsistencies"


@pytest.mark.parametrize(
    ("place", "label"),
    [
        ("forum.last_day", "Dernier jour"),
        ("facts.time_zone", "Séance › Fuseau"),
        ("participants", "Participants"),
        ("participants.LT", "Participants › LT Lucía Torres"),
        ("answers.KM", "Réponses › KM 김민수"),
        ("answers.KO", "Réponses › KO ?"),
        ("exchanges.q4", "Public › Q4"),
        ("exchanges.q4.LT", "Public › Q4 › LT Lucía Torres"),
        ("exchanges.q4.asked_by", "Public › Q4"),
        ("closing", "Conclusion"),
        ("closing.moderator", "Conclusion"),
        ("closing.KM", "Conclusion › KM 김민수"),
        ("screenshots.s1", "Captures › S1"),
        ("unfiled", "À classer"),
        ("nowhere.at_all", "nowhere.at_all"),
    ],
)
def test_a_place_is_called_by_the_template_s_words(place: str, label: str) -> None:
    session = with_sections(exchanges={"q1": Exchange(), "q4": Exchange()})
    assert place_label(session, place) == label


def test_a_place_without_names_is_the_code_alone() -> None:
    assert place_label(complete(), "answers.LT", names=False) == "Réponses › LT"


def test_a_text_over_its_limit_and_a_section_of_another_template_are_hints() -> None:
    session = Session(
        template=require_template("igf"),
        language="en",
        people={"AB": Person(role="speaker", name="Ada Brook")},
        sections={
            "issues": FreeText("- Masts are dear.\n- Who pays? Nobody says."),
            "presentations": {"AB": "One.\n\nTwo."},
            "discussions": FreeText("One.\n\nTwo.\n\nThree."),
            "answers": {"AB": "kept"},
        },
    )
    found = [f for f in check(session) if f.rule in ("too-long", "not-printed")]
    assert [(f.place, f.message, f.severity) for f in found] == [
        ("issues", "2 sentences in one line; the template allows 1", "hint"),
        ("presentations.AB", "2 paragraphs; the template allows 1", "hint"),
        ("answers", "not in the report: the template igf does not have this section", "hint"),
    ]


def spellings(*people: Person) -> list[tuple[str, str, str]]:
    session = replace(complete(), people={f"P{n}A": person for n, person in enumerate(people)})
    rules = ("two-spellings", "two-organisations", "near-names")
    return [(f.rule, f.place, f.message) for f in check(session) if f.rule in rules]


def test_what_is_kept_in_two_spellings_is_found() -> None:
    person = Person(
        name="Béatrice Alain",
        organisation="Chantier de l'économie sociale",
        also=("Beatrice Allain", "Chantier de l'economie Sociale", "CES", "김하늘", ""),
    )
    place = "participants.P0A"
    assert spellings(person) == [
        ("two-spellings", place, "also spelt “Beatrice Allain”"),
        (
            "two-organisations",
            place,
            "organization also spelt “Chantier de l'economie Sociale”, “CES”",
        ),
    ]


def test_two_who_may_be_one_and_an_organisation_written_two_ways_are_found() -> None:
    found = spellings(
        Person(name="Honoré Quantchi", organisation="Ville de Montréal"),
        Person(name="Honoré Ouantchi", organisation="Ville de Montreal"),
        Person(name="Ana Ruiz", organisation="Ville de Montréal"),
        Person(name="Ana Díaz", organisation="Cooperativa Norte"),
    )
    near = "similar to “Honoré Quantchi”: one person or two?"
    assert found == [
        ("near-names", "participants.P1A", near),
        ("two-organisations", "participants.P1A", "organization also spelt “Ville de Montréal”"),
        ("two-organisations", "participants.P2A", "organization also spelt “Ville de Montreal”"),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kevin Ossah", "Ossah Kevin"),
        ("Lucía Torres", "Lucia Torres"),
        ("Honoré Quantchi", "Honoré Ouantchi"),
        ("김철수", "Kim Cheolsu"),
        ("Chul-soo Kim", "김철수"),
    ],
)
def test_order_accents_a_letter_and_another_script_make_no_other_person(
    one: str, other: str
) -> None:
    near = f"similar to “{one}”: one person or two?"
    assert spellings(Person(name=one), Person(name=other)) == [
        ("near-names", "participants.P1A", near)
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Kevin Ossah", "Kevin Durand"), ("김철수", "Kim Minsu"), ("김민수", "김민지")],
)
def test_two_people_are_two(one: str, other: str) -> None:
    assert spellings(Person(name=one), Person(name=other)) == []


def test_where_only_what_is_missing_counts_the_texts_are_not_read() -> None:
    session = with_sections(
        presentations={"LT": "« selon l'INDH @@", "KM": "avec Lucia Tores"},
        unfiled=FreeText("un lien"),
    )
    every = check(session)
    counted = check(session, wording=False)
    assert {f.rule for f in every} - {f.rule for f in counted} == {
        "name-in-notes", "open-quotation", "acronym",
    }  # fmt: skip
    assert [f for f in every if f in counted] == list(counted)
    assert [f.rule for f in counted] == ["gap", "unfiled"]
