"""Findings that the user dismissed for good: ``[waved] "answers.BA" = ["no-answer"]``.

They are part of the session and of its file, so the next person who opens it does not see a finding
again that somebody has examined and accepted. If a finding is about certain words of a text, the
words follow the rule, ``"acronym INDH"``: other findings of the rule at that place are still
reported. The rule alone dismisses all of them there.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from gsef_tui.model.edits import WAVED
from gsef_tui.model.session import Session

from .findings import Finding

_ANYWHERE = ("acronym", "name-in-notes")
"""Rules about a word of the whole session, reported at the word's first occurrence."""


def is_dismissed(session: Session, finding: Finding) -> bool:
    """Return whether a finding is dismissed, by its rule at its place or by its words."""
    rules = _rules(session, finding.place)
    if finding.about and finding.rule in _ANYWHERE:
        rules += [
            rule for place in _table(session) for rule in _rules(session, place) if " " in rule
        ]
    return finding.rule in rules or _entry(finding) in rules


def dismiss(session: Session, finding: Finding) -> Session:
    """Return the session with a finding dismissed."""
    if is_dismissed(session, finding):
        return session
    rules = [*_rules(session, finding.place), _entry(finding)]
    table = {**_table(session), finding.place: rules}
    return replace(session, extra={**session.extra, WAVED: table})


def _entry(finding: Finding) -> str:
    return f"{finding.rule} {finding.about}" if finding.about else finding.rule


def _table(session: Session) -> Mapping[str, object]:
    # The file may have been written by hand: a value that is not a table counts as empty.
    table = session.extra.get(WAVED)
    return table if isinstance(table, Mapping) else {}


def _rules(session: Session, place: str) -> list[str]:
    rules = _table(session).get(place)
    return [rule for rule in rules if isinstance(rule, str)] if isinstance(rules, list) else []
