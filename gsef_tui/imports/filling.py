"""One function for each kind of section that fills it from the lines of a report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from gsef_tui.model.edits import new_entries
from gsef_tui.model.kinds import (
    ANSWERS,
    CLOSING,
    EXCHANGES,
    FACTS,
    NOTES,
    PEOPLE,
    PICTURES,
    QUESTIONS,
    TEXT,
    Registry,
)
from gsef_tui.model.lazy_pattern import lazy_pattern
from gsef_tui.model.places import FORUM, Place, fact_text
from gsef_tui.model.session import NOBODY, Fact, Screenshot
from gsef_tui.model.template import Field, FieldType, Section

from .columns import HEAD_OF_PEOPLE, TableHead
from .draft import Draft
from .facts import row_values
from .labels import LabelIndex, LabelMatch, head_of, without_marker
from .note_text import note_text, without_hints
from .participants import fill_people
from .present import Keyed, text_key
from .source_lines import SourceLine, named
from .spoken import (
    HEAD_OF_ANSWERS,
    HEAD_OF_EXCHANGES,
    fill_answers,
    fill_closing,
    fill_exchanges,
    fill_notes,
)

_PICTURE = lazy_pattern(r"\[([^\[\]^][^\[\]]*)\]\s*(.*)")
_MARKER = lazy_pattern(r"(?:[-*•·▪◦–]|\(?\d{1,2}[.)])\s+")


def fill_facts(
    draft: Draft, index: LabelIndex, section: Section, lines: Sequence[SourceLine]
) -> None:
    """Fill facts by their labels; a value may stand on the lines below its label."""
    found: dict[str, list[str]] = {}
    here: Field | None = None
    for line in without_hints(index, lines):
        text = line.text.strip()
        known, rest = _fact_on(index, section, line)
        if known is not None and known.field is not None:
            here = known.field
            found.setdefault(here.id, []).append(rest)
        elif text and here and _goes_on(here, found[here.id], line):
            found[here.id].append(text)
        elif text:
            draft.unfile(line.text, "no fact of the template")
        elif here and here.type is not FieldType.LINES and any(found[here.id]):
            here = None
    for field_id, texts in found.items():
        row = [field for field in section.fields if field_id in (field.id, field.row)]
        _put_facts(draft, section.id, row, "\n".join(filter(None, texts)))


def _fact_on(
    index: LabelIndex, section: Section, line: SourceLine
) -> tuple[LabelMatch | None, str]:
    """Return the fact whose label begins a line, or None, and the value beside it."""
    head = head_of(line.text)
    if line.cells:
        return None, ""
    if (known := index.field(head.label, section) if head.label else None) is not None:
        return known, head.rest if head.colon else ""
    return index.field_before(line.text, section) or (None, "")


def _goes_on(field: Field, texts: Sequence[str], line: SourceLine) -> bool:
    """Return whether the value of a fact goes on: it has not begun, or it has several lines.

    In a table it goes on below an empty cell.
    """
    if line.cells:
        return not line.cells[0]
    return field.type is FieldType.LINES or not any(texts)


def fill_header(draft: Draft, index: LabelIndex, lines: Sequence[SourceLine]) -> None:
    """Fill the forum's facts from the lines above the first section.

    The forum's days are recognised as days, its texts are taken in their order. They stand above
    the word *Report* if anything does. A speaker's part of a report, which came back, names the
    session and the speaker instead.
    """
    lines = without_hints(index, lines)
    texts = [line.text.strip() for line in lines if line.text.strip()]
    asked = [n for n, text in enumerate(texts) if index.is_word("slip", text)]
    if asked:
        _fill_slip(draft, texts[: asked[0]], texts[asked[0] + 1 :])
        return
    ends = [n for n, text in enumerate(texts) if index.is_word("report", without_marker(text))]
    above = texts[: ends[-1]] if ends and ends[-1] else texts
    below = texts[len(above) :]
    header, below = (
        [text for text in part if not index.is_word("report", without_marker(text))]
        for part in (above, below)
    )
    rest = _without_days(draft, header)
    known = {text_key(fact_text(value)) for value in draft.before.forum.values()}
    rest = [text for text in rest if text_key(text) not in known]
    plain = [field for field in draft.session.template.forum if field.type is FieldType.TEXT]
    plain = [field for field in plain if not draft.before.forum.get(field.id)]
    names = [text for text in rest if without_marker(text) == text]
    if len(names) < len(plain):  # a forum's name is never left out, its theme may be
        plain = sorted(plain, key=lambda field: field.means != "name")
    for field, text in zip(plain, names, strict=False):
        draft.write(Place(FORUM, field.id), text)
        rest.remove(text)
    if others := [*rest, *below]:
        draft.unfile("\n".join(others), "before the first label")
    order = [field.id for field in draft.session.template.forum]
    order += [key for key in draft.session.forum if key not in order]
    forum = sorted(draft.session.forum.items(), key=lambda fact: order.index(fact[0]))
    draft.session = replace(draft.session, forum=dict(forum))


def _without_days(draft: Draft, texts: Sequence[str]) -> list[str]:
    """Fill the forum's days from the first text that holds them; return the other texts."""
    dated = [field for field in draft.session.template.forum if field.type is FieldType.DATE]
    rest: list[str] = []
    for text in texts:
        values = row_values(dated, text, draft.language) if dated else {}
        if values and not any(isinstance(value, str) for value in values.values()):
            _put_facts(draft, FORUM, dated, text)
            dated = []
        else:
            rest.append(text)
    return rest


