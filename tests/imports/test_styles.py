"""Styles of a file as a note's signs of emphasis: what it can say, and no letter lost or added."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gsef_tui.imports.file_formats import read_lines
from gsef_tui.imports.source_lines import SourceLine
from gsef_tui.imports.styles import Piece, marked, safe, unmarked
from gsef_tui.report.emphasis import GUARD, without_guards
from gsef_tui.report.notes import line_text, parse_lines

from .reading import read

NEAR = st.text(alphabet="aé한5 *()\"'«»-.,:…¿!\n\u00a0_/\x07", max_size=8)
PIECES = st.lists(st.builds(Piece, NEAR, st.booleans(), st.booleans()), max_size=6)


@given(PIECES)
def test_no_letter_is_lost_or_added(pieces: list[Piece]) -> None:
    text = "".join(piece.text for piece in pieces)
    printed = "\n".join(map(line_text, parse_lines(marked(pieces))))
    assert without_guards(printed) == safe(text)
    assert unmarked(marked(pieces)) == safe(text)


@given(PIECES)
def test_nothing_is_bold_or_italic_that_was_not(pieces: list[Piece]) -> None:
    """And in a letter's styles, all or none: half of bold and italic together is not said."""
    wanted = [
        (letter, piece.bold, piece.italic)
        for piece in pieces
        for letter in safe(piece.text)
        if letter != "\n"
    ]
    said = [
        (letter, span.bold, span.italic)
        for line in parse_lines(marked(pieces))
        for span in line
        for letter in span.text
        if letter != GUARD
    ]
    for (letter, *was), (other, *now) in zip(wanted, said, strict=True):
        assert letter == other
        assert now in (was, [False, False])


B, ITALIC = True, True


@pytest.mark.parametrize(
    ("pieces", "note"),
    [
        ([Piece("un "), Piece("deux", B), Piece(" trois")], "un **deux** trois"),
        ([Piece("un"), Piece(" deux ", B), Piece("trois")], "un **deux** trois"),
        ([Piece("un"), Piece(", deux", B)], "un, **deux**"),
        ([Piece("Réponse :", B), Piece(" oui")], "**Réponse :** oui"),
        ([Piece("mot", B), Piece("s")], "mots"),
        ([Piece("Am", B), Piece("ina", False, ITALIC)], "Amina"),
        ([Piece("l'"), Piece("élan", False, ITALIC)], "l'*élan*"),
        ([Piece("한국", B), Piece("은")], "**한국**은"),
        ([Piece("한국", False, ITALIC), Piece("은")], "한국은"),
        ([Piece("un\ndeux", B, ITALIC)], "***un***\n***deux***"),
        ([Piece("2*3*4, "), Piece("x", B)], "2*3*4, **x**"),
        ([Piece("*voir*")], f"{GUARD}*voir*"),
        ([Piece("un *x* deux", B)], f"**un {GUARD}*{GUARD}x{GUARD}*{GUARD} deux**"),
        ([Piece("*", B), Piece(" hors taxe")], "* hors taxe"),
        ([Piece("prix"), Piece("*", B)], "prix*"),
    ],
)
def test_what_a_note_can_say(pieces: list[Piece], note: str) -> None:
    assert marked(pieces) == note


READ = {
    "html": b"<html><body><p>2*3*4 *x* <b>mot</b>s <i>un</i></p><h2>a ** b **</h2></body></html>",
    "md": b"2*3*4 \\*x\\* **mot**s *un*\n\n## a ** b **\n",
}


@pytest.mark.parametrize("kind", READ)
def test_a_page_is_read_with_all_its_letters(kind: str) -> None:
    paragraph, _, heading, _ = read_lines(READ[kind], f"a.{kind}")
    assert paragraph.text == f"2*3*4 {GUARD}*x* mots *un*"
    assert paragraph.plain == "2*3*4 *x* mots un"
    assert heading.text == "a ** b **"


def test_a_document_is_read_with_all_its_letters() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("2*3*4 *x* ")
    paragraph.add_run("mot").bold = True
    paragraph.add_run("s ")
    paragraph.add_run("un").italic = True
    document.add_table(1, 2).cell(0, 1).text = "*y*"
    out = BytesIO()
    document.save(out)
    first, *_, row = read_lines(out.getvalue(), "a.docx")
    assert first.text == f"2*3*4 {GUARD}*x* mots *un*"
    assert (row.text, row.plain) == (f"{GUARD}*y*", "*y*")


@pytest.mark.parametrize(
    "text",
    ["5*3 m et 4*2 m, soit 2*3*4", "Bürger*innen, étudiant*e*s", "Prix (*) … (*)", "2**3 et 3**2",
     "http://ex.org/a*b*c"],
)  # fmt: skip
def test_markdown_by_hand_keeps_asterisks_inside_words(text: str) -> None:
    assert [line.text for line in read_lines(text.encode(), "a.md")] == [text]


def test_plain_text_is_a_note_already() -> None:
    assert read_lines(b"*un* 2*3", "a.txt") == [SourceLine("*un* 2*3")]


REPORT = """<html><body><h1>Report</h1>
<p>Titre de la session : Le <i>murs</i> à *soi*</p>
<h2>Participants</h2><p>Intervenante : <b>Ada</b> Brook, <i>Open</i> *Links* (Irlande)</p>
<h2>Résumé des présentations</h2><p><b>Ada Brook :</b> le *prix* et <b>le</b> coût</p>
<h2>Réponses à la question principale</h2>
<p>Nom complet : <i>Ada</i> Brook</p><p><i>Réponse :</i> oui</p>
</body></html>"""


def test_places_without_emphasis_get_none_and_keep_their_asterisks() -> None:
    session = read(REPORT, "a.html").session
    assert session.facts["title"] == "Le murs à *soi*"
    (person,) = session.people.values()
    assert (person.name, person.organisation) == ("Ada Brook", "Open *Links*")
    assert session.notes("presentations") == {"AB": f"le {GUARD}*prix* et **le** coût"}
    assert session.notes("answers") == {"AB": "oui"}
