"""Every kind of report there is, as files, so that a validator can read all of them at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from gsef_tui.model.session import Notes, Screenshot, Session
from gsef_tui.model.template import ReportLook
from gsef_tui.report.formats import Options, format_for
from gsef_tui.report.render import ReportRequest, render_report
from tests.report.every_block import HOSTILE
from tests.report.golden_session import GSEF, LANGUAGES, golden_session, png, write_pictures
from tests.report.pages import PICTURES, long_session
from tests.report.test_second_template import workshop

SCRIPTS: Notes = {
    "AB": "الأرض المشتركة\n\n- بيت\n  - **باب** (2025)\n\n1. واحد\n\n> لا أحد وحده\n\nfin",
    "SJ": "שלום https://例え.テスト/ä?a=1&b=<2>#'x' ו־awa@exemple.org\n日本の家、中文的家",
    "IQ": 'ไทย हिन्दी 👩\u200d🌾 https://a.example/(x)_[y]?q=%20"z"\t|\twww.exemple.org',
}
"""Notes in scripts that run from the right or have no spaces, and addresses among them."""


_SAMPLE = Path(__file__).parents[3] / "sessions" / "2026-05-12-sample-energie-citoyenne"
LOGOS = {"there": str(_SAMPLE / "galerie.png"), "lost": str(_SAMPLE / "lost.png")}
"""The path of a logo that is there, and of one that is not."""


class Wanted(NamedTuple):
    """A session, and what its report should contain."""

    session: Session
    request: ReportRequest = ReportRequest()


def every_report() -> Mapping[str, Wanted]:
    """The reports by name: each language, template and option; with pictures, without, with one
    that is lost; with a logo; of one page and of many; with text that looks like
    markup; in other scripts."""
    sessions = {language: golden_session(language) for language in LANGUAGES}
    sessions |= {"igf": workshop(), "long": long_session("fr", 8), "hostile": hostile_session()}
    options = {
        "full": ReportRequest(options=Options(author="Rosa & <Co>")),
        "blank": ReportRequest(blank=True),
        "anonymous": ReportRequest(anonymous=True),
    }
    found = {
        f"{name}-{option}": Wanted(session, request)
        for name, session in sessions.items()
        for option, request in options.items()
    }
    french = sessions["fr"]
    logo = {shown: replace(GSEF, report=ReportLook(logo=path)) for shown, path in LOGOS.items()}
    lost = {"screenshots": {"s1": Screenshot(file="lost.png", caption="Perdue")}}
    return found | {
        "empty": Wanted(replace(french, forum={}, facts={}, people={}, sections={})),
        "scripts": Wanted(replace(french, sections={**french.sections, "presentations": SCRIPTS})),
        "lost": Wanted(replace(french, sections={**french.sections, **lost})),
        "logo": Wanted(replace(french, template=logo["there"])),
        "logo-blank": Wanted(replace(french, template=logo["there"]), ReportRequest(blank=True)),
        "logo-lost": Wanted(replace(french, template=logo["lost"])),
        "slip": Wanted(french, ReportRequest(only="AB")),
        "typed": Wanted(french, ReportRequest(as_typed=True, times=True)),
    }


def hostile_session() -> Session:
    """A long session in whose title, names and notes there is markup of every kind."""
    long = long_session("ko", 8)
    people = {code: replace(person, name=HOSTILE) for code, person in long.people.items()}
    notes = {code: f"{HOSTILE}\n\n{text}" for code, text in long.notes("presentations").items()}
    return replace(
        long,
        forum={**long.forum, "theme": HOSTILE},
        facts={**long.facts, "title": f"</style>{HOSTILE}"},
        people=people,
        sections={**long.sections, "presentations": notes},
    )


def write_reports(
    folder: Path, format_id: str, reports: Mapping[str, Wanted] | None = None
) -> list[Path]:
    """Write reports in a format into a folder; returns the files."""
    wanted = format_for(format_id)
    assert wanted is not None
    pictures = folder / "pictures"
    pictures.mkdir()
    find = write_pictures(pictures)
    for name, (width, height) in PICTURES.items():
        (pictures / name).write_bytes(png(width, height))
    files = []
    for name, (session, request) in (reports or every_report()).items():
        files.append(folder / f"{name}{wanted.suffix}")
        files[-1].write_bytes(render_report(session, wanted, request, find).data)
    return files
