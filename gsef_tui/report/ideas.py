"""Key ideas as one sends them: a line each, by speaker, in the report's language."""

from __future__ import annotations

from gsef_tui.model.ideas import Idea, ideas
from gsef_tui.model.session import Session

from .display_names import one_line, person_name, report_language
from .typography import NBSP, typeset_text


def ideas_by_speaker(session: Session) -> list[Idea]:
    """The ideas of each speaker together, in the order in which each had the first."""
    order = {code: n for n, code in reversed([*enumerate(idea.by for idea in ideas(session))])}
    return sorted(ideas(session), key=lambda idea: order[idea.by])


def idea_line(session: Session, idea: Idea) -> str:
    """An idea with its speaker.

    >>> # Béatrice Alain : des coopératives de quartier
    """
    language = report_language(session)
    colon = f"{NBSP}: " if language == "fr" else ": "
    name = person_name(session, idea.by) if idea.by else ""
    return typeset_text(colon.join(filter(None, (name, one_line(idea.text)))), language)


def ideas_page(session: Session) -> list[str]:
    """The template's word and a line an idea; nothing where there is none."""
    lines = [idea_line(session, idea) for idea in ideas_by_speaker(session)]
    head = session.template.word("ideas", report_language(session))
    return [*([head] if head else []), *lines] if lines else []
