"""The rules of a report, in its order: what is missing, what contradicts itself.

Everything follows the template: which facts are wanted, which sections there are and of what kind,
of whom something is expected.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from gsef_tui.model.codes import UNKNOWN
from gsef_tui.model.limits import too_long
from gsef_tui.model.places import Place
from gsef_tui.model.session import NOBODY, Notes, Session
from gsef_tui.model.template import RESERVED_IDS, UNFILED, Kind, Section, Template
from gsef_tui.model.words import count_words
from gsef_tui.storage.errors import shown

from .facts import fact_findings, forum_findings
from .findings import Finding, shortened
from .floor import floor_findings
from .gaps import gap_findings
from .spellings import spelling_findings
from .waving import is_waved

PictureThere = Callable[[str], bool]


def check(
    session: Session,
    template: Template,
    *,
    picture: PictureThere | None = None,
    now: datetime | None = None,
    wording: bool = True,
) -> tuple[Finding, ...]:
    """All findings, in the order of the report, but for those that were waved off.

    ``picture`` tells whether a screenshot's file is there; without it nobody looks. ``now`` is the
    time while the session is on: whose turn goes on has spoken until then. Without ``wording``
    nobody reads the texts for names, quotations and acronyms: where only what is missing counts.
    """
    found = [*_all(session, template, picture)]
    found += _wording(session, template) if wording else ()
    found += [*_unfiled(session), *floor_findings(session, template, now)]
    return tuple(f for f in found if not is_waved(session, f))


def _all(session: Session, template: Template, picture: PictureThere | None) -> Iterator[Finding]:
    yield from forum_findings(session, template)
    for section in template.sections:
        match section.kind:
            case Kind.FACTS:
                yield from fact_findings(session, template, section)
            case Kind.PEOPLE:
                yield from _people(session, template, section)
                yield from spelling_findings(session, section)
            case Kind.QUESTIONS:
                yield from _questions(session, section)
            case Kind.NOTES:
                message = "no presentation noted"
                yield from _by_speaker(session, template, section, "no-presentation", message)
            case Kind.ANSWERS:
                yield from _by_speaker(session, template, section, "no-answer", "no answer noted")
            case Kind.EXCHANGES:
                yield from _exchanges(session, section)
            case Kind.CLOSING:
                yield from _closing(session, section)
            case Kind.PICTURES:
                yield from _pictures(session, section, picture)
            case Kind.TEXT:
                yield from _free_text(session, section)
        yield from _lengths(session, section)
    yield from _not_printed(session, template)
    yield from gap_findings(session, template)


def _wording(session: Session, template: Template) -> Iterator[Finding]:
    from .acronyms import acronym_findings
    from .mentions import mention_findings
    from .quotations import quotation_findings

    yield from mention_findings(session, template)
    yield from quotation_findings(session, template)
    yield from acronym_findings(session, template)


def _people(session: Session, template: Template, section: Section) -> Iterator[Finding]:
    """Somebody for each role that leads or speaks; a name and a known role for each person."""
    for wanted in template.roles:
        rule = "no-moderator" if wanted.leads else "no-speaker" if wanted.speaks else ""
        held = any(template.role(person.role) == wanted for person in session.people.values())
        if section.required and rule and not held:
            yield Finding(rule, section.id, f"no {wanted.id}", "missing")
    for code, person in session.people.items():
        place = str(Place(section.id, code))
        if not person.name.strip():
            message = "not identified yet" if UNKNOWN.fullmatch(code) else "no name"
            yield Finding("unnamed", place, message, "missing")
        if template.roles and template.role(person.role) is None:
            roles = ", ".join(role.id for role in template.roles)
            message = f"the template has no role “{shortened(person.role)}”, only {roles}"
            yield Finding("unknown-role", place, message, "contradiction")


def _questions(session: Session, section: Section) -> Iterator[Finding]:
    lines = session.facts.get(section.id, ())
    lines = lines if isinstance(lines, tuple) else (str(lines),)
    if section.required and not any(line.strip() for line in lines):
        yield Finding("no-question", section.id, "no question", "missing")


def _by_speaker(
    session: Session, template: Template, section: Section, rule: str, message: str
) -> Iterator[Finding]:
    """A note from each person of whom one is expected, those absent left out."""
    notes = session.notes(section.id)
    for code, person in session.people.items():
        role = template.role(person.role)
        expected = section.required and role is not None and role.speaks and not person.absent
        if expected and not notes.get(code, "").strip():
            yield Finding(rule, str(Place(section.id, code)), message, "missing")
    for code in _unknown_codes(session, notes):
        yield _unknown(code, Place(section.id, code))


def _exchanges(session: Session, section: Section) -> Iterator[Finding]:
    """No public question is no fault, and worth a look; each that was asked wants its answer."""
    noted = [e for e in session.exchanges(section.id).values() if e.question.strip() or e.answers]
    if section.required and not noted:
        yield Finding("no-public-question", section.id, "no public question noted", "hint")
    for key, exchange in session.exchanges(section.id).items():
        place = str(Place(section.id, key))
        asked = bool(exchange.question.strip())
        answered = any(text.strip() for text in exchange.answers.values())
        if asked and not answered:
            yield Finding("open-question", place, "no answer noted", "missing")
        if answered and not asked:
            yield Finding("unasked-answer", place, "an answer without its question", "missing")
        for code in _unknown_codes(session, exchange.answers):
            yield _unknown(code, Place(section.id, key, code))


def _closing(session: Session, section: Section) -> Iterator[Finding]:
    closing = session.closing(section.id)
    texts = (closing.summary, *closing.remarks.values())
    if section.required and not any(text.strip() for text in texts):
        yield Finding("no-conclusion", section.id, "neither conclusion nor remarks", "missing")
    for code in _unknown_codes(session, closing.remarks):
        yield _unknown(code, Place(section.id, code))


def _pictures(
    session: Session, section: Section, picture: PictureThere | None
) -> Iterator[Finding]:
    shots = session.screenshots(section.id)
    if section.required and not any(shot.file.strip() for shot in shots.values()):
        yield Finding("no-screenshot", section.id, "none", "missing")
    for key, shot in shots.items():
        place = str(Place(section.id, key))
        if shot.file.strip() and picture is not None and not picture(shot.file):
            message = f"{shortened(shown(shot.file), 80)} is not in the session's folder"
            yield Finding("no-picture", place, message, "missing")
        if shot.file.strip() and not shot.alt.strip():
            message = "not put into words for who cannot see it"
            yield Finding("no-alt", str(Place(section.id, key, "alt")), message, "hint")


def _free_text(session: Session, section: Section) -> Iterator[Finding]:
    if section.required and not session.text(section.id).strip():
        yield Finding("no-text", section.id, "nothing noted", "missing")


def _lengths(session: Session, section: Section) -> Iterator[Finding]:
    """No text longer than the template wants it: each person's, or the section's one."""
    texts: Notes
    match section.kind:
        case Kind.NOTES | Kind.ANSWERS:
            texts = session.notes(section.id)
        case Kind.TEXT:
            texts = {"": session.text(section.id)}
        case Kind.CLOSING:
            closing = session.closing(section.id)
            texts = {section.role: closing.summary, **closing.remarks}
        case _:
            return
    for key, text in texts.items():
        for measure in too_long(text, section.limits):
            each = " in one line" if measure.what == "sentences" else ""
            limit = f"the template wants {measure.limit} at most"
            message = f"{measure.count} {measure.what}{each}, {limit}"
            yield Finding("too-long", str(Place(section.id, key)), message, "hint")


def _not_printed(session: Session, template: Template) -> Iterator[Finding]:
    """What was noted under another template is kept, and is not in this one's report."""
    there = {section.id for section in template.all_sections}
    tables = [key for key, value in session.extra.items() if isinstance(value, Mapping)]
    for section_id in (*session.sections, *tables):
        if section_id.strip() and section_id not in there | RESERVED_IDS:
            message = f"the template {template.id} has no such section, so it is not in the report"
            yield Finding("not-printed", section_id, message, "hint")


def _unfiled(session: Session) -> Iterator[Finding]:
    text = session.text(UNFILED)
    if text.strip():
        count = count_words(text)
        words = "1 word" if count == 1 else f"{count} words" if count else "something"
        yield Finding("unfiled", UNFILED, f"{words} not filed, so not in the report", "hint")


def _unknown_codes(session: Session, notes: Notes) -> list[str]:
    return [code for code in notes if code not in session.people and code != NOBODY]


def _unknown(code: str, place: Place) -> Finding:
    return Finding(
        "unknown-code", str(place), f"nobody has the code {shortened(code)}", "contradiction"
    )
