"""How many keys twelve everyday acts take: ours replayed on the program, beside two other tools'.

``docs/keystrokes.md`` shows the table. What is pressed elsewhere is counted, not replayed.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from msgspec import Struct

from gsef_tui.model.session import Exchange, Person, Screenshot

from .hand import Hand, at_work
from .test_group_photo import taken

DOC = Path(__file__).parents[2] / "docs" / "keystrokes.md"
SESSION = '''format = 1
template = "gsef"
language = "fr"

[session]
title = "Les cantines du quartier"
date = 2031-10-04
starts = 20:00:00
ends = 21:30:00
time_zone = "Asia/Seoul"

[people]
AM = { role = "moderator", name = "Anne Mercier" }
LT = { role = "speaker", name = "Lucia Torres" }
KM = { role = "speaker", name = "Kofi Mensah" }
TI = { role = "speaker", name = "Tomas Iriarte" }
AD = { role = "speaker", name = "Awa Diallo" }
HV = { role = "speaker", name = "Helen Vidal" }

[presentations]
LT = """
Une cuisine pour quatre écoles
Deux fours, venus de Bogota
Le pain du quartier
Le midi, puis le soir
La ville prête la salle"""
KM = "Un jardin de @@20:31 mètres"
X1 = "Et l'eau ?"

[answers]
X1 = "Des baux longs"
'''
LINES = tuple(SESSION.split('"""')[1].strip().split("\n"))


class Act(Struct, frozen=True):
    """What somebody does, and the keys of it in three tools.

    Of keys ``⟨F4⟩`` is one with a name, ``{…}`` the words noted, which are not counted, all else
    what is typed to steer; ``{}`` is done by itself, and where there is no way it is empty.

    ``before``: keys that lead to where it begins, else one writes in the first speaker's notes.
    ``sees``: what one waits to see before the last key. ``holds`` says whether it was done.
    ``why``: why it cannot be done elsewhere, or why ours is not the shortest.
    """

    name: str
    ours: str
    document: str
    scribe: str
    holds: Callable[[Hand], bool | Awaitable[bool]]
    why: str = ""
    before: str = ""
    sees: str = ""


def notes(hand: Hand, code: str) -> list[str]:
    """The lines of somebody's presentation."""
    return hand.session.notes("presentations")[code].split("\n")


def at_the_end(hand: Hand, *more: str) -> bool:
    """Whether one is at the end of the first speaker's notes, which have got these lines more."""
    there = hand.here == "presentations.LT" and notes(hand, "LT") == [*LINES, *more]
    return there and hand.area.cursor_offset_in_text == len(hand.area.text)


def answers(hand: Hand, **those: str) -> bool:
    """Whether the one public question has these answers."""
    asked = hand.session.exchanges("exchanges")
    return asked == {"q1": Exchange("Et le soir ?", "Nadia, de Lyon", those)}


def is_named(hand: Hand) -> bool:
    """Whether nobody is X1 any more, anywhere."""
    session = hand.session
    return (
        "X1" not in session.people
        and session.people["BL"].name == "Bo Li"
        and session.notes("presentations")["BL"] == "Et l'eau ?"
        and dict(session.notes("answers")) == {"BL": "Des baux longs"}
        and at_the_end(hand)
    )


def is_corrected(hand: Hand) -> bool:
    """Whether the second line names another town, and one is back at the last."""
    return notes(hand, "LT") == [*LINES[:1], "Deux fours, venus de Bolivie", *LINES[2:]] and (
        hand.area.cursor_offset_in_text == len(hand.area.text)
    )


def has_photo(hand: Hand) -> bool:
    """Whether the group photo is there with its words."""
    present = "Anne Mercier, Lucia Torres, Kofi Mensah, Tomas Iriarte, Awa Diallo et Helen Vidal"
    shot = Screenshot("zoom_0.png", "Photo de groupe", f"Photo de groupe : {present}")
    return list(hand.session.screenshots("screenshots").values()) == [shot]


async def is_written(hand: Hand) -> bool:
    """Whether the report is on disk."""
    await hand.until(lambda: hand.notes.panel is None, "written")
    return zipfile.is_zipfile(hand.opened.path.with_name(f"{hand.opened.path.stem}-fr.docx"))


