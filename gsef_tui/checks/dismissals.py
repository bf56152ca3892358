"""Findings that the rapporteur has waved off for good: ``[waved] "answers.BA" = ["no-answer"]``.

They are a part of the session and of its file: who opens it next is not told again what somebody
has looked at and let stand. Where a finding is about some words of a text, they stand
behind the rule, ``"acronym INDH"``: another one at that place is told still. The rule alone waves
off all of it there.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from gsef_tui.model.edits import WAVED
from gsef_tui.model.session import Session

from .findings import Finding

_ANYWHERE = ("acronym", "name-in-notes")
"""Rules about a word of the session, wherever it now stands first."""


def is_dismissed(session: Session, finding: Finding) -> bool:
    """Whether this rule is waved off at this place, or for these words."""
    rules = _rules(session, finding.place)
    if finding.about and finding.rule in _ANYWHERE:
        rules += [
            rule for place in _table(session) for rule in _rules(session, place) if " " in rule
        ]
    return finding.rule in rules or _entry(finding) in rules


def dismiss(session: Session, finding: Finding) -> Session:
    """The session in which a finding is told no more."""
    if is_dismissed(session, finding):
        return session
    rules = [*_rules(session, finding.place), _entry(finding)]
    table = {**_table(session), finding.place: rules}
    return replace(session, extra={**session.extra, WAVED: table})


def _entry(finding: Finding) -> str:
    return f"{finding.rule} {finding.about}" if finding.about else finding.rule


def _table(session: Session) -> Mapping[str, object]:
    # It comes from a file that anybody may have written: what is no table holds nothing.
    table = session.extra.get(WAVED)
    return table if isinstance(table, Mapping) else {}


def _rules(session: Session, place: str) -> list[str]:
    rules = _table(session).get(place)
    return [rule for rule in rules if isinstance(rule, str)] if isinstance(rules, list) else []
