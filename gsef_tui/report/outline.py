"""The report as one outline of blocks: only this module orders the sections and heads them.

The order is the template's, and within a section the session's; the renderer of the section's kind
makes its blocks. A report keeps the heading of an empty section and puts nothing under it; a blank
form shows the template's hints and empty entries instead of the notes.

The blocks of a section depend on its own value and on what all sections may name: facts, forum and
people. While those are unchanged, its blocks are reused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, time
from functools import partial
from itertools import groupby

from msgspec.structs import replace

from gsef_tui.model.places import FORUM, Place, fact_text
from gsef_tui.model.session import Facts, Person, Session
from gsef_tui.model.template import Section, label
from gsef_tui.model.times import SessionTimes, fact_times

from .blocks import Heading, Hint, Logo, Outline
from .display_names import one_line, report_language
from .facts import fact_rows
from .marks import without_own_marks
from .memo_cache import MemoCache
from .renderers import RENDERERS, Placed, Source


def make_outline(
    session: Session,
    *,
    blank: bool = False,
    times: bool = False,
    remembered: MemoCache | None = None,
) -> Outline:
    """Return the outline of a session's report, in the language of the report.

    ``blank`` makes the form that is sent to a rapporteur beforehand: facts, people and questions as
    far as they are known, hints, and empty entries for the notes. ``times`` keeps time stamps.
    ``remembered`` is a cache for the blocks of unchanged sections.
    """
    template = session.template
    remembered = remembered or MemoCache()
    language = report_language(session)
    named = (template, session.forum, session.facts, session.people)
    forum, facts, people = remembered.get("named", named, partial(_named, session))
    session = replace(session, forum=forum, facts=facts, people=people)
    source = Source(session, language, blank)
    placed: list[Placed] = []
    for section in template.sections:
        placed += remembered.get_row(
            (section.id, language, blank, times),
            (*named, session.sections.get(section.id)),
            partial(_placed, source, section, times),
        )
    title = template.fact("title")
    return Outline(
        language=source.language,
        header=_header(source),
        title=template.word("report", source.language),
        name=one_line(fact_text(session.facts.get(title.id, ""))) if title else "",
        blocks=tuple(block for _, block in placed),
        places=tuple(place for place, _ in placed),
        logo=_logo(source),
        contents=template.word("contents", source.language) or "Contents",
        held=_held(fact_times(session)),
    )


def _held(times: SessionTimes) -> datetime | None:
    """Return when a session began; the beginning of its day if only that is known."""
    return times.start or (datetime.combine(times.day, time()) if times.day else None)


def _named(session: Session) -> tuple[Facts, Facts, Mapping[str, Person]]:
    """Return forum, facts and people as they are printed."""
    sections = [s for s in session.template.all_sections if not s.kind.has_table]
    among = [Place(FORUM, key) for key in session.forum]
    among += [place for section in sections for place in section.kind.places(session, section)]
    printed = without_own_marks(session, among=among)
    return printed.forum, printed.facts, printed.people


def _placed(source: Source, section: Section, times: bool) -> tuple[Placed, ...]:
    """Return a section's blocks, without the rapporteur's own marks."""
    if section.kind.has_table:
        among = section.kind.places(source.session, section)
        printed = without_own_marks(source.session, times=times, among=among)
        source = source._replace(session=printed)
    return tuple(_section(source, section))


def _header(source: Source) -> tuple[str, ...]:
    session = source.session
    times = fact_times(session)
    rows = fact_rows(
        session.template.forum, session.forum, times, source.language, session.template.languages
    )
    return tuple(one_line(row.value) for row in rows if row.value)


def _logo(source: Source) -> Logo | None:
    template = source.session.template
    if not template.report.logo:
        return None
    name = template.fact("name")
    forum = one_line(fact_text(source.session.forum.get(name.id, ""))) if name else ""
    alt = label(template.report.logo_alt, source.language) or forum
    return Logo(template.report.logo, alt or label(template.names, source.language))


def _section(source: Source, section: Section) -> Iterator[Placed]:
    heading = label(section.labels, source.language)
    if heading:
        yield section.id, Heading(2, heading)
    hint = label(section.hint, source.language)
    if source.blank:
        yield from ((section.id, Hint(text)) for text in _paragraphs(hint))
    renderer = RENDERERS[section.kind]
    yield from (renderer.blank if source.blank else renderer.blocks)(source, section)


def _paragraphs(text: str) -> Iterator[str]:
    """Yield the paragraphs of a text, which are separated by empty lines."""
    for is_text, lines in groupby(text.split("\n"), key=lambda line: bool(line.strip())):
        if is_text:
            yield "\n".join(line.rstrip() for line in lines)
