"""An open session changes its template and back; nothing typed is lost."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from gsef_tui.storage.copies import CopyWriter
from gsef_tui.storage.folders import state_folder
from gsef_tui.storage.templates import require_template, template_source

from .hand import Hand, at_work


async def change(hand: Hand, template: str) -> None:
    await hand.screen.run_command("template")
    await hand.type(template)
    await hand.press("enter")


@pytest.mark.slow
async def test_it_changes_and_back_and_every_note_is_there(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "answers.LT") as hand:
        await hand.type("les voisins")
        before = hand.session
        old = hand.notes
        await change(hand, "igf")
        assert hand.notes is not old
        assert "Template: igf" in hand.footer
        assert hand.opened.template.id == "igf"
        assert "discussions" in [s.id for s in hand.opened.template.sections]
        assert hand.text("presentations.LT") == "- une cuisine"
        assert 'LT = "les voisins"' in cantines.read_text(encoding="utf-8")
        await hand.notes.go(hand.notes.here._replace(section="discussions", key="", part=""))
        await hand.type("Deux avis.")
        await change(hand, "gsef")
        assert hand.opened.template.id == "gsef"
        assert hand.session.sections["answers"] == before.sections["answers"]
        assert hand.session.facts == before.facts
        assert hand.session.people == before.people
        text = cantines.read_text(encoding="utf-8")
        assert "Deux avis." in text
        assert re.match(r'format = 1\nid = "[0-9a-f]{16}"\ntemplate = "gsef"\n', text)
        await change(hand, "igf")
        assert hand.text("discussions") == "Deux avis."


@pytest.mark.slow
async def test_a_template_that_is_not_there_or_does_not_fit_changes_nothing(
    folder: Path, cantines: Path, tmp_path: Path
) -> None:
    own = tmp_path / "config" / "templates"
    own.mkdir(parents=True)
    flat = template_source("igf").decode().replace('id = "igf"', 'id = "flat"')
    flat = flat.replace(
        'id = "presentations"\nkind = "notes"', 'id = "presentations"\nkind = "pictures"'
    )
    (own / "flat.toml").write_text(flat, encoding="utf-8")
    (own / "broken.toml").write_text('id = "broken"\nkind = 3\n', encoding="utf-8")
    assert require_template("flat").section("presentations")
    async with at_work(folder, cantines, "presentations.LT", size=(160, 24)) as hand:
        before = cantines.read_bytes()
        for wanted, said in (
            ("nowhere", "Template not found. Templates: broken, flat, gsef, igf"),
            ("broken", "The template was not changed: "),
            ("flat", "presentations.LT: expected"),
        ):
            await change(hand, wanted)
            assert said in hand.read
            await hand.press("escape")
            assert hand.opened.template.id == "gsef"
        assert cantines.read_bytes() == before
        await change(hand, "gsef")
        assert hand.text("presentations.LT") == "- une cuisine"


async def test_what_cannot_be_saved_keeps_its_template(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "unfiled") as hand:
        away = folder.with_name(".Trash-1000")  # one that was only renamed is followed
        folder.rename(away)
        folder.write_text("a file where the folder was", encoding="utf-8")
        await change(hand, "igf")
        assert "cannot be saved" in hand.read
        assert hand.session.template.file_id == "gsef"
        folder.unlink()
        away.rename(folder)
        await hand.press("escape")
        await hand.type("!")
        saved = await hand.on_disk()
        assert (saved.template.id, saved.text("unfiled")) == ("gsef", "Bonjour!")


@pytest.mark.slow
async def test_recovered_text_of_another_template_comes_in_that_of_the_window(
    folder: Path, cantines: Path
) -> None:
    text = cantines.read_text(encoding="utf-8")
    lost = text.replace('template = "gsef"', 'template = "igf"') + '\n[discussions]\ntext = "Un."\n'
    written = CopyWriter(state_folder()).write(cantines, lost.encode())
    assert written is not None
    os.utime(cantines, (1, 1))
    async with at_work(folder, cantines, "presentations.LT") as hand:
        await hand.until(lambda: hand.opened.saver.state.recovered is not None)
        opened_with = hand.opened.template
        await hand.press("f12")
        await hand.until(lambda: hand.notes.panel is not None)
        await hand.press("right", "enter")
        await hand.until(lambda: "discussions" in hand.session.sections)
        assert hand.opened.template.sections is opened_with.sections
        await hand.type(" Deux cuisines.")
        assert hand.text("presentations.LT") == "- une cuisine Deux cuisines."
        saved = await hand.on_disk()
        assert (saved.template.id, saved.text("discussions")) == ("igf", "Un.")
