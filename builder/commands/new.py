"""`groupwork new`."""

from __future__ import annotations

import click

from builder.commands.common import Given, refusals


@click.command("new")
@click.argument("kind", type=click.Choice(["module", "session", "handout", "cards", "wall", "passage", "track", "group", "site"]))
@click.argument("identity", metavar="ID")
@click.pass_obj
def command(given: Given, kind: str, identity: str) -> None:
    """Begin a session (module/name), its wall (module/session), handout or cards (module/session/name); or a module, passage, track, running group or site (name), from a form."""
    from builder.commands.scaffold import ScaffoldError, write_new

    with refusals("", ScaffoldError):
        written = write_new(given[0], kind, identity)
    for path in written:
        click.echo(f"wrote {path}")
    if kind == "module":
        click.echo(f"Add '{identity}' to `modules` in curriculum/program.yml; in a program over the library: modules: {{add: [{identity}]}}")
    click.echo("Fill it in, then run: groupwork check")
