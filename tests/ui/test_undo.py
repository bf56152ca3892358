"""One order of undo over everything done in a sitting; the view goes where an act was."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from msgspec.structs import replace

from gsef_tui.model.people import parse_person
from gsef_tui.model.session import Person, Session
from gsef_tui.storage.documents import open_document
from gsef_tui.storage.shapes import is_empty
from gsef_tui.ui.panes.facts import LANGUAGE
from gsef_tui.ui.panes.form import FormPane
from gsef_tui.ui.panes.note import NotePane
from gsef_tui.ui.panes.people import PeoplePane

from .hand import Hand, at_work


async def undo_all(hand: Hand) -> int:
    """Take everything back; how many acts there were."""
    for acts in range(200):
        await hand.press("ctrl+z")
        if "Nothing to undo" in hand.footer:
            return acts
    raise AssertionError("undo has no end")


async def redo_all(hand: Hand) -> None:
    """Do everything again."""
    for _ in range(200):
        await hand.press("ctrl+y")
        if "Nothing to redo" in hand.footer:
            return
    raise AssertionError("redo has no end")


def assert_screen_is_true(hand: Hand) -> None:
    """The texts that are shown are the session's own."""
    pane = hand.notes.panes.current
    if isinstance(pane, NotePane) and pane.area is not None:
        assert pane.area.text == hand.opened.text(pane.here)
    if isinstance(pane, FormPane):
        # A field that was emptied stays till one goes on: nothing moves under the hands.
        shown = [(field.spec.key, field.spec.place) for field in pane.fields if field.area.text]
        specs = [(spec.key, spec.place) for spec in pane.specs() if pane.text_of(spec)]
        assert [each for each in shown if each[0] != LANGUAGE] == [
            each for each in specs if each[0] != LANGUAGE
        ]
        for field in pane.fields:
            if isinstance(pane, PeoplePane):  # a line stays as it was typed
                person = parse_person(field.area.text, hand.opened.template)
                code = field.spec.place.key if field.spec.place else ""
                kept = hand.session.people.get(code, Person())
                assert (person.name, person.country) == (kept.name, kept.country)
            elif field.spec.key != LANGUAGE:  # half a language is none
                assert field.area.text == pane.text_of(field.spec)


def whole(session: Session) -> str:
    """All that a session holds, with every order that means something; its id is no act's."""
    held = {key: value for key, value in session.sections.items() if not is_empty(value)}
    return repr(replace(session, id="", sections=dict(sorted(held.items()))))


@pytest.mark.slow
async def test_each_act_is_taken_back_where_it_was(folder: Path, cantines: Path) -> None:
    first = open_document(cantines).session
    async with at_work(folder, cantines, "presentations.LT") as hand:
        values, places = [whole(first)], []

        def done(place: str) -> None:
            assert whole(hand.session) != values[-1]
            assert hand.here == place
            values.append(whole(hand.session))
            places.append(hand.here)

        await hand.type(" et demie")
        done("presentations.LT")
        await hand.press("f3", "2")
        await hand.type("deux")
        done("presentations.KM")
        await hand.press("f3")
        await hand.type("parti")
        await hand.press("enter")
        await hand.type("Bo Li")
        done("participants.BL")
        await hand.command("remove")
        done("participants")
        await hand.press("f3", "right", "left", "1")
        await hand.command("change code")
        await hand.type("zz")
        await hand.press("enter")
        done("presentations.ZZ")
        await hand.command("move down")
        done("presentations.ZZ")
        await hand.command("merge with")
        await hand.type("km")
        await hand.press("enter")
        done("presentations.KM")
        await hand.command("absent")
        done("presentations.KM")
        await hand.command("change role")
        done("presentations.KM")
        await hand.press("f3")
        await hand.type("pub")
        await hand.press("enter")
        await hand.type("Où ?")
        done("exchanges.q1")

        for value, place in zip(reversed(values[:-1]), reversed(places), strict=True):
            assert whole(hand.session) != value
            await hand.press("ctrl+z")
            assert whole(hand.session) == value
            assert hand.notes.here.section == place.partition(".")[0]
            assert_screen_is_true(hand)
        assert whole(await hand.on_disk()) == values[0]
        await hand.press("ctrl+z")
        assert "Nothing to undo" in hand.footer
        for value, place in zip(values[1:], places, strict=True):
            await hand.press("ctrl+y")
            assert whole(hand.session) == value
            assert hand.notes.here.section == place.partition(".")[0]
            assert_screen_is_true(hand)
        assert whole(await hand.on_disk()) == whole(hand.session)


