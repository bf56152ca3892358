"""Session values of every sort, for properties: any text that can stand behind the door."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any, TypeVar, cast

from hypothesis import strategies as st

from gsef_tui.model.clean import clean, clean_line
from gsef_tui.model.kinds import ANSWERS, CLOSING, EXCHANGES, NOTES, PICTURES, TEXT, Kind
from gsef_tui.model.session import (
    NOBODY,
    Closing,
    Exchange,
    Fact,
    FreeText,
    Person,
    Screenshot,
    SectionValue,
    Session,
)
from gsef_tui.model.template import RESERVED_IDS
from gsef_tui.storage.shapes import is_empty
from gsef_tui.storage.templates import require_template

GSEF = require_template("gsef")

V = TypeVar("V")

# What has a meaning somewhere: in TOML, Markdown, HTML, a terminal, or to the eye alone.
MARKS = "\"'\\#[]{}=.,:;_*>-+|`<&\n\t \u00a0\u202f\u00ad\u200d\u2066\ufeff\u0301"
ODD = [
    '"""',
    "'''",
    "\\u0041",
    "\n\n",
    "- ",
    "1. ",
    "[people.BA]",
    "한국어",
    "👩\u200d🌾",
    "→",
    *MARKS,
]
PLAIN = st.sampled_from(["Béatrice", "économie", "l'ESS", "Ñandú", "김민수", "3^e", "2009", "ex :"])

texts = st.lists(
    st.one_of(st.sampled_from(ODD), PLAIN, st.characters(exclude_categories=["Cs"])), max_size=12
).map(lambda parts: clean("".join(parts)))
"""Any text that can stand behind the door, of several lines too."""

lines = texts.map(clean_line)
"""Any text of one line."""

codes = st.one_of(st.sampled_from(["BA", "KO", "KOS", "MS", "X1", "김"]), st.just(NOBODY))
ids = st.integers(1, 9).map(lambda n: f"i{n}")
notes = st.dictionaries(codes, texts, max_size=4)


def _unknown_keys(known: set[str]) -> st.SearchStrategy[dict[str, Any]]:
    # A file of a newer version, or of a hand: whatever TOML can say, under keys not known here.
    keys = st.sampled_from(["seat", "mood", "later", "a b", "e-mail", "한"]) | lines
    plain = (
        texts
        | st.booleans()
        | st.integers(-(2**63), 2**63 - 1)
        | st.floats(allow_nan=False)
        | st.dates()
        | st.times()
        | st.datetimes()
    )
    values = st.recursive(
        plain,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
        max_leaves=5,
    )
    mostly_none = st.dictionaries(keys.filter(lambda key: key not in known), values, max_size=2)
    return st.one_of(st.just({}), mostly_none)


def _fields(kind: type) -> set[str]:
    return set(cast(Any, kind).__struct_fields__) | {"moderator"}


people = st.builds(
    Person,
    role=st.sampled_from(["", "moderator", "speaker", "audience", "guest"]),
    name=texts,
    organisation=texts,
    country=texts,
    position=texts,
    also=st.lists(lines, max_size=2).map(tuple),
    absent=st.booleans(),
    extra=_unknown_keys(_fields(Person)),
)
exchanges = st.builds(
    Exchange,
    question=texts,
    asked_by=codes | lines,
    answers=notes,
    extra=_unknown_keys(_fields(Exchange)),
)
screenshots = st.builds(
    Screenshot,
    file=lines,
    caption=texts,
    alt=texts,
    extra=_unknown_keys(_fields(Screenshot)),
)
closings = st.builds(
    Closing, summary=texts, remarks=notes, extra=_unknown_keys(_fields(Closing) - {"summary"})
)
free_texts = st.builds(FreeText, text=texts, extra=_unknown_keys(_fields(FreeText)))

VALUES: Mapping[Kind, st.SearchStrategy[Any]] = {
    NOTES: notes,
    ANSWERS: notes,
    EXCHANGES: st.dictionaries(ids, exchanges, max_size=3),
    PICTURES: st.dictionaries(ids, screenshots, max_size=3),
    CLOSING: closings,
    TEXT: free_texts,
}

_facts: Mapping[str, st.SearchStrategy[Fact]] = {
    "title": texts,
    "type": texts | st.just("Atelier"),
    "spoken": st.sampled_from(["Français", "Korean", "Wolof"]),
    "date": st.dates() | texts,
    "starts": st.times() | texts,
    "ends": st.times().map(lambda hour: hour.replace(microsecond=0)) | texts,
    "time_zone": st.sampled_from(["Asia/Seoul", "Africa/Abidjan", "nowhere"]),
    "questions": st.lists(lines, max_size=3).map(tuple),
    "recording_starts": st.times(),
}
_forum: Mapping[str, st.SearchStrategy[Fact]] = {
    "theme": texts,
    "name": texts,
    "first_day": st.dates() | st.just(date(2021, 10, 4)),
    "last_day": st.dates() | st.just("le 8 octobre"),
    "opens": st.just(time(9, 30)),
}


def _some(values: Mapping[str, st.SearchStrategy[V]]) -> st.SearchStrategy[dict[str, V]]:
    return st.fixed_dictionaries({}, optional=dict(values))


def _sections() -> st.SearchStrategy[dict[str, SectionValue]]:
    values = {s.id: VALUES[s.kind] for s in GSEF.all_sections if s.kind in VALUES}
    return _some(values).map(lambda some: {k: v for k, v in some.items() if not is_empty(v)})


def _extra() -> st.SearchStrategy[dict[str, Any]]:
    known = {section.id for section in GSEF.all_sections} | set(RESERVED_IDS)
    later = {"ideas": st.just({"i1": {"text": "à creuser", "by": "BA", "at": time(20, 15)}})}
    return st.tuples(_unknown_keys(known), _some(later)).map(lambda both: both[0] | both[1])


sessions: st.SearchStrategy[Session] = st.builds(
    Session,
    template=st.just(GSEF),
    language=st.sampled_from(GSEF.languages),
    forum=_some(_forum),
    facts=_some(_facts),
    people=st.dictionaries(codes, people, max_size=4),
    sections=_sections(),
    extra=_extra(),
    id=st.sampled_from(["", "9f2c61d0b7a3e845"]),
)
"""A session of the forum's template, with whatever a file may say besides. No section is empty:
an empty one is absent from the file."""
