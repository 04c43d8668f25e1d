"""`groupwork compose`."""

from __future__ import annotations

from pathlib import Path

import click

from builder.commands.common import SITE, Given, refusals
from builder.finding import as_text, has_errors


@click.command("compose")
@click.argument("request", required=False, type=click.Path(path_type=Path))
@click.option("--population", help="Whom it is for, from program.yml.")
@click.option("--weeks", type=int, help="How many, 8 to 12 as a rule.")
@click.option("--days", help="The days of every week: mon,wed,thu.")
@click.option("--start", help="When a meeting begins: 17:30.")
@click.option("--shape", "day", help="A day's parts in minutes: check-in:15,session,break:10,session,break:10,process:50 (the default).")
@click.option("--enrolment", type=click.Choice(["rolling", "cohort", "gates"]), help="Default: rolling.")
@click.option("--gates", help="Weeks or modules at which people may start, with --enrolment gates: 1,5,9 or mindfulness.")
@click.option("--standards", help="Standards that it names: adult-iop,h0015.")
@click.option("--title", help="Of the new track.")
@click.option("--from", "refit", metavar="TRACK", help="Refit this track: what is not said here stays as it is there, where it can.")
@click.option("--pin", "pins", multiple=True, metavar="ID@WEEK:DAY", help="A session on a day: orientation/safety-plan@1:thu. May be repeated.")
@click.option("--exclude", multiple=True, metavar="ID", help="A session to leave out. May be repeated.")
@click.option("--exclude-module", "exclude_modules", multiple=True, metavar="MODULE", help="A module to leave out. May be repeated.")
@click.option("--emphasis", multiple=True, metavar="MODULE=SHARE", help="A module's relative share: cbt=4; 0 leaves it out. May be repeated.")
@click.option("--reasons", is_flag=True, help="Say after each day why each session stands there.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="The file to write, such as curriculum/tracks/day.md (default: the terminal)."
)
@SITE
@click.pass_obj
def command(given: Given, /, request: Path | None, reasons: bool, out: Path | None, site: str, **flags: object) -> None:
    """Compose a track, from a REQUEST file (YAML) or from the flags below.

    Shapes of several kinds of days stand in a request file. The last line says what the track comes to. Exits with 1 where an error of the check is left
    in it, such as a week under a standard that it names; the track is written all the same, to be mended.
    """
    from builder.tracks.composing import compose_track, from_file, from_flags

    if request and any(value not in (None, ()) for value in flags.values()):
        raise click.UsageError("give a request file or flags, not both")
    if out and out.exists():
        raise click.UsageError(f"{out} is there already; move it away, or give another name")
    with refusals("No track was written."):
        source = from_file(request) if request else from_flags(flags)
        made = compose_track(given[0], source, str(out or "the track"), reasons, site=site)
        if out:
            out.write_text(made.text, encoding="utf-8", newline="\n")
    click.echo(f"wrote {out}" if out else made.text, nl=bool(out))
    if made.findings:
        click.echo(as_text(made.findings), err=True)
    click.echo(made.line, err=True)
    raise SystemExit(1 if has_errors(made.findings) else 0)
