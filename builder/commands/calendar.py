"""`groupwork calendar`."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Literal

import click

from builder.commands.common import DATE, SITE, Given, refusals
from builder.finding import as_text


@click.command("calendar")
@click.argument("track")
@click.option("--start", type=DATE, required=True, help="The day of the first meeting, as 2027-01-04.")
@click.option("--country", help="Leave out its public holidays: a code such as US.")
@click.option("--state", help="Holidays of one state: a code such as TX.")
@click.option("--closures", type=click.Path(path_type=Path), help="A YAML file of the program's own closed days.")
@click.option(
    "--policy", type=click.Choice(["reflow", "skip"]), default="reflow", show_default=True, help="Move the meeting of a closed day, or drop it."
)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="The folder to write to (default: build/calendar/TRACK-START).")
@click.option(
    "--sequence", type=click.IntRange(0, 2**31 - 1), help="Revision of the events (default: the number of today); raise it for a second one on a day."
)
@SITE
@click.pass_obj
def command(
    given: Given,
    track: str,
    start: datetime.datetime,
    country: str | None,
    state: str | None,
    closures: Path | None,
    policy: Literal["reflow", "skip"],
    out: Path | None,
    sequence: int | None,
    site: str,
) -> None:
    """Put a TRACK on dates: calendars for staff and for participants, and a dated syllabus."""
    from builder.dates.closures import CalendarError
    from builder.site.calendars import CalendarRequest, export_calendar

    with refusals("No calendar was written.", CalendarError):
        made = export_calendar(
            *given,
            CalendarRequest(
                track, start.date(), country=country, state=state, closures=closures, policy=policy, out=out, sequence=sequence, site=site
            ),
        )
    click.echo(made.text, nl=False)
    if made.findings:
        click.echo(as_text(made.findings), err=True)
    for path in made.files:
        click.echo(f"wrote {path}", err=True)
