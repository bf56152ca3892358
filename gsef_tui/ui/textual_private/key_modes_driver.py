"""Textual's driver, with the keyboard modes switched off that another program has left on."""

from __future__ import annotations

import os
from typing import Any

from textual import constants
from textual.drivers.linux_driver import LinuxDriver

from ..terminal import key_modes


class KeyModesDriver(LinuxDriver):
    """Switches the keyboard modes off while the program has the terminal. A terminal that might
    print what it does not understand is told nothing of them, and not asked what it can do."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._key_modes = key_modes.has_key_modes(os.environ)

    def start_application_mode(self) -> None:
        """Take the terminal over."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._writer_thread is not None:  # None: the terminal is gone
            self._write_modes(key_modes.ENTER)

    def stop_application_mode(self) -> None:
        """Give the terminal back."""
        if self._key_modes:
            self.write(key_modes.LEAVE)
        super().stop_application_mode()

    def reset_key_modes(self) -> None:
        """Switch the modes off again, after another program has used the terminal."""
        self._write_modes(key_modes.AGAIN)

    def _write_modes(self, modes: str) -> None:
        if self._key_modes and constants.DISABLE_KITTY_KEY:  # else Textual sets kitty's itself
            self.write(modes)

    def _request_terminal_sync_mode_support(self) -> None:
        if self._key_modes:
            super()._request_terminal_sync_mode_support()

    def _query_in_band_window_resize(self) -> None:
        if self._key_modes:
            super()._query_in_band_window_resize()
