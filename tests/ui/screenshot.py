"""Makes the README's picture from the running program: ``python -m tests.ui.screenshot``."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "sessions" / "2026-05-12-sample-energie-citoyenne.toml"
PICTURE = ROOT / "docs" / "screenshot.svg"
SIZE = (100, 30)
BEGAN = datetime(2026, 5, 12, 16, 39, 48, tzinfo=ZoneInfo("Asia/Seoul"))
DURING = datetime(2026, 5, 12, 16, 47, tzinfo=ZoneInfo("Asia/Seoul"))
"""A moment at which the sample session is being held; the speaker began some minutes before."""


async def screenshot() -> str:
    """The session screen of the sample, as SVG that fetches nothing."""
    from gsef_tui.ui.app import GsefApp

    with tempfile.TemporaryDirectory() as folder:
        os.environ["GSEF_TUI_STATE"] = os.environ["GSEF_TUI_CONFIG"] = folder
        os.environ["TZ"] = "Asia/Seoul"
        session = Path(shutil.copy(SAMPLE, folder))
        app = GsefApp(session, "presentations.AK", Path(folder))
        async with app.run_test(size=SIZE) as pilot:
            assert app.opened is not None
            app.opened.now = lambda: BEGAN
            await pilot.press("f4", "A", "K", "colon", "enter", "f4")
            app.opened.now = lambda: DURING
            await pilot.pause(8)  # till the footer has its keys again, and the clock has turned
            picture = app.export_screenshot(title="gsef-tui")
    return re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL)


if __name__ == "__main__":
    PICTURE.write_text(asyncio.run(screenshot()), encoding="utf-8")
