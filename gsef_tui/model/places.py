"""The text at each place of a session.

Every text that the user can type has a place, written ``presentations.BA`` on the command line. The
kind of a section decides which places the section has (``Kind.places``):

===================  =================================================================
kind of section      places
===================  =================================================================
facts                ``facts.title``, one per field; the forum's facts: ``forum.name``
people               ``participants.BA.name``, ``….organisation``, ``….country``,
                     ``….position``, ``….also`` (other spellings, one per line)
questions            ``questions``, one question per line
notes, answers       ``presentations.BA``
exchanges            ``exchanges.q1`` (the question), ``exchanges.q1.asked_by``,
                     ``exchanges.q1.KO`` (an answer)
closing              ``closing.moderator`` (the summary), ``closing.KO`` (a remark)
pictures             ``screenshots.s1`` (the file), ``….caption``, ``….alt``
text                 ``unfiled``
===================  =================================================================
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from .fact_values import fact_text as fact_text
from .fact_values import fact_value as fact_value
from .keyed import put as put
from .keyed import with_note as with_note
from .kinds import TextType
from .people import leaders
from .place import FORUM as FORUM
from .place import Place as Place
from .session import Fact, Session
from .template import FieldType, Template


def text_at(session: Session, place: Place) -> str:
    """Return the text at a place; empty if there is none yet."""
    if place.section == FORUM:
        return fact_text(session.forum.get(place.key, ""))
    section = session.template.section(place.section)
    if section is None:
        return session.text(place.section)
    return section.kind.text_at(session, section, place)


def text_type(template: Template, place: Place) -> TextType:
    """Return what the text at a place is; the forum's facts are plain text."""
    section = None if place.section == FORUM else template.section(place.section)
    return section.kind.text_type(place) if section else TextType.PLAIN


def with_text(session: Session, place: Place, text: str) -> Session:
    """Return the session with another text at a place; missing entries around it are created.

    The key of a new text comes last: the order of notes is the order in which they were begun. If
    the text of the last key becomes empty, the key is removed, so that deleting the first letter of
    a note leaves nothing behind.
    """
    return with_texts(session, {place: text})


def with_texts(session: Session, texts: Mapping[Place, str]) -> Session:
    """Return the session with other texts at many places, as ``with_text`` sets each in turn.

    A section is copied once, however many of its texts change.
    """
    by_section: dict[str, list[tuple[Place, str]]] = {}
    for place, text in texts.items():
        by_section.setdefault(place.section, []).append((place, text))
    for section_id, own in by_section.items():
        if section_id == FORUM:
            session = _with_forum_facts(session, own)
            continue
        section = session.template.section(section_id)
        assert section is not None, f"no section {section_id}"
        session = section.kind.with_texts(session, section, own)
    return session


def code_at(session: Session, place: Place) -> str:
    """Return the code of the person to whom a place belongs; empty if it is nobody's.

    A conclusion belongs to the person who leads.
    """
    section = session.template.section(place.section)
    if section is None:
        return ""
    if section.kind.conclusion_key(section) == place.key:
        return next(iter(leaders(session)), "")
    return section.kind.code_at(section, place)


def keys_at(session: Session, place: Place) -> tuple[str, ...]:
    """Return the keys among which a place's text stands, in order; none if it stands alone."""
    return tuple(_siblings(session, place))


def with_keys(session: Session, place: Place, keys: Iterable[str]) -> Session:
    """Return the session with exactly these keys, in this order, around the text at a place.

    Undo uses it to reverse a key that ``with_text`` added or removed: other keys are removed, and a
    missing note is added empty.
    """
    keys = tuple(keys)
    if keys_at(session, place) == keys:
        return session
    if place.section == FORUM:
        forum = session.forum
        return replace(session, forum={key: forum[key] for key in keys if key in forum})
    section = session.template.section(place.section)
    return section.kind.with_keys(session, section, place, keys) if section else session


def _siblings(session: Session, place: Place) -> Mapping[str, Fact]:
    if place.section == FORUM:
        return session.forum
    section = session.template.section(place.section)
    return section.kind.siblings(session, section, place) if section else {}


def _with_forum_facts(session: Session, texts: Iterable[tuple[Place, str]]) -> Session:
    types = {field.id: field.type for field in session.template.forum}
    forum = session.forum
    for place, text in texts:
        value = fact_value(text, types.get(place.key, FieldType.TEXT)) if text else None
        forum = put(forum, place.key, value)
    return replace(session, forum=forum)
