"""The command line: arguments in, one call, findings out, an exit code. Each command has its file in `commands`."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from builder import __version__
from builder.commands import build, calendar, check, clean, compose, docs, explain, impact, new, poster, print, schemas, serve, take
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


for module in (build, calendar, check, clean, compose, docs, explain, impact, new, poster, print, schemas, serve, take):
    main.add_command(module.command)
main.add_command(take.leave_command)
