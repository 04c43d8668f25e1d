"""The command line: arguments in, one call, findings out, an exit code."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import Literal

import click

from builder import __version__
from builder.codes import CODES, explained
from builder.finding import FORMATS, CurriculumError, as_text, has_errors, summary

CLEAN, FINDINGS, WRONG_USAGE = 0, 1, 2

_date = click.DateTime(formats=["%Y-%m-%d"])


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="groupwork")
@click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=Path(),
    help="The project's folder, which holds curriculum/ (default: here).",
)
@click.option("--today", type=_date, default=None, help="The day to reckon with, as 2027-01-31 (default: the computer's).")
@click.pass_context
def main(context: click.Context, root: Path, today: datetime.datetime | None) -> None:
    """Check, plan and publish a group curriculum for intensive outpatient programs."""
    context.obj = (root.resolve(), today.date() if today else datetime.date.today())


@main.command()
@click.option("--format", "style", type=click.Choice(list(FORMATS)), default="text", help="How findings are printed.")
@click.pass_obj
def check(settings: tuple[Path, datetime.date], style: str) -> None:
    """Look at every file and say what is to be mended."""
    from builder import pipeline

    findings = pipeline.check(*settings)
    output = FORMATS[style](findings)
    if output:
        click.echo(output)
    sys.exit(FINDINGS if has_errors(findings) else CLEAN)


@main.command()
@click.option("--pages-only", is_flag=True, help="Leave printed files, the search index and the copy for use without internet as they are published.")
@click.option("--no-cache", is_flag=True, help="Make everything anew.")
@click.option("--quiet", is_flag=True, help="Say only what there is to mend.")
@click.pass_obj
def build(settings: tuple[Path, datetime.date], pages_only: bool, no_cache: bool, quiet: bool) -> None:
    """Build both sites into site/. What has not changed is not made again."""
    import atexit
    import gc

    gc.disable()  # a fifth of a build after an edit went into looking for cycles, of which there are hardly any
    atexit.register(gc.freeze)  # and another tenth at the end
    from builder.standing import sources_key, still_standing
    from builder.work.store import Store

    root, today = settings
    say = (lambda line: None) if quiet else click.echo
    sources = sources_key(root, today, pages_only)
    if not no_cache and (stands := still_standing(root, Store(root / "build" / "cache"), sources)):
        say(f"Nothing has changed; site/ stays as it is ({summary(stands.findings)}).")
        return
    progress = _Progress(quiet)
    from builder import pipeline  # takes half a second

    try:
        built = pipeline.build(root, today, progress, pages_only, not no_cache, sources)
    except CurriculumError as error:
        progress.end()
        click.echo(as_text(error.findings), err=True)
        click.echo("Nothing was published; site/ is as it was.", err=True)
        sys.exit(FINDINGS)
    except pipeline.PublishError as error:
        progress.end()
        click.echo(f"The finished sites failed the last look:\n{error}\nNothing was published; site/ is as it was.", err=True)
        sys.exit(FINDINGS)
    except OSError as error:  # a full disk, a folder that may not be written to
        progress.end()
        where = f"{error.filename}: " if error.filename else ""
        raise click.ClickException(f"{where}{error.strerror}. Nothing was published; site/ is as it was.") from error
    progress.end()
    pages = ", ".join(f"{count} page{'s' if count != 1 else ''} for {name}" for name, count in built.pages.items())
    say(f"Published {pages} ({summary(built.findings)}).")
    say("To look at it: groupwork serve (.venv/bin/groupwork serve), or open site/index.html through any web server.")


@main.command()
@click.pass_obj
def clean(settings: tuple[Path, datetime.date]) -> None:
    """Remove what builds made, build/ and site/, and say so. The curriculum is never touched."""
    import shutil

    for name in ("build", "site"):
        folder = settings[0] / name
        if not folder.is_dir() or folder.is_symlink():
            click.echo(f"there is no folder {name}/")
            continue
        try:
            shutil.rmtree(folder)
        except OSError as error:
            raise click.ClickException(f"{error.filename} could not be removed: {error.strerror}") from error
        click.echo(f"removed {name}/")


@main.command()
@click.option("--port", default=8000, show_default=True)
@click.pass_obj
def serve(settings: tuple[Path, datetime.date], port: int) -> None:
    """Serve the sites, rebuild on save, reload the browser."""
    from builder.serve import serve as run

    run(*settings, port, click.echo)


@main.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Tell what a finding's CODE means, with a before and an after; without CODE, list them all."""
    if code is None:
        for entry in CODES.values():
            click.echo(f"{entry.name:24} {entry.severity:8} {entry.why}")
        return
    if code not in CODES:
        import difflib

        near = difflib.get_close_matches(code, CODES, n=1)
        raise click.UsageError(f"there is no code '{code}'" + (f"; did you mean '{near[0]}'?" if near else "; run `groupwork explain` for the list"))
    click.echo(explained(CODES[code]))


