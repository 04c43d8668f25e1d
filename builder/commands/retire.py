"""`groupwork retire`."""

from __future__ import annotations

import click

from builder.commands.common import Given
from builder.commands.move import DRY_RUN, KIND, NOTHING, carried_out
from builder.moving.things import Movable


@click.command("retire")
@click.argument("identity", metavar="ID")
@click.option("--instead", metavar="ID", default="", help="What stands in for it wherever it is named; its addresses lead there.")
@KIND
@DRY_RUN
@click.pass_obj
def command(given: Given, identity: str, instead: str, kind: Movable | None, dry_run: bool) -> None:
    """Delete ID (a session, handout, set of cards, module, track, passage or standard). Without --instead, only what nothing names."""
    from builder.moving.retire import retire

    made, name, lines = carried_out(given[0], lambda: retire(given[0], identity, instead, kind), dry_run)
    stands_in = f"; {made.other} {'would stand' if dry_run else 'stands'} in for it" if made.other else ""
    click.echo(f"{name} {'would go' if dry_run else 'is gone'}{stands_in}:")
    click.echo("\n".join([*lines, *made.notes]))
    click.echo(NOTHING if dry_run else "Read what is said around the changed lines, then run: groupwork check")
