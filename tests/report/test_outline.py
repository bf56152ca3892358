"""The outline: order, headings, and what stands under them."""

from __future__ import annotations

from datetime import date, time

import pytest
from msgspec.structs import replace

from gsef_tui.model.kinds import NOTES, TEXT
from gsef_tui.model.places import Place, text_at
from gsef_tui.model.session import (
    NOBODY,
    Closing,
    Exchange,
    FreeText,
    Person,
    Screenshot,
    Session,
)
from gsef_tui.model.template import Section, Template
from gsef_tui.report.blocks import (
    Block,
    Entry,
    Heading,
    Hint,
    Outline,
    Paragraph,
    Picture,
    Row,
    Span,
    Table,
)
from gsef_tui.report.display_names import person_name, report_stem
from gsef_tui.report.notes import line_text
from gsef_tui.report.outline import make_outline
from gsef_tui.storage.templates import require_template

from .golden_session import LANGUAGES, golden_session, session_without_notes

GSEF = require_template("gsef")

ANA = Person(name="Ana Ruiz", organisation="Taller Común", country="Spain", position="Jefa")
KIM = Person(role="moderator", name="김하나")


def under(outline: Outline, section: str) -> list[Block]:
    """The blocks of a section, its heading left out."""
    index = [i for i, place in enumerate(outline.places) if Place.parse(place).section == section]
    return [outline.blocks[i] for i in index][1:]


def heads(blocks: list[Block]) -> list[str]:
    """Headings and labels in order, a label with its number and its text."""
    found = []
    for block in blocks:
        match block:
            case Heading(_, text):
                found.append(text)
            case Entry(label, inner, number):
                text = " / ".join(
                    line_text(line) for p in inner if isinstance(p, Paragraph) for line in p.lines
                )
                found.append(f"{f'{number}. ' if number else ''}{label}: {text}")
            case Paragraph(lines):
                found += [line_text(line) for line in lines]
    return found


def rows(session: Session) -> dict[str, str]:
    table = make_outline(session).blocks[0]
    assert isinstance(table, Table)
    return {row.label: row.value for row in table.rows}


def test_the_sections_stand_in_the_templates_order_under_its_labels() -> None:
    outline = make_outline(golden_session("fr"))
    headings = [b.text for b in outline.blocks if isinstance(b, Heading) and b.level == 2]
    assert headings == [s.labels["fr"] for s in GSEF.sections if s.labels]
    assert outline.title == "Report"
    assert outline.name == "L'habitat coopératif, entre sol commun et *murs* à soi"


def test_an_empty_section_keeps_its_heading_and_nothing_else() -> None:
    outline = make_outline(Session(template=GSEF))
    assert outline.header == ()
    for section in ("questions", "presentations", "answers", "exchanges", "closing", "screenshots"):
        assert section in outline.places
        assert under(outline, section) == []
    assert heads(under(outline, "participants")) == [
        "Nom du modérateur/modératrice",
        "Intervenant(e)s",
    ]


def test_a_missing_fact_keeps_its_label() -> None:
    assert rows(Session(template=GSEF, language="es")) == {
        "Título de la sesión": "",
        "Tipo de sesión": "",
        "Idioma": "",
        "Fecha": "",
        "Horario": "",
    }


@pytest.mark.parametrize(
    ("facts", "hours"),
    [
        ({"starts": time(20), "ends": time(21, 30), "time_zone": "Asia/Seoul"}, "20h00-21h30 KST"),
        ({"starts": time(20)}, "20h00"),
        ({"ends": time(21, 30)}, "-21h30"),
        ({"starts": "8 pm", "ends": "vers 22h"}, "20h00-vers 22h"),
        ({"time_zone": "America/Sao_Paulo"}, "UTC−3"),
        ({"time_zone": "Europe/Paris"}, "Europe/Paris"),
        ({"time_zone": "heure d'ici"}, "heure d'ici"),
        ({"starts": time(0, 30), "date": "4/7/2021", "time_zone": "paris"}, "00h30 CEST"),
    ],
)
def test_hours_and_zone_share_a_row(facts: dict[str, str | time], hours: str) -> None:
    assert rows(Session(template=GSEF, facts=facts))["Horaire"] == hours


@pytest.mark.parametrize(
    ("language", "values"),
    [
        ("fr", ["Session auto-organisée", "Espagnol, Coréen", "4 octobre 2021"]),
        ("en", ["Self-managed session", "Spanish, Korean", "4 October 2021"]),
        ("es", ["Sesión autogestionada", "Español, Coreano", "4 de octubre de 2021"]),
        ("ko", ["자율 기획 세션", "스페인어, 한국어", "2021년 10월 4일"]),
    ],
)
def test_what_is_known_in_any_language_is_printed_in_the_reports(
    language: str, values: list[str]
) -> None:
    facts = {"type": "sesion AUTOGESTIONADA", "spoken": "español, 한국어", "date": "Oct 4, 2021"}
    assert (
        list(rows(Session(template=GSEF, language=language, facts=facts)).values())[1:4] == values
    )