@main.command()
@click.argument("kind", type=click.Choice(["session", "handout", "cards", "passage", "track"]))
@click.argument("identity", metavar="ID")
@click.pass_obj
def new(settings: tuple[Path, datetime.date], kind: str, identity: str) -> None:
    """Begin a session (module/name), a handout or cards (module/session/name), a passage or a track (name) from a form to fill in."""
    from builder.scaffold import ScaffoldError, write_new

    try:
        written = write_new(settings[0], kind, identity)
    except ScaffoldError as error:
        raise click.UsageError(str(error)) from error
    for path in written:
        click.echo(f"wrote {path}")
    click.echo("Fill it in, then run: groupwork check")


@main.command()
@click.pass_obj
def schemas(settings: tuple[Path, datetime.date]) -> None:
    """Write the JSON Schemas that editors use, into curriculum/schemas/."""
    from builder.schemas import write_schemas

    for path in write_schemas(settings[0] / "curriculum" / "schemas"):
        click.echo(f"wrote {path.name}")


@main.command()
@click.argument("request", required=False, type=click.Path(path_type=Path))
@click.option("--population", help="Whom it is for, from program.yml.")
@click.option("--weeks", type=int, help="How many, 8 to 12 as a rule.")
@click.option("--days", help="The days of every week: mon,wed,thu.")
@click.option("--start", help="When a meeting begins: 17:30.")
@click.option("--shape", "day", help="A day's parts in minutes: check-in:15,session,break:10,session,break:10,process:50 (the default).")
@click.option("--enrolment", type=click.Choice(["rolling", "cohort"]), help="Default: rolling.")
@click.option("--standards", help="Standards that it names: adult-iop,h0015.")
@click.option("--title", help="Of the new track.")
@click.option("--from", "refit", metavar="TRACK", help="Refit this track: what is not said here stays as it is there, where it can.")
@click.option("--pin", "pins", multiple=True, metavar="ID@WEEK:DAY", help="A session on a day: orientation/safety-plan@1:thu. May be repeated.")
@click.option("--exclude", multiple=True, metavar="ID", help="A session to leave out. May be repeated.")
@click.option("--emphasis", multiple=True, metavar="MODULE=SHARE", help="A module's relative share: cbt=4. May be repeated.")
@click.option("--reasons", is_flag=True, help="Say after each day why each session stands there.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="The file to write, such as curriculum/tracks/day.md (default: the terminal)."
)
@click.pass_obj
def compose(settings: tuple[Path, datetime.date], /, request: Path | None, reasons: bool, out: Path | None, **flags: object) -> None:
    """Compose a track, from a REQUEST file (YAML) or from the flags below."""
    from builder.composing import compose_track, from_file, from_flags

    if request and any(value not in (None, ()) for value in flags.values()):
        raise click.UsageError("give a request file or flags, not both")
    if out and out.exists():
        raise click.UsageError(f"{out} is there already; move it away, or give another name")
    try:
        source = from_file(request) if request else from_flags(flags)
        made = compose_track(settings[0], source, str(out or "the track"), reasons)
        if out:
            out.write_text(made.text, encoding="utf-8", newline="\n")
    except CurriculumError as error:
        click.echo(as_text(error.findings), err=True)
        click.echo("No track was written.", err=True)
        sys.exit(FINDINGS)
    except OSError as error:
        raise click.ClickException(f"{error.filename} could not be written: {error.strerror}") from error
    click.echo(f"wrote {out}" if out else made.text, nl=bool(out))
    if made.findings:
        click.echo(as_text(made.findings), err=True)


