"""The pages of a report as they are seen: printed by LibreOffice, drawn and read by poppler."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace
from PIL import Image, ImageChops, ImageFilter
from pypdf import PdfReader

from gsef_tui.model.session import Closing, Exchange, Person, Screenshot, Session
from gsef_tui.report import office

from .golden_session import golden_session

needs_poppler = pytest.mark.skipif(
    not (shutil.which("pdftoppm") and shutil.which("pdftotext")), reason="poppler is not installed"
)

MARGIN = 70.0
"""Points: text begins 2.5 cm from each edge; a tenth of a millimetre is forgiven."""

HANGING = 6.0
"""Points: LibreOffice lets a full stop hang into the margin of a line with Korean letters."""

_COARSE = 8
"""So many points of a fine picture are one of a golden picture: it has twelve an inch."""

_SEEN = 14
"""How much greyer, of 255, a spot may be. Another antialiasing changes less, a table column that
moves by 3 mm or a line that stands elsewhere more."""


class Word(NamedTuple):
    """A word of a page and where it stands, in points from the upper left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def by_libreoffice(folder: Path, documents: Mapping[str, bytes]) -> dict[str, Path]:
    """The documents printed, each as ``name.pdf``, by LibreOffice started once."""
    program = office.program()
    assert program is not None
    sources = []
    for name, data in documents.items():
        sources.append(folder / name)
        sources[-1].write_bytes(data)
    done = folder / "printed"
    for kind in sorted({source.suffix for source in sources}):
        with tempfile.TemporaryDirectory() as profile:
            subprocess.run(
                [
                    *(program, "--headless", "--norestore"),
                    f"-env:UserInstallation={Path(profile).as_uri()}",
                    *("--convert-to", "pdf:writer_pdf_Export", "--outdir", str(done / kind)),
                    *(str(source) for source in sources if source.suffix == kind),
                ],
                check=True,
                capture_output=True,
                timeout=240,
            )
    return {s.name: done / s.suffix / f"{s.stem}.pdf" for s in sources}


def made_with(pdf: Path) -> dict[str, Any]:
    """What a page's look hangs on: the program that set it, and the fonts in it."""
    reader = PdfReader(pdf)
    metadata: dict[str, Any] = dict(reader.metadata or {})
    said = f"{metadata.get('/Producer')} {metadata.get('/Creator')}"
    found = re.search(r"(LibreOffice|Typst) \d+\.\d+", said)
    resources: list[Any] = [page["/Resources"] for page in reader.pages]
    fonts = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for each in resources
        for font in each.get("/Font", {}).values()
    }
    return {"program": found[0] if found else "", "fonts": sorted(fonts)}


def drawn(pdf: Path, folder: Path) -> list[Image.Image]:
    """The pages as small grey pictures."""
    folder.mkdir()
    subprocess.run(
        ["pdftoppm", "-gray", "-r", "96", str(pdf), str(folder / "page")],
        check=True,
        capture_output=True,
    )
    return [Image.open(path).reduce(_COARSE) for path in sorted(folder.glob("*.pgm"))]


def sheet(pages: list[Image.Image]) -> Image.Image:
    """Pages side by side."""
    width, height = pages[0].size
    whole = Image.new("L", (width * len(pages), height), 255)
    for number, page in enumerate(pages):
        whole.paste(page, (number * width, 0))
    return whole


def differs(one: Image.Image, other: Image.Image) -> str:
    """Where two sheets of pages are not the same to the eye; nothing where they are."""
    if one.size != other.size:
        return f"{one.size} is not {other.size}: more pages, fewer, or of another size"
    blur = ImageFilter.BoxBlur(1)
    difference = ImageChops.difference(one.filter(blur), other.filter(blur))
    spots = difference.point(lambda grey: 255 if grey > _SEEN else 0).getbbox()
    if spots is None:
        return ""
    inch = 96 / _COARSE
    width = round(8.27 * inch)
    page, left = divmod(spots[0], width)
    return (
        f"from page {page + 1}, {left / inch * 25.4:.0f} mm from the left and "
        f"{spots[1] / inch * 25.4:.0f} mm from the top; {difference.getextrema()[1]} of 255"
    )


