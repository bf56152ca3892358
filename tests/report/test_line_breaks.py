"""Where the lines of the PDF may break."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gsef_tui.report.blocks import Span
from gsef_tui.report.line_breaks import Cell, Line, Piece, Wide, Word, pieces
from gsef_tui.report.runs import Run, Stretch, stretches


def plain(text: str, language: str = "") -> Line:
    return (Stretch((Run(text, language=language),)),)


def texts(found: tuple[Piece, ...]) -> list[str]:
    """What the pieces say, each with a sign for its kind."""
    said = []
    for piece in found:
        match piece:
            case Stretch():
                said.append("".join(run.text for run in piece.runs))
            case Word(inner):
                said.append(f"={''.join(texts(inner))}")
            case Wide(inner, _, korean):
                said.append(f"{'=' if korean else ''}~{''.join(texts(inner))}")
            case Cell(inner):
                said.append(f"[{'|'.join(texts(inner))}]")
    return said


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [""]),
        ("deux mots", ["deux mots"]),
        ("햇빛마을", ["햇빛마을"]),  # it fits
        ("햇빛마을의 협동조합은", ["=햇빛마을의", " ", "=협동조합은"]),
        ("la ville (서울의) compte", ["la ville ", "=(서울의)", " compte"]),
        ("2021년 9기의 a b", ["=2021년", " ", "=9기의", " a b"]),
        ("그 전 서울/부산-대구 등", ["그 전 ", "=서울/", "=부산-", "=대구", " 등"]),
        ("그 땅 2021-22년도 땅", ["그 땅 ", "=2021-22년도", " 땅"]),
        ("김\u00a0하늘 그리고 우리", ["=김\u00a0하늘", " ", "=그리고", " ", "=우리"]),
        ("un aaaabbbbcc mot", ["un aaaabbbbcc mot"]),
        ("un aaaabbbbccd mot", ["un ", "~aaaabbbbccd", " mot"]),
        ("un 가나다라마바사아자차카 b", ["un ", "=~가나다라마바사아자차카", " b"]),
        ("2019\t71 %", ["[2019]", "71 %"]),
        ("\t\ta", ["[]", "[]", "a"]),
        ("a\taaaabbbbccd\t", ["[a]", "[~aaaabbbbccd]", ""]),
        ("서울의\t땅", ["[=서울의]", "땅"]),
        ("في مدينة 서울의 거리", ["في مدينة 서울의 거리"]),
    ],
)
def test_a_line_in_pieces(text: str, found: list[str]) -> None:
    assert [said for said in texts(pieces(plain(text), 10)) if said] == [f for f in found if f]


def test_a_word_of_several_styles_stays_one() -> None:
    line = stretches((Span("le ", bold=True), Span("햇빛", bold=True), Span("마을에서 온")), "fr")
    word = next(piece for piece in pieces(line, 8) if isinstance(piece, Word))
    assert [(run.text, run.bold, run.language) for run in word.stretches[0].runs] == [
        ("햇빛", True, "ko"),
        ("마을에서", False, "ko"),
    ]


def test_a_link_stays_one_link() -> None:
    line = stretches((Span("Voir https://exemple.org/aaaaaaaaaaaaaa, puis"),), "fr")
    _, wide, *_ = pieces(line, 10)
    assert isinstance(wide, Wide)
    assert [(stretch.target, texts((stretch,))) for stretch in wide.stretches] == [
        ("https://exemple.org/aaaaaaaaaaaaaa", ["https://exemple.org/aaaaaaaaaaaaaa"]),
        ("", [","]),
    ]


def test_so_many_words_in_one_line_are_not_kept_together() -> None:
    assert any(isinstance(piece, Word) for piece in pieces(plain("서울 " * 19_999), 40))
    assert pieces(plain("서울 " * 20_000), 40) == plain("서울 " * 20_000)


@given(
    st.lists(st.tuples(st.text("aé서울/\t -\u00a0ب", max_size=12), st.booleans()), max_size=4),
    st.integers(3, 20),
)
def test_no_character_is_lost_or_added(spans: list[tuple[str, bool]], room: int) -> None:
    def said(found: tuple[Piece, ...]) -> str:
        return "".join(
            said(piece.pieces) + "\t"
            if isinstance(piece, Cell)
            else said(piece.stretches)
            if isinstance(piece, (Word, Wide))
            else "".join(run.text for run in piece.runs)
            for piece in found
        )

    line = stretches(tuple(Span(text, bold) for text, bold in spans), "fr")
    assert said(pieces(line, room)) == "".join(text for text, _ in spans)
