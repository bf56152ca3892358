"""One function for each kind of section that fills it from the lines of a report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from textwrap import dedent

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
from gsef_tui.model.people import parse_person
from gsef_tui.model.places import FORUM, Place, fact_text
from gsef_tui.model.session import NOBODY, Fact, Person, Screenshot
from gsef_tui.model.template import Field, FieldType, Section

from .draft import Draft
from .facts import row_values
from .labels import LabelIndex, head_of, without_marker
from .source_lines import SourceLine, named

_LONGEST_PERSON = 160
_IN_BRACKETS = lazy_pattern(r"(.*?)\s*[(（](.+)[)）]")
_PICTURE = lazy_pattern(r"\[([^\[\]]+)\]\s*(.*)")
_NUMBERED_NAME = lazy_pattern(r"\s*\d{1,2}[.)]\s+(?:\*\*.+\*\*|[^:：]+[:：])\s*[:：]?\s*")
_LIST = lazy_pattern(r"\s*(?:[-*>]|\d{1,2}[.)])\s")


def fill_facts(
    draft: Draft, index: LabelIndex, section: Section, lines: Sequence[SourceLine]
) -> None:
    """Fill facts by their labels; a value may stand on the lines below its label."""
    found: dict[str, list[str]] = {}
    here: str | None = None
    for line in lines:
        head = head_of(line.text)
        known = index.field(head.label) if head.colon or line.row else None
        rest = head.rest
        if known is None and head.label and (exact := index.field(head.label)):
            known, rest = exact, ""
        if known is None and (before := index.field_before(line.text)):
            known, rest = before
        if known is not None and known.field is not None:
            here = known.field.id
            found.setdefault(here, []).append(rest)
        elif line.text.strip() and here and (line.row or not any(found[here])):
            found[here].append(line.text.strip())
        elif line.text.strip():
            draft.unfile(line.text, "no fact of the template")
        else:
            here = here if here and not any(found[here]) else None
    for field_id, texts in found.items():
        row = [field for field in section.fields if field_id in (field.id, field.row)]
        _put_facts(draft, section.id, row, " ".join(filter(None, texts)))


def fill_header(draft: Draft, index: LabelIndex, lines: Sequence[SourceLine]) -> None:
    """Fill the forum's facts from the lines above the first section.

    The forum's days are recognised as days, its texts are taken in their order.
    """
    texts = [line.text.strip() for line in lines if line.text.strip()]
    texts = [text for text in texts if not index.is_word("report", without_marker(text))]
    dated = [field for field in draft.session.template.forum if field.type is FieldType.DATE]
    plain = [field for field in draft.session.template.forum if field.type is FieldType.TEXT]
    rest = []
    for text in texts:
        values = row_values(dated, text, draft.language) if dated else {}
        if values and not any(isinstance(value, str) for value in values.values()):
            _put_facts(draft, FORUM, dated, text)
            dated = []
        else:
            rest.append(text)
    if len(rest) < len(plain):  # a forum's name is never left out, its theme may be
        plain = sorted(plain, key=lambda field: field.means != "name")
    for field, text in zip(plain, rest, strict=False):
        draft.write(Place(FORUM, field.id), text)
    for text in rest[len(plain) :]:
        draft.unfile(text, "before the first label")
    order = [field.id for field in draft.session.template.forum]
    order += [key for key in draft.session.forum if key not in order]
    forum = sorted(draft.session.forum.items(), key=lambda fact: order.index(fact[0]))
    draft.session = replace(draft.session, forum=dict(forum))


def _put_facts(draft: Draft, section: str, fields: Sequence[Field], text: str) -> None:
    if not text or not fields:
        return
    values: Mapping[str, Fact] = row_values(fields, text, draft.language)
    for field_id, value in values.items():
        draft.write(Place(section, field_id), fact_text(value))


def fill_people(
    draft: Draft, index: LabelIndex, section: Section, lines: Sequence[SourceLine]
) -> None:
    """Fill people, one on each line, with the role whose heading stands above."""
    role = ""
    for line in lines:
        text = line.text.strip()
        if not text or index.is_hint(text):
            continue
        head = head_of(text)
        known = index.role(head.label, loosely=head.colon or line.level > 0)
        if known and known.role and (not head.rest or head.colon):
            role = known.role.id
            text = head.rest
        if not text:
            continue
        if draft.is_unidentified(text):
            draft.add(Person(role=role))
            continue
        person = parse_person(without_marker(text).replace("**", ""), draft.session.template)
        if not person.name or len(text) > _LONGEST_PERSON:
            draft.unfile(text, "no person of the programme")
            continue
        draft.programme(person if person.role else replace(person, role=role))


def fill_questions(
    draft: Draft, index: LabelIndex, section: Section, lines: Sequence[SourceLine]
) -> None:
    """Fill questions, one on each line."""
    texts = [line.text.strip() for line in lines if line.text.strip()]
    texts = [text for text in texts if not index.is_hint(text)]
    draft.write(Place(section.id), "\n".join(texts))


def fill_text(
    draft: Draft, index: LabelIndex, section: Section, lines: Sequence[SourceLine]
) -> None:
    """Fill a text without its hints."""
    draft.write(Place(section.id), note_text(_without_hints(index, lines)))


def fill_notes(
    draft: Draft, index: LabelIndex, section: Section, lines: Sequence[SourceLine]
) -> None:
    """Fill a note for each person under their name; the lines before the first belong to nobody."""
    for code, block in _by_person(draft, _without_hints(index, lines)):
        draft.write(Place(section.id, code), note_text(block))


def fill_closing(
    draft: Draft, index: LabelIndex, section: Section, lines: Sequence[SourceLine]
) -> None:
    """Fill the conclusion, then each speaker's remark, which is under or beside their name."""
    lines = _without_hints(index, lines)
    known = (index.word(section, head_of(line.text).label) for line in lines)
    headings = [n for n, found in enumerate(known) if found and found.word == "remarks"]
    at = headings[0] if headings else len(lines)
    blocks = [*_by_person(draft, lines[:at]), *_by_person(draft, lines[at + 1 :], dense=True)]
    for code, block in blocks:
        draft.write(Place(section.id, "" if code == NOBODY else code), note_text(block))


