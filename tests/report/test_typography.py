"""Typography at export: what changes, what never does, and the real report."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gsef_tui.report.blocks import Entry, Heading, Outline, Paragraph, Picture, Row, Span, Table
from gsef_tui.report.text import to_text
from gsef_tui.report.typography import NARROW, NBSP, printed_outline, typeset, typeset_text

from .golden_session import LANGUAGES, golden_session

REAL = Path(__file__).parents[3] / "shared" / "report" / "session-report-fr.txt"


def shown(text: str) -> str:
    """No-break spaces as signs one can see: ``~`` and the narrow one ``^``."""
    return text.replace(NBSP, "~").replace(NARROW, "^")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Qui paie? Nous!", "Qui paie^? Nous^!"),
        ("Qui paie ? Nous !!! Ah ?!", "Qui paie^? Nous^!!! Ah^?!"),
        ("(OBNL); contrôle : oui", "(OBNL)^; contrôle~: oui"),
        ("(ex: centres)", "(ex~: centres)"),
        ("« Loger » et «agir»", "«~Loger~» et «~agir~»"),
        ('Un "lieu à soi", "oui"!', "Un «~lieu à soi~», «~oui~»^!"),
        ("La 3^e phase, le 1^er, la 1^re, M^me Roux", "La 3ᵉ phase, le 1ᵉʳ, la 1ʳᵉ, Mᵐᵉ Roux"),
        ("l'ESS d'\"ici\" aujourd'hui", "l’ESS d’«~ici~» aujourd’hui"),
        ("entreprises - 8 % -- ou plus", "entreprises – 8 % – ou plus"),
        ("“Démarche”: trois", "“Démarche”~: trois"),
    ],
)  # fmt: skip
def test_french(typed: str, printed: str) -> None:
    assert shown(typeset_text(typed, "fr")) == printed


@pytest.mark.parametrize(
    "typed",
    [
        "https://ess.example/a?b=1;c:d!",
        "www.ess.example/x?y",
        "à 20:30:00, rapport 3:1",
        "`a ; b ? \"c\"`",
        r"C:\notes\x",
        "std::vector, clé:valeur, a;b",
        "a 5 - 3 - 2",
        "--force et -f",
        "---",
        "¿Qué puede hacer una ciudad? ¡Mucho!",
        "공급 : 2,000호? 그렇다!",
        "m^2 et x^10",
        'un écran de 14" seulement',
        "5' et 10'",
        "entendu :)",
    ],
)  # fmt: skip
def test_what_french_leaves_alone(typed: str) -> None:
    assert typeset_text(typed, "fr") == typed


def test_an_address_is_untouched_and_what_follows_it_is_set() -> None:
    text = typeset_text("Voir https://ess.example/a?b : l'essentiel", "fr")
    assert shown(text) == "Voir https://ess.example/a?b~: l’essentiel"


def test_english() -> None:
    typed = """The speakers' notes: "it's 'fine'", in the '90s; the 3^rd time?"""
    assert typeset_text(typed, "en") == (
        "The speakers’ notes: “it’s ‘fine’”, in the ’90s; the 3ʳᵈ time?"
    )


def test_spanish_marks_stay_and_quotes_are_set_without_spaces() -> None:
    typed = '¿Qué dijo? "Nada": ¡bien! 1.^a vez'
    assert typeset_text(typed, "es") == typed  # a line with ¿ stays as typed, whole
    assert typeset_text('Dijo "nada": la 1.^a vez', "es") == "Dijo «nada»: la 1.ª vez"


@pytest.mark.parametrize("language", ["ko", "de", ""])
def test_korean_and_unknown_languages_stay_as_typed(language: str) -> None:
    typed = '그는 "네" 라고 했다 : l\'ESS - 3^e ?'
    assert typeset_text(typed, language) == typed


