"""Unify the spellings of a name: apply the one that the user chooses for a finding."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from gsef_tui.model import edits
from gsef_tui.model.kinds import TextType
from gsef_tui.model.korean import is_romanised
from gsef_tui.model.likeness import is_part, is_short_for
from gsef_tui.model.places import Place, text_at, text_type, with_text
from gsef_tui.model.search import places
from gsef_tui.model.session import Person, Session

from .findings import Finding
from .mentions import RULE as NOTED
from .mentions import Mention, mentions
from .spellings import Written, is_near, written_twice

TWO_PEOPLE = "near-names"


def spellings(session: Session, finding: Finding) -> tuple[str, ...]:
    """Return the spellings to choose from, the person's own first.

    Empty if the finding has another rule or is no longer true.
    """
    written = _written(session, finding)
    return tuple(dict.fromkeys((written.own, *written.others))) if written else ()


def use_spelling(session: Session, finding: Finding, chosen: str) -> Session:
    """Return the session with the chosen spelling of a name, for all people and in every text.

    Two people whose names are nearly alike become one, the one who is first, with the notes of
    both. In texts only misspellings are replaced, not short forms (``CES``, ``Mme Alain``).
    """
    written = _written(session, finding)
    if written is None:
        return session
    others = [s for s in spellings(session, finding) if s != chosen]
    if written.rule == TWO_PEOPLE:
        session = _as_one(session, written.code)
    is_name = written.rule != "two-organisations"
    people = {
        code: _with_spelling(person, others, chosen, is_name=is_name)
        for code, person in session.people.items()
    }
    slips = [other for other in others if not _is_short_form(other, chosen)]
    return _in_texts(replace(session, people=people), slips, chosen)


def noted_spellings(session: Session, finding: Finding) -> tuple[str, ...]:
    """Return the spellings to choose from for a name in the notes, the participant's own first."""
    mention = _mention(session, finding)
    return (mention.own, mention.noted) if mention else ()


def use_noted_spelling(session: Session, finding: Finding, chosen: str) -> Session:
    """Return the session with the chosen spelling of a name in the notes.

    It is the participant's own, which replaces the noted one, or the noted one, which becomes the
    participant's. If the two are in different scripts, the old name is kept as another spelling.
    """
    mention = _mention(session, finding)
    if mention is None:
        return session
    if chosen == mention.own:
        return _in_texts(session, (mention.noted,), chosen)
    person = session.people[mention.code]
    name = person.name.strip()
    if name == mention.own:
        kept = (*person.also, name) if is_romanised(name, chosen) else person.also
        person = replace(person, name=chosen, also=kept)
    else:
        for own, noted in zip(mention.own.split(), chosen.split(), strict=False):
            name = _replacing((own,), noted)(name)
        person = replace(person, name=name)
    session = replace(session, people={**session.people, mention.code: person})
    return _in_texts(session, (mention.own,), chosen)


def _mention(session: Session, finding: Finding) -> Mention | None:
    if finding.rule != NOTED:
        return None
    found = mentions(session)
    return next((mention for mention in found if mention.noted == finding.about), None)


def _written(session: Session, finding: Finding) -> Written | None:
    code = Place.parse(finding.place).key
    found = written_twice(session)
    return next((w for w in found if (w.rule, w.code) == (finding.rule, code)), None)


def _is_short_form(one: str, other: str) -> bool:
    return any(
        is_part(short, full) or is_short_for(short, full)
        for short, full in ((one, other), (other, one))
    )


def _as_one(session: Session, code: str) -> Session:
    """Return the session with a person merged into the first one with nearly the same name."""
    person = session.people[code]
    into = next(c for c, other in session.people.items() if c != code and is_near(other, person))
    return edits.merge_people(session, code, into)


def _with_spelling(person: Person, others: Sequence[str], chosen: str, *, is_name: bool) -> Person:
    old = {other.strip() for other in others}
    part = "name" if is_name else "organisation"
    here = str(getattr(person, part)).strip()
    if here not in old and here != chosen.strip():
        return person
    gone = old | {chosen.strip()}
    also = tuple(spelling for spelling in person.also if spelling.strip() not in gone)
    return replace(person, **{part: chosen}, also=also)


def _in_texts(session: Session, slips: Sequence[str], chosen: str) -> Session:
    change = _replacing(slips, chosen)
    for place in places(session):
        text = text_at(session, place)
        if _is_prose(session, place, text) and (new := change(text)) != text:
            session = with_text(session, place, new)
    return session


def _is_prose(session: Session, place: Place, text: str) -> bool:
    """Return whether a text may mention names: it is not a file name, a person's part or a code."""
    match text_type(session.template, place):
        case TextType.PERSON | TextType.FILE:
            return False
        case TextType.ASKER:
            return text not in session.people
        case _:
            return True


def _replacing(slips: Sequence[str], chosen: str) -> Callable[[str], str]:
    """Return a function that replaces each of the spellings in a text by the chosen one.

    It replaces whole words, with exact case; parts of addresses stay.
    """
    names = sorted({slip.strip() for slip in slips if slip.strip()}, key=len, reverse=True)
    if not names:
        return lambda text: text
    words = "|".join(map(_as_words, sorted({*names, chosen}, key=len, reverse=True)))
    pattern = re.compile(rf"(?<![\w@/.-])(?:{words})")
    return lambda text: pattern.sub(lambda _: chosen, text)


def _as_words(name: str) -> str:
    """Return a pattern for a name as whole words; a Korean name may have a particle after it."""
    end = "" if "\uac00" <= name[-1:] <= "\ud7a3" else r"(?![\w@/-]|\.\w)"
    return re.escape(name) + end
