"""One invented session with everything in it that a report can hold.

The golden files of every format are printed from it in each language of the template. Nobody in it
exists.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import TypeVar, cast

import msgspec
from anyascii import anyascii
from msgspec.structs import replace

from gsef_tui.model.session import (
    NOBODY,
    Closing,
    Exchange,
    Exchanges,
    FreeText,
    Notes,
    Person,
    Screenshot,
    Session,
)
from gsef_tui.storage.templates import require_template

GSEF = require_template("gsef")

LANGUAGES = GSEF.languages

_Value = TypeVar("_Value")
_HANGUL = re.compile("[가-힣]+")

PEOPLE = {
    "CM": Person(
        role="moderator", name="Claire Moreau-Dubois", organisation="Réseau des villes solidaires",
        country="France", position="Directrice",
    ),
    "SJ": Person(
        role="speaker", name="서지윤", organisation="서울사회주택협동조합", country="대한민국"
    ),
    "IQ": Person(
        role="speaker", name="Íñigo Quesada Muñoz", organisation="Cooperativa Techo y Raíz, A.C.",
        country="México",
    ),
    "AB": Person(
        role="speaker", name="Amina Benhaddou", organisation="Fédération <Habitat> & Cie",
        country="Maroc", also=("Amina Benadou",),
    ),
    "TO": Person(role="speaker", name="Tom *Ace* O’Neill", country="Ireland"),
    "LK": Person(
        role="speaker", name="Lucas Kéita", organisation="Ville de Port-aux-Saules", absent=True
    ),
    "X1": Person(role="speaker"),
    "RP": Person(role="audience", name="Rosa Prado", organisation="Radio Vecinal"),
}  # fmt: skip

PRESENTATIONS: Notes = {
    "AB": """« Loger, c'est relier » :

Solutions publiques : chères ; délais longs
Solutions collectives → **prix accessibles**, *petites échelles*

- Étapes et résultats :
  - comités de quartier (3^e phase 2019-2023)
  - charte d'usage
    - relue chaque année
    - signée par tou·te·s
  - fonds commun
- Limites :
  l'accès au foncier
Après la liste, une ligne.

> Une maison sans voisins
> n'est qu'un abri.
Fin de la citation.""",
    "SJ": """서울의 사회주택 현황
공급 : 2,000호 → 5,000호 (2026년)

1. 토지 임대부
2. 리모델링
   - 빈집 *활용*
   - 고시원 개선
10. 공동체 **운영 지원**""",
    "IQ": """Datos (2025)
---
2009. Creación de la cooperativa
+ 3 % al año
# 1 en vivienda
    cuatro espacios
<b>negrita</b> & &amp; \\* C:\\casas [enlace](http://a.example) `código` http://b.example
===
* vivienda **de *todas* las personas**
* autoconstrucción""",
    "TO": "The land trust __owns__ the ground; members own the walls.\n| a | b |\n|---|---|",
    "LE": "Ce code n'est à personne : ~~noté~~ trop vite.",
    NOBODY: "Bruit sur la ligne, deux minutes perdues.",
}

ANSWERS: Notes = {
    "SJ": "지방정부가 토지를 내놓아야 합니다.",
    "AB": """Trois leviers :
- le foncier
- la garantie publique
- la formation""",
    "X1": "Commencer petit.\nGarder la propriété collective.",
    "IQ": "Que la ley reconozca la *propiedad colectiva*.",
}

EXCHANGES: Exchanges = {
    "q1": Exchange(
        question="¿Quién paga el mantenimiento?\n¿Y después de veinte años?",
        asked_by="RP",
        answers={"IQ": "Un fondo común:\n- 5 % de la renta", "TO": "The trust does."},
    ),
    "q3": Exchange(question="Et les personnes sans papiers ?", asked_by="M. <Dia> du chat"),
    "q2": Exchange(
        question="How do you choose members?", answers={NOBODY: "Par tirage au sort, dit-on."}
    ),
}

CLOSING = Closing(
    summary="""Trois idées à retenir :
1. le sol en commun
2. la ville en appui

Merci à tou·te·s.""",
    remarks={"SJ": "감사합니다.", "TO": "Start with the *land*."},
)

SCREENSHOTS = {
    "s1": Screenshot(
        file="gallery.png", caption="Vue en galerie, 20 h 05", alt="Huit visages souriants"
    ),
    "s2": Screenshot(file="room.png"),
}


def golden_session(language: str = "fr", zone: str = "Asia/Seoul") -> Session:
    """The session, with its report in ``language``."""
    return Session(
        template=GSEF,
        language=language,
        forum={
            "theme": "Habiter ensemble : des voies vers une économie verte & inclusive",
            "name": "GSEF Test Forum",
            "first_day": date(2026, 9, 28),
            "last_day": date(2026, 10, 2),
        },
        facts={
            "title": "L'habitat coopératif, entre sol commun et *murs* à soi",
            "type": "Self-managed session",
            "spoken": "francés",
            "date": date(2026, 10, 1),
            "starts": time(20, 0),
            "ends": time(21, 30),
            "time_zone": zone,
            "questions": (
                "Comment garder le sol en commun ?",
                "",
                "¿Qué puede hacer una ciudad?",
            ),
        },
        people=PEOPLE,
        sections={
            "presentations": PRESENTATIONS,
            "answers": ANSWERS,
            "exchanges": EXCHANGES,
            "closing": CLOSING,
            "screenshots": SCREENSHOTS,
            "unfiled": FreeText(text="Lien du chat : à classer, jamais imprimé"),
        },
    )


def session_without_notes(language: str = "fr") -> Session:
    """The same session the day before: facts and people, and nothing noted."""
    return replace(golden_session(language), sections={})


def in_latin(value: _Value) -> _Value:
    """The same texts, tuples, dictionaries and structs, with Hangul in Latin letters: Typst brings
    fonts for these, while none that has Hangul may be installed."""
    changed: object = value
    match value:
        case str():
            changed = _HANGUL.sub(lambda found: anyascii(found[0]), value)
        case tuple():
            changed = tuple(in_latin(each) for each in value)
        case dict():
            changed = {key: in_latin(each) for key, each in value.items()}
        case msgspec.Struct():
            fields = {name: in_latin(getattr(value, name)) for name in value.__struct_fields__}
            changed = replace(value, **fields)
    return cast(_Value, changed)


def write_pictures(folder: Path) -> Callable[[str], Path | None]:
    """Put the session's pictures into a folder; returns how to find one by its name.

    ``room.png`` is a portrait, higher than wide: it has to be fitted onto a page.
    """
    for name, width, height in (("gallery.png", 320, 180), ("room.png", 90, 240)):
        (folder / name).write_bytes(png(width, height))
    return lambda name: path if (path := folder / name).is_file() else None


def png(width: int, height: int) -> bytes:
    """A grey picture of that many pixels: the same bytes each time."""
    row = b"\x00" + bytes(160 + 80 * x // width for x in range(width))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    # Level 0 stores without compressing: no zlib version writes other bytes.
    data = zlib.compress(row * height, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", data) + _chunk(b"IEND")


def _chunk(kind: bytes, data: bytes = b"") -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + check
