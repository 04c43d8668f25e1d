"""The command line: arguments in, one call, findings out, an exit code. Each command has its file in `commands`."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from builder import __version__
from builder.commands import (
    build,
    calendar,
    check,
    clean,
    compose,
    docs,
    explain,
    impact,
    init,
    move,
    new,
    poster,
    print,
    schemas,
    serve,
    take,
    update,
)
from builder.commands.common import DATE


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="groupwork")
@click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    help="The project's folder, which holds curriculum/ (default: here).",
)
@click.option("--today", type=DATE, default=None, help="The day to reckon with, as 2027-01-31 (default: the computer's).")
@click.pass_context
def main(context: click.Context, root: Path, today: datetime.datetime | None) -> None:
    """Check, plan and publish a group curriculum for intensive outpatient programs."""
    context.obj = (root.resolve(), today.date() if today else datetime.date.today())


COMMANDS = (
    build.command,
    calendar.command,
    check.command,
    clean.command,
    compose.command,
    docs.command,
    explain.command,
    impact.command,
    init.command,
    move.command,
    new.command,
    poster.command,
    print.command,
    schemas.command,
    serve.command,
    take.command,
    take.leave_command,
    update.command,
)
for command in COMMANDS:
    main.add_command(command)
