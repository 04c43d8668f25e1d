"""`groupwork print`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from builder.commands.common import SITE, Given, refusals
from builder.model.products import HOLDERS, product_rows
from builder.planner.words import counted


@click.command("print")
@click.argument("names", metavar="[ID]...", nargs=-1)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path("print"), show_default=True, help="The folder to write to.")
@click.option(
    "--edition",
    "editions",
    default="letter",
    show_default=True,
    help="One or several, such as letter,a4-fillable,letter-large,word,epub: --list names them all",
)
@click.option("--track", help="Of a book or packet; needed where there are several.")
@click.option(
    "--copies", type=click.IntRange(1, 200), default=1, help="Sets that the packet of a day or week is printed in: the file asks the printer."
)
@click.option("--day", metavar="MEETING", help="The handouts of one day: week-2-wed.")
@click.option("--week", type=int, help="The handouts of one week.")
@click.option("--missed", metavar="MEETING", help="A make-up packet for someone who missed this day.")
@click.option("--entry", metavar="MEETING", help="A catch-up packet for someone who starts on this day.")
@click.option("--group", metavar="GROUP", help="The running group whose packets they are: its name, next date, time and room stand on them.")
@click.option("--list", "listed", is_flag=True, help="Tell everything that is printed, for whom, in which editions, and how to ask for it.")
@SITE
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
    group: str | None,
    listed: bool,
    site: str,
) -> None:
    """Print by ID what belongs to a page, by name what belongs to a track or to the program, or packets; `--list` tells everything that is printed."""
    if listed:
        click.echo("\n".join(_everything()))
        return
    from builder.print.common import OrderError
    from builder.print.orders import ForGroup, Order, fill_order

    root, today = given
    whose = ForGroup(group, today) if group else None
    wanted = tuple(filter(None, editions.replace(" ", "").split(",")))
    with refusals("Nothing was printed.", OrderError):
        order = Order(names, wanted, track=track, copies=copies, day=day, week=week, missed=missed, entry=entry, group=whose, site=site)
        delivered = fill_order(root, order, out)
    for file in delivered:
        pages = f"{counted(file.pages, 'page')}, " if file.pages else ""
        click.echo(f"wrote {file.path} ({pages}{max(1, round(file.size / 1000))} KB)")
    if copies > 1:
        click.echo(f"Each packet is one set. Print it {copies} times, on both sides: many programs offer that by themselves.")


def _everything() -> Iterator[str]:
    """What is printed, under whom it is for."""
    for whom, heading in HOLDERS.items():
        yield f"{heading}\n"
        for row in (row for row in product_rows().values() if row.whom == whom):
            yield f"  {row.title}, one for {row.each}: {row.what}."
            yield f"    {f'groupwork print {row.order} --edition' if row.order else 'made by a build:'} {','.join(row.editions)}\n"
