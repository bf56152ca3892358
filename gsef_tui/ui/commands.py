"""Every command, declared once: bindings, footer, palette, help and the README's table follow.

A command is carried out by the nearest part of the screen that has a method ``do_<id>``: what has
the focus, else what holds it, else the screen, else the application. One that nobody there has is
not available there, and is not shown. Nothing here needs Textual.
"""

from __future__ import annotations

from msgspec import Struct


class Command(Struct, frozen=True):
    """Something a person can ask for.

    ``keys``: what carries it out unless the configuration says otherwise; ``help``: one sentence;
    ``footer``: a short name where the footer shows it; ``scope``: ``session``, ``home`` or
    ``everywhere``. One without keys is reached through the palette.
    """

    id: str
    label: str
    help: str
    keys: tuple[str, ...] = ()
    footer: str = ""
    scope: str = "session"


COMMANDS: tuple[Command, ...] = (
    Command("help", "Help", "Every key, here and now", ("f1",), "Help", "everywhere"),
    Command(
        "preview", "Preview", "The report as it will be handed in, and back",
        ("f2", "ctrl+r"), "Preview",
    ),
    Command(
        "goto", "Go to", "People by sections: a digit, a code or letters of a name; Enter alone "
        "is the next empty place", ("f3", "ctrl+g"), "Go to",
    ),
    Command(
        "line", "One line", "A line from anywhere: KO: text, ? a question, A: an answer, "
        "+ a person; Enter files it", ("f4", "ctrl+n"), "Line",
    ),
    Command("export", "Export", "Write the report: format, language, place", ("f5",), "Export"),
    Command(
        "next_part", "Next part", "The next part of the screen; the outline where it is folded",
        ("f6",), "Outline",
    ),
    Command(
        "next_gap", "Next gap", "The next gap (@@), selected; where there is none the next empty "
        "place", ("f7",),
    ),
    Command("check", "Check", "What is missing or contradicts itself", ("f8",), "Check"),
    Command(
        "stamp", "Time stamp", "When this line was begun, less your lag: [20:47]; exports leave it "
        "out", ("f9", "ctrl+t"),
    ),
    Command(
        "gap", "Gap", "Marks what you missed, @@20:47, to be asked for later; prints as […]",
        ("ctrl+l",),
    ),
    Command("next_place", "Next place", "The place below in the outline", ("ctrl+down",)),
    Command("previous_place", "Previous place", "The place above in the outline", ("ctrl+up",)),
    Command(
        "find", "Find", "In the session; at home, in the notes of all sessions", ("ctrl+f",),
        "Find in all notes", "everywhere",
    ),
    Command("undo", "Undo", "Take back the latest act, wherever it was", ("ctrl+z",),
            scope="everywhere"),
    Command("redo", "Redo", "Do again what was taken back", ("ctrl+y",), scope="everywhere"),
    Command("save", "Save now", "Write to disk at once, though it is saved all the time; "
            "in the form of a new session: create it", ("ctrl+s",), scope="everywhere"),
    Command("home", "Sessions", "Back to the list of sessions", ("ctrl+o",), scope="session"),
    Command("new", "New session", "A form in the order of the report", ("ctrl+n",), "New", "home"),
    Command("duplicate", "Duplicate", "A new session with the same forum and people", scope="home"),
    Command("rename", "Rename", "Another name for the file and its pictures' folder", scope="home"),
    Command("delete", "Delete", "Move a session to the bin; ctrl+z brings it back", scope="home"),
    Command("recover", "Recover a copy", "Text of a session that could not be saved in its place",
            scope="home"),
    Command("folder", "Other folder", "Show the sessions of another folder", scope="home"),
    Command(
        "decide", "Decide", "When another window has the session: take it over. When somebody "
        "else changed the file: whose text it is to have. When another window could not save: "
        "look at its text", ("f12",),
    ),
    Command("overview", "Overview beside", "Go to's overview, kept open at the right of the notes "
            "from 110 columns on, instead of the report; again: closed"),
    Command("gaps", "Gaps to ask for", "A plain page for the call's chat: a line a person"),
    Command("ideas", "Ideas", "The key ideas by speaker, to be copied, mended or removed; ! in the "
            "line adds one"),
    Command("learn", "Learn a short form", "For what is selected, in this session: ;ess and a "
            "space types it"),
    Command("learn_own", "Learn for all sessions", "A short form for what is selected, in your own "
            "list"),
    Command("short_forms", "Short forms", "Every one there is: type it from here, or forget it"),
    Command("verify", "Facts to verify", "Figures, sums, dates, laws, addresses by speaker; Enter "
            "goes there, Ctrl+C copies all"),
    Command("move_up", "Move up", "Earlier in the order of this section"),
    Command("move_down", "Move down", "Later in the order of this section"),
    Command("person", "Person's fields", "Name, organisation, country, position, other spellings"),
    Command("move_to", "Move to …", "File the selection, or what is not filed, elsewhere"),
    Command("change_code", "Change code", "Another code for a person, everywhere at once"),
    Command("change_role", "Change role", "The next role of the template for a person"),
    Command("absent", "Absent, or not", "A person who did not come is never reported missing"),
    Command("merge", "Same person as …", "Put a person's notes after somebody else's"),
    Command("remove", "Remove", "Remove a person, a question, an answer or a picture"),
    Command("floor_other", "Floor: somebody else", "The turn that goes on is somebody else's, "
            "from its beginning"),
    Command("floor_nobody", "Floor: nobody", "The turn that goes on ends now"),
    Command("turns", "Who spoke when", "A plain page: each turn, its minutes, its place in the "
            "recording"),
    Command("recording", "Recording started", "At what time, so that turns are found in it; also "
            "afterwards"),
    Command("answer_by", "Answer by …", "Give an answer from the floor to somebody"),
    Command("language", "Report language", "The next language for the report's labels"),
    Command("template", "Template", "Another form of report; nothing typed is lost"),
    Command("select_all", "Select all", "The whole text of this note"),
    Command("copy_path", "Copy path", "The path of the last export, else of the session file"),
    Command("open_export", "Open the export", "The last one, with the program there is for it"),
    Command("theme", "Theme", "The next colour theme", scope="everywhere"),
    Command("leave_unsaved", "Leave without saving", "Gives up what could not be saved anywhere, "
            "once you have typed the word for it"),
    Command("palette", "More", "Every command by name", ("ctrl+p",), "More", "everywhere"),
    Command("quit", "Quit", "Saves first, and stays where it cannot save; within two seconds of a "
            "key it asks for a second press",
            ("ctrl+q",), "Quit", "everywhere"),
)  # fmt: skip

