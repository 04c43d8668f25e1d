"""`groupwork explain`."""

from __future__ import annotations

import click

from builder.codes import CODES, explained
from builder.doctor.signs import SIGNS
from builder.finding import did_you_mean


@click.command("explain")
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Tell what a finding's CODE means, with a before and an after; without CODE, list them all."""
    if code is None:
        for entry in CODES.values():
            click.echo(f"{entry.name:24} {entry.severity:8} {entry.why}")
        return
    if sign := SIGNS.get(code):
        click.echo(f"{sign.name} ({sign.severity}, of `groupwork doctor`)\n\n{sign.why}\n\n  mend: {sign.mend}")
        return
    if code not in CODES:
        raise click.UsageError(f"there is no code '{code}'; {did_you_mean(code, [*CODES, *SIGNS]) or 'run `groupwork explain` for the list'}")
    click.echo(explained(CODES[code]))
