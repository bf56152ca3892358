"""The lines of a mail that say when the session takes place, of which the best are taken."""

from __future__ import annotations

import re
from datetime import date

from msgspec.structs import replace

from gsef_tui.model.fact_values import fact_text
from gsef_tui.model.person_lines import bare_line
from gsef_tui.model.places import text_at

from .invitation_draft import Doubt, InvitationDraft, MailLine
from .invitation_times import Hours, When, read_when

_WORDS_OF_A_FRAGMENT = 3

_LABELLED, _SAYS_IT, _MENTIONS = range(3)
"""How well a line says when: behind a label, as a line about it, or in passing."""


class WhenLines:
    """Collects the lines that say when, and takes the day, the hours and the zone from them."""

    def __init__(self, draft: InvitationDraft, around: date) -> None:
        self._draft = draft
        self._around = around
        self._whens: list[tuple[int, MailLine, When]] = []

    def read(self, text: str, line: MailLine, *, labelled_when: bool) -> bool:
        """Keep what a line says of when, for ``take``; return whether it says anything."""
        found = read_when(
            bare_line(text) if labelled_when else text,
            self._draft.session.language,
            self._around,
            alone=labelled_when,
        )
        if not found and not (labelled_when and found.zone):
            return False
        says_it = not found.rest or (found.day and found.hours)
        rank = _LABELLED if labelled_when else _SAYS_IT if says_it else _MENTIONS
        self._whens.append((rank, line, found))
        return True

    def take(self) -> None:
        """Take the day, the hours and the zone from the lines that say them best."""
        self._whens.sort(key=lambda when: (when[0], when[1].number))
        self._take_day()
        self._take_hours()

    def _take_day(self) -> None:
        found = [(rank, line, when) for rank, line, when in self._whens if when.day]
        if not found or not (field := self._draft.template.fact("day")):
            return
        rank, line, when = found[0]
        assert when.day is not None
        others = [w.day for r, _, w in found[1:] if r == rank and w.day] + [*when.other_days]
        days = dict.fromkeys([when.day, *others, *([when.other_day] if when.other_day else [])])
        readings = tuple(map(fact_text, days)) if len(days) > 1 else ()
        if when.other_day:
            doubt: Doubt | None = Doubt.MONTH_OR_DAY
        elif readings:
            doubt = Doubt.SEVERAL
        elif when.weekday_differs:
            doubt = Doubt.WEEKDAY
        elif not when.has_year:
            doubt = Doubt.NO_YEAR
        else:
            doubt = Doubt.NOT_SAID if rank == _MENTIONS else None
        if self._draft.put(self._draft.place(field), fact_text(when.day), line, doubt, readings):
            keeps_all = not when.other_days and not when.weekday_differs
            self._leave_rest(line, when, complete=keeps_all and not when.hours)

    def _take_hours(self) -> None:
        found = [(line, when) for _, line, when in self._whens if when.hours]
        alone = next((when.zone for _, _, when in self._whens if when.zone), "")
        if found:
            line, when = found[0]
            first = when.hours[0]
            first = replace(first, zone=first.zone or alone)
            agree = replace(when, day=when.day or self._day()).hours_agree()
            others = [w for _, w in found[1:] if w.hours[0] != when.hours[0]]
            doubt = Doubt.SEVERAL if others else None if agree else Doubt.ZONES
            if self._put_hours(first, line, doubt):
                unread = when.hours[1:] and not (agree and all(h.zone for h in when.hours))
                self._leave_rest(line, when, complete=not unread and not when.other_days)
        field = self._draft.template.fact("zone")
        for _, line, when in self._whens:
            if when.zone and not when.hours and field:
                place = self._draft.place(field)
                same = text_at(self._draft.session, place) == when.zone
                if same or self._draft.put(place, when.zone, line):
                    self._leave_rest(line, when, complete=True)

    def _put_hours(self, hours: Hours, line: MailLine, doubt: Doubt | None) -> bool:
        texts = {
            "starts": fact_text(hours.starts),
            "ends": fact_text(hours.ends) if hours.ends is not None else "",
            "zone": hours.zone,
        }
        put = []
        for means, text in texts.items():
            field = self._draft.template.fact(means)
            if text and field:
                put.append(self._draft.put(self._draft.place(field), text, line, doubt))
        return bool(put) and all(put)

    def _day(self) -> date | None:
        field = self._draft.template.fact("day")
        value = self._draft.session.facts.get(field.id) if field else None
        return value if isinstance(value, date) else None

    def _leave_rest(self, line: MailLine, when: When, *, complete: bool) -> None:
        """Leave of a line what says nothing of when; all of it if a sentence is about it."""
        if not complete or len(re.findall(r"\w+", when.rest)) > _WORDS_OF_A_FRAGMENT:
            return
        line.left = when.rest
