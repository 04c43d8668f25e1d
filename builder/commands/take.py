"""`groupwork take` and `groupwork leave`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from builder.commands.common import Given, refusals

_ALL = click.option("--all", "all_of_it", is_flag=True, help="With all that stands beside it: handouts, cards, wall and drawings of a session.")


@click.command("take")
@click.argument("identity", metavar="ID")
@_ALL
@click.pass_obj
def command(given: Given, identity: str, all_of_it: bool) -> None:
    """Begin your own text from one of the library's: a session (module/name), module, handout (module/session/name), tracks/name, standards/name, passages/name."""
    from builder.adopting.taking import take

    _done(take, given, identity, all_of_it)


@click.command("leave")
@click.argument("identity", metavar="ID")
@_ALL
@click.pass_obj
def leave_command(given: Given, identity: str, all_of_it: bool) -> None:
    """Give up a text of your own for the library's. What you had changed is kept aside."""
    from builder.adopting.taking import leave

    _done(leave, given, identity, all_of_it)


def _done(adopt: Callable[[Path, str, bool], list[str]], given: Given, identity: str, all_of_it: bool) -> None:
    """Do it, and say what was done."""
    from builder.adopting.lock import AdoptError

    with refusals("Nothing was changed.", AdoptError):
        done = adopt(given[0], identity, all_of_it)
    click.echo("\n".join(done))
