"""Whose words the lines of a section are: names before, above or beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum, auto
from typing import NamedTuple

from gsef_tui.model.lazy_pattern import lazy_pattern
from gsef_tui.model.people import parse_person
from gsef_tui.model.session import NOBODY, Person
from gsef_tui.model.template import Section

from .columns import is_head_of_names
from .draft import Draft
from .labels import LabelIndex, head_of
from .links import without_addresses
from .names import may_be_name
from .present import text_key
from .source_lines import SourceLine, row_text

_IN_BRACKETS = lazy_pattern(r"(?P<name>.*?)\s*[(（](?P<inside>[^()（）]+)[)）]")
_NUMBERED_NAME = lazy_pattern(r"\s*\d{1,2}[.)]\s+(?:\*\*.+\*\*|[^:：]+[:：])\s*[:：]?\s*")
_LIST = lazy_pattern(r"\s*(?:[-*>]|\d{1,2}[.)])\s")
_ITEM = lazy_pattern(r"(?:[-*]|\d{1,2}[.)])\s")
_CODE = lazy_pattern("[A-Z][A-Z0-9]{1,3}")


class Way(Enum):
    """How a name stands where somebody's words begin."""

    NONE = auto()
    HEADING = auto()
    LINE = auto()
    ITEM = auto()
    ROW = auto()


class Speaker(NamedTuple):
    """Whose words begin at a line, the text after the name, and how the name stands there.

    ``code`` is None below a heading that is nobody's name.
    """

    code: str | None
    rest: str = ""
    way: Way = Way.LINE
    level: int = 0


def by_person(
    draft: Draft,
    index: LabelIndex,
    section: Section,
    lines: Sequence[SourceLine],
    *,
    dense: bool = False,
) -> Iterator[tuple[str | None, list[SourceLine]]]:
    """Yield the lines of each speaker with the speaker's code.

    The lines before the first name are of the one whom the report is about, else nobody's. Those
    below a heading of the same level as a speaker's, which is no name, come with None.
    ``dense``: a name may begin any line, as in remarks, and not only one after an empty line.
    """
    here = Speaker(draft.owner, way=Way.NONE if draft.owner == NOBODY else Way.HEADING)
    block: list[SourceLine] = []
    for at, line in enumerate(lines):
        if is_head(draft, index, section, lines, at, here):
            continue
        spoken = speaker(draft, lines, at, here, dense=dense)
        if spoken is None:
            block.append(line)
            continue
        yield here.code, block
        here = spoken
        block = [SourceLine(spoken.rest)] if spoken.rest else []
    yield here.code, block


def speaker(
    draft: Draft, lines: Sequence[SourceLine], at: int, here: Speaker, *, dense: bool = False
) -> Speaker | None:
    """Return the speaker whose name begins a line; ``here`` is the one before.

    Rows and items begin somebody's words only where no heading and no line does: below those, they
    are somebody's words about others.
    """
    line = lines[at]
    text = line.text.strip()
    if not text:
        return None
    if line.level:
        return _of_heading(draft, line, here)
    if line.cells:
        return _of_row(draft, line) if here.way in (Way.NONE, Way.ROW) else None
    if _LIST.match(line.text) and not _NUMBERED_NAME.fullmatch(line.text):
        is_item = _ITEM.match(line.text) and here.way in (Way.NONE, Way.ITEM)
        return _of_label(draft, line, Way.ITEM) if is_item else None
    if at == 0 or dense or not lines[at - 1].text.strip():
        return _of_label(draft, line, Way.LINE)
    return None