def fill_answers(
    draft: Draft, index: LabelIndex, section: Section, lines: Sequence[SourceLine]
) -> None:
    """Fill answers by their labels: a name begins an answer, the answer's label its text."""
    code, word = NOBODY, "answer"
    texts: dict[str, list[SourceLine]] = {}
    begun = False
    for at, line in enumerate(_without_hints(index, lines)):
        head, said = head_of(line.text), head_of(line.plain).rest
        known = index.word(section, head.label) if head.colon or line.level else None
        if known and known.word == "name":
            code = draft.code_for(said, add=True) or NOBODY
            word, begun = "name", False
        elif known and known.word in ("organisation", "country") and not begun:
            word = known.word
            _beside(draft, code, word, said)
        elif known and known.word == "answer" and not begun:
            word, begun = "answer", True
            texts.setdefault(code, []).extend([SourceLine(""), SourceLine(head.rest)])
        elif not known and (spoken := _speaker(draft, lines, at)) and word != "name":
            code, rest = spoken
            word, begun = "answer", True
            texts.setdefault(code, []).extend([SourceLine(""), SourceLine(rest)])
        elif word != "answer" and line.text.strip():
            code = _value_below(draft, code, word, line.plain.strip())
        else:
            texts.setdefault(code, []).append(line)
    for code, block in texts.items():
        draft.write(Place(section.id, code), note_text(block))


def _value_below(draft: Draft, code: str, word: str, text: str) -> str:
    """File a value that stands on the line below its label; return the code of the person meant."""
    if word == "name":
        return draft.code_for(text, add=True) or code
    _beside(draft, code, word, text)
    return code


def _beside(draft: Draft, code: str, word: str, text: str) -> None:
    if word == "organisation":
        draft.organisation(code, text)
    elif word == "country":
        draft.country(code, text)


def fill_exchanges(
    draft: Draft, index: LabelIndex, section: Section, lines: Sequence[SourceLine]
) -> None:
    """Fill questions with their answers; the empty pairs of a blank form are left out."""
    entry, part = "", ""
    texts: dict[tuple[str, str], list[SourceLine]] = {}
    number = 0
    for line in _without_hints(index, lines):
        head, plain = head_of(line.text), head_of(line.plain)
        named = _IN_BRACKETS.fullmatch(plain.label) if head.colon else None
        known = index.word(section, head.label) if head.colon else None
        inside = index.word(section, named[1]) if known is None and named else None
        found = known or inside
        if found:
            if found.word == "question":
                number += 1
                entry, part = str(number), ""
            elif not entry:
                number += 1
                entry = str(number)
            if found.word == "asked_by":
                part = "asked_by"
            elif found.word == "answer":
                part = (draft.code_for(named[2], add=True) if inside and named else "") or NOBODY
            rest = plain.rest if part == "asked_by" else head.rest
            texts.setdefault((entry, part), []).extend([SourceLine(""), SourceLine(rest)])
        else:
            line = SourceLine(line.plain) if part == "asked_by" else line
            texts.setdefault((entry, part), []).append(line)
    _put_exchanges(draft, section, texts)


