"""`groupwork retire`."""

from __future__ import annotations

from typing import get_args

import click

from builder.commands.common import Given, refusals
from builder.commands.move import NOTHING
from builder.moving.things import Movable


@click.command("retire")
@click.argument("identity", metavar="ID")
@click.option("--instead", metavar="ID", default="", help="What stands in for it wherever it is named; its addresses lead there.")
@click.option("--kind", type=click.Choice(get_args(Movable)), help="Where ID names several things.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.pass_obj
def command(given: Given, identity: str, instead: str, kind: Movable | None, dry_run: bool) -> None:
    """Delete ID (a session, handout, set of cards, module, track, passage or standard). Without --instead, only what nothing names."""
    from builder.moving.retire import retire
    from builder.moving.telling import told
    from builder.moving.things import MoveError
    from builder.moving.writing import write

    root = given[0]
    with refusals(NOTHING, MoveError):
        made = retire(root, identity, instead, kind)
        lines = list(told(root, made.changes, lines=True))
        if not dry_run:
            write(root, made.changes)
    stands_in = f"; {made.other} {'would stand' if dry_run else 'stands'} in for it" if made.other else ""
    name = str(made.thing)
    click.echo(f"{name[0].upper()}{name[1:]} {'would go' if dry_run else 'is gone'}{stands_in}:")
    click.echo("\n".join([*lines, *made.notes]))
    click.echo(NOTHING if dry_run else "Read what is said around the changed lines, then run: groupwork check")