def _of_heading(draft: Draft, line: SourceLine, here: Speaker) -> Speaker | None:
    """Return whose heading a line is; somebody with a name is added to the participants."""
    head, label = head_of(line.text.strip()), head_of(line.plain.strip()).label
    if code := known_code(draft, label, parts=True):
        return Speaker(*code, Way.HEADING, line.level)._replace(
            rest="\n".join(filter(None, (code[1], head.rest)))
        )
    is_inside = here.way is Way.HEADING and here.level and line.level > here.level
    person = parse_person(without_addresses(label)[0], draft.session.template)
    is_person = bool(person.country) and may_be_name(person.name)
    if not is_inside and (is_person or may_be_name(label)):
        added = draft.add(person if is_person else Person(name=label))
        draft.say(
            f"{draft.session.people[added].name} is not among the participants: added to them"
        )
        return Speaker(added, head.rest, Way.HEADING, line.level)
    if is_inside or here.way is not Way.HEADING or not here.level:
        return None
    return Speaker(None, line.text, Way.HEADING, line.level)


def _of_row(draft: Draft, line: SourceLine) -> Speaker | None:
    """Return the speaker named in the first cell of a row; the other cells are their words."""
    name, *rest = line.plain_cells
    code = known_code(draft, name) if any(rest) else None
    if code is None:
        return None
    said = (
        row_text(line.cells[1:]) if len([c for c in rest if c]) > 1 else "\n".join(line.cells[1:])
    )
    return Speaker(code[0], "\n".join(filter(None, (code[1], said.strip()))), Way.ROW)


def _of_label(draft: Draft, line: SourceLine, way: Way) -> Speaker | None:
    """Return the speaker whose name is the label of a line."""
    text = line.text.strip()
    head, label = head_of(text), head_of(line.plain.strip()).label
    if way is Way.ITEM and not head.colon:
        return None
    code = known_code(draft, label, parts=head.colon and not head.rest, coded=head.colon)
    if code is None:
        return None
    return Speaker(code[0], " ".join(filter(None, (code[1], head.rest))), way)


def known_code(
    draft: Draft, label: str, *, parts: bool = False, coded: bool = False
) -> tuple[str, str] | None:
    """Return the code of the person that a label names, and what the label says besides.

    The label is a name, a name with brackets, or a person's line: ``Ada Brook, Ward (France)``.
    What is known of the person is left out of the rest. ``parts``: a part of a name is enough.
    ``coded``: the label may be the code itself.
    """
    label, addresses = without_addresses(label)
    beside = "".join(f"({address})" for address in addresses)
    if coded and _CODE.fullmatch(label) and label in draft.session.people:
        return label, beside
    if code := draft.code_for(label, parts=parts):
        return code, beside
    found = _IN_BRACKETS.fullmatch(label)
    if "," in (found["name"] if found else label):
        person = parse_person(label, draft.session.template)
        if code := draft.code_for(person.name, parts=False):
            draft.organisation(code, person.organisation)
            draft.country(code, person.country)
            return code, beside
    elif found and (code := draft.code_for(found["name"], parts=False)):
        return code, _unknown(draft, code, found["inside"]) + beside
    return None


def _unknown(draft: Draft, code: str, inside: str) -> str:
    """Return what stands in brackets behind a name, in brackets, without what is known already."""
    person = draft.session.people.get(code)
    if person is None:
        return f"({inside})"
    known = {text_key(text) for text in (person.organisation, person.position, code)}
    rest = [
        text.strip()
        for text in inside.split(",")
        if text_key(text) not in known and not draft.is_country_of(code, text)
    ]
    return f"({', '.join(rest)})" if rest and text_key(inside) not in known else ""


def is_head(
    draft: Draft,
    index: LabelIndex,
    section: Section,
    lines: Sequence[SourceLine],
    at: int,
    here: Speaker,
) -> bool:
    """Return whether a line is the head of a table whose rows are each somebody's words."""
    line, below = lines[at], lines[at + 1] if at + 1 < len(lines) else None
    is_first = at == 0 or not lines[at - 1].cells
    if not line.cells or not is_first or here.way is not Way.NONE or not (below and below.cells):
        return False
    names = is_head_of_names(index, section, line.plain_cells[0])
    return names and known_code(draft, below.plain_cells[0]) is not None
