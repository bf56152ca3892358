"""A note's small Markdown: what is structure, and what prints as typed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from gsef_tui.report.blocks import Block, Item, Line, List, Paragraph, Quote, Span
from gsef_tui.report.notes import DEEPEST, line_text, parse_note

SIGNS = "*>-.)0123456789"
"""The characters that can become structure."""

TraceFunction = Callable[[FrameType, str, Any], Any]

TYPED = st.text(alphabet="ab é한*_>-+.)(12 \t\n\\`<&[]#=|~", max_size=120)


def say(blocks: tuple[Block, ...]) -> list[object]:
    """Blocks in short: a paragraph is its text, a list its items by marker, a quote a tuple."""
    said: list[object] = []
    for block in blocks:
        match block:
            case Paragraph(lines):
                said.append("\n".join(line_text(line) for line in lines))
            case List(items):
                said.append([[item.marker, *say(item.blocks)] for item in items])
            case Quote(inner):
                said.append(tuple(say(inner)))
    return said


def lines_of(blocks: tuple[Block, ...]) -> list[Line]:
    """Every line of every paragraph, in order."""
    lines: list[Line] = []
    for block in blocks:
        match block:
            case Paragraph(own):
                lines.extend(own)
            case List(items):
                lines.extend(line for item in items for line in lines_of(item.blocks))
            case Quote(inner):
                lines.extend(lines_of(inner))
    return lines


def text_of(blocks: tuple[Block, ...]) -> str:
    """All text without white space."""
    return "".join("".join(map(line_text, lines_of(blocks))).split())


@pytest.mark.parametrize(
    "text",
    [
        "2009. Création",
        "1000) mille",
        "+ 3 %",
        "C:\\x et \\* et \\",
        "Titre\n---",
        "Titre\n===",
        "---",
        "***",
        "- - -",
        "* * *",
        "___",
        "# un\n## deux",
        "    quatre espaces",
        "a\n    quatre",
        "\tune tabulation",
        "un\tdeux",
        "<b>gras</b><!-- x -->",
        "&amp; &lt; &#65;",
        "[a](b) ![c](d) [e]: f",
        "`code` ```",
        "```\nx\n```",
        "| a |\n|---|",
        "http://a.example <a@b.example>",
        "3^e phase, H~2~O, ~~non~~",
        "2 * 3 * 4",
        "5*3 m et 4*2 m, soit 2*3*4",
        "a_b_c",
        "_a_ __b__",
        "-sans espace",
        "1.5 million",
        "1)x",
        "–\u00a0tiret",
        "a\n-",
        "a\n1.",
        "12.",
        "le total est de\n12)",
        "007. a\n008. b",
        ">50 % des jeunes\n>= 3",
    ],
)
def test_prints_to_the_letter(text: str) -> None:
    assert say(parse_note(text)) == [text]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", []),
        ("\n \n\t\n", []),
        ("a\nb", ["a\nb"]),
        ("a\n\n\nb", ["a", "b"]),
        ("- a\n- b", [[["-", "a"], ["-", "b"]]]),
        ("a\n- b\nc", ["a", [["-", "b"]], "c"]),
        ("- a\n  b", [[["-", "a\nb"]]]),
        ("- a\n\n  b\n\nc", [[["-", "a", "b"]], "c"]),
        ("- a\n\n- b", [[["-", "a"], ["-", "b"]]]),
        ("- a\n  - b\n    - c\n- d", [[["-", "a", [["-", "b", [["-", "c"]]]]], ["-", "d"]]]),
        ("- a\n - b", [[["-", "a"], ["-", "b"]]]),
        ("1. a\n  - b", [[["1.", "a", [["-", "b"]]]]]),
        ("3. a\n7. b", [[["3.", "a"], ["7.", "b"]]]),
        ("Points\n2) a", ["Points", [["2)", "a"]]]),
        ("1. a\n2009. b", [[["1.", "a"]], "2009. b"]),
        ("- a\n+ b\n* c", [[["-", "a"]], "+ b", [["*", "c"]]]),
        ("- a\n---", [[["-", "a"]], "---"]),
        ("-\ta\n\tb", [[["-", "a\nb"]]]),
        ("> a\n> b\nc", [("a\nb",), "c"]),
        ("> a\n\n> b", [("a",), ("b",)]),
        ("> a\n>\n> b", [("a", "b")]),
        (">> a\n> b", [(("a",), "b")]),
        ("> - a\n> - b\nc", [([["-", "a"], ["-", "b"]],), "c"]),
        ("- a\n  > b\nc", [[["-", "a", ("b",)]], "c"]),
        (">   deux espaces", [("  deux espaces",)]),
        ("-", []),
        ("- ", []),
        ("- a\n-", [[["-", "a"]]]),
        ("- a\n- \n1. ", [[["-", "a"]]]),
        ("- a\n  - ", [[["-", "a"]]]),
        ("- a\n  - b\n- ", [[["-", "a", [["-", "b"]]]]]),
        ("a\n- ", ["a"]),
        ("a\n- \n\nb", ["a", "b"]),
        ("> - a\n> - ", [([["-", "a"]],)]),
        ("> - ", []),
        ("1.", []),
        ("1.\n2.\n3.", []),
        ("1. a\n2.", [[["1.", "a"]]]),
        ("- a\n12.", [[["-", "a"]], "12."]),
        ("- a\n12. ", [[["-", "a"]], "12."]),
        ("le total est de\n12. ", ["le total est de\n12."]),
        ("12.\n13. b", ["12.", [["13.", "b"]]]),
        ("> a\n>50 %\nb", [("a",), ">50 %\nb"]),
        ("> >50 %", [(">50 %",)]),
        ("- >50 %", [[["-", ">50 %"]]]),
        ("- a\n- \n- b", [[["-", "a"], ["-"], ["-", "b"]]]),
        ("99. a\n100. b\n1000. c", [[["99.", "a"], ["100.", "b"]], "1000. c"]),
        ("a\n>\n> >", ["a"]),
    ],
)
def test_lines_make_the_structure(text: str, said: list[object]) -> None:
    assert say(parse_note(text)) == said


def test_a_list_of_numbers_is_ordered_and_another_is_not() -> None:
    ordered, other = parse_note("9. a\n\n* b")
    assert ordered == List((Item((Paragraph(((Span("a"),),)),), "9."),), ordered=True)
    assert isinstance(other, List)
    assert not other.ordered


def test_bold_and_italic_may_run_over_a_line_end() -> None:
    assert parse_note("un **deux *trois*\nquatre** cinq") == (
        Paragraph(
            (
                (Span("un "), Span("deux ", bold=True), Span("trois", bold=True, italic=True)),
                (Span("quatre", bold=True), Span(" cinq")),
            )
        ),
    )


@given(TYPED | st.text(max_size=60))
def test_only_signs_become_structure(note: str) -> None:
    """What is not in the blocks was a sign, and all else is there in its order."""
    typed, printed = "".join(note.split()), text_of(parse_note(note))
    rest = iter(typed)
    dropped = []
    for character in printed:
        for candidate in rest:
            if candidate == character:
                break
            dropped.append(candidate)
        else:
            pytest.fail(f"{printed!r} is not in {typed!r}")
    assert {*dropped, *rest} <= set(SIGNS)


@given(st.text(alphabet=st.characters(exclude_characters=SIGNS, exclude_categories=["Cs"])))
def test_text_without_signs_keeps_its_lines(note: str) -> None:
    printed = [line_text(line) for line in lines_of(parse_note(note))]
    assert printed == [s for line in note.split("\n") if (s := line.rstrip(" \t"))]


WORDS = st.sampled_from(["un", "*deux*", "**trois**", "한국", "4 % d'eau"])


@st.composite
def tidy_notes(draw: st.DrawFn) -> str:
    """Notes as a careful person types them: nested lists with blank lines around, quotes."""
    lines: list[str] = []
    for _ in range(draw(st.integers(1, 4))):
        match draw(st.sampled_from(["paragraph", "list", "quote"])):
            case "paragraph":
                lines += draw(st.lists(WORDS, min_size=1, max_size=3))
            case "quote":
                lines += ["> " + word for word in draw(st.lists(WORDS, min_size=1, max_size=3))]
            case _:
                depth = 0
                for word in draw(st.lists(WORDS, min_size=1, max_size=5)):
                    lines.append("  " * depth + "- " + word)
                    depth = draw(st.integers(0, depth + 1))
        lines.append("")
    return "\n".join(lines)


@given(tidy_notes())
def test_a_tidy_note_is_what_commonmark_says(note: str) -> None:
    tokens = MarkdownIt("commonmark").disable(["code", "fence", "hr", "heading"]).parse(note)
    opened = [t.type for t in tokens if t.nesting == 1 and t.type.endswith("_open")]
    inline = [t.content for t in tokens if t.type == "inline"]

    def walk(blocks: tuple[Block, ...]) -> list[str]:
        names: list[str] = []
        for block in blocks:
            match block:
                case Paragraph():
                    names.append("paragraph_open")
                case List(items):
                    names.append("bullet_list_open")
                    for item in items:
                        names += ["list_item_open", *walk(item.blocks)]
                case Quote(inner):
                    names += ["blockquote_open", *walk(inner)]
        return names

    assert walk(parse_note(note)) == opened
    signless = "".join("".join(inline).replace("*", "").split())
    assert text_of(parse_note(note)) == signless


def test_deeper_than_the_deepest_is_text() -> None:
    blocks = parse_note("> " * 500 + "a")
    depth = 0
    while isinstance(blocks[0], Quote):
        blocks = blocks[0].blocks
        depth += 1
    assert depth == DEEPEST
    assert text_of(blocks) == ">" * (500 - DEEPEST) + "a"


def test_a_list_has_twelve_levels_and_what_is_deeper_is_text() -> None:
    blocks = parse_note("\n".join(f"{'  ' * depth}- {depth}" for depth in range(14)))
    levels = []
    while isinstance(last := blocks[-1], List):
        blocks = last.items[0].blocks
        levels.append([line_text(line) for line in lines_of(blocks[:1])])
    assert levels == [*([str(depth)] for depth in range(11)), ["11", "- 12", "- 13"]]


@pytest.mark.parametrize(
    "piece",
    [
        "*",
        "a**b",
        "*_",
        "_a *b ",
        "> ",
        "- ",
        "  - a\n",
        "> > > a\n",
        "***a",
        "**a ",
        "*a ",
        "a* ",
        "*a **b* ",
        "***a* ",
        "*a\n",
        " ",
        "1. ",
        "a\n- b\n",
    ],
)
def test_work_grows_with_the_length_only(piece: str) -> None:
    """Eight times the text runs some eight times the lines of code: quadratic would be 64."""
    assert lines_run(piece * (4_000 // len(piece))) < 16 * lines_run(piece * (500 // len(piece)))


def lines_run(text: str) -> int:
    """How many lines of code a note takes: unlike seconds the same on any machine."""
    count = 0

    def trace(frame: FrameType, event: str, arg: object) -> TraceFunction:
        nonlocal count
        count += event == "line"
        return trace

    parse_note.cache_clear()
    before = sys.gettrace()
    sys.settrace(trace)
    try:
        parse_note(text)
    finally:
        sys.settrace(before)
    return count