def test_a_sign_keeps_the_style_of_what_it_stands_for() -> None:
    line = (Span("L'idée", bold=True), Span(" : "), Span('"agir"', italic=True))
    outline = Outline("fr", (), "Report", "", (Paragraph((line,)),), ("unfiled",))
    (block,) = typeset(outline, "fr").blocks
    assert block == Paragraph(
        (
            (
                Span("L’idée", bold=True),
                Span(f"{NBSP}: "),
                Span(f"«{NBSP}agir{NBSP}»", italic=True),
            ),
        )
    )


def test_header_and_names_of_files_are_names() -> None:
    blocks = (Picture("vue : 1?.png", "Vue: 1"), Heading(2, "Et après?"))
    outline = Outline("fr", ("Economy: l'avenir",), "Report", "l'ESS", blocks, ("a", "b"))
    printed = typeset(outline, "fr")
    assert printed.header == outline.header
    assert printed.blocks == (
        Picture("vue : 1?.png", f"Vue{NBSP}: 1"),
        Heading(2, f"Et après{NARROW}?"),
    )
    assert printed.name == "l’ESS"


def test_labels_have_their_space_before_the_colon_everywhere() -> None:
    blocks = (Table((Row("Titre", "ici"), Row("", "x"))), Heading(2, "Fin"), Entry("Réponse"))
    outline = Outline("fr", (), "Report", "", blocks, ("a", "b", "c"))
    text = to_text(typeset(outline, "fr"))
    assert [line for line in text.split("\n") if ":" in line] == [
        f"Titre{NBSP}: ici",
        f"Fin{NBSP}:",
        f"Réponse{NBSP}:",
    ]
    assert to_text(typeset(outline, "en")) == to_text(outline)


def test_as_typed_is_the_outline_itself() -> None:
    session = golden_session("fr")
    typed = printed_outline(session, as_typed=True)
    assert printed_outline(session) == typeset(typed, "fr") != typed


SIGNS = st.sampled_from([*"\"'«»“”‘’:;!?- \u00a0\u202f^().`\n%", "--", " - ", "^e", "l'", "한",
                         "mot", "Ab", "3", "20:30", "http://x.y/?", "¿", "a@b.c"])  # fmt: skip
typed_texts = st.lists(SIGNS, max_size=16).map("".join)


@given(typed_texts, st.sampled_from(LANGUAGES))
def test_set_twice_is_set_once(typed: str, language: str) -> None:
    once = typeset_text(typed, language)
    assert typeset_text(once, language) == once


@given(typed_texts, st.sampled_from(LANGUAGES))
def test_no_word_changes(typed: str, language: str) -> None:
    assert words(typeset_text(typed, language)) == words(typed)
    assert typeset_text(typed, language).count("\n") == typed.count("\n")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_whole_report_is_set_once(language: str) -> None:
    outline = printed_outline(golden_session(language))
    assert typeset(outline, language) == outline


def words(text: str) -> list[str]:
    """The words of a text: letters and digits, those set high as they were typed."""
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text.replace("^", "")))


CHANGED = {
    ("'", "’"), (" ", NBSP), (" ", NARROW), ("", NBSP), ("", NARROW), ("^e", "ᵉ"), ("-", "–"),
}  # fmt: skip
"""Every change the French rules make to the real report."""


@pytest.mark.slow
@pytest.mark.skipif(not REAL.exists(), reason=f"the real report is not beside the checkout: {REAL}")
def test_the_real_report() -> None:
    typed = REAL.read_text(encoding="utf-8")
    printed = typeset_text(typed, "fr")
    assert words(printed) == words(typed)
    steps = SequenceMatcher(None, typed, printed, autojunk=False).get_opcodes()
    changes = Counter((typed[a:b], printed[c:d]) for tag, a, b, c, d in steps if tag != "equal")
    assert set(changes) == CHANGED
    assert changes["^e", "ᵉ"] == 1  # « 3^e phase »
    assert changes["-", "–"] == 1  # « 4% des entreprises - 8% du PIB »
    assert "20h00-21h30 KST" in printed
    assert "2019-2023" in printed
