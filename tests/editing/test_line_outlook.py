"""What the capture line says before Enter, for any line in any session."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from gsef_tui.capture.apply_line import apply_line
from gsef_tui.capture.targets import CaptureState
from gsef_tui.editing.line_outlook import done, first_words, name_of, outlook
from gsef_tui.model.places import Place
from gsef_tui.model.session import Exchange, Person, Session
from gsef_tui.storage.templates import builtin_templates, load_template, require_template

TEMPLATE = require_template("gsef")
PEOPLE = {
    "KO": Person(role="speaker", name="Koffi Otoumi"),
    "CS": Person(role="moderator", name="Chloé Sécher"),
    "PB": Person(role="audience", name="Paul Bo"),
}
SESSION = Session(
    template=TEMPLATE,
    people=PEOPLE,
    sections={"exchanges": {"q1": Exchange(question="Et après ?")}},
)
HERE = CaptureState(Place("presentations", "KO"))
BARE = replace(TEMPLATE, sections=())
MARKS = [
    "", "KO: ", "KO:", "CS: ", "PB: ", "ZZ: ", "? ", "? KO: ", "?: ", "A: ", "A KO: ", "A:", "q1 ",
    "q1 KO: ", "= ", "= KO: ", "= ZZ: ", "! ", "KO! ", "+ ", "X1 = ", "> KO", "s/a/b/", "s/a/b/g",
    "\\ ", "20:14:03 From Anna Lee to Everyone: ",
]  # fmt: skip


@given(
    st.sampled_from(MARKS),
    st.text(max_size=12),
    st.sampled_from(
        [
            SESSION,
            replace(SESSION, template=BARE, sections={}),
            *(Session(template=load_template(t) or TEMPLATE) for t in builtin_templates()),
        ]
    ),
    st.sampled_from([HERE, replace(HERE, answering=True, question="q1"), CaptureState(Place("x"))]),
)
def test_what_the_line_says_is_where_it_goes(
    mark: str, text: str, session: Session, line: CaptureState
) -> None:
    typed = mark + text
    seen = outlook(typed, session, line)
    filed = apply_line(typed, session, line)
    if filed.problem:
        assert seen.says == filed.problem or " found in " in seen.says
        return
    if filed.place is not None and seen.target:
        assert seen.is_here is (filed.place == line.here)
    if typed.strip():
        said = done(typed, session, line)
        assert said.startswith("✓ ")
        assert name_of(filed, said.removeprefix("✓ "), line)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("CS: oui", "→ À classer, under Chloé Sécher: not a speaker"),
        ("PB: oui", "→ Présentations › 2 PB Paul Bo · becomes a speaker"),
        ("ZZ: oui", "Unknown code ZZ: text to Présentations › KO"),
        ("= ZZ: oui", "Unknown code ZZ: text to Conclusion › CS"),
        ("A ZZ: oui", "Unknown code ZZ: text to Présentations › KO"),
        ("kof: oui", "Unknown code KOF: text to Présentations › KO"),
    ],
)
def test_what_is_said_of_who_speaks(typed: str, says: str) -> None:
    seen = outlook(typed, SESSION, HERE)
    assert seen.says == says
    assert seen.warns is ("PB" not in typed)


def test_a_line_is_named_by_its_first_words_and_its_place() -> None:
    filed = apply_line("KO: Une cantine pour chaque école du quartier", SESSION, HERE)
    name = name_of(filed, "…", HERE)
    assert name == "“Une cantine pour chaque éco…”, Présentations › 1 KO Koffi Otoumi"
    idea = apply_line("! un", filed.session, filed.line)
    assert name_of(idea, "a key idea › –", filed.line) == "a key idea › –"
    assert first_words("un\n deux") == "un deux"
