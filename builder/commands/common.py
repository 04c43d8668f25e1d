"""What commands share: what they are given, their exit codes, and what is said when one cannot do what it was asked."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from builder.finding import CurriculumError, SiteError, as_text

CLEAN, FINDINGS = 0, 1
"""Exit codes; click's own for a command that was called wrongly is 2."""

Given = tuple[Path, datetime.date]
"""The project's folder, and the day to reckon with."""

DATE = click.DateTime(formats=["%Y-%m-%d"])

SITE = click.option("--site", default="", metavar="NAME", help="Of a program with several sites, the one of the file sites/NAME.yml.")


@contextmanager
def refusals(nothing: str = "", *wrong: type[Exception]) -> Iterator[None]:
    """Says what is to be mended, what was `wrong` with the call, or which file could not be written; and that `nothing` was made."""
    refused: tuple[type[Exception], ...] = (SiteError, *wrong)
    try:
        yield
    except CurriculumError as error:
        click.echo(as_text(error.findings), err=True)
        if nothing:
            click.echo(nothing, err=True)
        sys.exit(FINDINGS)
    except refused as error:
        raise click.UsageError(str(error)) from error
    except MemoryError as error:
        raise click.ClickException(f"There is not enough memory. {nothing}".strip()) from error
    except OSError as error:
        told = ": ".join(filter(None, (error.filename, error.strerror)))
        raise click.ClickException(f"{told}. {nothing}".strip()) from error