async def test_a_batch_goes_back_as_one_thing(folder: Path, cantines: Path) -> None:
    """A word at a time would be too little, a page too much: a line is what one takes back."""
    async with at_work(folder, cantines, "unfiled") as hand:
        await hand.type(" à tous\nUn lien")
        await hand.paste(" https://example.org")
        assert hand.text("unfiled") == "Bonjour à tous\nUn lien https://example.org"
        await hand.press("ctrl+z")
        assert hand.text("unfiled") == "Bonjour à tous\nUn lien"
        await hand.press("ctrl+z")
        assert hand.text("unfiled") in ("Bonjour à tous\n", "Bonjour à tous")
        await hand.press("ctrl+y", "ctrl+y")
        assert hand.text("unfiled") == "Bonjour à tous\nUn lien https://example.org"
        assert hand.area.cursor_offset_in_text == len(hand.area.text)


async def test_something_new_ends_what_can_be_redone(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "unfiled") as hand:
        await hand.type(" un")
        await hand.press("ctrl+z")
        await hand.type(" deux")
        await hand.press("ctrl+y")
        assert "Nothing to redo" in hand.footer
        assert hand.text("unfiled") == "Bonjour deux"


KEYS = (
    *"aé -1>12",
    *("enter", "enter", "backspace", "delete", "tab", "shift+tab", "escape", "f3", "f6"),
    *("left", "right", "up", "down", "home", "end", "shift+left", "shift+up"),
    *("ctrl+w", "ctrl+u", "ctrl+k", "ctrl+x", "ctrl+v", "ctrl+z", "ctrl+y"),
    *("ctrl+down", "ctrl+up"),
)
COMMANDS = ["move_up", "move_down", "absent", "change_role", "remove", "language", "person"]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
async def test_whatever_is_done_can_be_taken_back_and_done_again(
    folder: Path, cantines: Path, seed: int
) -> None:
    """Keys and commands at random (the seed is in the test's name), then all of it undone."""
    chance = random.Random(seed)
    first = open_document(cantines).session
    start = chance.choice(["participants", "exchanges", "facts", "presentations.LT", "unfiled"])
    async with at_work(folder, cantines, start) as hand:
        for _ in range(20):
            if chance.random() < 0.25:
                await hand.screen.run_command(chance.choice(COMMANDS))
                await hand.settle()
            await hand.burst(chance.choices(KEYS, k=chance.randrange(1, 6)))
            assert_screen_is_true(hand)
        await hand.press("escape")
        await redo_all(hand)
        last = whole(hand.session)
        await undo_all(hand)
        assert whole(hand.session) == whole(first)
        assert_screen_is_true(hand)
        await redo_all(hand)
        assert whole(hand.session) == last
        assert_screen_is_true(hand)
        assert whole(await hand.on_disk()) == whole(hand.session)


async def test_what_was_taken_back_and_where_is_shown(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "unfiled") as hand:
        await hand.type(" à tous")
        await hand.press("f3", "2")
        await hand.press("ctrl+z")
        assert hand.here == "unfiled"
        assert "Undone: “à tous” taken out · À classer" in hand.footer
        await hand.press("ctrl+y")
        assert "Redone: “à tous” put back · À classer" in hand.footer
        await hand.type("!")
        assert hand.text("unfiled") == "Bonjour à tous!"
