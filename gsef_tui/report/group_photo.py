"""What is proposed for a group photo: its caption, and who is on it, in the report's language."""

from __future__ import annotations

from collections.abc import Sequence

from gsef_tui.model.people import numbers, role_of
from gsef_tui.model.session import Screenshot, Session

from .display_names import one_line, report_language

_NAMES = "{names}"


def group_photo(session: Session, file: str) -> Screenshot:
    """A picture with the template's caption, and the names of those who are there for who cannot
    see it: ``Photo de groupe : A, B et C``. The names alone where the template has no words."""
    language = report_language(session)
    caption = session.template.word("photo", language)
    names = present(session)
    if not names:
        return Screenshot(file, caption, caption)
    says = session.template.word("photo_of", language) or _NAMES
    return Screenshot(file, caption, says.replace(_NAMES, listed(names, language)))


def present(session: Session) -> list[str]:
    """The names of who leads and who speaks, but for the absent and those nobody could name; who
    leads comes first, the others in the programme's order."""
    names = []
    for code in numbers(session):
        person, role = session.people[code], role_of(session, code)
        takes_part = role is not None and (role.leads or role.speaks)
        if takes_part and not person.absent and person.name.strip():
            names.append(one_line(person.name.strip()))
    return names


def listed(names: Sequence[str], language: str) -> str:
    """Names as a language lists them: ``A, B et C``; with commas where CLDR does not know it."""
    from babel import UnknownLocaleError
    from babel.lists import format_list

    try:
        return format_list(names, locale=language)
    except (UnknownLocaleError, ValueError):
        return ", ".join(names)