ASKED = "⟨F3⟩pub⟨Enter⟩{Et le soir ?}⟨Tab⟩{Nadia, de Lyon}⟨Tab⟩km: {Non}"
ACTS = (
    Act(
        "Another speaker begins, the fourth",
        ours="⟨F3⟩4{Un puits}",
        document="⟨Ctrl+F⟩awa⟨Esc⟩⟨↓⟩{Un puits}",
        scribe="ad: {Un puits}⟨Enter⟩",
        holds=lambda hand: hand.here == "presentations.AD" and notes(hand, "AD") == ["Un puits"],
    ),
    Act(
        "A sentence of somebody else, and back",
        ours="⟨F4⟩ti:{Pas chez nous}⟨Enter⟩⟨Esc⟩",
        document="⟨Ctrl+F⟩tom⟨Esc⟩⟨↓⟩{Pas chez nous}"
        "⟨Ctrl+Alt+P⟩⟨Ctrl+Alt+H⟩⟨Ctrl+Alt+P⟩⟨Ctrl+Alt+H⟩⟨↑⟩⟨End⟩",
        scribe="ti: {Pas chez nous}⟨Enter⟩",
        holds=lambda hand: notes(hand, "TI") == ["Pas chez nous"] and at_the_end(hand),
        why="In a log there is nothing to come back to. Of several such lines only the first has "
        "F4, only the last Esc.",
    ),
    Act(
        "A question from the floor, who asked, a speaker's answer",
        ours=ASKED,
        document="⟨Ctrl+F⟩per⟨Esc⟩⟨↓⟩{Et le soir ?}⟨Enter⟩{Nadia, de Lyon}⟨Enter⟩;km {Non}",
        scribe="{Nadia, de Lyon}: {Et le soir ?}⟨Enter⟩km: {Non}⟨Enter⟩",
        holds=lambda hand: answers(hand, KM="Non"),
        why="In a log a question is a line like any other, and only its neighbourhood says which "
        "answer is its own. Here four of the keys lead to the public questions; each further one "
        "is two Tabs away.",
    ),
    Act(
        "A second speaker adds to that answer",
        ours="⟨Tab⟩ad: {Si}",
        document="⟨Enter⟩;ad {Si}",
        scribe="ad: {Si}⟨Enter⟩",
        holds=lambda hand: answers(hand, KM="Non", AD="Si"),
        before=ASKED,
    ),
    Act(
        "A gap marked",
        ours="⟨Ctrl+L⟩",
        document="??",
        scribe="@@",
        holds=lambda hand: (
            re.fullmatch(r"@@\d\d:\d\d", notes(hand, "LT")[-1][len(LINES[-1]) :]) is not None
        ),
    ),
    Act(
        "A gap filled, in another speaker's notes",
        ours="⟨F7⟩{mille}",
        document="⟨Ctrl+F⟩??⟨Esc⟩{mille}",
        scribe="s/@@/{mille}⟨Enter⟩",
        holds=lambda hand: notes(hand, "KM") == ["Un jardin de mille mètres"],
    ),
    Act(
        "A name learnt late, put everywhere",
        ours="⟨F4⟩x1={Bo Li}⟨Enter⟩⟨Esc⟩",
        document="⟨Ctrl+H⟩x1⟨Tab⟩{Bo Li}⟨Replace all⟩⟨Esc⟩",
        scribe="s/X1/{Bo Li}/G⟨Enter⟩",
        holds=is_named,
    ),
    Act(
        "A word corrected three lines up, and back",
        ours="⟨↑⟩⟨↑⟩⟨↑⟩⟨End⟩⟨Ctrl+W⟩{Bolivie}⟨F3⟩1",
        document="⟨↑⟩⟨↑⟩⟨↑⟩⟨End⟩⟨Ctrl+Backspace⟩{Bolivie}⟨↓⟩⟨↓⟩⟨↓⟩⟨End⟩",
        scribe="s/Bogota/{Bolivie}⟨Enter⟩",
        holds=is_corrected,
    ),
    Act(
        "A group photo with caption and text for who cannot see it",
        ours="⟨F3⟩cap⟨Enter⟩⟨Enter⟩",
        document="⟨Ctrl+F⟩scr⟨Esc⟩⟨↓⟩⟨Alt+I⟩⟨Image⟩⟨Upload⟩⟨the file⟩⟨Enter⟩"
        "⟨Enter⟩Photo de groupe⟨↑⟩⟨Home⟩⟨Shift+→⟩⟨Ctrl+Alt+Y⟩Photo de groupe⟨Ctrl+Enter⟩",
        scribe="",
        holds=has_photo,
        why="a picture has to be on the web first, and cannot have a caption",
        sees="zoom_0.png",
    ),
    Act(
        "Somebody joins",
        ours="⟨F4⟩+ {Bo Li}⟨Enter⟩⟨Esc⟩",
        document="⟨Ctrl+F⟩vid⟨Ctrl+Shift+G⟩⟨Esc⟩⟨End⟩⟨Enter⟩{Bo Li}⟨Ctrl+F⟩kof⟨Esc⟩⟨↑⟩⟨End⟩",
        scribe="present+ {Bo Li}⟨Enter⟩",
        holds=lambda hand: (
            hand.session.people["BL"] == Person(role="speaker", name="Bo Li") and at_the_end(hand)
        ),
    ),
    Act(
        "A time stamp",
        ours="⟨F9⟩",
        document="[20:47]",
        scribe="{}",
        holds=lambda hand: (
            re.fullmatch(r"\[\d\d:\d\d\]", notes(hand, "LT")[-1][len(LINES[-1]) :]) is not None
        ),
        why="RRSAgent's log has the time of every line by itself.",
    ),
    Act(
        "Handing in",
        ours="⟨F5⟩⟨Enter⟩",
        document="⟨Alt+F⟩⟨Download⟩⟨DOCX⟩",
        scribe="rrsagent, draft minutes⟨Enter⟩",
        holds=is_written,
    ),
)
_PART = re.compile(r"⟨(?P<key>[^⟩]+)⟩|\{(?P<words>[^}]*)\}|(?P<typed>[^⟨{]+)")
_NAMES = {"↑": "up", "↓": "down", "Esc": "escape"}