def _fill_slip(draft: Draft, above: Sequence[str], below: Sequence[str]) -> None:
    """Make the speaker whom a slip names the one to whom its texts belong.

    ``above``: the lines above the request to complete it, of which the last is the name, and the
    first the session's title.
    """
    *titles, name = above or [""]
    draft.owner = draft.code_for(name, add=True) or NOBODY
    title = draft.session.template.fact("title")
    facts = draft.session.facts
    known = {text_key(fact_text(facts.get(title.id, "")))} if title else set()
    known |= {text_key(fact_text(value)) for value in draft.session.forum.values()}
    if others := [text for text in (*titles, *below) if text_key(text) not in known]:
        draft.unfile("\n".join(others), "before the first label")


def _put_facts(draft: Draft, section: str, fields: Sequence[Field], text: str) -> None:
    if not text or not fields:
        return
    if fields[0].type is FieldType.LINES:
        lines = (without_marker(line) for line in text.split("\n"))
        draft.write(Place(section, fields[0].id), "\n".join(filter(None, lines)))
        return
    text = " ".join(filter(None, text.split("\n")))
    values: Mapping[str, Fact] = row_values(fields, text, draft.language)
    for field_id, value in values.items():
        draft.write(Place(section, field_id), fact_text(value))


def fill_matter(draft: Draft, index: LabelIndex, lines: Sequence[SourceLine]) -> None:
    """Fill facts from the front matter of a Markdown file; other keys are not filed.

    What the report says of a fact below counts first.
    """
    others: list[str] = []
    for line in lines:
        head = head_of(line.text)
        known = index.field_by_key(head.label) if head.colon and head.rest else None
        if known and known.section and known.field:
            row = [f for f in known.section.fields if f.row == known.field.id]
            _put_facts(draft, known.section.id, [known.field, *row], head.rest)
        elif head.rest or not head.colon:
            others.append(line.text)
    if others:
        draft.unfile("\n".join(others), "in the front matter")


def fill_questions(
    draft: Draft, index: LabelIndex, section: Section, lines: Sequence[SourceLine]
) -> None:
    """Fill questions, one on each line, without the bullets and numbers of a list."""
    texts = [line.text.strip() for line in lines if line.text.strip()]
    texts = [_item(text) for text in texts if not index.is_hint(text)]
    draft.write(Place(section.id), "\n".join(texts))


def _item(text: str) -> str:
    found = _MARKER.match(text)
    return text[found.end() :] if found else text


def fill_text(
    draft: Draft, index: LabelIndex, section: Section, lines: Sequence[SourceLine]
) -> None:
    """Fill a text without its hints."""
    draft.write(Place(section.id), note_text(without_hints(index, lines)))


def fill_pictures(
    draft: Draft, index: LabelIndex, section: Section, lines: Sequence[SourceLine]
) -> None:
    """Fill pictures by file name or alternative text; the picture files are not imported."""
    shots: list[Screenshot] = []
    for line in lines:
        text = line.text.strip()
        if line.picture:
            shots.append(Screenshot(text, line.caption, line.alt))
        elif found := _PICTURE.fullmatch(text):
            shown = named(found[1])
            shots.append(Screenshot(shown.name, found[2], shown.alt))
        elif text and not index.is_hint(text):
            if shots and not shots[-1].caption:
                shots[-1] = replace(shots[-1], caption=text)
            else:
                shots.append(Screenshot("", text))
    there = Keyed()
    for key, shot in draft.before.screenshots(section.id).items():
        for text in (shot.file, PurePosixPath(shot.file).name, shot.caption, shot.alt):
            there.add(key, text)
    shots = [shot for shot in shots if there.take(shot.file, shot.caption, shot.alt) is None]
    draft.session, keys = new_entries(draft.session, section.id, len(shots))
    for key, shot in zip(keys, shots, strict=True):
        draft.write(Place(section.id, key), shot.file)
        draft.write(Place(section.id, key, "caption"), shot.caption)
        draft.write(Place(section.id, key, "alt"), "" if shot.alt == shot.caption else shot.alt)
        which = shot.file or shot.alt or "its file"
        draft.say(f"a picture is named, not taken over: add {which} yourself")


Fill = Callable[[Draft, LabelIndex, Section, Sequence[SourceLine]], None]


class SectionReader(Struct, frozen=True):
    """How sections of one kind are imported. ``fill`` puts their lines into the draft.

    ``plain``: the lines are short and take no emphasis, so asterisks in them are text, and the
    label of a fact among them begins that fact. ``head``: the head that a table there may have.
    """

    fill: Fill
    plain: bool = False
    head: TableHead | None = None


READERS: Registry[SectionReader] = Registry(
    "imports",
    {
        FACTS: SectionReader(fill_facts, plain=True, head=HEAD_OF_PEOPLE),
        PEOPLE: SectionReader(fill_people, plain=True, head=HEAD_OF_PEOPLE),
        QUESTIONS: SectionReader(fill_questions, plain=True),
        NOTES: SectionReader(fill_notes),
        ANSWERS: SectionReader(fill_answers, head=HEAD_OF_ANSWERS),
        EXCHANGES: SectionReader(fill_exchanges, head=HEAD_OF_EXCHANGES),
        CLOSING: SectionReader(fill_closing),
        PICTURES: SectionReader(fill_pictures, plain=True),
        TEXT: SectionReader(fill_text),
    },
)
"""The reader of each kind of section."""
