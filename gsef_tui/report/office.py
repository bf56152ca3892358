"""PDF export with LibreOffice, for machines where it is installed and Typst is not."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from gsef_tui.storage.errors import CannotWrite

from .cancellation import CancelCheck, never, raise_if_cancelled

LIMIT = 60.0
"""The limit in seconds: a first start takes about ten, and LibreOffice may hang."""

_GLANCE = 0.1
"""Seconds between two checks for cancellation."""

_NAMES = ("soffice", "libreoffice")
_ON_MACOS = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
_FILTER = (
    'pdf:writer_pdf_Export:{{"PDFUACompliance":{{"type":"boolean","value":"{accessible}"}},'
    '"UseTaggedPDF":{{"type":"boolean","value":"true"}},'
    '"ExportBookmarks":{{"type":"boolean","value":"true"}}}}'
)


def program() -> str | None:
    """Return the path of LibreOffice, or None if it is not installed."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    return found or (str(_ON_MACOS) if _ON_MACOS.is_file() else None)


def fonts_of(soffice: str) -> Path:
    """Return the folder of the fonts that come with LibreOffice; it may not exist."""
    return Path(soffice).resolve().parents[1] / "share" / "fonts"


def print_odt(
    soffice: str,
    data: bytes,
    *,
    accessible: bool = True,
    limit: float = LIMIT,
    cancelled: CancelCheck = never,
) -> bytes:
    """Convert an OpenDocument text to a tagged PDF, as PDF/UA if ``accessible``.

    ``limit`` is in seconds. Raises CannotWrite if LibreOffice makes no PDF, and Cancelled once the
    caller cancels the export; LibreOffice has ended by then.

    LibreOffice runs with its own profile: with the user's, an open window would take the work over,
    and the command would end at once without a file.
    """
    with tempfile.TemporaryDirectory(prefix="gsef-tui-") as name:
        folder = Path(name)
        (folder / "report.odt").write_bytes(data)
        profile = (folder / "profile").as_uri()
        command = [soffice, "--headless", "--norestore", f"-env:UserInstallation={profile}"]
        wanted = _FILTER.format(accessible=str(accessible).lower())
        command += ["--convert-to", wanted, "--outdir", name, str(folder / "report.odt")]
        with _held_signals() as act:
            _run(command, limit, cancelled, act)
        try:
            return (folder / "report.pdf").read_bytes()
        except OSError:
            raise CannotWrite(
                f"{soffice} made no PDF: install the extra [pdf], or print the ODT by hand"
            ) from None


@contextmanager
def _held_signals() -> Iterator[Callable[[], None]]:
    """Delay the signals that would end this program; yield a function that lets them act.

    Otherwise LibreOffice would outlive the program if a signal arrived while it is being started.
    This has an effect only on the main thread; on other threads, the user interface handles it.
    """
    heard: list[int] = []

    def act() -> None:
        if signal.SIGINT in heard:
            raise KeyboardInterrupt
        if heard:
            raise SystemExit(128 + heard[0])

    is_main = threading.current_thread() is threading.main_thread()
    usual = (signal.SIG_DFL, signal.default_int_handler)
    before = {n: signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    held = {n: handler for n, handler in before.items() if is_main and handler in usual}
    for number in held:
        signal.signal(number, lambda number, _: heard.append(number))
    try:
        yield act
    finally:
        for number, handler in held.items():
            signal.signal(number, handler)
    act()


def _run(command: list[str], limit: float, cancelled: CancelCheck, act: Callable[[], None]) -> None:
    """Run a command, and all that it starts, for at most ``limit`` seconds.

    Raises CannotWrite if it cannot be started or exceeds the limit, and Cancelled once the caller
    cancels the export. The command has ended in each case.
    """
    end = time.monotonic() + limit
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise CannotWrite(f"{command[0]} cannot be started: {error.strerror}") from None
    try:
        while not _ended(process, min(_GLANCE, end - time.monotonic())):
            act()
            raise_if_cancelled(cancelled)
            if time.monotonic() >= end:
                raise CannotWrite(
                    f"{command[0]} made no PDF in {limit:g} s: install the extra [pdf], or try "
                    "again"
                )
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _ended(process: subprocess.Popen[bytes], within: float) -> bool:
    try:
        process.wait(max(0.0, within))
    except subprocess.TimeoutExpired:
        return False
    return True