def words_of(pdf: Path) -> list[list[Word]]:
    """The words of each page, in the order of its text."""
    done = subprocess.run(
        ["pdftotext", "-bbox", str(pdf), "-"], check=True, capture_output=True
    ).stdout
    space = "{http://www.w3.org/1999/xhtml}"
    return [
        [
            Word(w.text or "", *(float(w.get(side, "0")) for side in _SIDES))
            for w in page.iter(f"{space}word")
        ]
        for page in ElementTree.fromstring(done).iter(f"{space}page")
    ]


def pictures_of(pdf: Path, pages: int) -> list[int]:
    """How many pictures each page shows."""
    done = subprocess.run(["pdfimages", "-list", str(pdf)], check=True, capture_output=True).stdout
    rows = [line.split() for line in done.decode().splitlines()[2:]]
    on = [int(row[0]) for row in rows if row[2] == "image"]
    return [on.count(page) for page in range(1, pages + 1)]


_SIDES = ("xMin", "yMin", "xMax", "yMax")


def lines_of(words: list[Word]) -> list[str]:
    """The lines of a page: words that stand on one height."""
    lines: list[tuple[float, list[Word]]] = []
    for word in sorted(words, key=lambda word: (word.bottom + word.top, word.left)):
        middle = (word.top + word.bottom) / 2
        if not lines or abs(lines[-1][0] - middle) > 3:
            lines.append((middle, []))
        lines[-1][1].append(word)
    return [" ".join(w.text for w in sorted(line, key=lambda w: w.left)) for _, line in lines]


def long_session(language: str = "fr", pages: int = 40) -> Session:
    """A session of twelve speakers with so many pages of notes, of every kind there is."""
    codes = [f"P{n}" for n in range(1, 13)]
    names = ("Béatrice Alain", "서지윤", "Íñigo Quesada", "Rosa-María Fernández de la Vega y Soler")
    people = {
        code: Person(role="speaker", name=f"{names[n % 4]} {n}", organisation=f"Réseau {n}")
        for n, code in enumerate(codes, 1)
    }
    people["CM"] = Person(role="moderator", name="Claire Moreau")
    notes = {code: "\n\n".join(_note(n, pages)) for n, code in enumerate(codes)}
    short = {code: "\n\n".join(list(_note(n, 3))[: 1 + n % 3]) for n, code in enumerate(codes)}
    return replace(
        golden_session(language),
        people=people,
        sections={
            "presentations": notes,
            "answers": short,
            "exchanges": {
                f"q{n}": Exchange(
                    question=_sentence(n) + " ?",
                    asked_by=f"Voix {n}",
                    answers={codes[n]: _sentence(n)},
                )
                for n in range(12)
            },
            "closing": Closing(
                summary=_sentence(3), remarks=dict.fromkeys(codes[:5], _sentence(2))
            ),
            "screenshots": {
                f"s{n}": Screenshot(file=f"{n}.png", caption=f"Légende {n}", alt=f"Vue {n}")
                for n in range(1, 5)
            },
            "unfiled": {},
        },
    )


PICTURES = {"1.png": (1600, 900), "2.png": (300, 1700), "3.png": (500, 300), "4.png": (640, 900)}
"""The pictures of a long session: wide, higher than a page, small, nearly a page."""


def _sentence(number: int) -> str:
    words = [
        "le",
        "sol",
        "en",
        "commun",
        "reste",
        "à",
        "la",
        "coopérative",
        "서울의",
        "사회주택",
        "entre",
        "voisins",
    ]
    return " ".join(words[(number + n) % len(words)] for n in range(6 + number % 17)).capitalize()


def _note(speaker: int, pages: int) -> Iterator[str]:
    """Paragraphs, lists and quotes; of another length each, so that pages end anywhere."""
    for n in range(pages + speaker % 5):
        first = speaker * 7 + n
        yield ". ".join(_sentence(first + k) for k in range(1 + first % 6))
        if first % 3 == 0:
            inner = "".join(f"\n  - {_sentence(first + k)}" for k in range(first % 4))
            yield f"- {_sentence(first)}{inner}\n- {_sentence(first + 1)}"
        if first % 7 == 0:
            yield f"> {_sentence(first)}\n\n1. **{_sentence(2)}**\n2. *{_sentence(4)}*"
