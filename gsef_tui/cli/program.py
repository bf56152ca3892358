"""The program's command line: it finds the command, runs it and reports its errors.

The module of a command is imported only when that command runs, and the user interface only when a
command opens it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from gsef_tui import __version__
from gsef_tui.storage.errors import CannotWrite, UnreadableFile, shown
from gsef_tui.storage.filenames import has_suffix

from .command_index import COMMANDS
from .output import PROGRAM, USAGE, failed, give_up_output, prepare, say
from .paths import FOLDER

COMMANDS_HEAD = "Commands"
"""The heading of the list of commands."""

OPENING = "open"
"""The module of the command without a name, which opens the list of sessions or a session."""

FILE_WORD = "FILE"
"""The name, in messages, of the command that opens a file."""

INTERRUPTED, BROKEN_PIPE = 130, 141

EXAMPLES = """\b
Examples:
  gsef-tui                                   the list of sessions
  gsef-tui FILE                              a session, at its last place
  gsef-tui FILE --at presentations.BA        a session, at the end of a note
  gsef-tui new --title "Les communs" --open  a new session, opened
  gsef-tui export FILE -o report.docx        the report, to hand in
"""


class Program(click.Group):
    """The commands by name; any other first word is the file of a session."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which a user needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the command of that name; None if there is none."""
        known = COMMANDS.get(cmd_name)
        return _command(known.module) if known else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        with formatter.section(COMMANDS_HEAD):
            formatter.write_dl([(name, known.says) for name, known in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the first word names, or the one that opens a file.

        Raises UsageError if the word is neither a command nor an existing file.
        """
        if args[0] in COMMANDS:
            return super().resolve_command(ctx, args)
        if not os.path.exists(args[0]):
            raise click.UsageError(_no_such(args[0]), ctx)
        return FILE_WORD, _command(OPENING), args

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; exit quietly if it is interrupted or its reader has gone."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except KeyboardInterrupt:
            raise click.exceptions.Exit(INTERRUPTED) from None
        except BrokenPipeError:
            give_up_output()
            raise click.exceptions.Exit(BROKEN_PIPE) from None
        return result

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the matching commands, and let the shell add its files."""
        files = [CompletionItem(incomplete, type="file")]
        return [*super().shell_complete(ctx, incomplete), *files]


@click.command(
    cls=Program,
    invoke_without_command=True,
    no_args_is_help=False,
    subcommand_metavar="[FILE | COMMAND] …",
    epilog=EXAMPLES,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name=PROGRAM, message="%(prog)s %(version)s")
@click.option("--sessions", type=FOLDER, metavar="DIR", help="The folder of the sessions.")
@click.option("--at", metavar="PLACE", help="With FILE: the place to open.")
@click.pass_context
def program(context: click.Context, sessions: Path | None, at: str | None) -> int:
    """Structured notes of a forum session, taken live, handed in as the forum's report.

    With FILE, a session to open; without anything, the list of sessions.
    """
    if context.invoked_subcommand is None:
        if at is not None:
            raise click.UsageError("--at needs the FILE of a session before it", context)
        status: int = context.invoke(_command(OPENING), file=None)
        return status
    if at is not None and context.invoked_subcommand in COMMANDS:
        raise click.UsageError("--at goes with the FILE of a session, not with a command", context)
    return 0


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit status.

    0 is success, 1 a failure, 2 wrong usage or a file that cannot be read; as in shells, 130 is
    Ctrl+C, and 141 is output that nobody reads any more. Errors are reported in one line on
    standard error.
    """
    prepare()
    try:
        result = program.main(list(arguments), prog_name=PROGRAM, standalone_mode=False)
        return result if isinstance(result, int) else 0
    except click.UsageError as error:
        where = error.ctx.command_path.removesuffix(f" {FILE_WORD}") if error.ctx else PROGRAM
        return _failed(f"{shown(error.format_message()).rstrip('.')}; see {where} --help", USAGE)
    except click.ClickException as error:
        return _failed(shown(error.format_message()), error.exit_code)
    except click.Abort:
        return INTERRUPTED
    except (UnreadableFile, CannotWrite, OSError) as error:
        return failed(error)


def _failed(message: str, status: int) -> int:
    say(message)
    return status


def _command(module: str) -> click.Command:
    command: click.Command = import_module(f"{__package__}.{module}").command
    return command


def _no_such(word: str) -> str:
    from difflib import get_close_matches

    from gsef_tui.storage.newest_text import where_newest

    said = shown(word) or "''"
    if has_suffix(word) and (newest := where_newest(Path(word))):
        return f"{said}: file not found; {newest}"
    near = get_close_matches(word, COMMANDS, n=1, cutoff=0.5)
    if near:
        return f"{said}: file not found. Did you mean the command {near[0]}?"
    return f"{said}: file not found. The command new creates a session"
