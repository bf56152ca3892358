"""Import of a finished report into a session."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from gsef_tui.model.kinds import PEOPLE
from gsef_tui.model.session import Session
from gsef_tui.model.template import Template
from gsef_tui.storage.errors import UnreadableFile

from .division import Chunk, Division
from .draft import Draft
from .file_formats import read_lines
from .filling import READERS, fill_header, note_text
from .labels import LabelIndex
from .source_lines import SourceLine, TooLarge, without_emphasis


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
        return _imported(read_lines(data, name), templates, into)
    except TooLarge as error:
        raise UnreadableFile(f"{name}: {error}") from None


def _imported(
    lines: Sequence[SourceLine], templates: Sequence[Template], into: Session | None
) -> Imported:
    remarks = [line.remark for line in lines if line.remark]
    lines = [line for line in lines if not line.remark]
    divisions = [(t, Division(lines, LabelIndex(t))) for t in templates]
    template, division = max(divisions, key=lambda pair: pair[1].found)
    language = _language(division, template)
    session = into or Session(template=template, language=language)
    draft = Draft(session, language, joins=into is not None)
    for remark in remarks:
        draft.say(remark)
    index = LabelIndex(template)
    first, *chunks = division.chunks
    if division.found:
        fill_header(draft, index, without_emphasis(first.lines))
    else:
        draft.unfile(note_text(first.lines), "no label of the template was found")
    # People first, wherever they stand: names in other sections are matched with theirs.
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
    """Return the language of most labels; of equals, the one that the template lists first."""
    counts = division.languages
    return max(template.languages, key=lambda language: counts[language])
