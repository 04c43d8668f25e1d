"""`groupwork move`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, get_args

import click

from builder.commands.common import Given, refusals
from builder.moving.things import Movable

if TYPE_CHECKING:
    from builder.moving.move import Move
    from builder.moving.retire import Retirement

    Made = TypeVar("Made", Move, Retirement)

NOTHING = "Nothing was written."


KIND = click.option("--kind", type=click.Choice(get_args(Movable)), help="Where an id names several things.")
DRY_RUN = click.option("--dry-run", is_flag=True, help="Say what would change, line by line, and change nothing.")


def carried_out(root: Path, make: Callable[[], Made], dry_run: bool, every_line: bool = True) -> tuple[Made, str, list[str]]:
    """What `make` plans, done unless this is a `dry_run`; with the thing's name as a sentence begins, and what changes, line by line or file by file."""
    from builder.moving.telling import told
    from builder.moving.things import MoveError
    from builder.moving.writing import write

    with refusals(NOTHING, MoveError):
        made = make()
        lines = list(told(root, made.changes, lines=every_line))
        if not dry_run:
            write(root, made.changes)
    name = str(made.thing)
    return made, f"{name[0].upper()}{name[1:]}", lines


@click.command("move")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@KIND
@DRY_RUN
@click.pass_obj
def command(given: Given, old: str, new: str, kind: Movable | None, dry_run: bool) -> None:
    """Give OLD (a session, handout, set of cards, module, track, passage or standard) the id NEW. Everything that names it follows, and its former addresses lead on."""
    from builder.moving.move import move

    made, name, lines = carried_out(given[0], lambda: move(given[0], old, new, kind), dry_run, every_line=dry_run)
    click.echo(f"{name} {'would be' if dry_run else 'is'} '{made.new}'{'' if dry_run else ' now'}:")
    click.echo("\n".join(lines))
    if dry_run:
        click.echo(NOTHING)
