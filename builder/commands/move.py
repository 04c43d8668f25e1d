"""`groupwork move`."""

from __future__ import annotations

from typing import get_args

import click

from builder.commands.common import Given, refusals
from builder.moving.things import Movable

NOTHING = "Nothing was written."


@click.command("move")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--kind", type=click.Choice(get_args(Movable)), help="Where OLD names several things.")
@click.option("--dry-run", is_flag=True, help="Say what would change, line by line, and change nothing.")
@click.pass_obj
def command(given: Given, old: str, new: str, kind: Movable | None, dry_run: bool) -> None:
    """Give OLD (a session, handout, set of cards, module, track, passage or standard) the id NEW. Everything that names it follows, and its former addresses lead on."""
    from builder.moving.move import move
    from builder.moving.telling import told
    from builder.moving.things import MoveError
    from builder.moving.writing import write

    root = given[0]
    with refusals(NOTHING, MoveError):
        made = move(root, old, new, kind)
        lines = list(told(root, made.changes, lines=dry_run))
        if not dry_run:
            write(root, made.changes)
    name = str(made.thing)
    click.echo(f"{name[0].upper()}{name[1:]} {'would be' if dry_run else 'is'} '{made.new}'{'' if dry_run else ' now'}:")
    click.echo("\n".join(lines))
    if dry_run:
        click.echo(NOTHING)
