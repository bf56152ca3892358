"""A real report goes in by keys, the program is killed, and what it prints is that report."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from pathlib import Path

import pytest

from .real_report import FILE, Report, read_report
from .terminal import PROGRAM, Terminal, person

pytestmark = pytest.mark.skipif(
    not FILE.exists(),
    reason="the forum's report is not in this repository; GSEF_TUI_SHARED names the folder with it",
)


@pytest.mark.slow
def test_the_real_report_goes_in_by_keys_and_survives_a_kill(tmp_path: Path) -> None:
    report = read_report()
    sessions = tmp_path / "sessions"
    sessions.mkdir()
    environment = person(tmp_path / "home")
    command: list[str | Path] = [PROGRAM, "--sessions", sessions]
    with Terminal(command, environment=environment, folder=tmp_path) as terminal:
        fill_in_the_form(terminal, report)
        last_key = take_notes(terminal, report)
        terminal.type(last_key)
        terminal.watch(1.0)
        terminal.kill()
    (path,) = sessions.glob("*.toml")
    exported = export(path, environment, "--as-typed")
    assert letters(export(path, environment)) == letters(exported), "typography changes no word"
    printed = [compared(line) for line in exported.splitlines() if line.strip()]

    left_out = [compared(line) for line, _ in not_printed(report)]
    wanted = [compared(line) for line in report.lines]
    tail = wanted[wanted.index(left_out[0]) :]
    assert [line for line in tail if line in left_out] == left_out
    wanted = [line for line in wanted if line not in left_out]

    differences = [(old, new) for old, new in zip(wanted, printed, strict=True) if old != new]
    meant = [(compared(old), compared(new)) for old, new, _ in printed_otherwise(report)]
    assert differences == meant


def export(path: Path, environment: dict[str, str], *options: str) -> str:
    """The report as text."""
    result = subprocess.run(
        [PROGRAM, "export", str(path), "-f", "text", *options],
        env=environment,
        capture_output=True,
        check=True,
    )
    assert result.stderr == b""
    return result.stdout.decode()


def letters(text: str) -> str:
    """A text without marks and spaces, its raised letters as others."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text))


def fill_in_the_form(terminal: Terminal, report: Report) -> None:
    """From home in an empty folder to the first presentation."""
    terminal.wait_for("type to filter")
    terminal.press("ctrl+n")
    terminal.wait_for("only the title is required")
    title, kind, language, day, hours = report.facts.values()
    times = re.fullmatch(r"(\S+)-(\S+) (\S+)", hours)
    assert times
    for fact in (title, kind, language, day, *times.groups()):
        terminal.type(fact + "\n")
    terminal.press("tab")  # the report's language is French already
    terminal.paste("\n".join(report.people))
    terminal.press("tab")
    terminal.type("\n".join(report.questions))
    terminal.press("tab")
    days = re.fullmatch(r"(\d+)-(\d+) (.+)", report.days)
    assert days
    first, last, month = days.groups()
    for fact in (report.theme, report.forum, f"{first} {month}", f"{last} {month}"):
        terminal.type(fact + "\n")
    terminal.press("ctrl+s")
    terminal.wait_for("✓ saved")
    terminal.wait_for("Présentations ›")


def take_notes(terminal: Terminal, report: Report) -> str:
    """Presentations and answers in the order of the report, nobody's name typed again; all but
    the last key, which is given back."""
    for name, notes in report.presentations:
        terminal.press("f3", str(report.number(name)))
        terminal.type(notes)
        terminal.wait_for(notes.split()[-1])
    column = ["right"]  # from the presentations to the answers, where go to then stays
    for number, answer in enumerate(report.answers, 1):
        text = answer.text if number < len(report.answers) else answer.text[:-1]
        terminal.press("f3", *column, str(report.number(answer.name)))
        terminal.type(text)
        terminal.wait_for(text.split()[-1])
        column = []
    return report.answers[-1].text[-1]


def not_printed(report: Report) -> list[tuple[str, str]]:
    """Lines that the report has and ours has not, each with its reason."""
    start = next(n for n, line in enumerate(report.lines) if line.startswith("- **"))
    empty = "an empty pair for a question is printed in a blank form only"
    hint = "a hint is printed in a blank form only"
    return [*((line, empty) for line in report.lines[start : start + 4]), (report.lines[-1], hint)]


def printed_otherwise(report: Report) -> list[tuple[str, str, str]]:
    """Lines that read otherwise, in order: as the report has them, as ours has them, and why.

    The report's names had drifted; here a person is typed once, among the participants, and every
    other mention is by code. So these are the participants' names.
    """
    whole = [re.fullmatch(r"(.+?), (.+) \((.+)\)", line) for line in report.programme]
    people = [match.groups() for match in whole if match]
    (_, _), (_, _), (third, _), (fourth, _), (_, _) = report.presentations
    one, two, three, four = report.answers
    first_of, second_of, third_of, fourth_of = (
        people[report.number(a.name)] for a in report.answers
    )
    country = second_of[2].replace("'", "’")
    drifted = "the name had drifted from the participants' list"
    stars = "stars around a name were Markdown that nobody read; a name is text"
    short = "the organisation was shortened; it is printed as the participants' list has it"
    cldr = "a country that CLDR knows is printed as CLDR writes it in French"
    days = report.days.replace("October", "octobre")
    programme = report.programme[report.number(two.name)]
    return [
        (report.days, days, "days are printed in the report's language"),
        (programme, programme.replace(f"({second_of[2]})", f"({country})"), cldr),
        (third, people[report.number(third)][0], drifted),
        (fourth, people[report.number(fourth)][0], drifted),
        (f"1. Nom complet: **{one.name}**", f"1. Nom complet: {first_of[0]}", stars),
        (f"Organisation: {one.organisation}", f"Organisation: {first_of[1]}", short),
        (f"2. Nom complet: **{two.name}**", f"2. Nom complet: {second_of[0]}", stars),
        (f"Organisation: {two.organisation}", f"Organisation: {second_of[1]}", "a lost diaeresis"),
        (f"Pays: {two.country}", f"Pays: {country}", cldr),
        (f"3. Nom complet: **{three.name}**", f"3. Nom complet: {third_of[0]}", stars),
        (f"4. Nom complet: **{four.name}**", f"4. Nom complet: {fourth_of[0]}", stars + drifted),
        (f"Organisation: {four.organisation}", f"Organisation: {fourth_of[1]}", short),
    ]


def compared(line: str) -> str:
    """A line without what is typed unevenly in the report: space before a colon, a label's colon
    that is there or not."""
    return re.sub(r"\s*:\s*", ": ", line.strip()).rstrip(" :")
