"""Reader of Markdown, which is converted to HTML first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gsef_tui.model.lazy_pattern import lazy_pattern
from gsef_tui.report.emphasis import may_open

from .html import read_page
from .plain import report_text
from .source_lines import SourceLine, check_size
from .styles import safe

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline

_DEEPEST = 200
"""The limit on blocks inside one another; a list is one, and each of its items is another."""

_MATTER = lazy_pattern(
    r"\ufeff?---[ \t]*\n(?P<yaml>(?:(?!(?:---|\.\.\.)[ \t]*$)[^\n]*\n)*+)"
    r"(?:---|\.\.\.)[ \t]*(?:\n|$)",
    re.MULTILINE,
)
_REFERENCE = lazy_pattern(r"\[(?P<label>[^\]\[^][^\]\[]*)\]:\s*<?(?:\w+:|[/.#]|www\.)")
_KEY = lazy_pattern(r"(?P<key>[^\s:#\-][^:\n]{0,80}?)[ \t]*:(?:[ \t]+(?P<value>.*))?$")
_QUOTED = lazy_pattern(r"(?P<quote>[\"'])(?P<text>.*)(?P=quote)")


def read_markdown(data: bytes) -> list[SourceLine]:
    """Return the lines of a Markdown file. A line end is a line break, as people expect.

    Asterisks open emphasis only where they do in a note; by CommonMark alone, those of ``2*3*4``
    would be lost. Emphasis that closes inside a word, ``**mot**s``, cannot be expressed in a note
    and is left out. A footnote is text, though CommonMark takes it for a link by reference, and so
    is a reference that nothing refers to. Raises TooLarge if the file exceeds a limit, and
    RecursionError if its blocks stand too deep inside one another.
    """
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock, reference

    options = {"html": True, "breaks": True, "maxNesting": _DEEPEST}
    parser = MarkdownIt("commonmark", options).enable("table")
    parser.inline.ruler.at("emphasis", _emphasis)

    def too_deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if state.level >= _DEEPEST - 2 and not silent:
            raise RecursionError  # the parser would leave the text out
        return False

    def refers(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        found = _REFERENCE.match(state.src, state.bMarks[start] + state.tShift[start])
        is_meant = found is not None and state.src.count(f"[{found['label']}]") > 1
        return is_meant and reference(state, start, end, silent)

    parser.block.ruler.before("table", "too_deep", too_deep)
    parser.block.ruler.at("reference", refers, {"alt": []})
    text = report_text(data).replace("\r\n", "\n")
    matter, text = front_matter(text)
    check_size(text.count("\n") // 2, 0)  # every second line may be empty
    return [*matter, *read_page(parser.render(text))]


def front_matter(text: str) -> tuple[list[SourceLine], str]:
    """Return the keys and values of YAML between lines of ``---`` at the top, and the text below.

    A value on several lines becomes one line of text. A text without a key there is no front
    matter: the line is then a rule.
    """
    found = _MATTER.match(text)
    if not found:
        return [], text
    pairs: list[list[str]] = []
    for line in found["yaml"].split("\n"):
        if key := _KEY.match(line):
            value = (key["value"] or "").strip()
            pairs.append([key["key"].strip(), "" if value in ("|", ">", "|-", ">-") else value])
        elif line.strip() and pairs:
            pairs[-1].append(re.sub(r"^\s*-\s+", "", line).strip())
        elif line.strip():
            pairs.append(["", line.strip()])
    if not any(key for key, *_ in pairs):
        return [], text
    lines = [_matter_line(key, values) for key, *values in pairs]
    return [line for line in lines if line.text.strip()], text[found.end() :]


def _matter_line(key: str, values: list[str]) -> SourceLine:
    plain = (q["text"] if (q := _QUOTED.fullmatch(value)) else value for value in values)
    value = ", ".join(filter(None, plain))
    return SourceLine(safe(f"{key}: {value}" if key else value), matter=True)


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Apply CommonMark's rule for emphasis, and let asterisks open only as in a note."""
    from markdown_it.rules_inline.emphasis import tokenize

    start, known = state.pos, len(state.delimiters)
    if not tokenize(state, silent):
        return False
    if state.src[start] == "*":
        before, after = state.src[max(0, start - 1) : start], state.src[state.pos : state.pos + 1]
        for delimiter in state.delimiters[known:]:
            delimiter.open = delimiter.open and may_open(before, after)
    return True
