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
        "All keys that work here",
        ("f1",), footer="Help", everywhere=application.show_help,
    ),
    Command(
        "preview", "Preview",
        "The report as it will be handed in, and back",
        ("f2", "ctrl+r"), footer="Preview", session=navigation.preview,
    ),
    Command(
        "goto", "Go to",
        "People by section: type a digit, a code or letters of a name; Enter alone goes to the "
        "next empty place",
        ("f3", "ctrl+g"), footer="Go to", session=panels.go_to,
    ),
    Command(
        "line", "Line",
        "Type a line from anywhere: KO: text, ? a question, A: an answer, = the conclusion, "
        "+ a person; Enter files it, Esc keeps it",
        ("f4", "ctrl+n"), footer="Line", session=panels.line,
    ),
    Command(
        "export", "Export",
        "Write the report to a file: choose format, language, folder",
        ("f5",), footer="Export", session=panels.export,
    ),
    Command(
        "next_part", "Next pane",
        "The next part of the screen; the outline if it is hidden",
        ("f6",), footer="Outline", session=navigation.next_part,
    ),
    Command(
        "next_gap", "Next gap",
        "Selects the next gap (@@); without gaps, goes to the next empty place",
        ("f7",), session=navigation.go_to_next_gap,
    ),
    Command(
        "check", "Check",
        "What is missing or inconsistent",
        ("f8",), footer="Check", session=panels.check,
    ),
    Command(
        "stamp", "Time stamp",
        "The time at which you began this line, less your delay: [20:47]; exports omit it",
        ("f9", "ctrl+t"), session=marks.type_stamp, writes=True,
    ),
    Command(
        "gap", "Mark a gap",
        "Marks what you missed, @@20:47, so that you can ask for it later; prints as […]",
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
        "Searches the session; in the list of sessions, all notes",
        ("ctrl+f",), footer="Find in all notes", session=panels.find, home=panels.find_everywhere,
    ),
    Command(
        "undo", "Undo",
        "Undoes the last change, wherever it was",
        ("ctrl+z",), session=navigation.undo, home=library.undelete, form=form.undo,
    ),
    Command(
        "redo", "Redo",
        "Redoes what you undid last",
        ("ctrl+y",), session=navigation.redo, form=form.redo,
    ),
    Command(
        "save", "Save now",
        "Writes to disk at once, although everything is saved as you type; in the form of a "
        "new session: creates it",
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
        "Renames the file and the folder of its pictures",
        home=library.rename,
    ),
    Command(
        "delete", "Move to bin",
        "Deletes a session by moving it to the bin; undo brings it back",
        home=library.delete,
    ),
    Command(
        "recover", "Recover a copy",
        "The text of a session that could not be saved in its place",
        home=library.recover,
    ),
    Command(
        "folder", "Open folder…",
        "Shows the sessions of another folder",
        home=library.change_folder,
    ),
    Command(
        "decide", "Resolve",
        "Takes over a session that is open in another window; chooses a version if the file "
        "was changed elsewhere; shows text that was not saved",
        ("f12",), session=files.decide,
    ),
    Command(
        "overview", "Overview",
        "Keeps the overview of Go to beside the notes, from 110 columns on; again: closes it",
        session=panels.overview,
    ),
    Command(
        "gaps", "Gaps to ask for",
        "A plain page for the chat of the call, one line per person",
        session=marks.show_gaps,
    ),
    Command(
        "ideas", "Key ideas",
        "The key ideas by speaker: copy, correct or remove them; ! in the line adds one",
        session=panels.ideas,
    ),
    Command(
        "learn", "New abbreviation",
        "Of the selected text, in this session: ;ess and a space type it",
        session=abbreviations.learn_for_session, writes=True,
    ),
    Command(
        "learn_own", "For all sessions",
        "A new abbreviation of the selected text, in your own list",
        session=abbreviations.learn_for_user,
    ),
    Command(
        "short_forms", "Abbreviations",
        "All abbreviations: type one from here, or remove it",
        session=panels.abbreviations,
    ),
    Command(
        "verify", "Facts to verify",
        "Figures, sums, dates, laws and addresses by speaker; Enter goes there, Ctrl+C "
        "copies all",
        session=panels.verify,
    ),
    Command(
        "move_up", "Move up",
        "Moves an entry up in its section",
        session=structure.move_up, writes=True,
    ),
    Command(
        "move_down", "Move down",
        "Moves an entry down in its section",
        session=structure.move_down, writes=True,
    ),
    Command(
        "person", "Edit person",
        "Name, organisation, country, position, other spellings",
        session=people.show_fields,
    ),
    Command(
        "move_to", "Move to…",
        "Moves the selection, or text that is not filed, to another place",
        session=move_to.move_to, writes=True,
    ),
    Command(
        "change_code", "Change code",
        "Changes a person's code everywhere",
        session=people.change_code, writes=True,
    ),
    Command(
        "change_role", "Change role",
        "Gives a person the next role of the template",
        session=people.change_role, writes=True,
    ),
    Command(
        "absent", "Absent (on/off)",
        "The check asks nothing of a person who did not come",
        session=people.toggle_absent, writes=True,
    ),
    Command(
        "merge", "Merge with…",
        "Joins two entries of one person, and their notes",
        session=people.merge, writes=True,
    ),
    Command(
        "remove", "Remove",
        "Removes a person, a question, an answer or a picture",
        session=structure.remove, writes=True,
    ),
    Command(
        "floor_other", "Who is speaking…",
        "Gives the current turn to another person, from its beginning",
        session=turns.pass_floor, writes=True,
    ),
    Command(
        "floor_nobody", "End turn",
        "Ends the current turn now",
        session=turns.end_turn, writes=True,
    ),
    Command(
        "turns", "Speaking times",
        "A plain page: each turn, its minutes, its place in the recording",
        session=turns.show_turns,
    ),
    Command(
        "recording", "Recording start",
        "The time at which the recording began, so that you find turns in it",
        session=turns.recording_started, writes=True,
    ),
    Command(
        "answer_by", "Answered by…",
        "Says who gave the answer",
        session=structure.answer_by, writes=True, available=structure.at_answer,
    ),
    Command(
        "language", "Report language",
        "The next language of the report's labels",
        session=structure.next_language, writes=True,
    ),
    Command(
        "template", "Template",
        "Another report template; your notes are kept",
        session=structure.change_template, writes=True,
    ),
    Command(
        "select_all", "Select all",
        "The whole text of this note",
        session=navigation.select_all,
    ),
    Command(
        "copy_path", "Copy path",
        "The path of the last export, or else of the session file",
        session=files.copy_path,
    ),
    Command(
        "open_export", "Open export",
        "Opens the last export with this machine's program for it",
        session=files.open_export,
    ),
    Command(
        "theme", "Theme",
        "Lists the colour themes, and shows each as you move to it",
        everywhere=application.themes,
    ),
    Command(
        "leave_unsaved", "Leave without saving",
        "Discards what could not be saved anywhere, after you have typed a word",
        everywhere=application.leave_unsaved,
    ),
    Command(
        "palette", "All commands",
        "Every command by name",
        ("ctrl+p",), footer="More", everywhere=panels.palette,
    ),
    Command(
        "quit", "Quit",
        "Saves first, and stays open if it cannot save; within two seconds of a key it asks "
        "for a second press",
        ("ctrl+q",), footer="Quit", everywhere=application.quit,
    ),
)  # fmt: skip

TYPING: tuple[tuple[str, str], ...] = (
    ("Enter", "A new line; in a list the next item, on an empty item the end of the list"),
    ("Tab", "Indents a list item, turns another line into one; in a form the next field"),
    ("Shift+Tab", "Outdents a list item; in a form the previous field; otherwise the next pane"),
    ("Ctrl+A, Ctrl+E", "Start and end of the line"),
    (
        "Ctrl+X, Ctrl+C, Ctrl+V",
        "Cut, copy and paste in the program; the terminal's paste works too",
    ),
    ("Ctrl+W, Ctrl+U, Ctrl+K", "Delete the word before, to the start of the line, to its end"),
    ("Ctrl+←, Ctrl+→", "One word back, one word forward"),
    (
        "; and letters",
        "An abbreviation, expanded at the next space: ;BA is BA's name, ;;BA their organisation",
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
