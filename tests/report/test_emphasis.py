"""Which asterisks are signs of emphasis: the rule by examples, and that no other one is lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gsef_tui.imports.file_formats import read_lines
from gsef_tui.model.session import Person, Session
from gsef_tui.report.blocks import Line, Outline, Span
from gsef_tui.report.emphasis import GUARD, guarded, signs, without_guards
from gsef_tui.report.formats import FORMATS, Format, ReportInput
from gsef_tui.report.notes import line_text, parse_lines
from gsef_tui.report.outline import make_outline
from gsef_tui.report.preview import render_lines
from gsef_tui.storage.templates import require_template

TEMPLATE = require_template("gsef")

AS_TYPED = [
    "5*3 m et 4*2 m, soit 2*3*4",
    "Bürger*innen und Bürger*innen",
    "étudiant*e*s, étudiant**e**s",
    "Prix (*) et coût (*), « * » ou «\u202f*\u202f», [**] puis [**]",
    "http://ex.org/a*b*c",
    "2**3 et 3**2",
    "**mot**s et *mot*s",
    "co*mot* et co**mot**",
    "Prix* et coût* ; prix** et coût**",
    "le signe \"*\" et le signe '*', –*– et -*-",
    "*.txt et *.md, *, *: *) *",
    "2 * 3 * 4, ** et **",
    "****quatre**** et *****cinq*****",
    "김*수 님과 이*영 님, 김**과 이**은",
    "*참고: 김*수",
    "**un* et deux",
    "Tapez *\ufe0f\u20e3 puis *\ufe0f\u20e3",
    f"{GUARD}*un* {GUARD}**deux**",
    "_un_ __deux__ __init__ a_b_c",
    "/* remarque */",
    "* hors taxe *",
    "(*mot",
    "mot*)",
]


@pytest.mark.parametrize("text", AS_TYPED)
def test_an_asterisk_that_is_no_sign_prints_as_typed(text: str) -> None:
    assert signs(text) == []
    assert parse_lines(text) == ((Span(text),),)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("*a*", "(i:a)"),
        ("**a**", "(b:a)"),
        ("***a***", "(bi:a)"),
        ("un *a* b, **c**: *d*… *e*!", "un (i:a) b, (b:c): (i:d)… (i:e)!"),
        ("(*a*) [**b**] {*c*} «*d*» « *e* »", "((i:a)) [(b:b)] {(i:c)} «(i:d)» « (i:e) »"),
        ("«\u202f*a*\u202f» «\u00a0**b**\u00a0»", "«\u202f(i:a)\u202f» «\u00a0(b:b)\u00a0»"),
        ("l'*élan* et d’**abord**", "l'(i:élan) et d’(b:abord)"),
        ('*"a"* **« b »** "*c*" \'*d*\'', '(i:"a") (b:« b ») "(i:c)" \'(i:d)\''),
        ("„*a*“ »*b*« “*c*” ‘*d*’", "„(i:a)“ »(i:b)« “(i:c)” ‘(i:d)’"),
        ("¿*Qué*? *¡Sí!* ¡**Ya**!", "¿(i:Qué)? (i:¡Sí!) ¡(b:Ya)!"),
        ("–*a*– —**b**— -*c*-", "–(i:a)– —(b:b)— -(i:c)-"),
        ("「*a*」『**b**』（*c*）、*d*。", "「(i:a)」『(b:b)』（(i:c)）、*d*。"),
        ("**한국**은 *한국* **물**, *한국*은", "(b:한국)은 (i:한국) (b:물), *한국*은"),
        ("**김*수**는", "(b:김*수)는"),
        ("**50 %** *100 €* *+3* *-5 %*", "(b:50 %) (i:100 €) (i:+3) (i:-5 %)"),
        ("**a *b* c**", "(b:a )(bi:b)(b: c)"),
        ("*a **b***", "(i:a )(bi:b)"),
        ("***a** b*", "(bi:a)(i: b)"),
        ("***a* b**", "(bi:a)(b: b)"),
        ("*a *b* c*", "(i:a b c)"),
        ("**a *b** c*", "(b:a *b) c*"),
        ("***a* b", "**(i:a) b"),
        ("**Prix*** hors taxe", "(b:Prix)* hors taxe"),
        ("*prix 2*3*4 fin*", "(i:prix 2*3*4 fin)"),
    ],
)
def test_a_sign_stands_at_the_edge_of_a_word(text: str, line: str) -> None:
    assert said(parse_lines(text)[0]) == line


def said(line: Line) -> str:
    """A line with its styles in letters."""
    return "".join(
        f"({'b' * span.bold}{'i' * span.italic}:{span.text})"
        if span.bold or span.italic
        else span.text
        for span in line
    )


OPENING = ("*", "(*", "/*")
NO_SIGNS = [text for text in AS_TYPED if not text.startswith(OPENING)]
"""None of them has a sign that opens, so no two of them make emphasis."""
WITHOUT = st.lists(st.sampled_from([*NO_SIGNS, "mot", "x*", "(*)", "**", "a*b"]), min_size=1).map(
    " ".join
)


@given(WITHOUT)
def test_without_a_sign_that_opens_nothing_is_one(text: str) -> None:
    assert parse_lines(text) == ((Span(text),),)


NEAR = st.text(alphabet="aé5한 *()\"'’«»-.,:…¿!\n\u202f\u2060_/", max_size=40)


@given(NEAR)
def test_guarded_text_has_all_its_asterisks(text: str) -> None:
    safe = guarded(text)
    assert signs(safe) == []
    assert guarded(safe) == safe
    assert without_guards(safe) == without_guards(text)


@given(NEAR)
def test_what_is_lost_are_pairs_of_signs(text: str) -> None:
    found = signs(text)
    opened = sorted(sign.end - sign.start for sign in found if sign.opens)
    closed = sorted(sign.end - sign.start for sign in found if not sign.opens)
    assert opened == closed
    printed = "\n".join(map(line_text, parse_lines(text)))
    kept, at = "", 0
    for sign in found:
        assert set(text[sign.start : sign.end]) == {"*"}
        assert at <= sign.start
        kept += text[at : sign.start]
        at = sign.end
    assert printed == kept + text[at:]


WRITTEN = [known for known in FORMATS if known.id in ("text", "markdown", "html", "docx", "odt")]


@pytest.mark.parametrize("wanted", WRITTEN, ids=lambda wanted: wanted.id)
@settings(deadline=None, max_examples=20)
@given(text=WITHOUT)
def test_every_format_prints_all_characters(wanted: Format, text: str) -> None:
    data = wanted.render(ReportInput(session(text), outline(text))).data
    read = [line.plain for line in read_lines(data, f"a{wanted.suffix}")]
    assert any(printed(text) in printed(line) for line in read)


@settings(deadline=None, max_examples=20)
@given(WITHOUT)
def test_the_preview_shows_all_characters(text: str) -> None:
    rows = ("".join(segment.text for segment in row) for _, row in render_lines(outline(text), 80))
    assert printed(text) in printed("".join(rows))


def session(text: str) -> Session:
    people = {"BA": Person(role="speaker", name="Berthe Alanis")}
    sections = {"presentations": {"BA": text}}
    return Session(template=TEMPLATE, language="fr", people=people, sections=sections)


def outline(text: str) -> Outline:
    return make_outline(session(text))


def printed(text: str) -> str:
    """Text without white space, which a line's width changes, and without guards."""
    return "".join(without_guards(text).split())
