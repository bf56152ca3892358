"""The forum's real report, taken apart: what a rapporteur would have heard and typed.

Its text stays where it is, outside the repository; only its shape is known here.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

SHARED = Path(os.environ.get("GSEF_TUI_SHARED") or Path(__file__).parents[3] / "shared")
FILE = SHARED / "report" / "session-report-fr.txt"

_SECTIONS = {
    "participants": "Participants",
    "questions": "Question principale",
    "presentations": "Résumé des présentations",
    "answers": "Réponses à la question principale",
    "exchanges": "Questions pertinentes",
    "closing": "Résumé ou conclusion",
    "screenshots": "Screenshots",
}
"""How the first line of each section begins, in the order of the report."""


class Answer(NamedTuple):
    """An answer to the main question, as four lines of the report give it."""

    name: str
    organisation: str
    country: str
    text: str


class Report(NamedTuple):
    """What the report says. ``facts`` are by their labels, ``people`` are the lines of the
    participants with their headings; names in ``presentations`` and ``answers`` are as spelt
    there."""

    lines: list[str]
    theme: str
    forum: str
    days: str
    facts: dict[str, str]
    people: list[str]
    questions: list[str]
    presentations: list[tuple[str, str]]
    answers: list[Answer]

    @property
    def programme(self) -> list[str]:
        """The line of each participant; their place is their digit, who leads has 0."""
        return [line for line in self.people if "," in line]

    def number(self, name: str) -> int:
        """The digit of a person, whom the first name tells however the rest is spelt."""
        first = name.split()[0]
        found = [n for n, line in enumerate(self.programme) if line.split()[0] == first]
        assert len(found) == 1, name
        return found[0]


def read_report() -> Report:
    """The report's file, taken apart."""
    lines = FILE.read_text(encoding="utf-8-sig").splitlines()
    starts = [
        next(n for n, line in enumerate(lines) if line.startswith(begins))
        for begins in _SECTIONS.values()
    ]
    head = lines[: starts[0]]
    bodies = dict(
        zip(
            _SECTIONS,
            (lines[a + 1 : b] for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)),
            strict=True,
        )
    )
    theme, forum, days, _report, *facts = [line.strip() for line in head if line.strip()]
    names = [line.split()[0] for line in bodies["participants"] if "," in line]
    return Report(
        lines=[line.strip() for line in lines if line.strip()],
        theme=theme,
        forum=forum,
        days=days,
        facts=dict((part.strip() for part in line.split(":", 1)) for line in facts),  # type: ignore[misc]
        people=[line for line in bodies["participants"] if line.strip()],
        questions=[line for line in bodies["questions"] if line.strip()],
        presentations=_presentations(bodies["presentations"], names),
        answers=_answers(bodies["answers"]),
    )


def _presentations(lines: list[str], first_names: list[str]) -> list[tuple[str, str]]:
    """Each speaker's notes under a line that begins with a first name and holds no more than a
    name."""
    found: list[tuple[str, list[str]]] = []
    for line in lines:
        words = line.rstrip(" :").split()
        if words and words[0] in first_names and len(words) <= 3:
            found.append((" ".join(words), []))
        elif found:
            found[-1][1].append(line)
    return [(name, "\n".join(notes).strip("\n")) for name, notes in found]


def _answers(lines: list[str]) -> list[Answer]:
    values = [line.split(":", 1)[1].strip().strip("*") for line in lines if line.strip()]
    return [Answer(*values[n : n + 4]) for n in range(0, len(values), 4)]