def _put_exchanges(
    draft: Draft, section: Section, texts: Mapping[tuple[str, str], Sequence[SourceLine]]
) -> None:
    written = {key: text for key, lines in texts.items() if (text := note_text(lines)).strip()}
    entries = list(dict.fromkeys(entry for entry, _ in written if entry))
    draft.session, made = new_entries(draft.session, section.id, len(entries))
    ids = dict(zip(entries, made, strict=True))
    for (entry, part), text in written.items():
        if not entry:
            draft.unfile(text, "no public question stands over it")
            continue
        if part == "asked_by":
            text = draft.code_for(text, parts=False) or text.strip()
        draft.write(Place(section.id, ids[entry], part), text)


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
    label of a fact among them begins that fact.
    """

    fill: Fill
    plain: bool = False


READERS: Registry[SectionReader] = Registry(
    "imports",
    {
        FACTS: SectionReader(fill_facts, plain=True),
        PEOPLE: SectionReader(fill_people, plain=True),
        QUESTIONS: SectionReader(fill_questions, plain=True),
        NOTES: SectionReader(fill_notes),
        ANSWERS: SectionReader(fill_answers),
        EXCHANGES: SectionReader(fill_exchanges),
        CLOSING: SectionReader(fill_closing),
        PICTURES: SectionReader(fill_pictures, plain=True),
        TEXT: SectionReader(fill_text),
    },
)
"""The reader of each kind of section."""


def note_text(lines: Sequence[SourceLine]) -> str:
    """Return lines as the text of a note: never two empty lines in a row, none at the ends.

    The indent that all lines share is removed; a first line without indent does not count, as it
    may have stood beside a label.
    """
    texts: list[str] = []
    for line in lines:
        text = line.text.rstrip()
        if text or (texts and texts[-1]):
            texts.append(text)
    while texts and not texts[-1]:
        texts.pop()
    if len(texts) < 2 or texts[0].startswith(" "):
        return dedent("\n".join(texts))
    rest = dedent("\n".join(texts[1:]))
    return texts[0] + "\n" + rest


def _without_hints(index: LabelIndex, lines: Sequence[SourceLine]) -> list[SourceLine]:
    return [line for line in lines if not (line.text and index.is_hint(line.text))]


def _by_person(
    draft: Draft, lines: Sequence[SourceLine], *, dense: bool = False
) -> Iterator[tuple[str, list[SourceLine]]]:
    """Yield the lines of each speaker with the speaker's code.

    ``dense``: a name may begin any line, as in remarks, and not only one after an empty line.
    """
    code = NOBODY
    block: list[SourceLine] = []
    for at, line in enumerate(lines):
        spoken = _speaker(draft, lines, at, dense=dense)
        if spoken is None:
            block.append(line)
            continue
        yield code, block
        code, rest = spoken
        block = [SourceLine(rest)] if rest else []
    yield code, block


def _speaker(
    draft: Draft, lines: Sequence[SourceLine], at: int, *, dense: bool = False
) -> tuple[str, str] | None:
    """Return the code of the speaker whose name begins a line, and the text after the name."""
    line = lines[at]
    text = line.text.strip()
    is_item = bool(_LIST.match(line.text)) and not _NUMBERED_NAME.fullmatch(line.text)
    if not text or (not line.level and (is_item or line.row)):
        return None
    begins = at == 0 or dense or not lines[at - 1].text.strip()
    if not begins and not line.level:
        return None
    head, label = head_of(text), head_of(line.plain.strip()).label
    is_heading = line.level > 0
    code = draft.code_for(label, parts=is_heading or (head.colon and not head.rest))
    if code is None and is_heading and len(label.split()) > 1:
        code = draft.add(Person(name=label))
        draft.say(f"{label} is not among the participants: added to them")
    return (code, head.rest) if code else None