@main.command()
@click.argument("track")
@click.option("--start", type=_date, required=True, help="The day of the first meeting, as 2027-01-04.")
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
@click.pass_obj
def calendar(
    settings: tuple[Path, datetime.date],
    track: str,
    start: datetime.datetime,
    country: str | None,
    state: str | None,
    closures: Path | None,
    policy: Literal["reflow", "skip"],
    out: Path | None,
    sequence: int | None,
) -> None:
    """Put a TRACK on dates: calendars for staff and for participants, and a dated syllabus."""
    from builder.calendar.closures import CalendarError
    from builder.export import CalendarRequest, export_calendar

    try:
        request = CalendarRequest(
            track=track, start=start.date(), country=country, state=state, closures=closures, policy=policy, out=out, sequence=sequence
        )
        made = export_calendar(*settings, request)
    except CurriculumError as error:
        click.echo(as_text(error.findings), err=True)
        click.echo("No calendar was written.", err=True)
        sys.exit(FINDINGS)
    except CalendarError as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{error.filename} could not be written: {error.strerror}") from error
    click.echo(made.text, nl=False)
    if made.findings:
        click.echo(as_text(made.findings), err=True)
    for path in made.files:
        click.echo(f"wrote {path}", err=True)


@main.command()
@click.argument("identity", metavar="ID")
@click.option(
    "--kind", type=click.Choice(["session", "handout", "module", "topic", "source", "track", "passage"]), help="Where one ID names several things."
)
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", help="How it is printed.")
@click.pass_obj
def impact(settings: tuple[Path, datetime.date], identity: str, kind: str | None, style: str) -> None:
    """Tell what leans on ID (a session, handout, module, topic, source, track or passage) before it is edited, moved or retired."""
    from builder.impact import ImpactError, as_json, impact_in
    from builder.impact import as_text as impact_as_text

    try:
        found = impact_in(settings[0], identity, kind)
    except CurriculumError as error:
        click.echo(as_text(error.findings), err=True)
        sys.exit(FINDINGS)
    except ImpactError as error:
        raise click.UsageError(str(error)) from error
    click.echo(as_json(found) if style == "json" else impact_as_text(found))


@main.command("print")
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
@click.option("--copies", type=click.IntRange(1, 200), default=1, help="Sets in the packet of a day or week.")
@click.option("--day", metavar="MEETING", help="The handouts of one day: week-2-wed.")
@click.option("--week", type=int, help="The handouts of one week.")
@click.option("--missed", metavar="MEETING", help="A make-up packet for someone who missed this day.")
@click.option("--entry", metavar="MEETING", help="A catch-up packet for someone who starts on this day.")
@click.pass_obj
def print_command(
    settings: tuple[Path, datetime.date],
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
    from builder.printing.orders import Order, OrderError, fill_order

    wanted = tuple(filter(None, editions.replace(" ", "").split(",")))
    order = Order(names=names, editions=wanted, track=track, copies=copies, day=day, week=week, missed=missed, entry=entry)
    try:
        delivered = fill_order(settings[0], order, out)
    except CurriculumError as error:
        click.echo(as_text(error.findings), err=True)
        click.echo("Nothing was printed.", err=True)
        sys.exit(FINDINGS)
    except OrderError as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"{error.filename} could not be written: {error.strerror}") from error
    for file in delivered:
        pages = f"{file.pages} page{'s' if file.pages != 1 else ''}, " if file.pages else ""
        click.echo(f"wrote {file.path} ({pages}{max(1, round(file.size / 1000))} KB)")


class _Progress:
    """One line that is written over on a terminal; plain lines elsewhere."""

    def __init__(self, quiet: bool):
        self.quiet = quiet
        self.live = sys.stderr.isatty() and not quiet

    def __call__(self, line: str) -> None:
        if self.quiet:
            return
        if self.live:
            click.echo(f"\r\x1b[2K{line} ...", err=True, nl=False)
        else:
            click.echo(line, err=True)

    def end(self) -> None:
        if self.live:
            click.echo("\r\x1b[2K", err=True, nl=False)
