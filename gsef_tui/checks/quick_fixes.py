"""Quick fixes: edits for a finding, from which you choose with one key.

Each choice edits the session as it is when the key is pressed; what the screen shows may be older.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec import Struct

from gsef_tui.model.session import Session

from . import acronyms, mentions, quotations
from .findings import Finding
from .spelling_fixes import TWO_PEOPLE, noted_spellings, spellings, use_noted_spelling, use_spelling

MOST = 9
"""The largest number of choices, since a digit chooses."""


class QuickFix(Struct, frozen=True):
    """A choice: its label in the list, the message once it is done, and the edit."""

    label: str
    said: str
    edit: Callable[[Session], Session]


def quick_fixes(session: Session, finding: Finding) -> tuple[QuickFix, ...]:
    """Return the quick fixes for a finding, in the order of the digits from 1.

    Empty if the rule has no quick fixes, or the finding is no longer true.
    """
    if finding.rule == acronyms.RULE:
        return _spelt_out(session, finding)
    if finding.rule == quotations.OPEN:
        closed = partial(quotations.close, finding=finding)
        if closed(session) == session:
            return ()
        return (
            QuickFix("close it at the end of the line", "Closed at the end of the line", closed),
        )
    label = "one person, {name}" if finding.rule == TWO_PEOPLE else "{name}"
    if finding.rule == mentions.RULE:
        written, take = noted_spellings(session, finding), use_noted_spelling
    else:
        written, take = spellings(session, finding), use_spelling
    return tuple(
        QuickFix(
            label.format(name=text),
            f"Changed to {text} everywhere",
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
    return (QuickFix(f"explain it: {written}", f"Explained: {written}", edit),)
