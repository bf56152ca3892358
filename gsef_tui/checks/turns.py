"""Find people who spoke for long and of whom little is noted, while you can still ask them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from gsef_tui.model.people import leaders
from gsef_tui.model.places import Place
from gsef_tui.model.session import Session
from gsef_tui.model.turns import minutes
from gsef_tui.model.wording import counted
from gsef_tui.model.words import word_count

from .findings import Finding

MUCH = 3.0
"""The minutes of speaking from which on notes are expected."""
FEW = 5.0
"""The words noted per minute below which that is little; people say more than a hundred."""
BESIDE = 1 / 3
"""The fraction of the other speakers' median rate below which the rate is also little."""


def turn_findings(session: Session, now: datetime | None = None) -> Iterator[Finding]:
    """Yield a hint for each person who spoke for long and has few words noted.

    A turn that goes on counts up to ``now``.
    """
    spoken = {c: m for c, m in minutes(session, now).items() if m >= MUCH and c in session.people}
    if not spoken:
        return
    from statistics import median

    noted = {code: noted_words(session, code) for code in spoken}
    rates = {code: noted[code] / spoken[code] for code in spoken}
    sections = [s for s in session.template.sections if s.kind.by_person]
    leading = leaders(session)
    for code, rate in rates.items():
        others = [rates[other] for other in rates if other != code]
        few = max(FEW, median(others) * BESIDE) if others else FEW
        if rate < few and code not in leading and sections:
            message = counted(
                noted[code],
                "{n} word noted for {minutes:.0f} min of speaking",
                "{n} words noted for {minutes:.0f} min of speaking",
                minutes=spoken[code],
            )
            place = str(Place(sections[0].id, code))
            yield Finding("much-floor-few-words", place, message, "hint")


def noted_words(session: Session, code: str) -> int:
    """Return the number of words noted of a person, in all sections."""
    texts = (text for s in session.template.sections for text in s.kind.texts_of(session, s, code))
    return sum(word_count(text) for text in texts)
