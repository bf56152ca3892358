"""Regular expressions that are compiled when they are first used.

Compiling a pattern takes 0.1 to 2 ms. The program has more than a hundred patterns; a start uses
few of them.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _LazyPattern:
    """Stands for a pattern. What was asked of the pattern once is an attribute from then on, so
    that the second call costs no more than one of the pattern itself."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(self._source, self._flags), name)
        setattr(self, name, value)
        return value


def lazy_pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what behaves like ``re.compile(source, flags)``, but compiles at the first use.

    The functions of ``re`` do not accept the result; its methods are used instead. Raises re.error
    at the first use if the pattern is wrong.
    """
    return cast("re.Pattern[AnyStr]", _LazyPattern(source, flags))
