"""Run all rules on a session, in the order of the report.

The rules follow the template: which facts are required, which sections there are and of what kind,
and which roles are expected to speak.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from gsef_tui.model.limits import too_long
from gsef_tui.model.session import Session
from gsef_tui.model.template import RESERVED_IDS, UNFILED, Section
from gsef_tui.model.wording import counted
from gsef_tui.model.words import count_words

from .dismissals import is_dismissed
from .facts import forum_findings
from .findings import Finding
from .gaps import gap_findings
from .section_rules import RULES, Checked, PictureThere
from .turns import turn_findings


def check(
    session: Session,
    *,
    picture: PictureThere | None = None,
    now: datetime | None = None,
    wording: bool = True,
) -> tuple[Finding, ...]:
    """Return all findings, in the order of the report, without those that were dismissed.

    ``picture`` returns whether a picture's file exists; without it files are not checked. ``now``
    is the time while the session is on: a turn that goes on counts up to then. A caller that needs
    only what is missing passes ``wording=False``, which skips names, quotations and acronyms.
    """
    found = [*_all(session, picture)]
    found += _wording(session) if wording else ()
    found += [*_unfiled(session), *turn_findings(session, now)]
    return tuple(f for f in found if not is_dismissed(session, f))


def _all(session: Session, picture: PictureThere | None) -> Iterator[Finding]:
    yield from forum_findings(session)
    checked = Checked(session, picture)
    for section in session.template.sections:
        yield from RULES[section.kind](checked, section)
        yield from _lengths(session, section)
    yield from _not_printed(session)
    yield from gap_findings(session)


def _wording(session: Session) -> Iterator[Finding]:
    from .acronyms import acronym_findings
    from .mentions import mention_findings
    from .quotations import quotation_findings

    yield from mention_findings(session)
    yield from quotation_findings(session)
    yield from acronym_findings(session)


def _lengths(session: Session, section: Section) -> Iterator[Finding]:
    """Yield a hint for each text of a section that exceeds a limit of the template."""
    if not section.kind.limited:
        return
    for place in section.kind.places(session, section):
        for measure in too_long(section.kind.text_at(session, section, place), section.limits):
            message = _TOO_LONG[measure.what].format(n=measure.count, limit=measure.limit)
            yield Finding("too-long", str(place), message, "hint")


_TOO_LONG = {
    "paragraphs": "{n} paragraphs; the template allows {limit}",
    "sentences": "{n} sentences in one line; the template allows {limit}",
    "words": "{n} words; the template allows {limit}",
}


def _not_printed(session: Session) -> Iterator[Finding]:
    """Yield a hint for each section noted under another template, which is kept but not printed."""
    template = session.template
    there = {section.id for section in template.all_sections}
    tables = [key for key, value in session.extra.items() if isinstance(value, Mapping)]
    for section_id in (*session.sections, *tables):
        if section_id.strip() and section_id not in there | RESERVED_IDS:
            message = f"not in the report: the template {template.id} does not have this section"
            yield Finding("not-printed", section_id, message, "hint")


def _unfiled(session: Session) -> Iterator[Finding]:
    text = session.text(UNFILED)
    if text.strip():
        count = count_words(text)
        message = "text not filed: not in the report"
        if count:
            one, other = (
                "{n} word not filed: not in the report",
                "{n} words not filed: not in the report",
            )
            message = counted(count, one, other)
        yield Finding("unfiled", UNFILED, message, "hint")
