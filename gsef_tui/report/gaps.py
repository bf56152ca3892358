"""Gaps as text for the call's chat: one line for each person, in the report's language."""

from __future__ import annotations

from gsef_tui.model import titles
from gsef_tui.model.gaps import SIGN, Gap, find_gaps, without_marks
from gsef_tui.model.item_markers import ITEM_MARKER
from gsef_tui.model.lazy_pattern import lazy_pattern
from gsef_tui.model.session import Session
from gsef_tui.model.stamps import without_stamps

from .display_names import person_name, report_language
from .marks import GAP
from .typography import label_space, typeset_text

WORDS = 6
"""The number of words before a gap that are quoted, so that the speaker knows the passage."""
_MARKER = lazy_pattern(rf"\s*(?:(?:>|{ITEM_MARKER})\s+)*")
_TIME = lazy_pattern(r"\d{1,2}[:hH]\d{2}")


def gaps_page(session: Session) -> list[str]:
    """Return the lines to send: the template's words, then each person with their passages.

    >>> # Il me manque un passage :
    >>> # Béatrice Alain : 20:47 « … deux ans après la loi de », 20:58
    """
    language = report_language(session)
    asked: dict[str, list[str]] = {}
    for gap in find_gaps(session):
        asked.setdefault(_whose(session, gap), []).append(_passage(gap))
    if not asked:
        return []
    head = session.template.word("gaps", language)
    colon = f"{label_space(language)}: "  # after a Korean name too
    lines = [colon.join(filter(None, (who, _joined(all_of)))) for who, all_of in asked.items()]
    return [*([head] if head else []), *(typeset_text(line, language) for line in lines)]


def _joined(passages: list[str]) -> str:
    return ", ".join(filter(None, passages))


def _whose(session: Session, gap: Gap) -> str:
    """Return the person's name, or else the title of the part of the report with the gap."""
    name = person_name(session, gap.code) if gap.code else ""
    return name or titles.place_title(session, gap.place)


def _passage(gap: Gap) -> str:
    """Return the time of a gap, the words before it, and what else its mark says."""
    said = _TIME.sub("", gap.text.removeprefix(SIGN), count=1) if gap.time else gap.text[2:]
    words = without_marks(without_stamps(gap.before), GAP).replace('"', "")
    last = _MARKER.sub("", words, count=1).split()
    quote = (
        f'"{"… " if len(last) > WORDS else ""}{" ".join(last[-WORDS:]).rstrip(",;:")}"'
        if last
        else ""
    )
    parts = [gap.time, quote]
    return " ".join(filter(None, (*parts, f"({said})" if said and any(parts) else said)))
