"""People: typed once, on a line, and changed everywhere at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from gsef_tui.model.people import person_line

from .hand import Hand, at_work


async def test_a_line_is_taken_apart_while_it_is_typed(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "participants") as hand:
        await hand.type("B")
        assert list(hand.session.people)[-1].startswith("B")
        await hand.type("o Li")
        assert list(hand.session.people)[-1] == "BL"
        await hand.type(", Riz commun, Vietnam")
        person = hand.session.people["BL"]
        assert (person.name, person.organisation, person.country, person.role) == (
            "Bo Li", "Riz commun", "Vietnam", "speaker",
        )  # fmt: skip
        assert "→ BL Bo Li · Riz commun · Vietnam · speaker" in hand.seen
        assert (await hand.on_disk()).people["BL"] == person


@pytest.mark.slow
async def test_the_code_follows_the_name_until_something_refers_to_it(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, "participants") as hand:
        await hand.type("Modératrice : Bo Li")
        assert hand.session.people["BL"].role == "moderator"
        await hand.press("enter", "up")
        assert hand.here == "participants.BL"
        await hand.type(" Tran")
        assert hand.session.people["BT"].name == "Bo Li Tran"
        assert hand.here == "participants.BT"
        await hand.command("presentations")


@pytest.mark.slow
async def test_several_pasted_lines_are_several_people(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "participants") as hand:
        await hand.paste("- Bo Li, Riz (Vietnam)\n- Ana Ruiz, Huerta (Perú)\n\n")
        assert list(hand.session.people)[3:5] == ["BL", "AR"]
        assert "people added" in hand.footer
        assert "→ AR Ana Ruiz · Huerta · Perú · speaker" in hand.seen
        await hand.type("Eva Sol")
        assert list((await hand.on_disk()).people)[-2:] == ["AR", "ES"]
        await hand.press("ctrl+z", "ctrl+z")
        assert list(hand.session.people) == ["AM", "LT", "KM"]


async def test_lines_pasted_after_a_name_leave_whose_line_it_was(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, "participants.LT") as hand:
        await hand.paste(", sede\nAna Ruiz, Huerta (Perú)")
        saved = await hand.on_disk()
        assert list(saved.people) == ["AM", "LT", "KM", "AR"]
        assert saved.people["LT"].name == "Lucía Torres"
        assert saved.people["LT"].organisation.endswith("sede")
        assert person_line(saved.people["LT"]) in hand.texts()


@pytest.mark.slow
async def test_a_line_that_was_emptied_is_nobody(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "participants") as hand:
        await hand.type("Bo")
        await hand.press("backspace", "backspace", "up")
        assert list((await hand.on_disk()).people) == ["AM", "LT", "KM"]


@pytest.mark.slow
async def test_the_fields_of_a_person(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        await hand.command("edit person")
        assert hand.here == "participants.LT.position"
        await hand.type("Directora")
        await hand.press("tab")
        await hand.type("Lucia Torres\nL. Torres")
        person = (await hand.on_disk()).people["LT"]
        assert person.position == "Directora"
        assert person.also == ("Lucia Torres", "L. Torres")
        await hand.press("shift+tab", "shift+tab", "shift+tab")
        assert hand.here == "participants.LT.organisation"


@pytest.mark.slow
async def test_a_code_is_changed_everywhere(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        await hand.command("change code")
        await hand.type("km")
        await hand.press("enter")
        assert "is already in use" in hand.seen
        await hand.press("ctrl+a", "ctrl+k")
        await hand.type("x1")
        await hand.press("enter")
        assert "are reserved" in hand.seen
        await hand.press("ctrl+a", "ctrl+k")
        await hand.type("lut")
        await hand.press("enter")
        assert hand.here == "presentations.LUT"
        saved = await hand.on_disk()
        assert list(saved.people) == ["AM", "LUT", "KM"]
        assert saved.notes("presentations") == {"LUT": "- une cuisine"}


@pytest.mark.slow
async def test_two_who_are_one(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.KM") as hand:
        await hand.type("deux")
        await hand.command("merge with")
        await hand.type("torres lucia")
        await hand.press("enter")
        saved = await hand.on_disk()
        assert list(saved.people) == ["AM", "LT"]
        assert saved.notes("presentations") == {"LT": "- une cuisine\ndeux"}
        assert hand.here == "presentations.LT"


@pytest.mark.slow
async def test_absent_role_and_removal(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        await hand.command("absent")
        assert hand.session.people["LT"].absent
        await hand.command("change role")
        assert hand.session.people["LT"].role == "audience"
        await hand.press("f3")
        await hand.type("parti")
        await hand.press("enter", "up", "up")
        assert hand.here == "participants.LT"
        await hand.command("remove")
        saved = await hand.on_disk()
        assert list(saved.people) == ["AM", "KM"]
        assert "LT" not in saved.notes("presentations")
        assert saved.text("unfiled") == "Bonjour\n\nLucía Torres (LT) :\n- une cuisine"


@pytest.mark.slow
async def test_the_order_of_people_is_moved(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "participants.KM") as hand:
        await hand.command("move up")
        assert list((await hand.on_disk()).people) == ["AM", "KM", "LT"]
        assert hand.here == "participants.KM"
        await hand.type(" (Corée)")
        assert (await hand.on_disk()).people["KM"].country == "Corée"


MAIL = """Modération : Mme Chloé Roy, déléguée générale, RTES (France)

