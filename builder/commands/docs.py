"""`groupwork docs`."""

from __future__ import annotations

import click

from builder.commands.common import SITE, Given, refusals


@click.command("docs")
@SITE
@click.pass_obj
def command(given: Given, site: str) -> None:
    """Write both sites as docs trees into build/, for MkDocs and its like."""
    from builder.load.sites import wanted_site
    from builder.pipeline import export_docs

    root, today = given
    with refusals("No docs tree was written."):
        exported = export_docs(root, today, wanted_site(root, site))
    for folder, _ in exported.values():
        click.echo(f"wrote {(folder / 'mkdocs.yml').relative_to(root)} and {(folder / 'docs').relative_to(root)}/")
