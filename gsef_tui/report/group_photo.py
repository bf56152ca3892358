"""Proposed texts for a group photo: its caption, and who is in it, in the report's language."""

from __future__ import annotations

from collections.abc import Sequence

from gsef_tui.model.people import numbers, role_of
from gsef_tui.model.session import Screenshot, Session

from .display_names import one_line, report_language

_NAMES = "{names}"


def group_photo(session: Session, file: str) -> Screenshot:
    """Return a picture with the template's caption and the names of those present.

    The names are the alternative text: ``Photo de groupe : A, B et C``, or the names alone if the
    template has no words for it. If nobody is present, it is the caption.
    """
    language = report_language(session)
    caption = session.template.word("photo", language)
    names = present(session)
    if not names:
        return Screenshot(file, caption, caption)
    says = session.template.word("photo_of", language) or _NAMES
    return Screenshot(file, caption, says.replace(_NAMES, listed(names, language)))


def present(session: Session) -> list[str]:
    """Return the names of those who lead or speak, except the absent and those without a name.

    The first person who leads comes first, then the others in the programme's order.
    """
    names = []
    for code in numbers(session):
        person, role = session.people[code], role_of(session, code)
        takes_part = role is not None and (role.leads or role.speaks)
        if takes_part and not person.absent and person.name.strip():
            names.append(one_line(person.name.strip()))
    return names


def listed(names: Sequence[str], language: str) -> str:
    """Return names as a language lists them: ``A, B et C``; with commas if CLDR lacks it."""
    from babel import UnknownLocaleError
    from babel.lists import format_list

    try:
        return format_list(names, locale=language)
    except (UnknownLocaleError, ValueError):
        return ", ".join(names)