def test_what_is_not_known_is_printed_as_typed() -> None:
    facts = {"type": "Marche *lente*", "spoken": "français et wolof", "date": "un lundi"}
    assert list(rows(Session(template=GSEF, facts=facts)).values())[1:4] == list(facts.values())


def test_the_header_has_what_is_known_of_the_forum() -> None:
    days = {"first_day": date(2020, 10, 4), "last_day": date(2020, 10, 8)}
    full = Session(template=GSEF, language="en", forum={"theme": "T", "name": "N", **days})
    assert make_outline(full).header == ("T", "N", "4-8 October 2020")
    one = Session(template=GSEF, forum={"name": "N", "last_day": date(2020, 10, 8)})
    assert make_outline(one).header == ("N", "8 octobre 2020")


def test_participants_stand_under_their_roles_in_the_programmes_order() -> None:
    people = {
        "AR": ANA,
        "KH": KIM,
        "LO": Person(role="speaker", name="Li Ou", absent=True),
        "PU": Person(role="audience", name="Pia Uhl"),
        "ET": Person(role="témoin", name="Ève Tran"),
        "X1": Person(organisation="Mairie"),
    }
    assert heads(under(make_outline(Session(template=GSEF, people=people)), "participants")) == [
        "Nom du modérateur/modératrice",
        "김하나",
        "Intervenant(e)s",
        "Ana Ruiz, Taller Común (Espagne)",
        "Li Ou",
        "Intervenant(e) non identifié(e), Mairie",
        "témoin",
        "Ève Tran",
    ]


def test_presentations_follow_the_order_of_speaking() -> None:
    notes = {"KH": "un", "AR": "deux", "XX": "trois", "LO": " \n"}
    session = Session(
        template=GSEF, people={"AR": ANA, "KH": KIM}, sections={"presentations": notes}
    )
    assert heads(under(make_outline(session), "presentations")) == [
        "김하나", "un", "Ana Ruiz", "deux", "XX ?", "trois",
    ]  # fmt: skip


def test_nobodys_notes_stand_under_no_name() -> None:
    notes = {"AR": "un", NOBODY: "deux"}
    session = Session(template=GSEF, people={"AR": ANA}, sections={"presentations": notes})
    assert heads(under(make_outline(session), "presentations")) == [
        "deux", "Ana Ruiz", "un",
    ]  # fmt: skip


def test_answers_are_numbered_and_say_who_answered() -> None:
    notes = {"AR": "oui\n- et non", NOBODY: "peut-être", "KO": "sans doute", "KH": ""}
    session = Session(
        template=GSEF, language="en", people={"AR": ANA, "KH": KIM}, sections={"answers": notes}
    )
    outline = make_outline(session)
    assert heads(under(outline, "answers")) == [
        "1. Full name: Ana Ruiz",
        "Organization: Taller Común",
        "Country: Spain",
        "Answer: oui",
        "2. Answer: peut-être",
        "3. Full name: KO ?",
        "Organization: ",
        "Country: ",
        "Answer: sans doute",
    ]
    assert under(outline, "answers")[0] == Entry(
        "Full name", (Paragraph(((Span("Ana Ruiz", bold=True),),)),), 1
    )


def test_questions_of_the_public_stand_with_their_answers() -> None:
    exchanges = {
        "q2": Exchange("Pourquoi ?", "AR", {"KH": "Parce que.", NOBODY: "Ainsi."}),
        "q1": Exchange("Comment ?", "Mme Roy"),
        "q3": Exchange(),
        "q4": Exchange(asked_by=NOBODY, answers={"ZZ": "Voilà."}),
        "q5": Exchange("Qui ?", asked_by="X1"),
    }
    people = {"AR": ANA, "KH": KIM, "X1": Person()}
    session = Session(template=GSEF, people=people, sections={"exchanges": exchanges})
    assert heads(under(make_outline(session), "exchanges")) == [
        "Question: Pourquoi ?",
        "Posée par: Ana Ruiz",
        "Réponse (김하나): Parce que.",
        "Réponse: Ainsi.",
        "Question: Comment ?",
        "Posée par: Mme Roy",
        "Réponse: ",
        "Question: ",
        "Réponse (ZZ ?): Voilà.",
        "Question: Qui ?",
        "Réponse: ",
    ]


def test_the_conclusion_stands_before_the_remarks() -> None:
    closing = Closing("Fin.", {"AR": "Merci.", "KH": " ", NOBODY: "Applaudissements."})
    session = Session(template=GSEF, people={"AR": ANA, "KH": KIM}, sections={"closing": closing})
    blocks = under(make_outline(session), "closing")
    assert heads(blocks) == [
        "Fin.", "Remarques de clôture", "Applaudissements.", "Ana Ruiz: Merci.",
    ]  # fmt: skip
    alone = replace(session, sections={"closing": Closing("Fin.")})
    assert heads(under(make_outline(alone), "closing")) == ["Fin."]


