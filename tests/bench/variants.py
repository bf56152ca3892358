"""The program with one thing other than it is, to be compared with: ``python -m … WHAT ARGUMENTS``.

``stock``: its editor draws as Textual's own TextArea does. ``quiet``: nothing saves, no clock runs.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")


def stock() -> None:
    """Put the stock widget and compositor where the fast ones are; all else stays, down to the
    cheap offsets."""
    from textual._compositor import Compositor
    from textual.widgets import TextArea, _text_area
    from textual.widgets.text_area import Edit, EditResult

    from gsef_tui.ui.textual_private import compositor
    from gsef_tui.ui.textual_private.editor import text_area
    from gsef_tui.ui.textual_private.editor.offsets import OffsetDocument

    class StockArea(TextArea):
        """A TextArea that types and pastes as ours."""

        replace_typed = text_area.FastTextArea.replace_typed

        def edit(self, edit: Edit, told: Callable[[], None] | None = None) -> EditResult:
            """As stock."""
            result = super().edit(edit)
            if told is not None:
                told()
            return result

    _text_area.Document = OffsetDocument  # type: ignore[attr-defined]
    compositor.RowsCompositor = Compositor  # type: ignore[assignment,misc]
    text_area.FastTextArea = StockArea  # type: ignore[assignment,misc]


def quiet() -> None:
    """Neither the saver nor the tick that updates clock and counts runs."""
    from gsef_tui.storage.autosave import Autosaver
    from gsef_tui.ui.screens.session.status import StatusPresenter

    Autosaver.changed = lambda self: None  # type: ignore[method-assign]
    StatusPresenter.tick = lambda self: None  # type: ignore[method-assign]


def main(arguments: list[str]) -> int:
    """Run a variant."""
    what, *rest = arguments
    {"stock": stock, "quiet": quiet}[what]()
    from gsef_tui.cli.program import run

    return run(rest)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
