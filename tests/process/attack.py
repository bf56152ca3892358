"""A session of which every text is an attack: on the terminal, the screen's markup, a format, or
the folder it lies in."""

from __future__ import annotations

from pathlib import Path

import tomli_w

MARK = "PWNED"
"""A word that must never be more than a word."""

ATTACKS = (
    "[/]", f"[@click=app.quit]{MARK}[/]", "[link=file:///etc/passwd]l[/link]", "[bold red on $x]",
    f"\x1b]0;{MARK}\x07", f"\x1b]8;;file:///etc/passwd\x1b\\{MARK}\x1b]8;;\x1b\\",
    "\x1b[2J\x1b[31m", f"\x1bP+q{MARK}\x1b\\", f"\x9b31m\x9d0;{MARK}\x9c", "\x07\x08\x0e\x7f",
    f"<script>{MARK}</script>",
    f"<img src=x onerror={MARK}>", '"><a href="javascript:x">', f'=HYPERLINK("http://{MARK}")',
    "[a](javascript:alert(1))", "![i](file:///etc/passwd)", "<file:///etc/passwd>", "../../x",
    "{{x}} ${HOME} `id` %n", "]]>&amp;&#27;", "\u202e\u2066",
)  # fmt: skip
ALL = " ".join(ATTACKS)
CODE = "[/]"
OUTSIDE = "../../secret.png"


def session(folder: Path) -> Path:
    """The session, in a file whose name is an attack too."""

    def person(role: str, name: str) -> dict[str, object]:
        keys = ("organisation", "country", "position")
        return {"role": role, "name": name, "also": [ALL], **dict.fromkeys(keys, ALL), ALL: ALL}

    exchange = {"question": ALL, "asked_by": ALL, "answers": {CODE: ALL, ALL: ALL, "_": ALL}}
    table: dict[str, object] = {
        "format": 1,
        "template": "gsef",
        "language": "fr",
        ALL: {ALL: ALL},
        "forum": dict.fromkeys(("name", "theme", "first_day", "last_day", ALL), ALL),
        "session": {
            **dict.fromkeys(
                ("title", "type", "spoken", "date", "starts", "ends", "time_zone", ALL), ALL
            ),
            "questions": [ALL, ALL],
        },
        "people": {
            CODE: person("moderator", ALL),
            "[@click=app.quit]": person(ALL, "[/]"),
            "AB": person("speaker", f"[@click=app.quit]{MARK}[/]"),
        },
        "presentations": {"AB": ALL, ALL: ALL},
        "answers": {"AB": f"- {ALL}\n- > {ALL}\n\n**{ALL}**"},
        "exchanges": {"q1": exchange, CODE: exchange},
        "closing": {"moderator": ALL, "remarks": {"AB": ALL}},
        "screenshots": {
            "s1": {"file": OUTSIDE, "caption": ALL, "alt": ALL},
            "s2": {"file": ALL, "caption": ALL},
            "s3": {"file": "/etc/passwd", "caption": "[/]"},
        },
        "unfiled": {"text": f"{ALL}\n{ALL}"},
    }
    path = folder / f"[@click=app.quit]\x1b]0;{MARK}\x07.toml"
    path.write_text(tomli_w.dumps(table, multiline_strings=True), encoding="utf-8")
    return path


def broken(folder: Path) -> Path:
    """A file that cannot be read, and whose key in the message is an attack."""
    path = folder / f"[red]\x1b[31m{MARK}.toml"
    text = tomli_w.dumps({"format": 1, "template": "gsef", "people": {f"[/]\x1b]0;{MARK}\x07": 3}})
    path.write_text(text, encoding="utf-8")
    return path
