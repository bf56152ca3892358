"""A session as large as they come: hundreds of people, thousands of public questions, megabytes.

Everybody in it is invented. What is in it is what people write: prose, lists, quotes, bold words,
names of others, acronyms, numbers, stamps, gaps, three scripts.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, time
from itertools import count, islice, product

from gsef_tui.model.session import Closing, Exchange, Person, Session
from gsef_tui.storage.templates import require_template

GSEF = require_template("gsef")

_GIVEN = (
    *("Awa", "Bérénice", "Ciro", "Dorothée", "Eneko", "Fatoumata", "Guilhem", "Hedwige"),
    *("Ignacia", "Jory", "Kaltoum", "Lubomir", "Maëlle", "Ndeye", "Olalla", "Pirmin"),
)
_FAMILY = (
    *("Abadie-Roux", "Bekkouche", "Castañeda Mir", "Delorme", "Echeverri", "Fofana-Lys"),
    *("Gontard", "Hérissey", "Iturralde", "Jaubertie", "Kouyaté", "Lemercier", "N’Dri", "O'Shean"),
)
_KOREAN = (("강", "나", "도", "류", "마"), ("가람", "나래", "다온", "라온", "마루", "새별", "하늘"))
_PLACES = ("Port-aux-Saules", "Villemarne", "Santa Olalla", "Keurdou", "Beauclair", "Arrizala")
_KINDS = ("Coopérative", "Réseau", "Ville", "Cooperativa", "Union", "Atelier")
_COUNTRIES = ("FR", "MX", "KR", "SN", "Canada", "Italie")
_FRENCH = (
    "la coopérative achète ses légumes chez trois maraîchers du quartier et paie comptant ; les "
    "repas coûtent peu, mais le local est trop petit : « on cherche ailleurs » dit le RESSCO. "
    "En 2029, 45 % des 1 200 logements du FOCAL (Fonds de la coopération locale) étaient vides ; "
    "l'économie sociale et solidaire **compte** pour 3,5 millions d'euros à Beauclair ?"
)
_SPANISH = "los vecinos compran juntos y reparten lo que sobra entre todas las casas del barrio"
_HANGUL = "주민들이 함께 땅을 사서 집을 짓고 남는 돈은 마을에 돌려준다"


def large_session(people: int = 200, questions: int = 2000, size: int = 3_000_000) -> Session:
    """A session of so many people and public questions, with so many bytes of notes or a little
    more. The same numbers give the same session."""
    chosen = random.Random(people * questions + size)
    programme = dict(islice(_people(), people))
    codes = [*programme]
    notes_of_each = size * 7 // 10 // max(1, people)
    presentations = {code: "\n".join(_lines(chosen, programme, notes_of_each)) for code in codes}
    answer = size * 3 // 10 // max(1, questions) - 80
    exchanges = {
        f"q{n}": Exchange(
            question=f"Question {n} : {_sentence(chosen, programme)} ?",
            asked_by=chosen.choice(codes) if n % 3 else f"Vera Linde-{n}",
            answers={chosen.choice(codes): "\n".join(_lines(chosen, programme, answer))},
        )
        for n in range(1, questions + 1)
    }
    remarks = {code: _sentence(chosen, programme) for code in codes[1:]}
    return Session(
        template=GSEF,
        facts={
            "title": "Les cantines du quartier",
            "date": date(2031, 10, 4),
            "starts": time(20),
            "ends": time(21, 30),
            "time_zone": "Asia/Seoul",
            "questions": ("Qui paie ?", "Qui cuisine ?"),
        },
        people=programme,
        sections={
            "presentations": presentations,
            "exchanges": exchanges,
            "closing": Closing(summary="Merci à toutes et à tous.", remarks=remarks),
        },
    )


def _people() -> Iterator[tuple[str, Person]]:
    """People without end, each by a code; the first one leads."""
    latin = [f"{given} {family}" for family, given in product(_FAMILY, _GIVEN)]
    korean = ["".join(parts) for parts in product(*_KOREAN)]
    for number in count():
        names = korean if number % 5 == 4 else latin
        round_, place = divmod(number // 5 if number % 5 == 4 else number, len(names))
        name = f"{names[place]} {round_}" if round_ else names[place]
        code = "".join(chr(65 + number // 26**digit % 26) for digit in (2, 1, 0))
        yield (
            code,
            Person(
                role="speaker" if number else "moderator",
                name=name,
                organisation=f"{_KINDS[number % 6]} de {_PLACES[number // 6 % 6]} {number}",
                country=_COUNTRIES[number % 6],
                also=(name.replace("é", "e").replace("-", " "),) if number % 4 == 0 else (),
            ),
        )


def _lines(chosen: random.Random, people: dict[str, Person], size: int) -> Iterator[str]:
    """Lines of notes, in all so many bytes or a little more."""
    written = 0
    while written < size:
        kind = chosen.random()
        line = _sentence(chosen, people)
        if kind < 0.2:
            line = f"- {line}"
        elif kind < 0.3:
            line = f"  - {line}"
        elif kind < 0.33:
            line = f"> {line}"
        elif kind < 0.36:
            line = f"[20:{chosen.randint(10, 59)}] {line} @@20:13"
        elif kind < 0.39:
            line = ""
        written += len(line.encode()) + 1
        yield line


def _sentence(chosen: random.Random, people: dict[str, Person]) -> str:
    kind = chosen.random()
    words = _HANGUL if kind < 0.1 else _SPANISH if kind < 0.2 else _FRENCH
    said = chosen.choices(words.split(), k=chosen.randint(4, 24))
    if chosen.random() < 0.3:
        person = people[chosen.choice([*people])]
        said.insert(chosen.randrange(len(said)), chosen.choice((person.name, person.organisation)))
    return " ".join(said)
