"""``gsef-tui new``: make a session from the programme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from click.decorators import FC
from msgspec.structs import replace

from gsef_tui.model.clean import clean_line
from gsef_tui.model.codes import NoCodeLeft
from gsef_tui.model.edits import add_person
from gsef_tui.model.kinds import FACTS, QUESTIONS
from gsef_tui.model.people import parse_person
from gsef_tui.model.places import FORUM, Place, fact_text, with_text
from gsef_tui.model.session import DEFAULT_TEMPLATE, Fact, Session
from gsef_tui.model.template import Field, FieldType, Role, Template
from gsef_tui.model.times import read_day, read_hour, read_zone
from gsef_tui.storage.encode import encode
from gsef_tui.storage.errors import UnreadableFile, shown
from gsef_tui.storage.filenames import has_suffix
from gsef_tui.storage.library import create
from gsef_tui.storage.session_id import new_id
from gsef_tui.storage.templates import require_template

from .documents import folder_of_sessions, sessions_option
from .output import write_path
from .paths import FILE
from .writing import may_be_written, write_new

EXAMPLES = """\b
Examples:
  gsef-tui new --title "Les communs de l'énergie" --date 2026-05-12 \\
    --starts 16:00 --ends 17:30 --zone Asia/Seoul --language fr \\
    --moderator "Solène Marchetti, Réseau Énergies voisines (France)" \\
    --speaker "Tomás Iriarte, Cooperativa Viento Sur (Uruguay)" \\
    --question "Quelles actions clés au niveau local ?" --open
  gsef-tui new --title "Atelier" --fact type=Atelier --fact forum.name="GSEF"
