"""What an undo or a redo changed, in a few words for the user."""

from __future__ import annotations

from collections.abc import Iterator

from gsef_tui.model.places import Place, text_at
from gsef_tui.model.search import places
from gsef_tui.model.session import Session
from gsef_tui.model.titles import place_title
from gsef_tui.model.turns import FLOOR
from gsef_tui.model.words import excerpt

EXCERPT = 24
"""The most characters of a text that a summary quotes."""

_TABLES = {"ideas": "key ideas", "expansions": "abbreviations", "waved": "ignored findings"}


def step_summary(before: Session, after: Session) -> str:
    """Return what differs in ``after``, and where: ``“oui” taken out · Réponses › 1 KO``.

    The first text that differs stands for all; the number of the others follows. If no text
    differs, the summary names the part of the session: an order, the template, the key ideas.
    """
    there = dict.fromkeys([*places(after), *places(before)])
    changed = [place for place in there if text_at(before, place) != text_at(after, place)]
    if not changed:
        return next(_parts(before, after), "")
    place = changed[0]
    old, new = text_at(before, place), text_at(after, place)
    title = place_title(after if new else before, place)
    others = len(changed) - 1
    if not others:
        return f"{_difference(old, new)} · {title}"
    return f"{_difference(old, new)} · {title}, and {others} more"


def _difference(old: str, new: str) -> str:
    """Return how a text has changed, without what both versions begin and end with."""
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    removed, added = old[start : len(old) - end], new[start : len(new) - end]
    if not removed:
        return f"{_quoted(added)} put back"
    if not added:
        return f"{_quoted(removed)} taken out"
    return f"{_quoted(removed)} is {_quoted(added)} again"


def _common(one: str, other: str) -> int:
    """Return how many letters two texts have in common at their beginning."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _quoted(text: str) -> str:
    if text.isspace():
        return "a line end" if "\n" in text else "a space"
    return f"“{excerpt(text, EXCERPT)}”"


def _parts(before: Session, after: Session) -> Iterator[str]:
    """Yield the parts that differ although every text is the same."""
    if before.template is not after.template:
        yield f"the template is {after.template.id} again"
    if before.language != after.language:
        yield f"the labels are in {after.language!r} again"
    for section in after.template.all_sections:
        old, new = before.sections.get(section.id), after.sections.get(section.id)
        if old is not new and repr(old) != repr(new):
            yield f"the order · {place_title(after, Place(section.id))}"
    if repr(before.people) != repr(after.people):
        yield "a role, an absence or the order · the people"
    for key in {**before.extra, **after.extra}:
        if key != FLOOR and before.extra.get(key) != after.extra.get(key):
            yield _TABLES.get(key, key)
