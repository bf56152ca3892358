"""The program's command line: which command is meant, and what its failures are called.

A command's module is imported when the command is; none imports the screen before it opens it.
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

from .command_index import COMMANDS
from .output import PROGRAM, USAGE, failed, give_up_output, prepare, say
from .paths import FOLDER

COMMANDS_HEAD = "Commands"
"""What stands over the list of them."""

OPENING = "opening"
"""The module of what needs no name: home, or a session."""

FILE_WORD = "FILE"
"""How a command line that opens a file is named, there being no command's name in it."""

INTERRUPTED, BROKEN_PIPE = 130, 141

EXAMPLES = """\b
Examples:
  gsef-tui                                   the sessions at hand
  gsef-tui FILE                              a session, at its last place
  gsef-tui FILE --at presentations.BA        a session, at the end of a note
  gsef-tui new --title "Les communs" --open  a new session, opened
  gsef-tui export FILE -o report.docx        the report, to hand in
"""


class Program(click.Group):
    """The commands by name; a first word that is none of them is a session's file."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which one needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        known = COMMANDS.get(cmd_name)
        return _command(known.module) if known else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of the commands, without importing them."""
        with formatter.section(COMMANDS_HEAD):
            formatter.write_dl([(name, known.says) for name, known in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names, or the one that opens a file."""
        if args[0] in COMMANDS:
            return super().resolve_command(ctx, args)
        if not os.path.exists(args[0]):
            raise click.UsageError(_no_such(args[0]), ctx)
        return FILE_WORD, _command(OPENING), args

    def invoke(self, ctx: click.Context) -> Any:
        """Carry out what was asked for; being interrupted, or read no longer, is no failure."""
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
        """The commands, and the files that the shell knows."""
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
@click.option("--at", metavar="PLACE", help="With FILE: where the cursor is to be.")
@click.pass_context
def program(context: click.Context, sessions: Path | None, at: str | None) -> int:
    """Structured notes of a forum session, taken live, handed in as the forum's report.

    With FILE, a session to open; without anything, the sessions at hand.
    """
    if context.invoked_subcommand is None:
        if at is not None:
            raise click.UsageError("--at needs the FILE of a session before it", context)
        status: int = context.invoke(_command(OPENING), file=None)
        return status
    if at is not None and context.invoked_subcommand in COMMANDS:
        raise click.UsageError("--at goes with the FILE of a session, not a command", context)
    return 0


def run(arguments: Sequence[str]) -> int:
    """Carry out a command line; the status to end with.

    0; 1 a failure; 2 wrong usage, or a file that cannot be read; as shells have it, 130 after
    ctrl+c and 141 where nobody reads the output any more. What went wrong is one line on standard
    error.
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

    from gsef_tui.storage.newest import where_newest

    said = shown(word) or "''"
    if word.endswith(".toml") and (newest := where_newest(Path(word))):
        return f"{said}: no such file; {newest}"
    near = get_close_matches(word, COMMANDS, n=1, cutoff=0.5)
    if near:
        return f"{said}: no such file; did you mean the command {near[0]}?"
    return f"{said}: no such file; the command new makes a session"
