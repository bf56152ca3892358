"""``gsef-tui rehearse``: play a transcript back in real time, for the user to practise notes."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import click
from rich.cells import cell_len

from gsef_tui.checks.turns import noted_words
from gsef_tui.imports.rehearsal import SCRIPT, Word, session_for, spoken, words
from gsef_tui.imports.transcripts import read_transcript
from gsef_tui.model.likeness import closest
from gsef_tui.model.session import DEFAULT_TEMPLATE
from gsef_tui.storage.documents import Document, open_document
from gsef_tui.storage.errors import shown
from gsef_tui.storage.library import create
from gsef_tui.storage.templates import require_template

from .documents import folder_of_sessions, sessions_option
from .output import PROGRAM, columns, show
from .paths import FILE

EXAMPLES = """\b
Examples:
  gsef-tui rehearse
  gsef-tui rehearse meeting_transcript.vtt --from 12:30 --speed 0.8
"""


class Clock(click.ParamType):  # type: ignore[type-arg]
    """A time in a recording, in seconds: ``12:30``, ``1:02:30``, ``90``."""

    name = "time"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the seconds."""
        if isinstance(value, float):
            return value
        try:
            parts = [float(part) for part in str(value).split(":")]
        except ValueError:
            parts = []
        if not 1 <= len(parts) <= 3 or any(part < 0 for part in parts):
            self.fail(f"{value!r} is not a time such as 12:30", param, ctx)
        return float(sum(part * 60**n for n, part in enumerate(reversed(parts))))


@click.command("rehearse", epilog=EXAMPLES, short_help="Practise taking notes of a recording.")
@click.argument("script", type=FILE, required=False)
@click.option(
    "--speed",
    type=click.FloatRange(0.1, 100),
    default=1.0,
    metavar="N",
    help="Play N times as fast.",
)
@click.option(
    "--from",
    "start",
    type=Clock(),
    default=0.0,
    metavar="TIME",
    help="Start at 12:30.",
)
@click.option("--language", default="", metavar="CODE", help="The language of the report: fr.")
@sessions_option
def command(
    script: Path | None, speed: float, start: float, language: str, sessions: Path | None
) -> int:
    """Practise: what is said in a session is written here as one would hear it.

    A session to note it in is made from what the programme says; open it in another window, then
    press Enter here. SCRIPT is a transcript (WebVTT, as Zoom saves it); without it an invented
    session of two minutes is heard. At the end, after Ctrl+C too, stands who spoke, and how much
    of it is noted.
    """
    template = require_template(DEFAULT_TEMPLATE)
    if language and language not in template.languages:
        there = ", ".join(template.languages)
        raise click.UsageError(f"--language {language}: not in the template. Languages: {there}")
    path = script or SCRIPT
    transcript = read_transcript(path)
    if transcript.cues[-1].ends <= start:
        raise click.UsageError(f"--from: {shown(path.name)} ends before that")
    session = session_for(
        transcript, template, language or template.languages[0], path.stem, datetime.now()
    )
    notes = create(folder_of_sessions(sessions), session)
    show(f"In another window: {PROGRAM} {notes}")
    if sys.stdin.isatty():
        click.prompt("Press Enter to start", default="", show_default=False, prompt_suffix=" ")
    heard = [start]
    with suppress(KeyboardInterrupt):
        heard.extend(play(words(transcript.cues), start, speed, time.sleep, time.monotonic))
    show("\n")
    _sum_up(spoken(transcript.cues, start, heard[-1]), open_document(notes))
    return 0


def play(
    said: Iterable[Word],
    start: float,
    speed: float,
    sleep: Callable[[float], None],
    clock: Callable[[], float],
) -> Iterator[float]:
    """Print words in real time from ``start`` on; yield the time of each in the recording.

    The times are in seconds; ``speed`` multiplies the pace. A late word is printed at once, so that
    the delays do not add up.
    """
    began = clock()
    width = shutil.get_terminal_size().columns
    column = 0
    for word in said:
        if word.at < start:
            continue
        sleep(max(0.0, began + (word.at - start) / speed - clock()))
        if word.new_speaker or not column:
            name = word.new_speaker or "…"
            click.echo(("\n\n" if column else "\n") + click.style(name, bold=True))
            column = 0
        size = cell_len(word.text)
        if column and column + 1 + size > width:
            click.echo()
            column = 0
        click.echo((" " if column else "") + word.text, nl=False)
        column += size + bool(column)
        yield word.at


def _sum_up(said: Mapping[str, tuple[float, int]], document: Document) -> None:
    """Print how long and how much each person spoke, and how much of it is noted."""
    session = document.session
    codes = {person.name: code for code, person in session.people.items()}
    rows = [("", "spoke", "said", "noted")]
    for who, (seconds, count) in said.items():
        name = closest(who, codes)
        noted = noted_words(session, codes[name]) if name else 0
        length = f"{seconds // 60:.0f}:{seconds % 60:02.0f}"
        rows.append((who or "…", length, f"{count} words", f"{noted} words"))
    for line in columns(rows):
        show(line)
