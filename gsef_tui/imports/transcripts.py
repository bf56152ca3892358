"""Transcripts of a call or a recording, from its subtitles (WebVTT).

webvtt-py reads the format. The speaker's name stands before a colon, as Zoom writes it, or in a
voice tag (``<v Name>``), as WebVTT defines it:
https://www.w3.org/TR/webvtt1/#webvtt-cue-voice-span
"""

from __future__ import annotations

import re
from pathlib import Path

from msgspec import Struct

from gsef_tui.model.clean import clean, clean_line
from gsef_tui.model.lazy_pattern import lazy_pattern
from gsef_tui.storage.errors import UnreadableFile, shown
from gsef_tui.storage.reading import read_file

LARGEST_FILE = 4 * 1024 * 1024
"""In bytes. The subtitles of two hours take about 200 KB."""

LONGEST = 24 * 3600.0
"""The longest recording, in seconds."""

MOST_PEOPLE = 500
"""The limit on people who speak in a recording, and on people in its programme."""

PROGRAMME = "programme"
"""The first line of the comment that holds the programme: the title, then the people."""

_SPEAKER = lazy_pattern(r"(?P<who>[^:\n]{1,60}): +(?P<text>.*)", re.DOTALL)


class Cue(Struct, frozen=True):
    """One subtitle: its begin and end in seconds, the speaker or ``""``, and the words spoken."""

    begins: float
    ends: float
    who: str
    text: str


class Transcript(Struct, frozen=True):
    """The cues in their order, and the programme if the file has one.

    The first line of ``programme`` is the title, each other line a person.
    """

    cues: tuple[Cue, ...]
    programme: tuple[str, ...] = ()


def read_transcript(path: Path) -> Transcript:
    """Return the transcript in a file of subtitles.

    Raises UnreadableFile if the file cannot be read, is not WebVTT, has no words in it or exceeds
    a limit.
    """
    from webvtt import from_string
    from webvtt.errors import MalformedFileError

    text = clean(read_file(path, "transcript", LARGEST_FILE).decode("utf-8-sig", "replace"))
    try:
        read = from_string(text)
        cues = tuple(
            _cue(_seconds(c.start), _seconds(c.end), c.voice or "", c.text)
            for c in read.captions
            if c.text.strip()
        )
    except (MalformedFileError, ValueError) as error:
        advice = "WebVTT is wanted, as Zoom saves the transcript of a recording"
        raise UnreadableFile(f"{shown(path)}: no subtitles: {error}; {advice}") from None
    if not cues:
        raise UnreadableFile(f"{shown(path)}: nobody says anything in it")
    if max(cue.ends for cue in cues) > LONGEST:
        raise UnreadableFile(f"{shown(path)}: longer than a day: correct its times")
    comments = [c.strip().split("\n") for c in read.header_comments]
    told = next((lines[1:] for lines in comments if lines[0].strip() == PROGRAMME), [])
    programme = tuple(filter(None, (clean_line(line).strip() for line in told)))
    if max(len({cue.who for cue in cues}), len(programme)) > MOST_PEOPLE:
        many = f"more than {MOST_PEOPLE} people"
        raise UnreadableFile(f"{shown(path)}: {many}: take out what is no speech")
    return Transcript(cues, programme)


def _cue(begins: float, ends: float, voice: str, text: str) -> Cue:
    match = None if voice else _SPEAKER.fullmatch(text)
    who, said = (match["who"], match["text"]) if match else (voice, text)
    return Cue(begins, max(begins, ends), clean_line(who).strip(), " ".join(said.split()))


def _seconds(stamp: str) -> float:
    hours, minutes, seconds = stamp.rsplit(":", 2)
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)
