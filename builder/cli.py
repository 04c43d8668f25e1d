"""The command line: arguments in, one call, findings out, an exit code. Each command has its file in `commands`."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import Any

import click

from builder import __version__
from builder.commands import (
    build,
    calendar,
    check,
    clean,
    compose,
    deploy,
    docs,
    doctor,
    explain,
    impact,
    init,
    move,
    new,
    pack,
    poster,
    print,
    retire,
    rollback,
    schemas,
    serve,
    take,
    update,
)
from builder.commands.common import DATE, told_as_data, told_at_the_end
from builder.installed import LIBRARY, LIBRARY_VERSION, library_digest, library_sessions
from builder.planner.words import counted
from builder.work.system import speak_utf8


class _Program(click.Group):
    def main(self, *given: Any, **more: Any) -> Any:
        speak_utf8()
        return super().main(*given, **more)

    def invoke(self, context: click.Context) -> Any:
        """Whatever escapes a command ends in one line."""
        try:
            return super().invoke(context)
        except click.ClickException as error:
            if told_as_data(error):
                sys.exit(error.exit_code)
            raise
        except (click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            if context.params["debug"]:
                raise
            sys.exit(told_at_the_end(error))


def _version(context: click.Context, _option: click.Parameter, asked: bool) -> None:
    if asked:
        library = f"library {LIBRARY_VERSION} ({counted(library_sessions(), 'session')}, {library_digest()[:8]})"
        click.echo(f"groupwork {__version__}, {library}")
        context.exit()


@click.group(cls=_Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Say which program and which library this is.")
@click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    help="The project's folder, which holds curriculum/ (default: here).",
)
@click.option("--today", type=DATE, default=None, help="The day to reckon with, as 2027-01-31 (default: the computer's).")
@click.option("--debug", is_flag=True, help="Show where in the program something went wrong.")
@click.pass_context
def main(context: click.Context, root: Path, today: datetime.datetime | None, debug: bool) -> None:
    """Check, plan and publish a group curriculum for intensive outpatient programs."""
    if not (LIBRARY / "program.yml").is_file():
        raise click.UsageError(f"there is no library in {LIBRARY}: GROUPWORK_LIBRARY has to name a folder with a program.yml")
    try:
        folder = root.resolve()
    except OSError as error:  # a shell in a folder that someone has deleted
        raise click.UsageError(f"the folder in which this was called is not there any more: {error.strerror}") from error
    context.obj = (folder, today.date() if today else datetime.date.today())


COMMANDS = (
    build.command,
    calendar.command,
    check.command,
    clean.command,
    compose.command,
    deploy.command,
    docs.command,
    doctor.command,
    explain.command,
    impact.command,
    init.command,
    move.command,
    new.command,
    pack.command,
    poster.command,
    print.command,
    retire.command,
    rollback.command,
    schemas.command,
    serve.command,
    take.command,
    take.leave_command,
    update.command,
)
for command in COMMANDS:
    main.add_command(command)
