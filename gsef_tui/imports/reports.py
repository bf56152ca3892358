"""A report that was handed in, read back into a session."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from gsef_tui.model.kinds import PEOPLE
from gsef_tui.model.session import Session
from gsef_tui.model.template import Template
from gsef_tui.storage.errors import UnreadableFile

from .division import Chunk, Division
from .draft import Draft
from .filling import READERS, fill_header, note_text
from .kinds import read_lines
from .labels import LabelIndex
from .page import SourceLine, TooLarge, without_emphasis


class Imported(Struct, frozen=True):
    """A session made from a report, and a sentence for each thing that was not clear in it."""

    session: Session
    notes: tuple[str, ...] = ()


def read_report(
    data: bytes, name: str, templates: Sequence[Template], *, into: Session | None = None
) -> Imported:
    """The session that a report's file tells of.

    ``name`` is the file's, for the messages. Of ``templates``, not none, that one is taken of whose
    labels there are most, the first of two. ``into`` is a session that is there already, which gets
    what the report adds to it; ``templates`` is then its own alone. Raises UnreadableFile, in one
    sentence, for a file that is no text of any kind known.
    """
    try:
        return _imported(read_lines(data, name), templates, into)
    except TooLarge as error:
        raise UnreadableFile(f"{name}: {error}") from None


def _imported(
    lines: Sequence[SourceLine], templates: Sequence[Template], into: Session | None
) -> Imported:
    divisions = [(t, Division(lines, LabelIndex(t))) for t in templates]
    template, division = max(divisions, key=lambda pair: pair[1].found)
    language = _language(division, template)
    session = into or Session(template=template, language=language)
    draft = Draft(session, language, joins=into is not None)
    index = LabelIndex(template)
    first, *chunks = division.chunks
    if division.found:
        fill_header(draft, index, without_emphasis(first.lines))
    else:
        draft.unfile(note_text(first.lines), "no label of the template was found")
    # People first, wherever they stand: the others' names are joined with theirs.
    for chunk in sorted(chunks, key=_comes_late):
        if chunk.is_empty:
            continue
        if chunk.section is None:
            text = f"{chunk.heading}\n{note_text(chunk.lines)}".strip()
            draft.unfile(text, f"the template has no section “{chunk.heading}”")
        else:
            reader = READERS[chunk.section.kind]
            lines = without_emphasis(chunk.lines) if reader.plain else chunk.lines
            reader.fill(draft, index, chunk.section, lines)
    return Imported(draft.finish(), draft.notes)


def _comes_late(chunk: Chunk) -> bool:
    return chunk.section is None or chunk.section.kind is not PEOPLE


def _language(division: Division, template: Template) -> str:
    """The language of most labels; the template's first where two have as many."""
    counts = division.languages
    return max(template.languages, key=lambda language: counts[language])
