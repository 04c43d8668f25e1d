"""`groupwork poster`."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from builder.commands.common import DATE, SITE, Given, refusals


@click.command("poster")
@click.option("--week", type=DATE, help="A day of the week that it shows, as 2027-01-04 (default: this week).")
@click.option("--place", default="", help="One place alone, as groups write it.")
@click.option("--edition", "papers", default="letter", show_default=True, help="One or several of letter, a4, tabloid and a3.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path("print"), show_default=True, help="The folder to write to.")
@SITE
@click.pass_obj
def command(given: Given, week: datetime.datetime | None, place: str, papers: str, out: Path, site: str) -> None:
    """Print the board in the hall: one week of all groups, in what participants may read."""
    from builder.print.poster import PosterError, order_poster

    root, today = given
    wanted = tuple(filter(None, papers.replace(" ", "").split(",")))
    with refusals("Nothing was printed.", PosterError):
        written = order_poster(root, week.date() if week else today, place, wanted, out, site=site)
    for path in written:
        click.echo(f"wrote {path}")
