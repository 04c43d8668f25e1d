"""`groupwork serve`."""

from __future__ import annotations

import datetime

import click

from builder.commands.common import SITE, Given, refusals


@click.command("serve")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="0.0.0.0 lets in whoever reaches this machine, to read and to save: for a container."
)
@SITE
@click.pass_obj
def command(given: Given, port: int, host: str, site: str) -> None:
    """Serve the sites, rebuild on save, reload the browser."""
    from builder.serve.server import serve

    root, today = given
    fixed = click.get_current_context().find_root().params["today"]
    with refusals():
        serve(root, (lambda: today) if fixed else datetime.date.today, port, click.echo, host=host, site=site)
