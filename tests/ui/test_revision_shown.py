"""After any command the screen shows the session as it is, not as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from gsef_tui.editing.commands.command import Command
from gsef_tui.editing.commands.declarations import COMMANDS
from gsef_tui.ui.screens.session.screen import SessionScreen

from .hand import Hand, at_work

LEAVE = {"quit", "home", "leave_unsaved", "open_export", "palette"}
"""Commands after which there is no session on the screen, or another program is started; the
palette is how the others are carried out."""
PLACES = ("presentations.LT", "participants.LT", "exchanges.q1", "unfiled")
IN_SESSION = [c for c in COMMANDS if c.scope != "home" and c.id not in LEAVE]


@pytest.fixture
def session(cantines: Path) -> Path:
    text = cantines.read_text(encoding="utf-8")
    asked = '[exchanges.q1]\nquestion = "Qui paie ?"\n[exchanges.q1.answers]\nKM = "Nous"\n\n'
    cantines.write_text(text.replace("[unfiled]", f"{asked}[unfiled]"), encoding="utf-8")
    return cantines


async def carried_out(hand: Hand, screen: SessionScreen, command: Command) -> bool:
    """Press the command's key, else carry it out from the palette; answer what it asks."""
    before = screen.opened.store.revision
    if command.keys:
        await hand.press(command.keys[0])
    else:
        await hand.command(command.label.lower())
    for key in ("enter", "enter"):  # a question is answered as proposed, a choice taken
        if screen.in_panel():
            await hand.press(key)
    for _ in range(4):
        if screen.panel is None and hand.app.screen is screen:
            break
        over = hand.app.screen is not screen and command.keys
        await hand.press(command.keys[0] if over else "escape")
    return screen.opened.store.revision != before


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
async def test_after_any_command_the_revision_shown_is_the_store_s(
    folder: Path, session: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "gsef_tui.ui.screens.session.status.StatusPresenter.tick", lambda self: None
    )
    changed = set()
    async with at_work(folder, session, place, size=(120, 30)) as hand:
        for command in IN_SESSION:
            screen = hand.notes
            if await carried_out(hand, screen, command):
                changed.add(command.id)
            screen = hand.notes
            assert screen.status.revision == screen.opened.store.revision, command.id
    assert {"undo", "recording", "language"} <= changed
