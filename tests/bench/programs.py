"""What is compared: sessions of a size, and the programs that open them."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from msgspec import structs

from ..process.terminal import PROGRAM, person
from .watched import Part, Watched

ROOT = Path(__file__).parents[2]
NOTES = Part(top=3, left=19, bottom=1)
"""Where the notes are on the session screen: without header, titles, outline and footer."""
WIDE, SIDE = 140, 70
"""From so many columns on the report stands beside the notes, and takes at most so many."""
SAID = (
    "la coopérative achète ses légumes chez trois maraîchers du quartier et paie comptant ; les "
    "repas coûtent peu, mais le local est trop petit pour tout le monde : on cherche ailleurs"
)
PLACE = "presentations.AM"


def notes(size: int, seed: int = 1) -> str:
    """So many characters of notes, in small letters: lines as long as people write them."""
    chosen = random.Random(seed)
    lines: list[str] = []
    length = 0
    while length < size:
        line = " ".join(chosen.choices(SAID.split(), k=chosen.randint(3, 28)))
        lines.append(line)
        length += len(line) + 1
    return "\n".join(lines)[: size - 4].rstrip() + "\nfin"


def session(path: Path, size: int, people: int = 1) -> Path:
    """A session with so many characters of notes, in as many presentations as it has people; the
    first is the longest, the others share a half where there are others."""
    codes = ["AM", *(f"P{chr(65 + n)}" for n in range(1, people))]
    sizes = [size if people == 1 else size // 2] + [size // 2 // max(1, people - 1)] * (people - 1)
    head = [
        'format = 1\ntemplate = "gsef"\nlanguage = "fr"\n[session]\ntitle = "Les cantines"',
        "date = 2031-10-04\nstarts = 20:00:00\nends = 21:30:00",
        'time_zone = "Asia/Seoul"\n',
    ]
    for number, code in enumerate(codes):
        role = "moderator" if number == 0 and people > 1 else "speaker"
        head.append(f'[people.{code}]\nrole = "{role}"\nname = "Personne {number}"\n')
    head.append("[presentations]")
    head += [
        f"{code} = '''\n{notes(part, n)}'''"
        for n, (code, part) in enumerate(zip(codes, sizes, strict=True))
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(head) + "\n", encoding="utf-8")
    return path


def environment(folder: Path) -> dict[str, str]:
    """A person of the program's own, and where the bench is found."""
    folder.mkdir(parents=True, exist_ok=True)
    return {**person(folder), "PYTHONPATH": str(ROOT)}


def command(variant: str) -> list[str | Path]:
    """How the program, a variant of it, or the bare application is called."""
    match variant:
        case "ours":
            return [PROGRAM]
        case "bare":
            return [sys.executable, ROOT / "tests" / "bench" / "bare.py"]
    return [sys.executable, "-m", "tests.bench.variants", variant]


def opened(
    folder: Path,
    variant: str,
    size: int,
    *,
    people: int = 1,
    columns: int = 120,
    place: str = PLACE,
) -> Watched:
    """A session in a window: the cursor at the end of its first presentation, nothing going on."""
    home = folder / f"{variant}-{size}-{columns}"
    path = session(home / "sessions" / "2031-10-04-cantines.toml", size, people)
    terminal = Watched(
        [*command(variant), path, "--at", place],
        environment=environment(home),
        folder=home,
        columns=columns,
        part=structs.replace(NOTES, right=min(SIDE, columns // 2) if columns >= WIDE else 0),
    )
    terminal.wait_for("fin", patience=60)
    terminal.settle()
    return terminal


@contextmanager
def together(terminals: Mapping[str, Watched]) -> Iterator[Mapping[str, Watched]]:
    """Terminals that are closed together."""
    with ExitStack() as stack:
        for terminal in terminals.values():
            stack.enter_context(terminal)
        yield terminals
