"""`groupwork pack`."""

from __future__ import annotations

from pathlib import Path

import click

from builder.commands.common import Given, refusals
from builder.planner.words import counted


@click.command("pack")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--staff", is_flag=True, help="The staff site, for a place behind your staff's login.")
@click.pass_obj
def command(given: Given, folder: Path, staff: bool) -> None:
    """Copy the participants' site, and nothing else, into DIR, with packed files beside the plain ones: what goes to a server. DIR is replaced in one step,
    and refused where anything stands in it that no earlier pack wrote. Where DIR is a disk of its own (a mount), what is in it is replaced one after the
    other: visitors may meet some of both meanwhile, and a pack that is killed leaves both until the next one."""
    from builder.site.packing import PackError, pack_site
    from builder.site.tree import alone
    from builder.work.store import Store
    from builder.work.system import mounted

    root, _ = given
    name = "staff" if staff else "participants"
    with refusals(f"{folder} is as it was.", PackError), alone(root / "build", lambda: click.echo("waiting for a build to end")):
        packed = pack_site(root, name, folder.absolute(), Store(root / "build" / "cache"))
    click.echo(
        f"{folder}: {counted(packed.files, 'file')} of the site for {name}, {packed.plain / 1e6:.1f} MB, {packed.packed / 1e6:.1f} MB as browsers fetch them."
    )
    if mounted()(str(folder.resolve())):
        click.echo(f"{folder} is a disk of its own: what is in it was replaced one after the other, and not in one step.")
