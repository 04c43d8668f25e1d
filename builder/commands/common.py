"""What commands share: what they are given, their exit codes, and what is said when one cannot do what it was asked."""

from __future__ import annotations

import datetime
import shutil
import sys
import traceback
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from builder import __version__
from builder.finding import CurriculumError, Finding, Place, SiteError, as_json, as_text, on_a_line, shortened
from builder.planner.dates import FIRST_YEAR, LAST_YEAR

CLEAN, FINDINGS, FAULT = 0, 1, 3
"""Exit codes; click's own for a command that was called wrongly is 2. The last is for what the program itself has done wrong."""

Click = TypeVar("Click", bound=Callable[..., Any])

Given = tuple[Path, datetime.date]
"""The project's folder, and the day to reckon with."""


class _Date(click.DateTime):
    """A day in the years that can be reckoned with."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        day = super().convert(value, param, ctx)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.fail(f"'{day.date()}' is not in the years {FIRST_YEAR} to {LAST_YEAR}.", param, ctx)
        return day


DATE = _Date(formats=["%Y-%m-%d"])

_STYLE = "builder.style"


def _remembered(context: click.Context, _option: click.Parameter, style: str) -> str:
    context.meta[_STYLE] = style
    return style


def style_option(styles: Collection[str], help_text: str) -> Callable[[Click], Click]:
    """`--format`; whatever happens then is told in it."""
    return click.option("--format", "style", type=click.Choice(list(styles)), default="text", callback=_remembered, help=help_text)


SITE = click.option("--site", default="", metavar="NAME", help="Of a program with several sites, the one of the file sites/NAME.yml.")


@contextmanager
def refusals(nothing: str = "", *wrong: type[Exception]) -> Iterator[None]:
    """Says what is to be mended, what was `wrong` with the call, or which file could not be written; and that `nothing` was made."""
    refused: tuple[type[Exception], ...] = (SiteError, *wrong)
    try:
        yield
    except CurriculumError as error:
        _tell(error.findings, as_text(error.findings))
        if nothing:
            click.echo(nothing, err=True)
        sys.exit(FINDINGS)
    except refused as error:
        raise click.UsageError(str(error)) from error
    except (MemoryError, OSError) as error:
        raise click.ClickException(f"{_in_words(error)}. {nothing}".strip()) from error


def _as_data() -> bool:
    return bool(click.get_current_context().meta.get(_STYLE) == "json")


def _tell(findings: Sequence[Finding], text: str) -> None:
    """As text for a person on the terminal's other stream; for a program where it looks for findings."""
    click.echo(as_json(findings) if _as_data() else text, err=not _as_data())


def told_as_data(error: click.ClickException) -> bool:
    """Tells why a command refused what it was asked where a program reads that; False where a person does, whom click tells."""
    if _as_data():
        _tell((Finding(Place("groupwork", 0), "program-stopped", error.format_message(), "groupwork COMMAND --help says what can be asked"),), "")
    return _as_data()


def _in_words(error: MemoryError | OSError) -> str:
    """What the machine did not give."""
    if isinstance(error, MemoryError):
        return "There is not enough memory"
    if isinstance(error, shutil.Error):  # of all that was to be copied, whatever was not
        return str(error.args[0][0][-1])
    said = str(error) if error.errno is None else error.strerror if error.errno else ""
    return ": ".join(filter(None, (str(error.filename or ""), said))) or "The system refused something, and did not say why"


def told_at_the_end(error: Exception) -> int:
    """Tells in one line what escaped a command, and says with which code it ends: what the machine did not give, or what the program itself does not know."""
    if isinstance(error, MemoryError | OSError):
        message, hint, code = _in_words(error), "look at the room, the rights and the links there", FINDINGS
    else:
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "builder" in Path(frame.filename).parts]
        where = f", at {'/'.join(Path(frames[-1].filename).parts[-2:])}:{frames[-1].lineno}" if frames else ""
        said = shortened(f"{type(error).__name__}: {error}", 200)
        message = f"groupwork {__version__} met something that it does not know: {said}{where}"
        hint, code = "this is a fault of the program and not of your texts; please report this line (groupwork --debug shows more)", FAULT
    _tell((Finding(Place("groupwork", 0), "program-stopped", message, hint),), on_a_line(f"Error: {message}; {hint}"))
    return code