def parts(keys: str) -> Iterator[tuple[str, str]]:
    """What a way of pressing keys is made of: ``key``, ``words`` and ``typed``, in order."""
    for match in _PART.finditer(keys):
        assert match.lastgroup
        yield match.lastgroup, match[match.lastgroup]


def pressed(keys: str) -> list[str]:
    """Each key by its name, the words' too."""
    found: list[str] = []
    for kind, text in parts(keys):
        found += [_NAMES.get(text, text.lower())] if kind == "key" else text
    return found


def steering(keys: str) -> int:
    """How many keys, but those of the words, which are the same in every tool."""
    return sum({"key": 1, "words": 0, "typed": len(text)}[kind] for kind, text in parts(keys))


def words(keys: str) -> list[str]:
    """The words noted, in whatever order a tool wants them."""
    return sorted(text for kind, text in parts(keys) if kind == "words" and text)


def counts(act: Act) -> list[int]:
    """Ours, the shared document's, the scribe's where it can be done there."""
    return [steering(keys) for keys in (act.ours, act.document, act.scribe) if keys]


# -- the doc ---------------------------------------------------------------------------------------


def shown(keys: str) -> str:
    """A way of pressing keys as the doc writes it."""

    def one(kind: str, text: str) -> str:
        if kind == "words":
            return "…" if text else "no key"
        return f"`{text.replace(' ', '␣')}`" if kind == "typed" else f"`{text}`"

    return " ".join(one(*part) for part in parts(keys))


def counts_table() -> str:
    """A row an act; the fewest keys are bold."""
    rows = ["| act | gsef-tui | shared document | W3C's scribe |", "|---|--:|--:|--:|"]
    for act in ACTS:
        least = min(counts(act))
        cells = [f"**{n}**" if n == least else str(n) for n in counts(act)]
        cells += ["–"] * (3 - len(cells))
        rows.append(f"| {act.name} | {' | '.join(cells)} |")
    return "\n".join(rows)


def shorter_list() -> str:
    """Where another tool needs fewer keys than ours, and why."""
    behind = [act for act in ACTS if counts(act)[0] > min(counts(act))]
    return "\n".join(f"- {act.name}. {act.why}" for act in behind)


def keys_table() -> str:
    """What is pressed for each."""
    rows = ["| act | gsef-tui | shared document | W3C's scribe |", "|---|---|---|---|"]
    for act in ACTS:
        scribe = shown(act.scribe) if act.scribe else f"–: {act.why}"
        rows.append(f"| {act.name} | {shown(act.ours)} | {shown(act.document)} | {scribe} |")
    return "\n".join(rows)


@pytest.mark.parametrize(
    ("mark", "made"),
    [("counts", counts_table()), ("shorter", shorter_list()), ("keys", keys_table())],
    ids=["counts", "shorter", "keys"],
)
def test_the_doc_says_what_is_counted(mark: str, made: str) -> None:
    text = DOC.read_text(encoding="utf-8")
    there = re.search(rf"<!-- {mark} -->\n(.*)\n<!-- /{mark} -->", text, re.DOTALL)
    assert there
    assert there[1] == made, f"between the comments belongs:\n{made}"


# -- the keys --------------------------------------------------------------------------------------


def test_the_same_words_are_noted_in_every_tool() -> None:
    for act in ACTS:
        ways = [keys for keys in (act.ours, act.document, act.scribe) if keys]
        assert all(words(keys) == words(act.ours) for keys in ways), act.name


def test_where_ours_is_not_the_shortest_or_there_is_no_way_it_is_said_why() -> None:
    for act in ACTS:
        best = all((act.ours, act.document, act.scribe)) and counts(act)[0] == min(counts(act))
        assert best or act.why, act.name


def test_a_chord_a_letter_and_a_space_are_one_key_each_and_words_none() -> None:
    assert steering("⟨F3⟩4{Un puits}") == 2
    assert steering("⟨Ctrl+Alt+P⟩ad: {Si}⟨Enter⟩") == 6
    assert pressed("⟨Esc⟩⟨↑⟩⟨Ctrl+L⟩a {é}") == ["escape", "up", "ctrl+l", "a", " ", "é"]


@pytest.mark.slow
@pytest.mark.parametrize("act", ACTS, ids=[act.name for act in ACTS])
async def test_the_keys_do_it(folder: Path, home: Path, act: Act) -> None:
    taken(home / "Documents" / "Zoom" / "2031-10-04 20.00.00" / "zoom_0.png", 84)
    path = folder / "2031-10-04-cantines.toml"
    path.write_text(SESSION, encoding="utf-8")
    async with at_work(folder, path, "presentations.LT") as hand:
        await hand.press(*pressed(act.before))
        *first, last = pressed(act.ours)
        await hand.press(*first)
        await hand.until(lambda: act.sees in hand.seen, act.sees)
        await hand.press(last)
        done = act.holds(hand)
        assert done if isinstance(done, bool) else await done
