"""Home with many sessions: its second start, what changed meanwhile, and its filter."""

from __future__ import annotations

import statistics
from pathlib import Path

from .programs import command, environment
from .table import Line, Measure, Setting, at_most, both, percentile
from .watched import Answer, Part, Watched, seconds

LIST = Part(top=3, bottom=3)


def sessions(folder: Path, count: int) -> Path:
    """A folder of small sessions, each of a day and a person of its own."""
    folder.mkdir(parents=True)
    for number in range(count):
        day = f"20{number % 80 + 10}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        path = folder / f"{day}-seance-{number}.toml"
        path.write_text(
            f'format = 1\ntemplate = "gsef"\nlanguage = "fr"\n[session]\n'
            f'title = "Séance {number}"\ndate = {day}\n'
            f'[people.AM]\nname = "Personne {number * 7}"\n'
            f'organisation = "Coopérative {number % 97}"\n[presentations]\nAM = "- un mot"\n'
        )
    return folder


def started(folder: Path, count: int) -> Watched:
    """Home with so many sessions."""
    return Watched(
        [*command("ours"), "--sessions", folder / f"sessions-{count}"],
        environment=environment(folder / f"home-{count}"),
        folder=folder,
        part=LIST,
    )


def prepared(folder: Path, count: int) -> None:
    """Sessions that home has shown once, and knows."""
    sessions(folder / f"sessions-{count}", count)
    index = folder / f"home-{count}" / "state" / "index.json"
    with started(folder, count) as terminal:
        terminal.wait_for(f"· {count}", patience=300)
        # A file counts as known two seconds after it was written.
        terminal.watch(3.0)
    with started(folder, count) as terminal:
        terminal.wait_for(f"· {count}", patience=300)
        terminal.wait_for(index.exists, "the index")
        terminal.watch(2.0)


def again(setting: Setting) -> list[Line]:
    """The second start with 1,000 and 10,000 sessions, against one."""
    counts = (1, 1_000, 10_000)
    for count in counts:
        prepared(setting.folder, count)
    took: dict[int, list[float]] = {count: [] for count in counts}
    for _ in range(setting.starts):
        for count in counts:
            with started(setting.folder, count) as terminal:
                terminal.wait_for(f"· {count}")
                took[count].append(terminal.until("missing"))
    one = statistics.median(took[1])
    lines = [
        at_most(
            f"home with {count:,} sessions, second start, against one",
            goal,
            statistics.median(took[count]) / one,
            detail=f"{statistics.median(took[count]) * 1e3:.0f} ms of {one * 1e3:.0f} ms",
        )
        for count, goal in ((1_000, 1.1), (10_000, 1.3))
    ]
    return [*lines, _changes(setting.folder)]


def _changes(folder: Path) -> Line:
    """A changed, an added and a removed file, looked for in the first list that is drawn."""
    there = sorted((folder / "sessions-1000").iterdir(), reverse=True)
    there[0].unlink()
    there[1].write_text(there[1].read_text().replace("Séance", "Changée"))
    new = there[1].with_name("2099-01-01-nouvelle.toml")
    new.write_text(there[2].read_text().replace("Séance", "Ajoutée"))
    with started(folder, 1_000) as terminal:
        terminal.wait_for("· 1000")
        terminal.wait_for("missing")  # the rows, which the terminal reads after the header
        seen = terminal.text
    gone = there[0].stem.rpartition("-")[2]
    right = "Changée" in seen and f"Séance {gone} " not in seen and "Ajoutée" in seen
    what = "a changed, an added and a removed file are seen at once"
    return Line(what, "yes", "yes" if right else "no", right)


def filtering(setting: Setting) -> list[Line]:
    """Typing into the filter over 10,000 sessions."""
    prepared(setting.folder, 10_000)
    with started(setting.folder, 10_000) as terminal:
        terminal.wait_for("· 10000")
        terminal.settle()
        words = ("seance 4", "cooperative 9", "personne 77", "2031")
        answers: list[Answer] = []
        while len(answers) < setting.keys:
            for letter in words[len(answers) % len(words)]:
                answers.append(terminal.key(letter.encode(), patience=0.15))
            for _ in range(40):
                terminal.send(b"\x7f")
            terminal.settle()
    # A letter that leaves the lines on the screen as they are has no time of its own.
    found = [answer for answer in answers if answer.seconds is not None]
    figure = percentile(seconds(found), 0.95) * 1e3
    return [
        at_most("filter over 10,000 sessions, a key, p95", 30, figure, "ms", both(seconds(found)))
    ]


ROWS: dict[str, Measure] = {"home": again, "filter": filtering}