"""
OPTIONS = {
    "title": "The title of the session.",
    "date": "The date: 2026-05-12, or as people write it.",
    "starts": "The start time: 16:00.",
    "ends": "The end time: 17:30.",
    "zone": "The time zone: Asia/Seoul, KST, UTC+9.",
    "spoken": "The language that is spoken.",
}
"""The options for facts, by their meaning in a template; ``--fact`` sets all others."""

MEANS = {"date": "day"}


def _facts_options(command: FC) -> FC:
    for name, text in reversed(OPTIONS.items()):
        command = click.option(f"--{name}", metavar="TEXT", help=text)(command)
    return command


@click.command("new", epilog=EXAMPLES)
@_facts_options
@click.option("--language", default="", metavar="CODE", help="The language of the report: fr.")
@click.option("--moderator", multiple=True, metavar="PERSON", help='"Name, Organization (Country)"')
@click.option("--speaker", multiple=True, metavar="PERSON", help="The same, for each person.")
@click.option("--question", multiple=True, metavar="TEXT", help="A main question; one for each.")
@click.option("--fact", multiple=True, metavar="ID=TEXT", help="Any fact: type=…, forum.name=…")
@click.option(
    "--template",
    "wanted",
    default=DEFAULT_TEMPLATE,
    metavar="ID",
    help=f"A template's id or file. Default: {DEFAULT_TEMPLATE}.",
)
@click.option("-o", "--output", type=FILE, metavar="PATH", help="The session file to create.")
@click.option("--open", "then_open", is_flag=True, help="Open the session.")
@sessions_option
def command(
    language: str,
    moderator: tuple[str, ...],
    speaker: tuple[str, ...],
    question: tuple[str, ...],
    fact: tuple[str, ...],
    wanted: str,
    output: Path | None,
    then_open: bool,
    sessions: Path | None,
    **means: str | None,
) -> int:
    """Create a session and print its path.

    Nothing is required; what is left out can be filled in later. Without -o the file is named by
    day and title, in the folder of the sessions.
    """
    template = _template(wanted)
    session = Session(template=template, language=_language(language, template))
    for option, text in means.items():
        session = _with_option(session, option, text)
    for pair in fact:
        session = _with_pair(session, pair)
    session = _with_questions(session, question)
    session = _with_people(session, "moderator", moderator)
    session = _with_people(session, "speaker", speaker)
    folder = folder_of_sessions(sessions)
    path = create(folder, session) if output is None else _write(output, session)
    if not then_open:
        write_path(path)
        return 0
    from .open import open_screen

    return open_screen(path, "", folder)


def _template(wanted: str) -> Template:
    try:
        return require_template(wanted)
    except UnreadableFile as error:
        raise click.UsageError(f"--template {error}") from None


def _language(language: str, template: Template) -> str:
    if language and language not in template.languages:
        there = ", ".join(template.languages)
        raise click.UsageError(f"--language {language}: not in the template. Languages: {there}")
    return language or template.languages[0]


def _with_option(session: Session, option: str, text: str | None) -> Session:
    if not text:
        return session
    field = session.template.fact(MEANS.get(option, option))
    if field is None:
        raise click.UsageError(f"--{option}: the template {session.template.id} has no such fact")
    return _with_fact(session, field, text, f"--{option}")


def _with_pair(session: Session, pair: str) -> Session:
    name, equals, text = pair.partition("=")
    names = dict(_names(session.template))
    if not equals or name not in names:
        raise click.UsageError(f"--fact {pair}: write ID=TEXT. IDs: {', '.join(names)}")
    return _with_fact(session, names[name], text, f"--fact {name}")


def _names(template: Template) -> Iterator[tuple[str, Field]]:
    yield from ((field.id, field) for field in template.facts)
    yield from ((f"{FORUM}.{field.id}", field) for field in template.forum)


def _with_fact(session: Session, field: Field, text: str, said: str) -> Session:
    """Return the session with a fact that the user typed. Raises UsageError if it is not valid."""
    line = clean_line(text)
    value: Fact | None = line
    match field.type:
        case FieldType.DATE:
            value = read_day(line, session.language)
        case FieldType.TIME:
            value = read_hour(line)
        case FieldType.ZONE:
            value = read_zone(line)
    if value is None:
        example = f" such as {field.example}" if field.example else ""
        raise click.UsageError(f"{said}: “{line}” is not a {field.type.value}{example}")
    return with_text(session, _place(session.template, field), fact_text(value))


def _place(template: Template, field: Field) -> Place:
    if field in template.forum:
        return Place(FORUM, field.id)
    return next(
        Place(section.id, field.id)
        for section in template.of_kind(FACTS)
        if field in section.fields
    )


def _with_questions(session: Session, lines: Iterable[str]) -> Session:
    text = "\n".join(clean_line(line) for line in lines)
    section = next(iter(session.template.of_kind(QUESTIONS)), None)
    if not text:
        return session
    if section is None:
        raise click.UsageError(
            f"--question: the template {session.template.id} has no main question"
        )
    return with_text(session, Place(section.id), text)


def _with_people(session: Session, option: str, lines: Iterable[str]) -> Session:
    """Return the session with one more person for each line, as moderator or speaker.

    A line that names another role has that one.

    Raises UsageError if the template has no such role, a line has no name or no code is left.
    """
    template = session.template
    role = _role(template, leads=option == "moderator")
    for line in lines:
        person = parse_person(line, template)
        if role is None:
            raise click.UsageError(f"--{option}: the template {template.id} has no such role")
        if not person.name:
            raise click.UsageError(f'--{option} "{line}": write "Name, Organization (Country)"')
        try:
            session, _ = add_person(session, replace(person, role=person.role or role.id))
        except NoCodeLeft as error:
            raise click.UsageError(f"--{option}: {error}") from None
    return session


def _role(template: Template, *, leads: bool) -> Role | None:
    return next((role for role in template.roles if (role.leads if leads else role.speaks)), None)


def _write(path: Path, session: Session) -> Path:
    """Write a session to a new file and return its path.

    Raises UsageError if the name does not end in .toml, and CannotWrite if the file exists or
    cannot be written.
    """
    if not has_suffix(path.name):
        raise click.UsageError(f"-o {shown(path)}: the name of a session ends in .toml")
    may_be_written(path)
    write_new(path, encode(replace(session, id=new_id())))
    return path