def test_a_picture_has_its_caption_and_a_caption_is_printed_without_one() -> None:
    shots = {"s1": Screenshot("a.png", "Vue", "Six"), "s2": Screenshot(caption="À faire")}
    blocks = under(
        make_outline(Session(template=GSEF, sections={"screenshots": shots})), "screenshots"
    )
    assert blocks == [Picture("a.png", "Vue", "Six"), Paragraph(((Span("À faire"),),))]


def test_what_is_not_filed_is_not_printed() -> None:
    session = Session(template=GSEF, sections={"unfiled": FreeText("secret")})
    outline = make_outline(session)
    assert not any("unfiled" in place for place in outline.places)
    assert outline == make_outline(Session(template=GSEF))


def test_the_blank_form_has_hints_and_empty_entries_and_no_notes() -> None:
    blank = make_outline(golden_session("fr"), blank=True)
    assert blank == make_outline(session_without_notes("fr"), blank=True)
    assert heads(under(blank, "answers")) == [
        "1. Nom complet: ", "Organisation: ", "Pays: ", "Réponse: ",
    ]  # fmt: skip
    assert heads(under(blank, "exchanges")) == ["Question: ", "Réponse: "] * 2
    assert under(blank, "screenshots") == [Hint(GSEF.sections[-1].hint["fr"])]
    assert "Claire Moreau-Dubois, Réseau des villes solidaires (France)" in heads(
        under(blank, "participants")
    )
    report = make_outline(session_without_notes("fr"))
    assert not any(isinstance(block, Hint | Entry) for block in report.blocks)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_is_one_of_the_session(language: str) -> None:
    session = golden_session(language)
    outline = make_outline(session)
    assert len(outline.places) == len(outline.blocks)
    for text in set(outline.places):
        place = Place.parse(text)
        if place.key:
            assert text_at(session, place)
        else:
            assert GSEF.section(text)


def test_a_hint_of_several_lines_is_a_paragraph_between_empty_lines() -> None:
    said = {"fr": "\n(un par ligne :  \n- ceci\n\n \n- cela)\n"}
    sections = (*GSEF.sections[:-1], replace(GSEF.sections[-1], hint=said))
    session = Session(template=replace(GSEF, sections=sections), language="fr")
    hints = [block for block in make_outline(session, blank=True).blocks if isinstance(block, Hint)]
    assert hints[-2:] == [Hint("(un par ligne :\n- ceci"), Hint("- cela)")]


def test_a_language_that_the_template_lacks_is_english() -> None:
    outline = make_outline(golden_session("de"))
    assert outline == make_outline(golden_session("en"))
    assert outline.language == "en"


def test_a_template_may_have_a_language_that_babel_lacks() -> None:
    template = replace(GSEF, languages=("xx", "fr"))
    session = Session(
        template=template, language="xx", people={"AR": ANA}, facts={"spoken": "français"}
    )
    outline = make_outline(session)
    assert outline.language == "xx"
    assert "Ana Ruiz, Taller Común (Spain)" in heads(under(outline, "participants"))


def test_another_template_makes_another_report() -> None:
    other = Template(
        id="other",
        names={},
        languages=("fr",),
        sections=(
            Section("mood", TEXT, {"fr": "Ambiance"}),
            Section("talks", NOTES, {"fr": "Exposés"}),
        ),
    )
    session = Session(
        template=other,
        people={"AR": ANA},
        sections={"talks": {"AR": "un"}, "mood": FreeText("> calme")},
    )
    outline = make_outline(session)
    assert outline.places == ("mood", "mood", "talks", "talks.AR", "talks.AR")
    assert outline.title == ""
    assert outline.name == ""


def test_somebody_unnamed_has_the_templates_word() -> None:
    one = Session(template=GSEF, people={"X1": Person(), "AR": ANA})
    assert person_name(one, "X1") == "Intervenant(e) non identifié(e)"
    two = Session(template=GSEF, language="en", people={"X1": Person(), "X7": Person(name=" ")})
    assert person_name(two, "X7") == "Unidentified speaker 7"


def test_a_line_end_in_a_name_or_title_is_a_space() -> None:
    people = {"AR": Person(name="Ana\nRuiz", organisation="A\nB")}
    session = Session(
        template=GSEF, people=people, facts={"title": "Un\ndeux"}, sections={"answers": {"AR": "x"}}
    )
    outline = make_outline(session)
    assert outline.name == "Un deux"
    assert "Ana Ruiz, A B" in heads(under(outline, "participants"))
    assert rows(session)["Titre de la session"] == "Un\ndeux"
    table = outline.blocks[0]
    assert isinstance(table, Table)
    assert table.rows[0] == Row("Titre de la session", "Un\ndeux")


def test_a_report_is_called_as_its_session() -> None:
    from pathlib import PurePosixPath

    assert report_stem(PurePosixPath("a/2021-10-04-x.y.toml")) == "2021-10-04-x.y"
