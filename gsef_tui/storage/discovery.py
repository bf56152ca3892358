"""Discovery of sessions: where they are, what each one is, and a search in their notes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from gsef_tui.model.folding import fold
from gsef_tui.model.places import fact_text
from gsef_tui.model.search import search
from gsef_tui.model.session import Session
from gsef_tui.model.times import fact_times

from .conflict_names import session_of_copy
from .documents import Document, open_document
from .errors import NotASession, UnreadableFile, reason_of, shown
from .filenames import may_be_session
from .folders import NAME, expanded
from .recovery import recover
from .settings import Settings


class Summary(Struct, frozen=True, array_like=True, gc=False):
    """What a list of sessions shows of a session and filters by.

    ``file`` is the path as text, since ten thousand of them are read at once. ``day`` and
    ``starts`` are None if they are missing or unreadable. ``modified``: when the file was last
    written, in seconds since the epoch. ``copy_of``: for a copy, the file of its session, by the
    copy's name or its id; empty for any other file. ``id``: the session's id. ``folded``: title,
    file name, and each person's name, other spellings and organisation, without accents and case,
    for filters.
    """

    file: str
    title: str
    day: date | None
    language: str
    starts: time | None
    modified: float
    copy_of: str
    id: str
    folded: str

    @property
    def path(self) -> Path:
        """The session's file."""
        return Path(self.file)


class Hit(Struct, frozen=True):
    """A line of a session that contains the text searched for.

    ``place`` is written as on the command line; ``offset`` and ``length`` count characters in the
    text at the place.
    """

    path: Path
    title: str
    place: str
    offset: int
    length: int
    line: str


def sessions_folder(option: Path | None, settings: Settings) -> Path:
    """Return the folder of sessions, absolute; it need not exist.

    It is the first of: the command line's option, ``GSEF_TUI_SESSIONS``, the settings,
    ``./sessions`` if that exists, and ``gsef-tui`` in the user's documents folder.
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
    """Return the sessions of a folder, the newest day first, and the files that cannot be read.

    Sessions of the same day are ordered by when they were last written, the newest first; sessions
    without a day come last. A conflict copy follows its session. TOML files that do not declare
    themselves sessions are left out silently.
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
    """Return sessions in the order of ``find_sessions``."""
    return _copies_below(_with_copies(sorted(summaries, key=_newness, reverse=True)))


class Filtered:
    """Sessions in the order of a list, with a filter."""

    def __init__(self, sessions: Sequence[Summary]) -> None:
        self._all = sessions
        self._before: tuple[Sequence[str], Sequence[Summary]] = ((), sessions)

    def by(self, wanted: Sequence[str]) -> Sequence[Summary]:
        """Return the sessions that contain all the words, which are folded.

        If the words extend those of the last call, only the last result is searched.
        """
        before, found = self._before
        if not all(any(word in new for new in wanted) for word in before):
            found = self._all
        for word in wanted if wanted != before else ():
            found = [summary for summary in found if word in summary.folded]
        self._before = (wanted, found)
        return found


def summary_of(document: Document) -> Summary:
    """Return the summary of an opened session."""
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
        id=session.id,
        folded=fold(" ".join((title, document.path.stem, *people))),
    )


def title_of(session: Session) -> str:
    """Return the session's title on one line; empty if it has none."""
    return _fact(session, "title")


def find_in_session(session: Session, path: Path, text: str) -> Iterator[Hit]:
    """Yield every line of a session that contains the text, in the order of the template."""
    title = title_of(session)
    for match in search(session, text):
        yield Hit(path, title, str(match.place), match.offset, match.length, match.line)


def _with_copies(summaries: list[Summary]) -> list[Summary]:
    """Return the summaries with ``copy_of`` set for copies whose names do not say that they are
    some: of the files with one id, those whose names begin with the name of another."""
    ids = [summary.id for summary in summaries if summary.id and not summary.copy_of]
    if len(set(ids)) == len(ids):
        return summaries
    by_id: dict[str, list[str]] = {}
    for summary in summaries:
        if summary.id and not summary.copy_of:
            by_id.setdefault(summary.id, []).append(summary.file)
    originals = {
        file: first
        for files in by_id.values()
        if len(files) > 1
        for first in [min(files, key=len)]
        for file in files
        if file != first and file.startswith(os.path.splitext(first)[0])
    }
    if not originals:
        return summaries
    return [replace(s, copy_of=originals.get(s.file, s.copy_of)) for s in summaries]


def _copies_below(summaries: list[Summary]) -> list[Summary]:
    """Return the summaries with each conflict copy behind its session, if that is among them."""
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
    """Yield each session of a folder, or the error that it raises, in the order of file names."""
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
