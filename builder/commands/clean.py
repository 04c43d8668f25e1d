"""`groupwork clean`."""

from __future__ import annotations

import shutil

import click

from builder.commands.common import Given


@click.command("clean")
@click.pass_obj
def command(given: Given) -> None:
    """Remove what builds made, build/ and site/, and say so. The curriculum is never touched."""
    for name in ("build", "site"):
        folder = given[0] / name
        if not folder.is_dir() or folder.is_symlink():
            click.echo(f"there is no folder {name}/")
            continue
        try:
            shutil.rmtree(folder)
        except OSError as error:
            raise click.ClickException(f"{error.filename} could not be removed: {error.strerror}") from error
        click.echo(f"removed {name}/")
