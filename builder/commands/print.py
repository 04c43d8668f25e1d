"""`groupwork print`."""

from __future__ import annotations

from pathlib import Path

import click

from builder.commands.common import Given, refusals
from builder.planner.words import counted


@click.command("print")
@click.argument("names", metavar="[ID]...", nargs=-1)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path("print"), show_default=True, help="The folder to write to.")
@click.option(
    "--edition",
    "editions",
    default="letter",
    show_default=True,
    help="One or several, such as letter,a4-fillable,letter-large,word,epub: a name that there is not is answered with those that there are",
)
@click.option("--track", help="Of a book or packet; needed where there are several.")
@click.option(
    "--copies", type=click.IntRange(1, 200), default=1, help="Sets that the packet of a day or week is printed in: the file asks the printer."
)
@click.option("--day", metavar="MEETING", help="The handouts of one day: week-2-wed.")
@click.option("--week", type=int, help="The handouts of one week.")
@click.option("--missed", metavar="MEETING", help="A make-up packet for someone who missed this day.")
@click.option("--entry", metavar="MEETING", help="A catch-up packet for someone who starts on this day.")
@click.pass_obj
def command(
    given: Given,
    names: tuple[str, ...],
    out: Path,
    editions: str,
    track: str | None,
    copies: int,
    day: str | None,
    week: int | None,
    missed: str | None,
    entry: str | None,
) -> None:
    """Print handouts and cards by ID, or the workbook, manual or syllabus of a track, or packets."""
    from builder.print.orders import Order, OrderError, fill_order

    wanted = tuple(filter(None, editions.replace(" ", "").split(",")))
    with refusals("Nothing was printed.", OrderError):
        delivered = fill_order(given[0], Order(names, wanted, track=track, copies=copies, day=day, week=week, missed=missed, entry=entry), out)
    for file in delivered:
        pages = f"{counted(file.pages, 'page')}, " if file.pages else ""
        click.echo(f"wrote {file.path} ({pages}{max(1, round(file.size / 1000))} KB)")
    if copies > 1:
        click.echo(f"Each packet is one set. Print it {copies} times, on both sides: many programs offer that by themselves.")
