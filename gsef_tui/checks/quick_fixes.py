"""What one key does about a finding, where only the rapporteur knows what is right.

Each choice is an edit of the session as it is when the key comes: what is shown may be older.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec import Struct

from gsef_tui.model.session import Session

from . import acronyms, mentions, quotations
from .findings import Finding
from .spelling_fixes import TWO_PEOPLE, noted_spellings, spellings, take_noted, take_spelling

MOST = 9
"""A choice is taken by a digit."""


class QuickFix(Struct, frozen=True):
    """What a digit does: in the list's words, in those that are said when it is done, and as an
    edit."""

    label: str
    said: str
    edit: Callable[[Session], Session]


def quick_fixes(session: Session, finding: Finding) -> tuple[QuickFix, ...]:
    """What can be done about a finding, by the digits from 1; nothing where it is of no such kind,
    or true no more."""
    if finding.rule == acronyms.RULE:
        return _spelt_out(session, finding)
    if finding.rule == quotations.OPEN:
        closed = partial(quotations.close, finding=finding)
        if closed(session) == session:
            return ()
        return (
            QuickFix("close it at the end of its line", "Closed at the end of its line", closed),
        )
    one = "one person, " if finding.rule == TWO_PEOPLE else ""
    if finding.rule == mentions.RULE:
        written, take = noted_spellings(session, finding), take_noted
    else:
        written, take = spellings(session, finding), take_spelling
    return tuple(
        QuickFix(
            f"{one}{text}",
            f"Written {text} everywhere",
            partial(take, finding=finding, chosen=text),
        )
        for text in written[:MOST]
    )


def _spelt_out(session: Session, finding: Finding) -> tuple[QuickFix, ...]:
    long = acronyms.long_form(session, finding)
    if not long:
        return ()
    edit = partial(acronyms.spell_out, finding=finding, long=long)
    written = f"{finding.about} ({long})"
    return (QuickFix(f"write {written}", f"Written {written}", edit),)
