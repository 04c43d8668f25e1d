"""`groupwork serve`."""

from __future__ import annotations

import click

from builder.commands.common import Given


@click.command("serve")
@click.option("--port", default=8000, show_default=True)
@click.pass_obj
def command(given: Given, port: int) -> None:
    """Serve the sites, rebuild on save, reload the browser."""
    from builder.serve.server import serve

    serve(*given, port, click.echo)
