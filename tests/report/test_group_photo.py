"""What is proposed for a group photo, in each language of the forum."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from gsef_tui.model.session import Person, Screenshot, Session
from gsef_tui.report.group_photo import group_photo, listed
from gsef_tui.storage.templates import require_template

TEMPLATE = require_template("gsef")
PEOPLE = {
    "BA": Person(role="speaker", name="Béatrice Alain"),
    "CS": Person(role="moderator", name="Chloé Sécher"),
    "KO": Person(role="speaker", name="Kevin Ossah", absent=True),
    "HL": Person(role="audience", name="Hélène"),
    "X1": Person(role="speaker"),
    "KM": Person(role="speaker", name=" 김민수\n"),
}


@pytest.mark.parametrize(
    ("language", "caption", "alt"),
    [
        ("fr", "Photo de groupe", "Photo de groupe : Chloé Sécher, Béatrice Alain et 김민수"),
        ("en", "Group photo", "Group photo: Chloé Sécher, Béatrice Alain, and 김민수"),
        ("es", "Foto de grupo", "Foto de grupo: Chloé Sécher, Béatrice Alain y 김민수"),
        ("ko", "단체 사진", "단체 사진: Chloé Sécher, Béatrice Alain 및 김민수"),
    ],
)
def test_who_is_there_is_named_and_who_leads_comes_first(
    language: str, caption: str, alt: str
) -> None:
    session = Session(template=TEMPLATE, language=language, people=PEOPLE)
    assert group_photo(session, "z.png") == Screenshot("z.png", caption, alt)


def test_with_nobody_it_is_a_group_photo_still() -> None:
    session = Session(template=TEMPLATE, people={"KO": PEOPLE["KO"]})
    assert group_photo(session, "z.png").alt == "Photo de groupe"


def test_a_template_without_the_words_gives_the_names() -> None:
    words = {name: said for name, said in TEMPLATE.words.items() if not name.startswith("photo")}
    template = replace(TEMPLATE, words=words)
    session = Session(template=template, language="en", people=PEOPLE)
    shot = group_photo(session, "z.png")
    assert shot == Screenshot("z.png", "", "Chloé Sécher, Béatrice Alain, and 김민수")


def test_a_language_that_nobody_knows_lists_with_commas() -> None:
    assert listed(["A", "B", "C"], "tlh-x") == "A, B, C"
    assert listed(["A"], "fr") == "A"
