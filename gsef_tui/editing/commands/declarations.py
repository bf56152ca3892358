"""Every command, declared once: the key bindings, the footer, the palette, the help and the
table of the keys page are derived from these declarations."""

from __future__ import annotations

from . import (
    abbreviations,
    application,
    files,
    form,
    library,
    marks,
    move_to,
    navigation,
    panels,
    people,
    structure,
    turns,
)
from .command import Command, key_name

COMMANDS: tuple[Command, ...] = (
    Command(
        "help", "Help",
        "Every key, here and now",
        ("f1",), footer="Help", everywhere=application.show_help,
    ),
    Command(
        "preview", "Preview",
        "The report as it will be handed in, and back",
        ("f2", "ctrl+r"), footer="Preview", session=navigation.preview,
    ),
    Command(
        "goto", "Go to",
        "People by sections: a digit, a code or letters of a name; Enter alone is the "
        "next empty place",
        ("f3", "ctrl+g"), footer="Go to", session=panels.go_to,
    ),
    Command(
        "line", "One line",
        "A line from anywhere: KO: text, ? a question, A: an answer, = the conclusion, + a person; "
        "Enter files it, Esc keeps it",
        ("f4", "ctrl+n"), footer="Line", session=panels.line,
    ),
    Command(
        "export", "Export",
        "Write the report: format, language, place",
        ("f5",), footer="Export", session=panels.export,
    ),
    Command(
        "next_part", "Next part",
        "The next part of the screen; the outline where it is folded",
        ("f6",), footer="Outline", session=navigation.next_part,
    ),
    Command(
        "next_gap", "Next gap",
        "The next gap (@@), selected; where there is none the next empty place",
        ("f7",), session=navigation.go_to_next_gap,
    ),
    Command(
        "check", "Check",
        "What is missing or contradicts itself",
        ("f8",), footer="Check", session=panels.check,
    ),
    Command(
        "stamp", "Time stamp",
        "When this line was begun, less your lag: [20:47]; exports leave it out",
        ("f9", "ctrl+t"), session=marks.type_stamp, writes=True,
    ),
    Command(
        "gap", "Gap",
        "Marks what you missed, @@20:47, to be asked for later; prints as […]",
        ("ctrl+l",), session=marks.mark_gap, writes=True,
    ),
    Command(
        "next_place", "Next place",
        "The place below in the outline",
        ("ctrl+down",), session=navigation.next_place,
    ),
    Command(
        "previous_place", "Previous place",
        "The place above in the outline",
        ("ctrl+up",), session=navigation.previous_place,
    ),
    Command(
        "find", "Find",
        "In the session; at home, in the notes of all sessions",
        ("ctrl+f",), footer="Find in all notes", session=panels.find, home=panels.find_everywhere,
    ),
    Command(
        "undo", "Undo",
        "Take back the latest act, wherever it was",
        ("ctrl+z",), session=navigation.undo, home=library.undelete, form=form.undo,
    ),
    Command(
        "redo", "Redo",
        "Do again what was taken back",
        ("ctrl+y",), session=navigation.redo, form=form.redo,
    ),
    Command(
        "save", "Save now",
        "Write to disk at once, though it is saved all the time; in the form of a new "
        "session: create it",
        ("ctrl+s",), session=files.save, form=form.create,
    ),
    Command(
        "home", "Sessions",
        "Back to the list of sessions",
        ("ctrl+o",), session=navigation.home,
    ),
    Command(
        "new", "New session",
        "A form in the order of the report",
        ("ctrl+n",), footer="New", home=library.new, form=form.close,
    ),
    Command(
        "duplicate", "Duplicate",
        "A new session with the same forum and people",
        home=library.duplicate,
    ),
    Command(
        "rename", "Rename",
        "Another name for the file and its pictures' folder",
        home=library.rename,
    ),
    Command(
        "delete", "Delete",
        "Move a session to the bin; ctrl+z brings it back",
        home=library.delete,
    ),
    Command(
        "recover", "Recover a copy",
        "Text of a session that could not be saved in its place",
        home=library.recover,
    ),
    Command(
        "folder", "Other folder",
        "Show the sessions of another folder",
        home=library.change_folder,
    ),
    Command(
        "decide", "Decide",
        "When another window has the session: take it over. When somebody else changed "
        "the file: whose text it is to have. When another window could not save: look at "
        "its text",
        ("f12",), session=files.decide,
    ),
    Command(
        "overview", "Overview beside",
        "Go to's overview, kept open at the right of the notes from 110 columns on, "
        "instead of the report; again: closed",
        session=panels.overview,
    ),
    Command(
        "gaps", "Gaps to ask for",
        "A plain page for the call's chat: a line a person",
        session=marks.show_gaps,
    ),
    Command(
        "ideas", "Ideas",
        "The key ideas by speaker, to be copied, mended or removed; ! in the line adds "
        "one",
        session=panels.ideas,
    ),
    Command(
        "learn", "Learn a short form",
        "For what is selected, in this session: ;ess and a space types it",
        session=abbreviations.learn_for_session, writes=True,
    ),
    Command(
        "learn_own", "Learn for all sessions",
        "A short form for what is selected, in your own list",
        session=abbreviations.learn_for_user,
    ),
    Command(
        "short_forms", "Short forms",
        "Every one there is: type it from here, or forget it",
        session=panels.abbreviations,
    ),
    Command(
        "verify", "Facts to verify",
        "Figures, sums, dates, laws, addresses by speaker; Enter goes there, Ctrl+C "
        "copies all",
        session=panels.verify,
    ),
    Command(
        "move_up", "Move up",
        "Earlier in the order of this section",
        session=structure.move_up, writes=True,
    ),
    Command(
        "move_down", "Move down",
        "Later in the order of this section",
        session=structure.move_down, writes=True,
    ),
    Command(
        "person", "Person's fields",
        "Name, organisation, country, position, other spellings",
        session=people.show_fields,
    ),
    Command(
        "move_to", "Move to …",
        "File the selection, or what is not filed, elsewhere",
        session=move_to.move_to, writes=True,
    ),
    Command(
        "change_code", "Change code",
        "Another code for a person, everywhere at once",
        session=people.change_code, writes=True,
    ),
    Command(
        "change_role", "Change role",
        "The next role of the template for a person",
        session=people.change_role, writes=True,
    ),
    Command(
        "absent", "Absent, or not",
        "A person who did not come is never reported missing",
        session=people.toggle_absent, writes=True,
    ),
    Command(
        "merge", "Same person as …",
        "Put a person's notes after somebody else's",
        session=people.merge, writes=True,
    ),
    Command(
        "remove", "Remove",
        "Remove a person, a question, an answer or a picture",
        session=structure.remove, writes=True,
    ),
    Command(
        "floor_other", "Floor: somebody else",
        "The turn that goes on is somebody else's, from its beginning",
        session=turns.pass_floor, writes=True,
    ),
    Command(
        "floor_nobody", "Floor: nobody",
        "The turn that goes on ends now",
        session=turns.end_turn, writes=True,
    ),
    Command(
        "turns", "Who spoke when",
        "A plain page: each turn, its minutes, its place in the recording",
        session=turns.show_turns,
    ),
    Command(
        "recording", "Recording started",
        "At what time, so that turns are found in it; also afterwards",
        session=turns.recording_started, writes=True,
    ),
    Command(
        "answer_by", "Answer by …",
        "Give an answer from the floor to somebody",
        session=structure.answer_by, writes=True, available=structure.at_answer,
    ),
    Command(
        "language", "Report language",
        "The next language for the report's labels",
        session=structure.next_language, writes=True,
    ),
    Command(
        "template", "Template",
        "Another form of report; nothing typed is lost",
        session=structure.change_template, writes=True,
    ),
    Command(
        "select_all", "Select all",
        "The whole text of this note",
        session=navigation.select_all,
    ),
    Command(
        "copy_path", "Copy path",
        "The path of the last export, else of the session file",
        session=files.copy_path,
    ),
    Command(
        "open_export", "Open the export",
        "The last one, with the program there is for it",
        session=files.open_export,
    ),
    Command(
        "theme", "Theme",
        "The next colour theme",
        everywhere=application.next_theme,
    ),
    Command(
        "leave_unsaved", "Leave without saving",
        "Gives up what could not be saved anywhere, once you have typed the word for it",
        everywhere=application.leave_unsaved,
    ),
    Command(
        "palette", "More",
        "Every command by name",
        ("ctrl+p",), footer="More", everywhere=panels.palette,
    ),
    Command(
        "quit", "Quit",
        "Saves first, and stays where it cannot save; within two seconds of a key it asks"
        " for a second press",
        ("ctrl+q",), footer="Quit", everywhere=application.quit,
    ),
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
"""What keys do inside a text. They belong to the editor, and the configuration does not change
them."""


def keys_table(commands: tuple[Command, ...] = COMMANDS) -> str:
    """Return the table of keys for the documentation, in Markdown, the other commands below it."""
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
