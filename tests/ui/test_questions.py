"""The questions: one a line, in their own section and in the form of a new session."""

from __future__ import annotations

from pathlib import Path

import pytest

from .hand import at_work


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\n\n"])
async def test_a_line_end_at_the_end_of_a_pasted_list_is_no_question(
    folder: Path, cantines: Path, end: str
) -> None:
    async with at_work(folder, cantines, "questions") as hand:
        await hand.paste(f"\nQui paie ?\nQui mange ?{end}")
        assert (await hand.on_disk()).facts["questions"] == (
            "Qui cuisine ?", "Qui paie ?", "Qui mange ?",
        )  # fmt: skip
        assert hand.text("questions") == hand.area.text


async def test_a_line_end_before_another_question_stays(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "questions") as hand:
        hand.area.move_cursor((0, 0))
        await hand.paste("Qui paie ?\n")
        assert hand.session.facts["questions"] == ("Qui paie ?", "Qui cuisine ?")


@pytest.mark.slow
async def test_a_list_pasted_into_the_form_of_a_new_session(folder: Path) -> None:
    async with at_work(folder) as hand:
        await hand.press("ctrl+n")
        fields = list(hand.screen.query("NoteArea"))
        questions = next(f for f in fields if "question" in str(f.placeholder))  # type: ignore[attr-defined]
        hand.screen.set_focus(questions)
        await hand.paste("Qui paie ?\nQui mange ?\n")
        assert hand.area.text == "Qui paie ?\nQui mange ?"


async def test_a_note_keeps_the_last_line_end_of_a_paste(folder: Path, cantines: Path) -> None:
    async with at_work(folder, cantines, "presentations.KM") as hand:
        await hand.paste("un\n")
        assert hand.text("presentations.KM") == "un\n"
