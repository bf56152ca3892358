"""Findings that the rapporteur has waved off for good: ``[waved] "answers.BA" = ["no-answer"]``.

They are a part of the session and of its file: who opens it next is not told again what somebody
has looked at and let stand.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from gsef_tui.model.edits import WAVED
from gsef_tui.model.session import Session

from .findings import Finding


def is_waved(session: Session, finding: Finding) -> bool:
    """Whether this rule is waved off at this place."""
    return finding.rule in _rules(session, finding.place)


def wave(session: Session, finding: Finding) -> Session:
    """The session in which a finding is told no more."""
    if is_waved(session, finding):
        return session
    rules = [*_rules(session, finding.place), finding.rule]
    table = {**_table(session), finding.place: rules}
    return replace(session, extra={**session.extra, WAVED: table})


def _table(session: Session) -> Mapping[str, object]:
    # It comes from a file that anybody may have written: what is no table holds nothing.
    table = session.extra.get(WAVED)
    return table if isinstance(table, Mapping) else {}


def _rules(session: Session, place: str) -> list[str]:
    rules = _table(session).get(place)
    return [rule for rule in rules if isinstance(rule, str)] if isinstance(rules, list) else []
