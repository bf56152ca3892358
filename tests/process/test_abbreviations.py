"""Abbreviations in a real terminal: letters in one burst, a paste in brackets, one undo."""

from __future__ import annotations

from pathlib import Path

from .at_work import note, opened

ESS = "économie sociale et solidaire"


def test_a_burst_is_swapped_a_paste_is_not_and_one_undo_gives_back(
    path: Path, environment: dict[str, str]
) -> None:
    table = f'\n[expansions]\ness = "{ESS}"\n'
    path.write_text(path.read_text(encoding="utf-8") + table, encoding="utf-8")
    with opened(path, environment, "--at", "presentations.KM") as terminal:
        terminal.type("- l';ess, selon ;lt\n")  # with what follows in one read it would be a paste
        terminal.wait_for("Torres")
        terminal.type(";Ess ")
        terminal.paste("un ;ess collé")
        terminal.type(" ;ess ")
        terminal.press("ctrl+z")
        terminal.type("fin")
        whole = f"- l'{ESS}, selon Lucía Torres\n- {ESS.capitalize()} un ;ess collé ;ess fin"
        terminal.wait_for(lambda: note(path, "KM") == whole, "all of it on disk")
        terminal.press("ctrl+z", "ctrl+z")
        short = whole.removesuffix(" ;ess fin")
        terminal.wait_for(lambda: note(path, "KM") == short, "what was typed behind the paste")
