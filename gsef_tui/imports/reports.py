"""Import of a finished report into a session."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from gsef_tui.model.kinds import PEOPLE
from gsef_tui.model.session import Session
from gsef_tui.model.template import Template
from gsef_tui.storage.errors import UnreadableFile

from .chunks import Chunk
from .division import Division
from .draft import Draft
from .file_formats import Source, read_source
from .filling import READERS, fill_header, fill_matter
from .labels import LabelIndex
from .note_text import note_text
from .source_lines import TooLarge, without_emphasis
from .speakers import known_code


class Imported(Struct, frozen=True):
    """A session made from a report, and one sentence for each thing that was unclear in it."""

    session: Session
    notes: tuple[str, ...] = ()


def read_report(
    data: bytes, name: str, templates: Sequence[Template], *, into: Session | None = None
) -> Imported:
    """Return the session that a report describes.

    ``name`` is the file's, for messages. ``templates`` must not be empty; the template with the
    most labels in the report is used, the first of equals. ``into`` is an existing session to which
    the report is added; ``templates`` then holds only its template. Raises UnreadableFile, with one
    sentence, if the file cannot be read or exceeds a limit.
    """
    try:
        return _imported(read_source(data, name), templates, into)
    except TooLarge as error:
        raise UnreadableFile(f"{name}: {error}") from None


def _imported(source: Source, templates: Sequence[Template], into: Session | None) -> Imported:
    remarks = [line.remark for line in source.lines if line.remark]
    lines = [line for line in source.lines if not line.remark]
    indexes = map(LabelIndex, templates)
    divisions = [(index, Division(lines, index)) for index in indexes]
    index, division = max(divisions, key=lambda pair: pair[1].found)
    language = _language(division, index.template)
    session = into or Session(template=index.template, language=language)
    if division.doubtful:
        division = Division(lines, index, _names(session, language, index, division))
    draft = Draft(session, language, joins=into is not None)
    for note in (*source.notes, *remarks, *division.remarks):
        draft.say(note)
    first, *chunks = division.chunks
    # People first, wherever they stand: names in other sections are matched with theirs.
    for chunk in _of_people(chunks):
        _fill(draft, index, chunk)
    if division.found:
        fill_header(draft, index, without_emphasis(first.lines))
    else:
        draft.unfile(note_text(first.lines), "no label of the template was found")
    for chunk in chunks:
        if chunk.is_empty or _is_of_people(chunk):
            continue
        if chunk.section is None:
            text = f"{chunk.heading}\n{note_text(chunk.lines)}".strip()
            draft.unfile(text, f"the template has no section “{chunk.heading}”")
        else:
            _fill(draft, index, chunk)
    fill_matter(draft, index, division.matter)
    return Imported(draft.finish(), draft.notes)


def _fill(draft: Draft, index: LabelIndex, chunk: Chunk) -> None:
    if chunk.section is not None:
        reader = READERS[chunk.section.kind]
        lines = without_emphasis(chunk.lines) if reader.plain else chunk.lines
        reader.fill(draft, index, chunk.section, lines)


def _names(
    session: Session, language: str, index: LabelIndex, division: Division
) -> Callable[[str], bool]:
    """Return a function that tells whether a heading names one of the people of a division."""
    people = Draft(session, language, joins=True)
    for chunk in _of_people(division.chunks):
        _fill(people, index, chunk)
    return lambda label: known_code(people, label, parts=True) is not None


def _of_people(chunks: Sequence[Chunk]) -> list[Chunk]:
    return [chunk for chunk in chunks if _is_of_people(chunk) and not chunk.is_empty]


def _is_of_people(chunk: Chunk) -> bool:
    return chunk.section is not None and chunk.section.kind is PEOPLE


def _language(division: Division, template: Template) -> str:
    """Return the language of most labels; of equals, the one that the template lists first."""
    counts = division.languages
    return max(template.languages, key=lambda language: counts[language])
