"""`groupwork schemas`."""

from __future__ import annotations

import click

from builder.commands.common import Given


@click.command("schemas")
@click.pass_obj
def command(given: Given) -> None:
    """Write the JSON Schemas that editors use, into curriculum/schemas/."""
    from builder.model.lock import LOCK
    from builder.model.schemas import write_schemas

    for path in write_schemas(given[0] / "curriculum" / "schemas", over=(given[0] / LOCK).exists()):
        click.echo(f"wrote {path.name}")