TYPING: tuple[tuple[str, str], ...] = (
    ("Enter", "A new line; in a list the next item, on an empty item the list's end"),
    ("Tab", "Indents a list line, makes another line an item; in a form the next field"),
    ("Shift+Tab", "Outdents a list line; in a form the field before; else the next part"),
    ("Ctrl+A, Ctrl+E", "Start and end of the line"),
    ("Ctrl+X, Ctrl+C, Ctrl+V", "Cut, copy, paste inside the program; the terminal's paste works"),
    ("Ctrl+W, Ctrl+U, Ctrl+K", "Delete the word before, to the line's start, to its end"),
    ("Ctrl+←, Ctrl+→", "A word back, a word on"),
    (
        "; and letters",
        "A short form, swapped at the next space: ;BA is BA's name, ;;BA their organisation",
    ),
)
"""What keys do inside a text; they are the editor's own and are not changed by configuration."""


def key_name(key: str) -> str:
    """A key as people write it: ``f2`` → ``F2``, ``ctrl+r`` → ``Ctrl+R``."""
    names = {"up": "↑", "down": "↓", "left": "←", "right": "→", "enter": "Enter"}
    return "+".join(names.get(part, part.capitalize()) for part in key.split("+"))


def short_key(key: str) -> str:
    """A key for the footer: ``ctrl+r`` → ``^r``."""
    return key.replace("ctrl+", "^") if key.startswith("ctrl+") else key_name(key)


def keys_table(commands: tuple[Command, ...] = COMMANDS) -> str:
    """The keys as the README's table, in Markdown; commands without one are named below it."""
    rows = [
        (", ".join(f"**{key_name(key)}**" for key in c.keys), c.label, c.help)
        for c in commands
        if c.keys
    ]
    rows += [(f"**{keys.replace(', ', '**, **')}**", "in a text", text) for keys, text in TYPING]
    lines = [f"| {' | '.join(row)} |" for row in (("keys", "", ""), ("---",) * 3, *rows)]
    more = next(", ".join(map(key_name, c.keys)) for c in commands if c.id == "palette")
    others = [
        " · ".join(c.label for c in commands if not c.keys and (c.scope == "home") is at_home)
        for at_home in (False, True)
    ]
    names = f"By name, under **{more}**: {others[0]}. In the list of sessions: {others[1]}."
    return "\n".join([*lines, "", names])
