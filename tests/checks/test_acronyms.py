"""An acronym that nobody spells out, and all that looks like one and is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gsef_tui.checks import Finding, check
from gsef_tui.checks.acronyms import long_form, spell_out
from gsef_tui.checks.dismissals import dismiss
from gsef_tui.model.session import Closing, Exchange, FreeText, Person, SectionValue, Session
from gsef_tui.storage.templates import require_template

GSEF = require_template("gsef")
PEOPLE = {
    "BA": Person(role="speaker", name="Béatrice ALAIN", organisation="RTES"),
    "KO": Person(
        role="speaker",
        name="Kevin Ossah",
        organisation="Organisation des Jeunes Engagés pour le Développement Durable",
        also=("EMESSE",),
    ),
}


def session_of(*notes: str, **more: object) -> Session:
    codes = [*PEOPLE, "ZZ", "YY"]
    return Session(
        template=GSEF,
        people=PEOPLE,
        forum={"name": "GSEF Global Virtual Forum"},
        sections={"presentations": dict(zip(codes, notes, strict=False))},
        extra=more,
    )


def hints(session: Session) -> list[Finding]:
    return [f for f in check(session) if f.rule == "acronym"]


def never_spelt(*notes: str) -> list[str]:
    return [f.about for f in hints(session_of(*notes))]


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("dans le cadre de l'INDH", ["INDH"]),
        ("petites échelles (OBNL); contrôle", ["OBNL"]),
        ("les AMAPs et la SCIC", ["AMAPs", "SCIC"]),
        ("un avis du C.E.S.E. rendu", ["C.E.S.E."]),
        ("la HATVA20 approuvée", ["HATVA20"]),
        ("post-INDH, pré-INDH", ["INDH"]),
        ("según la LSE vigente", ["LSE"]),
        ("한국 KSEPA는 지원한다", ["KSEPA"]),
        ("- INDH : programme royal", ["INDH"]),
        ("INDH (Maroc)", ["INDH"]),
        ("**INDH** lancée", ["INDH"]),
    ],
)
def test_an_acronym_that_nobody_spells_out(note: str, found: list[str]) -> None:
    assert never_spelt(note) == found


@pytest.mark.parametrize(
    "note",
    [
        "l'économie sociale et solidaire (ESS) au pays",
        "l'ESS (économie sociale et solidaire)",
        "l’ESS, donc l’économie sociale et solidaire",
        "ESS = économie du lien",
        "Initiative nationale pour le développement humain, dite INDH",
        "gross national happiness and its GNH index",
        "sociedad de garantía recíproca (SGR)",
        "사회적기업진흥원(KSEPA)과 함께",
        "KSEPA(사회적기업진흥원)는",
        "Espace Marocain de l'économie Sociale Solidaire et Environnementale (EMESSE)",
    ],
)
def test_one_that_is_spelt_out(note: str) -> None:
    assert never_spelt(note) == []


def test_the_long_form_may_stand_anywhere_in_the_session() -> None:
    session = session_of("l'ESS avance")
    assert [f.about for f in hints(session)] == ["ESS"]
    for told in (
        Session(
            template=GSEF, facts={"title": "L'économie sociale et solidaire contre les inégalités"}
        ),
        Session(
            template=GSEF, people={"X": Person(organisation="Économie sociale et solidaire France")}
        ),
        Session(
            template=GSEF,
            sections={"answers": {"BA": "une économie\n- sociale, solidaire\n(voir ESS)"}},
        ),
        Session(
            template=GSEF, sections={"closing": Closing("pour l'économie sociale et solidaire")}
        ),
    ):
        both = Session(
            template=GSEF,
            forum=session.forum,
            facts=told.facts,
            people={**session.people, **told.people},
            sections={**session.sections, **told.sections},
        )
        is_told = "answers" not in told.sections
        assert (hints(both) == []) is is_told, told


@pytest.mark.parametrize(
    "note",
    [
        "8 % du PIB selon l'ONU et l'UE, post-COVID-19, en PDF",
        "avant l'AG, 100 000 FCFA",
        "au XXI siècle, chapitre XIV, Louis XVI",
        "il ne faut PAS attendre, TOUS ensemble",
        "il y a un PACTE fort, ce pacte compte",
        "à SÉOUL, oui, à Séoul",
        "ATTENTION AUX DELAIS DE PAIEMENT",
        "c'est UN ENJEU CLEF pour tous",
        "BILAN :",
        "- SUITE",
        "KO et BA répondent, ALAIN aussi",
        "le RTES et l'OJEDD et EMESSE",
        "le GSEF 2021",
        "voir https://x.org/INDH et INDH@mairie.ma, C:\\INDH",
        "la R&D, un fichier X1, A4, G7",
        "INDHxx eINDH INDH_1",
        "J.F. Kennedy, U.S.",
        "",
    ],
)
def test_what_needs_no_long_form(note: str) -> None:
    assert never_spelt(note) == []


def test_one_finding_an_acronym_at_its_first_use() -> None:
    found = hints(session_of("rien", "la SCIC puis l'INDH", "INDH encore, SCIC"))
    assert [(f.place, f.about, f.message, f.severity) for f in found] == [
        ("presentations.KO", "SCIC", "acronym not explained: SCIC", "hint"),
        ("presentations.KO", "INDH", "acronym not explained: INDH", "hint"),
    ]


def test_every_part_that_is_printed_counts_and_no_other() -> None:
    sections: dict[str, SectionValue] = {
        "exchanges": {"q1": Exchange("Et la SCIC ?", "INDH", {"BA": "la SCOP"})},
        "unfiled": FreeText("la CUMA"),
    }
    session = Session(template=GSEF, people=PEOPLE, sections=sections)
    assert [(f.place, f.about) for f in hints(session)] == [
        ("exchanges.q1", "SCIC"),
        ("exchanges.q1.BA", "SCOP"),
    ]


def test_one_of_two_at_a_place_is_waved_off_for_good() -> None:
    session = session_of("la SCIC et l'INDH")
    waved = dismiss(session, hints(session)[0])
    assert waved.extra["waved"] == {"presentations.BA": ["acronym SCIC"]}
    assert [f.about for f in hints(waved)] == ["INDH"]
    earlier = Session(
        template=GSEF,
        people=waved.people,
        sections={"presentations": {"KO": "SCIC donc"}},
        extra=waved.extra,
    )
    assert hints(earlier) == [], "wherever it is used first later on"
    bare = session_of("la SCIC et l'INDH", waved={"presentations.BA": ["acronym"]})
    assert hints(bare) == []


def test_what_the_session_s_own_list_knows_is_written_behind_the_first_use() -> None:
    session = session_of(
        "PRESSCIC, la SCIC ; une SCIC",
        "la SCIC, l'INDH, la CUMA",
        expansions={";Scic": "société coopérative d'intérêt collectif", "cuma": "coopérative"},
    )
    scic, indh, cuma = hints(session)
    assert [long_form(session, f) for f in (indh, cuma)] == ["", ""]
    after = spell_out(session, scic, long_form(session, scic))
    assert after.notes("presentations")["BA"] == (
        "PRESSCIC, la SCIC (société coopérative d'intérêt collectif) ; une SCIC"
    )
    assert [f.about for f in hints(after)] == ["INDH", "CUMA"]
    assert spell_out(after, Finding("acronym", "answers.KO", "", "hint", "XYZ"), "x") is after


TEXTS = st.text(alphabet="ABE SÉes.()=|0'’-@/\n한é&", max_size=80)


@given(TEXTS, TEXTS)
def test_any_text_is_read_and_what_is_found_stands_there(one: str, other: str) -> None:
    session = session_of(one, other)
    found = hints(session)
    assert len({f.about for f in found}) == len(found)
    for finding in found:
        assert finding.about in session.notes("presentations")[finding.place.split(".")[1]]


@pytest.mark.parametrize("piece", ["A.B.C.", "AB (", "(AB", "AB = ", "a(AB) ", "://", "AB a "])
def test_the_work_grows_with_the_text_and_no_faster(piece: str) -> None:
    """Were it quadratic, this would take minutes."""
    assert len(hints(session_of(piece * (60_000 // len(piece))))) <= 1
