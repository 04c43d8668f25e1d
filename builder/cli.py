"""The command line: arguments in, one call, findings out, an exit code."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

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
@click.pass_obj
def build(settings: tuple[Path, datetime.date]) -> None:
    """Build both sites into site/."""
    from builder import pipeline

    progress = _Progress()
    try:
        built = pipeline.build(*settings, progress)
    except CurriculumError as error:
        progress.end()
        click.echo(as_text(error.findings), err=True)
        click.echo("Nothing was published; site/ is as it was.", err=True)
        sys.exit(FINDINGS)
    except pipeline.PublishError as error:
        progress.end()
        click.echo(f"The finished sites failed the last look:\n{error}\nNothing was published; site/ is as it was.", err=True)
        sys.exit(FINDINGS)
    progress.end()
    pages = ", ".join(f"{count} page{'s' if count != 1 else ''} for {name}" for name, count in built.pages.items())
    click.echo(f"Published {pages} ({summary(built.findings)}).")
    click.echo("To look at it: groupwork serve (.venv/bin/groupwork serve), or open site/index.html through any web server.")


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
@click.argument("kind", type=click.Choice(["session", "handout", "track"]))
@click.argument("identity", metavar="ID")
@click.pass_obj
def new(settings: tuple[Path, datetime.date], kind: str, identity: str) -> None:
    """Begin a session (module/name), a handout (module/session/name) or a track (name) from a form to fill in."""
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


class _Progress:
    """One line that is written over on a terminal; plain lines elsewhere."""

    def __init__(self) -> None:
        self.live = sys.stderr.isatty()

    def __call__(self, line: str) -> None:
        if self.live:
            click.echo(f"\r\x1b[2K{line} ...", err=True, nl=False)
        else:
            click.echo(line, err=True)

    def end(self) -> None:
        if self.live:
            click.echo("\r\x1b[2K", err=True, nl=False)
