"""Makes the README's picture from the running program: ``python -m tests.ui.screenshot``."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import tempfile
from datetime import datetime
from pathlib import Path
from unittest.mock import patch
from zoneinfo import ZoneInfo

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "sessions" / "2026-05-12-sample-energie-citoyenne.toml"
PICTURE = ROOT / "docs" / "screenshot.svg"
SIZE = (100, 30)
DURING = datetime(2026, 5, 12, 16, 47, tzinfo=ZoneInfo("Asia/Seoul"))
"""A moment at which the sample session is being held."""


class _During(datetime):
    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
        return DURING


async def screenshot() -> str:
    """The session screen of the sample, as SVG that fetches nothing."""
    from gsef_tui.ui.app import GsefApp

    with tempfile.TemporaryDirectory() as folder:
        os.environ["GSEF_TUI_STATE"] = os.environ["GSEF_TUI_CONFIG"] = folder
        os.environ["TZ"] = "Asia/Seoul"
        session = Path(shutil.copy(SAMPLE, folder))
        app = GsefApp(session, "presentations.AK", Path(folder))
        with patch("gsef_tui.ui.screens.session.glance.datetime", _During):
            async with app.run_test(size=SIZE) as pilot:
                await pilot.pause(1.2)
                picture = app.export_screenshot(title="gsef-tui")
    return re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL)


if __name__ == "__main__":
    PICTURE.write_text(asyncio.run(screenshot()), encoding="utf-8")
