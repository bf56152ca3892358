"""Nobody is named, nothing else is changed, and what is left is listed."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from gsef_tui.model.session import Closing, Exchange, FreeText, Person, Session
from gsef_tui.report.anonymous import anonymous
from gsef_tui.report.formats import Rendered, format_for
from gsef_tui.report.json import to_json
from gsef_tui.report.outline import make_outline
from gsef_tui.report.render import ReportRequest, render_report
from gsef_tui.report.speaker_excerpt import speaker_excerpt
from gsef_tui.report.text import to_text
from gsef_tui.storage.templates import require_template
from tests.report.golden_session import golden_session

TEMPLATE = require_template("gsef")

SESSION = Session(
    template=TEMPLATE,
    people={
        "KO": Person(
            role="speaker", name="Koffi Otoumi", organisation="OJV", country="Togo",
            also=("Kofi Otumi",),
        ),
        "BA": Person(role="speaker", name="Berthe Alanis", organisation="Atelier des possibles"),
    },
    sections={
        "presentations": {
            "KO": "Kofi Otumi présente l'OJV.\nAvec BA : « ba, oui ». Otoumi insiste.",
            "BA": "Koffi Otoumi a raison ; l'Atelier des possibles aussi",
        },
        "exchanges": {
            "q1": Exchange(question="Et M. Otoumi ?", asked_by="Hélène", answers={"KO": "Non."})
        },
    },
)  # fmt: skip


def printed(session: Session) -> str:
    return to_text(make_outline(session))


def test_names_spellings_codes_and_organisations_go_and_the_rest_stays() -> None:
    text = printed(anonymous(SESSION).session)
    for name in ("Koffi", "Kofi", "Berthe", "Alanis", "OJV", "Atelier", "Togo", "Hélène"):
        assert name not in text
    assert "Intervenant(e) 1 présente l'[…]." in text
    assert "Avec Intervenant(e) 2 : « ba, oui »." in text


def test_a_capitalised_word_of_theirs_that_is_left_is_listed_with_its_place() -> None:
    assert anonymous(SESSION).left_over == (("Otoumi", "presentations.KO"),)


def test_pictures_and_askers_go() -> None:
    session = anonymous(golden_session()).session
    assert not session.screenshots("screenshots")
    assert all(not exchange.asked_by for exchange in session.exchanges("exchanges").values())


@pytest.mark.parametrize(
    ("written", "reads"),
    [
        ("Koffi\u00a0Otoumi présente.", "Intervenant(e) 1 présente."),
        ("Koffi  Otoumi présente.", "Intervenant(e) 1 présente."),
        ("KOFFI OTOUMI présente.", "Intervenant(e) 1 présente."),
        ("**Koffi** Otoumi présente.", "**Intervenant(e) 1** présente."),
        ("**Koffi Otoumi** présente.", "**Intervenant(e) 1** présente."),
        ("Koffi **Otoumi** présente.", "**Intervenant(e) 1** présente."),
        ("*Koffi* *Otoumi* présente.", "*Intervenant(e) 1* présente."),
        ("**Koffi** **Otoumi** présente.", "**Intervenant(e) 1** présente."),
        ("Kof**fi** Otoumi présente.", "Intervenant(e) 1 présente."),
        ("_Koffi Otoumi_, _KO_ présente.", "_Intervenant(e) 1_, _Intervenant(e) 1_ présente."),
        ("le frère d'Élodie N'Guessan", "le frère d'Intervenant(e) 3"),
        ("le frère d’Élodie N’Guessan", "le frère d’Intervenant(e) 3"),
        ("le frère d'E\u0301lodie N'Guessan", "le frère d'Intervenant(e) 3"),
        ("김민수는 말했다", "Intervenant(e) 4는 말했다"),
        ("Koffi Otoumiste", "Koffi Otoumiste"),
        ("KO, KOS et ko", "Intervenant(e) 1, KOS et ko"),
        ("LE dit", "[…] dit"),
        ("OTOUMI Koffi présente", "Intervenant(e) 1 présente"),
        ("Otoumi, Koffi présente", "Intervenant(e) 1 présente"),
        (
            "K. Otoumi ; K Otoumi ; Otoumi K",
            "Intervenant(e) 1 ; Intervenant(e) 1 ; Intervenant(e) 1",
        ),
        ("M. Otoumi et le Dr Otoumi", "Intervenant(e) 1 et le Intervenant(e) 1"),
        (
            "Koffi-Otoumi, Koffi_Otoumi, #KoffiOtoumi",
            "Intervenant(e) 1, Intervenant(e) 1, #Intervenant(e) 1",
        ),
        ("Elodie N’Guessan et N\u2019GUESSAN É.", "Intervenant(e) 3 et Intervenant(e) 3"),
        ("Kof\u00adfi Otou\u200bmi", "Intervenant(e) 1"),
        ("de Koffi\nOtoumi", "de Intervenant(e) 1"),
        ("À Otoumi", "À Otoumi"),
        ("김 민수는, 김\u00ad민수", "Intervenant(e) 4는, Intervenant(e) 4"),
        ("김민숙은", "김민숙은"),
        ("écrire à koffi.otoumi@ojv.org ou k-otoumi@x.fr.", "écrire à […] ou […]."),
        ("voir https://exemple.org/koffi-otoumi?x=1, oui", "voir […], oui"),
        ("voir www.ojv.tg et (http://x.org/%C3%89lodie)", "voir […] et ([…])"),
        ("photos/OtoumiKoffi.jpg, Rapport_otoumi.pdf", "[…], […]"),
        ("@kotoumi, le [20:13] @@20:13 à 3,5/km.", "[…], le [20:13] @@20:13 à 3,5/km."),
        ("une fin.Et puis https://exemple.org/", "une fin.Et puis https://exemple.org/"),
        ("Hélène Duval demande", "[…] demande"),
        ("une participante demande", "une participante demande"),
    ],
)
def test_however_a_name_is_written(written: str, reads: str) -> None:
    people = {
        **SESSION.people,
        "EN": Person(role="speaker", name="Élodie N'Guessan"),
        "MS": Person(role="speaker", name="김민수"),
    }
    asked = {"q1": Exchange(asked_by="Hélène Duval"), "q2": Exchange(asked_by="une participante")}
    notes = {"KO": written, "LE": "x"}
    session = replace(SESSION, people=people, sections={"presentations": notes, "exchanges": asked})
    assert anonymous(session).session.notes("presentations")["P1"] == reads


def test_words_in_any_case_and_given_names_are_listed_too() -> None:
    people = {**SESSION.people, "MS": Person(role="speaker", name="김민수")}
    notes = {"KO": "OTOUMI et otoumi, puis 민수가, la possibles"}
    session = replace(SESSION, people=people, sections={"presentations": notes})
    assert anonymous(session).left_over == (
        ("OTOUMI", "presentations.KO"),
        ("otoumi", "presentations.KO"),
        ("민수", "presentations.KO"),
    )


def test_a_text_of_another_template_that_is_printed_is_looked_through_too() -> None:
    session = replace(
        SESSION,
        template=require_template("igf"),
        sections={"issues": FreeText("Otoumi insiste.")},
    )
    assert anonymous(session).left_over == (("Otoumi", "issues"),)


def test_what_is_not_filed_counts_where_the_whole_session_is_exported() -> None:
    session = replace(SESSION, sections={"unfiled": FreeText("Otoumi insiste.")})
    assert anonymous(session).doubtful(whole_session=False) == ()
    assert anonymous(session).doubtful(whole_session=True) == (("Otoumi", "unfiled"),)
    for format_id, listed in (("text", ()), ("json", (("Otoumi", "unfiled"),))):
        format = format_for(format_id)
        assert format is not None
        request = ReportRequest(anonymous=True)
        assert render_report(session, format, request, lambda _: None).left_over == listed


def test_the_title_and_the_name_of_the_file_name_nobody() -> None:
    session = replace(
        SESSION,
        facts={"title": "Avec Koffi Otoumi", "date": date(2031, 10, 4), "questions": ("OJV ?",)},
        forum={"theme": "Koffi Otoumi"},
    )
    without = anonymous(session)
    assert without.session.facts["title"] == "Avec Intervenant(e) 1"
    assert without.session.facts["questions"] == ("[…] ?",)
    assert without.session.forum["theme"] == "Intervenant(e) 1"
    assert without.stem == "2031-10-04-avec-intervenant-e-1"


def test_what_the_file_says_beside_the_report_goes() -> None:
    """Turns, findings waved off, tables of a newer version; initials in the codes."""
    session = replace(
        SESSION,
        people={"CS": Person(role="moderator", name="Carla Sol"), **SESSION.people},
        extra={"floor": {"f1": {"who": "KO"}}, "terms": {"ojv": "OJV"}},
        sections={
            **SESSION.sections,
            "closing": Closing("Fin", {"KO": "Oui"}, extra={"by": "Koffi Otoumi"}),
            "elsewhere": FreeText("Koffi Otoumi"),
        },
    )
    without = anonymous(session)
    assert without.codes == {"CS": "P1", "KO": "P2", "BA": "P3"}
    assert [person.name for person in without.session.people.values()] == [
        *("Intervenant(e) 3", "Intervenant(e) 1", "Intervenant(e) 2"),
    ]
    stored = to_json(without.session)
    for name in ("Koffi", "Otoumi insiste", "OJV", "KO", "BA", "Carla", "floor", "elsewhere"):
        assert (name in stored) is (name == "Otoumi insiste")
    assert '"P2"' in stored


def test_codes_that_stand_for_others_are_nobodys() -> None:
    people = {"P1": Person(role="speaker", name="Paul Un"), "N2": Person(role="speaker")}
    session = replace(SESSION, people=people, sections={"presentations": {"P1": "a", "Y1": "b"}})
    assert anonymous(session).codes == {"P1": "Z1", "N2": "Z2", "Y1": "Z3"}


@pytest.mark.parametrize("language", TEMPLATE.languages)
def test_no_name_of_the_golden_session_is_printed(language: str) -> None:
    session = replace(golden_session(), language=language)
    text = printed(anonymous(session).session)
    for person in session.people.values():
        if person.name:
            assert person.name not in text
        assert not person.organisation or person.organisation not in text


def test_a_slip_has_one_speakers_part_and_nobody_elses() -> None:
    text = to_text(speaker_excerpt(SESSION, "KO"))
    assert "Koffi Otoumi" in text
    assert "Voici ce que j'ai noté" in text
    assert "Kofi Otumi présente" in text
    assert "Non." in text
    assert "a raison" not in text


def made(session: Session, request: ReportRequest) -> Rendered:
    text = format_for("text")
    assert text is not None
    return render_report(session, text, request, lambda _: None)


def test_a_slip_opens_with_the_session_s_title_typeset() -> None:
    session = replace(SESSION, facts={"title": "L'eau : à qui?"})
    first = made(session, ReportRequest(only="KO")).data.decode().partition("\n")[0]
    assert first == "L’eau\u00a0: à qui\u202f?"
    as_typed = made(session, ReportRequest(only="KO", as_typed=True)).data.decode()
    assert as_typed.startswith("L'eau : à qui?")


def test_a_slip_that_is_too_long_for_a_chat_says_how_long() -> None:
    assert made(SESSION, ReportRequest(only="KO")).warnings == ()
    long = replace(SESSION, sections={"presentations": {"KO": "mot " * 400}})
    rendered = made(long, ReportRequest(only="KO"))
    (said,) = rendered.warnings
    assert said.startswith(f"{len(rendered.data.decode())} characters: ")
    assert made(long, ReportRequest()).warnings == ()


def test_a_slip_without_names_is_of_the_same_speaker() -> None:
    text = made(SESSION, ReportRequest(only="BA", anonymous=True)).data.decode()
    assert "Intervenant(e) 1 a raison" in text
    assert "Berthe" not in text


def test_a_slip_of_nobody_is_refused() -> None:
    with pytest.raises(KeyError):
        speaker_excerpt(SESSION, "ZZ")
