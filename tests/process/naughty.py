"""Strings that programs stumble over: our own fifty, and a public list where it is at hand."""

from __future__ import annotations

import json
import os
from pathlib import Path

SHARED = Path(os.environ.get("GSEF_TUI_SHARED") or Path(__file__).parents[3] / "shared")
PUBLIC = SHARED / "samples" / "naughty" / "blns_even.json"

OWN = [
    # letters as keyboards, input methods and other scripts give them
    "Œuvre à l’étranger : « déjà vu »", "20\u00a0%\u202f; 1\u202f000\u00a0€",
    "co\u00adopé\u00adra\u00adtive",
    "e\u0301 et é", "A\u0308\u0304\u0323 o\u0302\u0301", "ẞ ſ ﬁ ﬀ İ ı",
    "@ # € [ ] { } \\ | ~ ` ^",
    "한국어 회의록", "\u1112\u1161\u11ab\u1100\u1173\u11af", "사회적경제·협동조합",
    "日本語の議事録", "ไทย กำลัง",
    "हिन्दी क्षि", "தமிழ்", "\u0928\u094d\u200d \u0928\u094d\u200c", "ខ្មែរ", "မြန်မာ",
    "مرحبا بالعالم", "שלום, עולם", "\u2067محمد\u2069 (Maroc)", "abc \u202eתשרק\u202c def",
    "\u200fא\u200e1",
    "👩\u200d🌾👨\u200d👩\u200d👧\u200d👦", "🏳\ufe0f\u200d🌈 🇰🇷🇫🇷", "👍🏽 ☺\ufe0f ☺\ufe0e",
    "𝒜𝓃𝓃ℯ 𠜎𠜱",
    "\U0010fffd \ue000",
    "a\u200bb\u2060c\ufeffd", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A", "\u3000\u2003\u2009 fin", "①②③ ½ ⅓ ²",
    "→ ⇒ — – ‑ … • ※",
    # what means something to a terminal, a screen, or a format of the report
    "[/]", "[bold]x[/bold] [@click=app.quit]fin[/]", "[link=file:///etc/passwd]ici[/link]",
    "$panel {titre} %s %(x)s {0}",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>&amp;&#x1b;",
    "]]> <!-- --> <?xml?>",
    "=HYPERLINK(\"http://x.invalid\",\"a\")", "+1+1", "@SUM(A1)",
    "**gras** _it_ `code` ~~x~~ # titre",
    "![img](file:///etc/passwd) [a](javascript:alert(1))", "../../x", "/etc/passwd\\..\\x",
    "CON", "~root",
    '""" et \'\'\'', "\\u0041 \\n \\", "[people.BA]", "key = 1 # commentaire", "--help", "-",
    "'; DROP TABLE notes; --",
    "${HOME} $(id) `id` %PATH% !!",
]  # fmt: skip
"""What can be typed on one line, each character of it text."""

HOSTILE = [
    "\x1b]0;titre\x07après", "\x1b]52;c;cm0gLXJm\x1b\\après", "\x1b[2J\x1b[H effacé",
    "\x1b[31mrouge\x1b[0m",
    "\x1bP+q544e\x1b\\dcs", "\x1b[?1049l sorti", "\x1b[6n", "\x1b", "fin\x1b", "\x1b[",
    "\x1b]0;sans fin",
    "\x9b31mrouge", "\x9d0;titre\x9caprès", "\x85\x90\x9f c1", "nul\x00nul",
    "cloche\x07 retour\x08\x7f",
    "\x11\x03\x1a\x18 ctrl+q c z x", "cr\rcrlf\r\nlfcr\n\rlf\n",
    "vt\vff\ffs\x1cgs\x1drs\x1eus\x1f",
    "nel\x85ls\u2028ps\u2029", "tab\tulation", "\x1b[200~ dedans", "\x0e\x0f jeu",
    "\x1b(0qqq\x1b(B",
]  # fmt: skip
"""What only a paste, a file or a command can bring: control and escape sequences."""


def public() -> list[str]:
    """The public list; nothing where it is not at hand."""
    if not PUBLIC.exists():
        return []
    found = json.loads(PUBLIC.read_text(encoding="utf-8"))
    return [str(text) for text in found]
