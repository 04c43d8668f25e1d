"""`groupwork clean`."""

from __future__ import annotations

import shutil

import click

from builder.commands.common import Given


@click.command("clean")
@click.pass_obj
def command(given: Given) -> None:
    """Remove what builds made, build/ with the versions that it keeps, and site/, and say so. The curriculum is never touched."""
    from builder.site.tree import alone, remove_held

    build, site = (given[0] / name for name in ("build", "site"))
    there = [folder for folder in (build, site) if folder.is_dir() and not folder.is_symlink()]
    try:
        if there:
            with alone(build, lambda: click.echo("waiting for a build to end")):
                if site in there:
                    shutil.rmtree(site)
                if not build.is_symlink():
                    remove_held(build)
    except OSError as error:
        raise click.ClickException(f"{error.filename} could not be removed: {error.strerror}") from error
    for folder in (build, site):
        click.echo(f"removed {folder.name}/" if folder in there else f"there is no folder {folder.name}/")
