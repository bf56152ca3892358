"""The plain text: as the forum's own report reads."""

from __future__ import annotations

from hypothesis import given

from gsef_tui.report.blocks import (
    Block,
    Entry,
    Heading,
    Hint,
    List,
    Outline,
    Paragraph,
    Picture,
    Quote,
    Row,
    Table,
)
from gsef_tui.report.notes import parse_note, plain_lines
from gsef_tui.report.text import to_text

from .test_notes import TYPED, text_of


def report(*blocks: Block, header: tuple[str, ...] = ()) -> Outline:
    return Outline("fr", header, "Report", "", blocks, ("",) * len(blocks))


def body(*blocks: Block) -> str:
    return to_text(report(*blocks)).removeprefix("Report\n\n")


def test_the_header_stands_above_the_title() -> None:
    assert to_text(report(header=("Thème", "Forum", "4-8 octobre 2020"))) == (
        "Thème\n\nForum\n4-8 octobre 2020\n\nReport\n"
    )
    assert to_text(report()) == "Report\n"


def test_sections_stand_further_apart_than_names() -> None:
    text = body(Heading(2, "Résumé"), Heading(3, "Ana"), Paragraph(plain_lines("un\ndeux")))
    assert text == "\nRésumé:\n\nAna:\n\nun\ndeux\n"


def test_a_fact_without_a_value_keeps_its_label() -> None:
    assert body(Table((Row("Titre", "a\nb"), Row("Date", ""), Row("", "c")))) == (
        "Titre: a\nb\nDate:\nc\n"
    )


def test_a_list_reads_as_it_was_typed() -> None:
    note = "Points :\n- a\n  b\n  1. c\n     d\n  10. e\n\n    f\n- g\n\nh"
    assert body(*parse_note(note)) == (
        "Points :\n- a\n  b\n  1. c\n     d\n  10. e\n\n      f\n- g\n\nh\n"
    )


def test_a_quote_keeps_its_sign_and_an_empty_last_item_is_not_printed() -> None:
    assert body(*parse_note("> a\n>\n> - b\nc\n\n- ")) == "> a\n> - b\n\nc\n"


def test_a_paragraph_alone_stands_beside_its_label_and_more_under_it() -> None:
    text = body(
        Entry("Nom", (Paragraph(plain_lines("Ana")),), 1),
        Entry("Réponse", parse_note("un\ndeux")),
        Entry("Nom", (), 2),
        Entry("Réponse", parse_note("Trois :\n- a")),
    )
    assert text == "1. Nom: Ana\nRéponse: un\ndeux\n\n2. Nom:\nRéponse:\nTrois :\n- a\n"


def test_a_picture_is_named_with_what_it_shows() -> None:
    text = body(Picture("a.png", "Vue", "Six"), Picture("b.png", alt="Sept"), Picture("c.png"))
    assert text == "[a.png] Vue\n\n[b.png] Sept\n\n[c.png]\n"


def test_a_hint_is_printed() -> None:
    assert body(Hint("(de préférence …)")) == "(de préférence …)\n"


def signs_and_text(blocks: tuple[Block, ...]) -> str:
    """Markers and text in order, without white space and the signs of quotes."""
    text = ""
    for block in blocks:
        match block:
            case List(items):
                text += "".join(item.marker + signs_and_text(item.blocks) for item in items)
            case Quote(inner):
                text += signs_and_text(inner)
            case _:
                text += text_of((block,))
    return text.replace(">", "")


@given(TYPED)
def test_a_note_keeps_its_markers_and_its_text(note: str) -> None:
    blocks = parse_note(note)
    printed = body(*blocks) if blocks else ""
    assert "".join(printed.replace(">", "").split()) == signs_and_text(blocks)
