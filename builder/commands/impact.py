"""`groupwork impact`."""

from __future__ import annotations

import click

from builder.commands.common import Given, refusals, style_option


@click.command("impact")
@click.argument("identity", metavar="ID")
@click.option(
    "--kind", type=click.Choice(["session", "handout", "module", "topic", "source", "track", "passage"]), help="Where one ID names several things."
)
@style_option(("text", "json"), "How it is printed.")
@click.pass_obj
def command(given: Given, identity: str, kind: str | None, style: str) -> None:
    """Tell what leans on ID (a session, handout, module, topic, source, track or passage) before it is edited, moved or retired."""
    from builder.tracks.impact import ImpactError, as_json, as_text, impact_in

    with refusals("", ImpactError):
        found = impact_in(given[0], identity, kind)
    click.echo(as_json(found) if style == "json" else as_text(found))
