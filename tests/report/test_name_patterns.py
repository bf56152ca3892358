"""Names are found in one pass, in every spelling of the fold."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gsef_tui.model.folding import fold
from gsef_tui.model.session import Exchange, FreeText, Person, Session
from gsef_tui.report.anonymous import anonymous
from gsef_tui.report.formats import FORMATS
from gsef_tui.report.left_words import left_words
from gsef_tui.report.name_patterns import Named, NameFinder, replacing
from gsef_tui.report.render import ReportRequest, render_report
from gsef_tui.storage.templates import require_template
from tests.large import large_session

GSEF = require_template("gsef")

# -- any name, in any spelling --------------------------------------------------------------------

LETTERS = "abcdefghijklmnopqrstuvwxyzéèâïõüçñğłøđħœæßþðþşžı"
FULL_WIDTH = {c: chr(ord(c) + 0xFEE0) for c in map(chr, range(0x21, 0x7F))}
WITHOUT = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "œ": "oe", "æ": "ae", "ß": "ss",
                         "þ": "th", "ð": "d", "ı": "i"})  # fmt: skip
JOINED = ("oe", "œ"), ("ae", "æ"), ("ss", "ß"), ("fi", "\ufb01"), ("fl", "\ufb02")
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202c\u2066\u2069\ufe0f\u034f"
SPACES = "\u00a0\u202f\u2009\u2003\u3000 \n\t"
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d-"
APOSTROPHES = "’‘ʼ′´`＇"

Change = Callable[[str, st.DataObject], str]


def any_of(signs: str, others: str) -> Change:
    return lambda text, data: "".join(
        data.draw(st.sampled_from(others)) if sign in signs else sign for sign in text
    )


def with_invisible(text: str, data: st.DataObject) -> str:
    at = data.draw(st.integers(1, max(1, len(text) - 1)))
    return text[:at] + data.draw(st.sampled_from(INVISIBLE)) + text[at:]


def in_other_order(text: str, data: st.DataObject) -> str:
    return " ".join(data.draw(st.permutations(text.split())))


def with_emphasis(text: str, data: st.DataObject) -> str:
    words = text.split()
    at = data.draw(st.integers(0, len(words) - 1))
    return " ".join(f"**{word}**" if n == at else word for n, word in enumerate(words))


def bare(text: str, data: st.DataObject) -> str:
    apart = unicodedata.normalize("NFD", text)
    return "".join(c for c in apart if not unicodedata.combining(c)).translate(WITHOUT)


def with_ligatures(text: str, data: st.DataObject) -> str:
    for two, one in JOINED:
        text = text.replace(two, one)
    return text


CHANGES: list[Change] = [
    lambda text, data: text.upper(),
    lambda text, data: text.lower(),
    lambda text, data: unicodedata.normalize("NFD", text),
    lambda text, data: unicodedata.normalize("NFC", text),
    lambda text, data: "".join(FULL_WIDTH.get(c, c) if c.isalpha() else c for c in text),
    bare,
    with_ligatures,
    with_invisible,
    with_emphasis,
    in_other_order,
    any_of(" ", SPACES),
    any_of("-", DASHES),
    any_of("'", APOSTROPHES),
]

words = st.text(st.sampled_from(LETTERS), min_size=3, max_size=8).map(str.capitalize)
parts = st.one_of(
    words,
    st.tuples(words, words).map("-".join),
    words.map(lambda word: f"N'{word}"),
)
names = st.lists(parts, min_size=2, max_size=4).map(" ".join)
hangul = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=3, max_size=4)


def note_of(name: str, text: str) -> str:
    people = {"ZZ": Person(role="speaker", name=name)}
    session = Session(template=GSEF, people=people, sections={"presentations": {"ZZ": text}})
    return anonymous(session).session.notes("presentations")["P1"]


@given(names, st.lists(st.sampled_from(CHANGES), max_size=6), st.data())
def test_no_name_is_left_however_it_is_written(
    name: str, changes: list[Change], data: st.DataObject
) -> None:
    written = name
    for change in changes:
        written = change(written, data)
    said = note_of(name, f"selon {written}, oui")
    assert fold(said.replace("*", "")) == "selon intervenant(e) 1, oui"


@given(hangul, st.sampled_from(["", " ", "\u00a0", "\u00ad"]), st.booleans())
def test_no_korean_name_is_left_in_any_spacing(name: str, space: str, apart: bool) -> None:
    written = name[0] + space + name[1:]
    if apart:
        written = unicodedata.normalize("NFD", written)
    assert note_of(name, f"그리고 {written}는 말했다") == "그리고 Intervenant(e) 1는 말했다"


@pytest.mark.parametrize("format_id", [each.id for each in FORMATS if each.id != "pdf"])
def test_no_format_has_a_name_in_it(format_id: str) -> None:
    format = next(each for each in FORMATS if each.id == format_id)
    spellings = ["Łucja Ørsted-Bâ", "ORSTED BA Lucja", "lucja.orsted@x.org", "L. Ørsted\u2011Bâ"]
    text = "\n".join(f"- selon {each}, oui" for each in spellings)
    session = Session(
        template=GSEF,
        facts={"title": spellings[1], "questions": (spellings[0],)},
        people={"ŁØ": Person(role="speaker", name="Łucja Ørsted-Bâ")},
        sections={
            "presentations": {"ŁØ": text},
            "exchanges": {"q1": Exchange(text, "Lucja Ørsted-Bâ", {"ŁØ": text})},
            "unfiled": FreeText(text),
        },
    )
    data = render_report(session, format, ReportRequest(anonymous=True), lambda _: None).data
    for written in (text.encode() for text in ("Łucja", "Lucja", "lucja", "rsted", "RSTED")):
        assert written not in unpacked(data)


def unpacked(data: bytes) -> bytes:
    """The content of a file; of a package, that of every file in it."""
    import io
    import zipfile

    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return b"".join(name.encode() + unpacked(package.read(name)) for name in package.namelist())


# -- single words ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("Bâ, BA et ba", ["Bâ", "BA"]),
        ("iriarte ; TOMÁS", ["iriarte", "TOMÁS"]),
        ("Ok-ja dit", ["Ok", "ja"]),
        ("Ville, ville, Lyon, de", ["Ville", "Lyon"]),
        ("민수는", ["민수"]),
        ("A.B. et T. I., pas A.C.", ["A.B.", "T. I."]),
        ("Iriartes, Kimono", ["Iriartes"]),
        ("Min-su Kim dit", ["Min-su Kim", "Kim"]),
        ("김옥자는 말했다", ["김옥자"]),
        ("rien", []),
    ],
)
def test_single_words_of_names_are_listed(text: str, listed: list[str]) -> None:
    people = ["Awa Bâ", "Tomás Iriarte", "Kim Ok-ja", "김민수"]
    assert left_words(people, ["Ville de Lyon"])(text) == [word for word in listed if word != "ja"]


# -- in one pass ----------------------------------------------------------------------------------


def test_of_two_names_at_one_place_the_longer_one_counts() -> None:
    change = replacing([Named("Ana", "1"), Named("Ana Mir", "2"), Named("아나", "3")])
    assert change("Ana Mir, Ana Mira, ANA, 아나는") == "2, 1 Mira, 1, 3는"


def test_what_may_be_two_people_is_nobody_s() -> None:
    named = [Named("Awa Bâ", "1", is_person=True), Named("Oumar Bâ", "2", is_person=True)]
    assert replacing(named)("Mme Bâ, A. Bâ, Awa Bâ et Bâ Oumar") == "[…], 1, 1 et 2"


@pytest.mark.parametrize(
    "text", ["la rose blanche", "Rose pâle", "annabelle", "Pierre est là", "D'Anne"]
)
def test_ordinary_words_stay(text: str) -> None:
    people = ["Rose Marie Blanche", "Anna Belle", "Jean Pierre", "Anne Dorval"]
    named = [Named(name, f"<{n}>", is_person=True) for n, name in enumerate(people)]
    assert replacing(named)(text) == ("<1>" if text == "annabelle" else text)


def tried(people: int, text: str) -> int:
    session = large_session(people, 0, 0)
    finder = NameFinder(Named(p.name, "x", is_person=True) for p in session.people.values())
    assert len([*finder.find(text)]) == text.count("Awa")
    return finder.tried


def test_more_names_are_no_more_work_where_the_text_does_not_begin_as_they_do() -> None:
    """The text has one name of the first ten in a hundred words."""
    name = next(iter(large_session(10, 0, 0).people.values())).name
    assert name.startswith("Awa")
    text = ("les voisins achètent ensemble " * 25 + name + ". ") * 20
    assert tried(10, text) == tried(600, text) == 20


def test_two_equal_names_have_the_first_replacement() -> None:
    assert replacing([Named("Łucja", "1"), Named("LUCJA", "2")])("lucja") == "1"


@pytest.mark.slow
def test_a_name_of_very_many_words_is_found_as_it_stands() -> None:
    """Every order of so many words would take minutes."""
    name = " ".join(f"Mot{chr(97 + n % 26)}{n}" for n in range(20_000))
    assert note_of(name, f"selon {name}, oui") == "selon Intervenant(e) 1, oui"
