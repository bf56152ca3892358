"""Key ideas as text to send: one on each line, by speaker, in the report's language."""

from __future__ import annotations

from gsef_tui.model.ideas import Idea, ideas
from gsef_tui.model.session import Session

from .display_names import one_line, person_name, report_language
from .typography import label_space, typeset_text


def ideas_by_speaker(session: Session) -> list[Idea]:
    """Return the ideas grouped by speaker, in the order of each speaker's first idea."""
    order = {code: n for n, code in reversed([*enumerate(idea.by for idea in ideas(session))])}
    return sorted(ideas(session), key=lambda idea: order[idea.by])


def idea_line(session: Session, idea: Idea) -> str:
    """Return an idea with its speaker.

    >>> # Béatrice Alain : des coopératives de quartier
    """
    language = report_language(session)
    colon = f"{label_space(language)}: "
    name = person_name(session, idea.by) if idea.by else ""
    return typeset_text(colon.join(filter(None, (name, one_line(idea.text)))), language)


def ideas_page(session: Session) -> list[str]:
    """Return the template's heading and one line for each idea; empty if there are no ideas."""
    lines = [idea_line(session, idea) for idea in ideas_by_speaker(session)]
    head = session.template.word("ideas", report_language(session))
    return [*([head] if head else []), *lines] if lines else []
