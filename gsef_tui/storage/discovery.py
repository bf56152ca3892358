"""The sessions at hand: where they are, what each is, and what is noted in them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time
from pathlib import Path

from msgspec import Struct

from gsef_tui.model.cldr import fold
from gsef_tui.model.places import fact_text
from gsef_tui.model.search import search
from gsef_tui.model.session import Session
from gsef_tui.model.times import fact_times

from .documents import Document, open_document
from .errors import NotASession, UnreadableFile, reason_of, shown
from .folders import NAME, expanded
from .guard import session_of_copy
from .recovery import recover
from .settings import Settings

SUFFIX = ".toml"
"""How the name of a session's file ends."""


class Summary(Struct, frozen=True, array_like=True, gc=False):
    """What a list says of a session, and what it is filtered by.

    ``file`` is the path as text: ten thousand of them are read at once. ``day`` and ``starts`` are
    None where they are absent or cannot be read. ``modified``: when the file was last written, in
    seconds. ``copy_of``: the file of the session that a conflict copy is of, by its name; empty for
    what is no such copy. ``folded``: title, file's name, and each person's name, other spellings
    and organisation, without accents and case, for filters.
    """

    file: str
    title: str
    day: date | None
    language: str
    starts: time | None
    modified: float
    copy_of: str
    folded: str

    @property
    def path(self) -> Path:
        """The session's file."""
        return Path(self.file)


class Hit(Struct, frozen=True):
    """A line of a session that has what was looked for.

    ``place`` is as on the command line; ``offset`` and ``length`` count in the text at the place.
    """

    path: Path
    title: str
    place: str
    offset: int
    length: int
    line: str


def sessions_folder(option: Path | None, settings: Settings) -> Path:
    """The folder of sessions, absolute.

    The first of: what the command line names, ``GSEF_TUI_SESSIONS``, the settings, ``./sessions``
    where it exists, ``gsef-tui`` among the person's documents. It need not exist.
    """
    named = os.environ.get("GSEF_TUI_SESSIONS") or settings.sessions
    if option is not None:
        return option.absolute()
    if named:
        return expanded(named).absolute()
    here = Path("sessions").absolute()
    if here.is_dir():
        return here
    from platformdirs import user_documents_path

    return user_documents_path() / NAME


def find_sessions(folder: Path) -> tuple[list[Summary], list[UnreadableFile]]:
    """The sessions of a folder, the newest day first, and what could not be read.

    Of one day, and of those without a day, which come last, the one written last comes first; a
    conflict copy stands under its session. TOML files that do not say they are sessions are left
    out silently.
    """
    summaries: list[Summary] = []
    unreadable: list[UnreadableFile] = []
    for found in read_sessions(folder):
        if isinstance(found, UnreadableFile):
            unreadable.append(found)
        else:
            summaries.append(summary_of(found))
    return newest_first(summaries), unreadable


def newest_first(summaries: Iterable[Summary]) -> list[Summary]:
    """Sessions in the order of a list, as ``find_sessions`` has them."""
    return _copies_below(sorted(summaries, key=_newness, reverse=True))


class Filtered:
    """Sessions in the order of a list, and those of them that a filter leaves."""

    def __init__(self, sessions: Sequence[Summary]) -> None:
        self._all = sessions
        self._before: tuple[Sequence[str], Sequence[Summary]] = ((), sessions)

    def by(self, wanted: Sequence[str]) -> Sequence[Summary]:
        """The sessions that have all the words, which are folded; looked for among those that had
        them before where more was typed."""
        before, found = self._before
        if not all(any(word in new for new in wanted) for word in before):
            found = self._all
        for word in wanted if wanted != before else ():
            found = [summary for summary in found if word in summary.folded]
        self._before = (wanted, found)
        return found


def summary_of(document: Document) -> Summary:
    """What a list says of a session that was opened."""
    session = document.session
    times = fact_times(session)
    title = title_of(session)
    people = (
        text
        for person in session.people.values()
        for text in (person.name, *person.also, person.organisation)
        if text
    )
    try:
        modified = document.path.stat().st_mtime
    except OSError:
        modified = 0.0
    return Summary(
        file=str(document.path),
        title=title,
        day=times.day,
        language=session.language,
        starts=times.starts,
        modified=modified,
        copy_of=str(session_of_copy(document.path) or ""),
        folded=fold(" ".join((title, document.path.stem, *people))),
    )


def title_of(session: Session) -> str:
    """The session's title on one line; empty where it has none."""
    return _fact(session, "title")


def search_notes(folder: Path, text: str) -> Iterator[Hit]:
    """Every line in the sessions of a folder that has the text, the newest session first.

    Accents and case make no difference. What cannot be read is left out.
    """
    documents = [found for found in read_sessions(folder) if isinstance(found, Document)]
    by_file = {str(document.path): document for document in documents}
    for summary in sorted(map(summary_of, documents), key=_newness, reverse=True):
        document = by_file[summary.file]
        yield from find_in_session(document.session, document.path, text)


def find_in_session(session: Session, path: Path, text: str) -> Iterator[Hit]:
    """Every line of a session that has the text, in the order of the template."""
    title = title_of(session)
    for match in search(session, text):
        yield Hit(path, title, str(match.place), match.offset, match.length, match.line)


def may_be_session(name: str) -> bool:
    """Whether a file of this name is looked into."""
    return name.endswith(SUFFIX) and not name.startswith(".")


def _copies_below(summaries: list[Summary]) -> list[Summary]:
    """The same, each conflict copy behind its session where that is among them."""
    if not any(summary.copy_of for summary in summaries):
        return summaries
    there = {summary.file for summary in summaries}
    copies: dict[str, list[Summary]] = {}
    for summary in summaries:
        parent = summary.copy_of if summary.copy_of in there else ""
        copies.setdefault(parent, []).append(summary)

    def below(parent: str) -> Iterator[Summary]:
        for summary in copies.get(parent, ()):
            yield summary
            yield from below(summary.file)

    return list(below(""))


def _newness(summary: Summary) -> tuple[date, float]:
    return summary.day or date.min, summary.modified


def read_sessions(folder: Path) -> Iterator[Document | UnreadableFile]:
    """Each session of a folder, opened, or what keeps it from being read; by the files' names."""
    recover(folder)
    try:
        names = sorted(entry.name for entry in os.scandir(folder))
    except FileNotFoundError:
        return
    except OSError as error:
        yield UnreadableFile(f"{shown(folder)}: cannot be listed: {reason_of(error)}")
        return
    for name in names:
        if not may_be_session(name) or (folder / name).is_dir():
            continue
        try:
            yield open_document(folder / name)
        except NotASession:
            continue
        except UnreadableFile as error:
            yield error


def _fact(session: Session, means: str) -> str:
    field = session.template.fact(means)
    value = session.facts.get(field.id, "") if field else ""
    return fact_text(value).replace("\n", " ")
