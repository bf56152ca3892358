"""The newest value of an open session, and its bytes, for its writers."""

from __future__ import annotations

import threading
from collections.abc import Callable

from msgspec.structs import replace

from gsef_tui.model.session import Session

from .encode import Encoder


class Snapshots:
    """Takes the session as it is and encodes it, on one thread at a time.

    The encoder reuses what it has encoded before. ``session_id``: the id that the session is
    written with; while it is empty, the session's own.
    """

    def __init__(self, take: Callable[[], Session], encoder: Encoder) -> None:
        self._take = take
        self.session_id = ""
        self._encoder = encoder
        self._lock = threading.Lock()

    def take(self) -> Session:
        """Return the session as it is now."""
        session = self._take()
        if self.session_id and session.id != self.session_id:
            return replace(session, id=self.session_id)
        return session

    def newest(self) -> tuple[Session, bytes]:
        """Return the session and its bytes. Raises CannotWrite, and whatever ``take`` raises."""
        with self._lock:
            session = self.take()
            return session, self._encoder.encode(session)

    def newest_within(self, seconds: float) -> bytes | None:
        """Return the session's bytes; None if they are not available within ``seconds``."""
        if not self._lock.acquire(timeout=seconds):
            return None
        try:
            return self._encoder.encode(self.take())
        except Exception:  # a round reports the error; here only a copy is lost
            return None
        finally:
            self._lock.release()
