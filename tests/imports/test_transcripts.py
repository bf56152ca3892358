"""What was said and when, from files of subtitles."""

from __future__ import annotations

from pathlib import Path

import pytest

from gsef_tui.imports.transcripts import LARGEST_FILE, MOST_PEOPLE, Cue, read_transcript
from gsef_tui.storage.errors import UnreadableFile

from ..process.real_report import FILE as REPORT

SAMPLES = REPORT.parent.parent / "samples" / "vtt"


def cues(name: str, count: int) -> bytes:
    """So many cues, each by somebody else."""
    times = "00:01.000 --> 00:02.000"
    return "".join(f"{times}\n{name}{n}: bonjour\n\n" for n in range(count)).encode()


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "call.vtt"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_who_speaks_stands_before_a_colon_or_in_a_voice_tag(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "\ufeffWEBVTT\r\n\r\n1\r\n00:00:01.000 --> 00:00:02.500\r\nAnne Mercier: Bonjour :\r\n"
        "à tous\r\n\r\n01:00:03.000 --> 01:00:04.000\r\n<v 김민수>네\r\n\r\n"
        "01:00:05.000 --> 01:00:06.000\r\nil est 20:30 déjà\r\n",
    )
    assert read_transcript(path).cues == (
        Cue(1.0, 2.5, "Anne Mercier", "Bonjour : à tous"),
        Cue(3603.0, 3604.0, "김민수", "네"),
        Cue(3605.0, 3606.0, "", "il est 20:30 déjà"),
    )


def test_what_the_programme_says_stands_in_a_comment(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "WEBVTT\n\nNOTE programme\nLes cantines\n Modératrice : Anne (France)\n\n"
        "NOTE other\nnothing\n\n00:01.000 --> 00:02.000\nLT: oui\n",
    )
    assert read_transcript(path).programme == ("Les cantines", "Modératrice : Anne (France)")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "no subtitles"),
        (b"hello", "WebVTT is wanted"),
        (b"\x00\xff\xfe", "no subtitles"),
        (b"WEBVTT\n\nNOTE nobody\n", "nobody says anything"),
        (b"WEBVTT\n\n00:01.000 --> x\nhello\n", "call.vtt"),
        (b"WEBVTT\n\n9999999:00:00.000 --> 9999999:00:01.000\nx\n", "longer than a day"),
        (b"WEBVTT\n\n" + b"x" * LARGEST_FILE, "too large for a transcript: name another file"),
        (b"WEBVTT\n\n" + cues("Ana", MOST_PEOPLE + 1), "more than 500 people"),
        (
            b"WEBVTT\n\nNOTE\nprogramme\n" + b"x\n" * (MOST_PEOPLE + 1) + b"\n" + cues("A", 1),
            "more than 500 people",
        ),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else value,
)
def test_what_is_no_transcript_is_said_in_a_sentence(
    tmp_path: Path, data: bytes, says: str
) -> None:
    with pytest.raises(UnreadableFile) as error:
        read_transcript(written(tmp_path, data))
    assert says in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not in this repository")
@pytest.mark.parametrize(
    ("name", "cues", "named", "end"),
    [
        ("bundle_acde_2026-06-04/transcript.vtt", 684, 684, 5670.419),
        ("cloud_2020_300_cues/meeting001_transcript.vtt", 300, 298, 3341.97),
        ("cloud_cc_no_speaker_no_id/GMT20240124-202901_Recording.cc.vtt", 100, 0, 739.0),
        ("voice_tags_synthetic/teams_like.vtt", 3, 2, 12.0),
    ],
)
def test_real_files_have_as_many_as_were_counted(
    name: str, cues: int, named: int, end: float
) -> None:
    found = read_transcript(SAMPLES / name).cues
    assert len(found) == cues
    assert sum(bool(cue.who) for cue in found) == named
    assert found[-1].ends == pytest.approx(end)
