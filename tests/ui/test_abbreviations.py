"""Abbreviations where you type: what comes of them, and one undo brings back what was typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets.text_area import Document

from gsef_tui.capture.abbreviations import Abbreviation

from .hand import Hand, at_work

ESS = "économie sociale et solidaire"
NOTE = "presentations.KM"


@pytest.fixture(autouse=True)
def lists(folder: Path, cantines: Path) -> None:
    """A session's list, one's own, and what is turned on."""
    text = cantines.read_text(encoding="utf-8")
    cantines.write_text(f'{text}\n[expansions]\ness = "{ESS}"\n', encoding="utf-8")
    config = folder.parent / "config"
    config.mkdir()
    settings = 'typing = ["arrows", "quotes"]\n[expansions]\nrte = "réseau"\n'
    (config / "config.toml").write_text(settings, encoding="utf-8")


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("l';ess est", f"l'{ESS} est"),
        (";Ess, oui", "Économie sociale et solidaire, oui"),
        (";rte.", "réseau."),
        (";lt dit", "Lucía Torres dit"),
        (";;LT ", "Cocina Común "),
        (";km ", "김민수 "),
        ("- ;ess\nun", f"- {ESS}\n- un"),
        ("> ;ess\nun", f"> {ESS}\n> un"),
        ("un ;inconnu ici", "un ;inconnu ici"),
        ("un;ess ici", "un;ess ici"),
        ("a -> b <<c>>.", "a → b «c»."),
        (";ess ;ess ", f"{ESS} {ESS} "),
    ],
)
async def test_keys_in_one_burst(folder: Path, cantines: Path, keys: str, text: str) -> None:
    async with at_work(folder, cantines, NOTE) as hand:
        await hand.type(keys)
        assert hand.text(NOTE) == hand.area.text == text
        assert (await hand.on_disk()).notes("presentations")["KM"] == text


@pytest.mark.parametrize("keys", ["un ;ess ", "un ;ess.", "- ;ess\n", "un -> ", "dit <<o", ";lt "])
async def test_one_undo_gives_back_what_was_typed(folder: Path, cantines: Path, keys: str) -> None:
    as_typed = keys.replace("- ;ess\n", "- ;ess\n- ")
    async with at_work(folder, cantines, NOTE) as hand:
        await hand.type(keys)
        whole = hand.area.text
        assert whole != as_typed
        await hand.press("ctrl+z")
        assert hand.text(NOTE) == hand.area.text == as_typed
        assert hand.area.cursor_offset_in_text == len(as_typed)
        await hand.type("x ")
        assert hand.text(NOTE) == f"{as_typed}x "
        await hand.press("ctrl+z")
        assert hand.text(NOTE) == as_typed
        while hand.text(NOTE):
            await hand.press("ctrl+z")
        for _ in range(9):
            await hand.press("ctrl+y")
        assert hand.text(NOTE) == f"{as_typed}x "


async def test_a_second_undo_goes_on_as_usual_and_redo_comes_back(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, NOTE) as hand:
        await hand.type("un ;ess deux")
        assert hand.text(NOTE) == f"un {ESS} deux"
        await hand.press("ctrl+z")
        assert hand.text(NOTE) == f"un {ESS} "
        await hand.press("ctrl+z")
        assert hand.text(NOTE) == "un ;ess "
        await hand.press("ctrl+z")
        assert hand.text(NOTE) == ""
        await hand.press("ctrl+y", "ctrl+y", "ctrl+y")
        assert hand.text(NOTE) == hand.area.text == f"un {ESS} deux"


async def test_what_came_back_stays_though_its_space_is_typed_again(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, NOTE) as hand:
        await hand.type(";ess ")
        await hand.press("ctrl+z", "backspace")
        await hand.type(" .")
        assert hand.text(NOTE) == ";ess ."


async def test_a_slip_taken_back_letter_by_letter_is_no_hindrance(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, NOTE) as hand:
        await hand.type("un ;esz")
        await hand.press("backspace")
        await hand.type("s ")
        assert hand.text(NOTE) == f"un {ESS} "


async def test_what_is_pasted_or_stood_there_before_is_never_touched(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, NOTE) as hand:
        await hand.paste(";ess ->")
        await hand.type(" ")
        assert hand.text(NOTE) == ";ess -> "
        await hand.paste(";ess")
        await hand.type(".")
        await hand.paste(";e")
        await hand.type("ss ")
        assert hand.text(NOTE) == ";ess -> ;ess.;ess "
        await hand.press("home", *["right"] * 4)
        await hand.type(",")
        assert hand.text(NOTE) == ";ess, -> ;ess.;ess "


async def test_a_pasted_form_in_the_place_of_a_typed_one(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, NOTE) as hand:
        await hand.type(";rte")
        await hand.press("home")
        await hand.paste(";ess")
        await hand.press(*["delete"] * 4)
        await hand.type(" ")
        assert hand.text(NOTE) == ";ess "


@pytest.mark.slow
async def test_in_questions_and_answers_of_the_public(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "exchanges") as hand:
        await hand.type(";ess ou non")
        await hand.press("tab")
        await hand.type("selon ;lt")
        await hand.press("enter")
        exchange = hand.session.exchanges("exchanges")["q1"]
        assert exchange.question == f"{ESS} ou non"
        assert exchange.asked_by == "selon Lucía Torres"
        await hand.press("ctrl+z")
        assert hand.session.exchanges("exchanges")["q1"].asked_by == "selon ;lt"


@pytest.mark.slow
async def test_in_a_person_s_line_it_is_an_act_of_its_own(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "participants") as hand:
        await hand.type("Bo Li, ;ess (Chine)")
        assert hand.session.people["BL"].organisation == ESS
        await hand.press("ctrl+z")
        assert hand.session.people["BL"].organisation == ESS
        await hand.press("ctrl+z")
        assert hand.session.people["BL"].organisation == ";ess"
        await hand.press("ctrl+z")
        assert "BL" not in hand.session.people


async def test_in_the_one_line(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, NOTE) as hand:
        await hand.press("f4")
        await hand.type("LT: la ;ess ")
        assert hand.area.text == f"LT: la {ESS} "
        await hand.press("ctrl+z")
        assert hand.area.text == "LT: la ;ess "
        assert hand.text("presentations.LT") == "- une cuisine"
        await hand.type("x, ;ess")
        await hand.press("enter")
        assert hand.text("presentations.LT") == f"- une cuisine\nla ;ess x, {ESS}"


async def test_escape_makes_every_text_reach_the_notes_unchanged(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, NOTE) as hand:
        await hand.press("f4")
        await hand.type("\\ ;ess -> ;lt\n")
        assert hand.text(NOTE) == ";ess -> ;lt"


async def test_a_correction_may_have_the_sign_for_its_delimiter(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, NOTE) as hand:
        await hand.press("f4")
        await hand.type("ess ici\n")
        await hand.type("s;ess;rte;\n")
        assert hand.text(NOTE) == "rte ici"


async def test_a_known_form_is_told_in_the_footer_and_an_unknown_is_not(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, NOTE) as hand:
        keys = hand.footer
        await hand.type("un ;es")
        assert hand.footer == keys
        await hand.type("s")
        assert hand.footer == f";ess → {ESS}"
        await hand.type(" ")
        assert hand.footer == keys
        await hand.type(";inconnu")
        assert hand.footer == keys
        await hand.press("f4")
        await hand.type("un ;ess\n")
        assert hand.footer == keys


@pytest.mark.slow
async def test_a_person_renamed_meanwhile_is_the_one_who_is_named(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, NOTE) as hand:
        await hand.type(";lt ")
        await hand.press("f4")
        await hand.type("LT = Ana Lima, Rede (Brasil)\n")
        await hand.press("f4")
        await hand.type(";lt ")
        assert hand.text(NOTE) == "Lucía Torres Ana Lima "


async def test_no_key_joins_the_text(
    folder: Path, cantines: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(folder, cantines, NOTE) as hand:
        await hand.type("un\ndeux\n")
        joined: list[str] = []
        plain = Document.text

        def text(document: Document) -> str:
            joined.append("a text")
            return str(plain.fget(document))  # type: ignore[attr-defined]

        monkeypatch.setattr(Document, "text", property(text))
        await hand.type("trois ;ess ;inconnu a -> b\n")
        assert joined == []


async def test_the_table_is_made_once_however_much_is_typed(
    folder: Path, cantines: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_work(folder, cantines, NOTE) as hand:
        made = _counted(hand, monkeypatch)
        await hand.type("des mots sans rien ; et encore, puis\n")
        assert made == [], "nothing is looked up where there is no sign"
        await hand.type(";ess ;rte ;inconnu ;ess.")
        assert len(made) == 1


def _counted(hand: Hand, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    made: list[int] = []
    plain = hand.opened.abbreviations.all

    def counted() -> list[Abbreviation]:
        made.append(1)
        return plain()

    monkeypatch.setattr(hand.opened.abbreviations, "all", counted)
    return made