Intervenants :
• Dr. Ana Arce – Présidente, Espoir Marocain de l'ESS et Environnementale (EMES), Maroc
• Prof. Léo Mir, Université des Champs-Bas (Côte d'Ivoire)
• María Núñez de la Sierra, Directora, Cooperativa Norte (Uruguay)
• 김하늘 (KIM Haneul), Seoul Sol Center / 서울솔센터, Corée du Sud
• M. Ugo BEA (OJV, Togo) - à confirmer
• Zoé Lys, Chantier de l'eau commune, Canada (10 min)
"""
READ = (
    "→ CR Chloé Roy · RTES · France · déléguée générale · moderator",
    "→ AA Ana Arce · Espoir Marocain de l'ESS et Environnementale (EMES) · Maroc · Présidente · "
    "speaker",
    "→ LM Léo Mir · Université des Champs-Bas · Côte d'Ivoire · speaker",
    "→ MS María Núñez de la Sierra · Cooperativa Norte · Uruguay · Directora · speaker",
    "→ GN 김하늘 · Seoul Sol Center / 서울솔센터 · Corée du Sud · KIM Haneul · speaker",
    "→ UB Ugo BEA · OJV · Togo · speaker",
    "→ ZL Zoé Lys · Chantier de l'eau commune · Canada · speaker",
)


@pytest.mark.slow
async def test_what_was_read_of_a_mail_is_seen_in_the_form_while_one_pastes(folder: Path) -> None:
    async with at_work(folder) as hand:
        await hand.press("ctrl+n")
        while "▌Participants" not in hand.seen:
            await hand.press("tab")
        await hand.paste(MAIL)
        for line in READ:
            assert line in read_beside_the_bar(hand)
        await hand.type("Ana (Sol), Bo")
        assert "→ AN Ana · Sol, Bo ? · speaker" in read_beside_the_bar(hand)
        assert "Ana (Sol), Bo" in hand.seen


def read_beside_the_bar(hand: Hand) -> str:
    """What is seen, word after word, without the scroll bar's column."""
    return " ".join(" ".join(row[:-1] for row in hand.rows()).split())


@pytest.mark.slow
async def test_what_was_read_of_a_mail_is_seen_among_the_participants(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, "participants") as hand:
        await hand.paste(MAIL)
        people = [*hand.session.people.values()][3:]
        assert [(p.role, p.name, p.country) for p in people] == [
            ("moderator", "Chloé Roy", "France"),
            ("speaker", "Ana Arce", "Maroc"),
            ("speaker", "Léo Mir", "Côte d'Ivoire"),
            ("speaker", "María Núñez de la Sierra", "Uruguay"),
            ("speaker", "김하늘", "Corée du Sud"),
            ("speaker", "Ugo BEA", "Togo"),
            ("speaker", "Zoé Lys", "Canada"),
        ]
        assert READ[-1].removesuffix(" · speaker") in hand.read
        assert "▌+" in hand.seen
        await hand.type("Ava Coy, Riz")
        assert "→ AC Ava Coy · Riz · speaker" in hand.read


async def test_a_speaker_who_is_named_as_somebody_there_is_that_person(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, "presentations.LT") as hand:
        await hand.press("f4")
        await hand.type("X1: après\n")
        assert "X1" in hand.session.people
        await hand.type("X1 = TORRES Lucia, Huerta")
        assert "→ X1 is 1 LT Lucía Torres, everywhere" in hand.read
        await hand.press("enter")
        saved = await hand.on_disk()
        assert list(saved.people) == ["AM", "LT", "KM"]
        assert saved.notes("presentations")["LT"] == "- une cuisine\naprès"


@pytest.mark.slow
async def test_a_line_that_names_somebody_there_joins_the_two_once_it_is_left(
    folder: Path, cantines: Path
) -> None:
    async with at_work(folder, cantines, "participants") as hand:
        await hand.type("Torres Lucia")
        assert len(hand.session.people) == 4
        await hand.press("up")
        assert list((await hand.on_disk()).people) == ["AM", "LT", "KM"]
        await hand.press("ctrl+z")
        assert len(hand.session.people) == 4
