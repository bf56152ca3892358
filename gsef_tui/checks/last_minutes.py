"""Summarise what is still missing in the last minutes, in the few words that fit the header."""

from __future__ import annotations

from collections.abc import Iterable

from gsef_tui.model.places import Place
from gsef_tui.model.wording import counted

from .findings import Finding

_OF_PEOPLE = {
    "no-presentation": ("{who} no presentation", "{n} × no presentation"),
    "no-answer": ("{who} no answer", "{n} × no answer"),
    "unnamed": ("{who} no name", "{n} × no name"),
}
"""Rules about a person: with their codes, and with their number."""
_COUNTED = {
    "open-question": ("{n} open question", "{n} open questions"),
    "gap": ("{n} gap", "{n} gaps"),
}
"""Rules whose findings are counted: one, and several."""
_ONE = {"no-conclusion": "no conclusion", "no-screenshot": "group photo"}
"""Rules with at most one finding."""
NAMED = 2
"""How many people are named by their codes; more are counted instead."""


def still_missing(findings: Iterable[Finding]) -> list[str]:
    """Return what you can still ask for, in a sensible order for asking.

    For example ``BA no answer``, ``2 gaps``, ``no conclusion``, ``group photo``.
    """
    found = list(findings)
    pieces = []
    for rule, (named, many) in _OF_PEOPLE.items():
        codes = [Place.parse(finding.place).key for finding in found if finding.rule == rule]
        if len(codes) > NAMED:
            pieces.append(many.format(n=len(codes)))
        elif codes:
            pieces.append(named.format(who=", ".join(codes)))
    for rule, (one, several) in _COUNTED.items():
        if count := sum(finding.rule == rule for finding in found):
            pieces.append(counted(count, one, several))
    rules = {finding.rule for finding in found}
    return pieces + [what for rule, what in _ONE.items() if rule in rules]


def in_fewer_words(pieces: list[str], missing: int = 0) -> list[str]:
    """Return the pieces on one line, in shorter and shorter versions: ``BA no answer · +3``.

    The last version of several pieces is only the number of ``missing`` findings, as in the check:
    ``4 missing``. The list is empty if there are no pieces.
    """
    ways = [" · ".join(pieces)] if pieces else []
    for kept in range(len(pieces) - 1, 0, -1):
        ways.append(" · ".join([*pieces[:kept], f"+{len(pieces) - kept}"]))
    return [*ways, f"{missing} missing"] if missing and len(pieces) > 1 else ways
