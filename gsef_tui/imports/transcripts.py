"""What was said and when, from the subtitles that a call or a recording leaves behind (WebVTT).

The format is read by webvtt-py. Who speaks stands before a colon, as Zoom writes it, or in a voice
tag (``<v Name>``), as WebVTT has it: https://www.w3.org/TR/webvtt1/#webvtt-cue-voice-span
"""

from __future__ import annotations

import re
from pathlib import Path

from msgspec import Struct

from gsef_tui.model.clean import clean, clean_line
from gsef_tui.storage.errors import UnreadableFile, shown
from gsef_tui.storage.reading import read_file

LARGEST_FILE = 4 * 1024 * 1024
"""In bytes. The subtitles of two hours have some 200 KB."""

LONGEST = 24 * 3600.0
"""In seconds: a recording is no longer."""

MOST_PEOPLE = 500
"""So many speak in a recording, or are in its programme, at most."""

PROGRAMME = "programme"
"""The first line of a comment that says what the programme says: the title, then people."""

_SPEAKER = re.compile(r"(?P<who>[^:\n]{1,60}): +(?P<text>.*)", re.DOTALL)


class Cue(Struct, frozen=True):
    """A piece of what was said: by whom, empty where that is not known, and from when to when, in
    seconds."""

    begins: float
    ends: float
    who: str
    text: str


class Transcript(Struct, frozen=True):
    """What was said, in its order, and what the programme says, where that is told: a line of
    title, then a person a line."""

    cues: tuple[Cue, ...]
    programme: tuple[str, ...] = ()


def read_transcript(path: Path) -> Transcript:
    """The transcript of a file of subtitles. Raises UnreadableFile."""
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
