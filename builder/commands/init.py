"""`groupwork init`."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from builder.commands.common import Given, refusals

if TYPE_CHECKING:
    from builder.begin.answers import Offered

_QUESTIONS = {
    "name": "Name of the program",
    "address": "Where the participants' site will stand (Enter: made up, until you know)",
    "phone": "Phone number, as it is printed (Enter: later)",
    "hours": "When someone answers (Enter: later)",
    "email": "Email address (Enter: none)",
    "zone": "Time zone of your groups",
    "holidays": "Whose public holidays: US, or a state as in US-TX",
    "population": "Whom the first track is for",
    "weeks": "How many weeks",
    "days": "On which days",
    "start": "When a meeting begins",
    "standards": "Which standards it meets (none: -)",
}
_TRACK = ("population", "weeks", "days", "start", "standards")
_LISTS = ("days", "standards")
_OPTIONAL = ("phone", "hours", "email")
NEXT = (
    ("groupwork serve", "shows both sites, and each change as you save it"),
    ("groupwork check", "says what is still to be filled in"),
)


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name", help="Of the program, as its pages say it.")
@click.option("--address", help="Where the participants' site will stand: https://harbor.example/participants.")
@click.option("--phone", help="Printed on every handout.")
@click.option("--hours", help="When someone answers.")
@click.option("--email", help="An address that is read every working day.")
@click.option("--zone", help="Time zone of the groups (default: America/New_York).")
@click.option("--holidays", help="Whose public holidays count: US, US-TX (default: US).")
@click.option("--population", help="Whom the first track is for, from the library (default: co-occurring).")
@click.option("--weeks", type=int, help="Of the first track (default: 8).")
@click.option("--days", help="Its days (default: mon,wed,thu).")
@click.option("--start", help="When its meetings begin (default: 09:00).")
@click.option("--standards", help="Standards that it has to meet: adult-iop,h0015; '-' for none (default: adult-iop, if it does).")
@click.option("--force", is_flag=True, help="Begin in a folder that is not empty; what is there stays as it is.")
@click.pass_obj
def command(given: Given, /, folder: Path, force: bool, **flags: Any) -> None:
    """Begin a program of your own in DIR, over the library: what is not given as a flag is asked.

    Nothing of the library is copied. Where nobody can be asked, --name and --address are needed, and the rest stays to be filled in.
    """
    from builder.begin.answers import BeginError, answers_of, offered
    from builder.begin.landing import TrackError, begin, refuse_folder

    said = {key: _read(key, value) for key, value in flags.items() if value is not None}  # an empty word is an answer to a question, too
    with refusals("Nothing was written.", BeginError):
        refuse_folder(folder, force)
        choices = offered()
        asking = at_a_terminal()
        if asking:
            _refuse_wrong(said, choices)
            for key in (key for key in _QUESTIONS if key not in said):
                said[key] = _asked(key, said, choices)
        while True:
            try:
                begun = begin(
                    folder.absolute(), answers_of(_without_empty(said), choices), choices, given[1], lambda line: click.echo(f"{line} ...", err=True)
                )
                break
            except TrackError as error:
                if not asking:
                    raise
                click.echo(f"{error}\nOnce more, the track:", err=True)
                said |= {key: _asked(key, said, choices) for key in _TRACK}
    click.echo(f"wrote {len(begun.written)} files into {folder}. {begun.track}")
    for name in begun.kept:
        click.echo(f"{name} was there, and stays as it is")
    click.echo("\nNext:\n")
    for line, what in ((f"cd {_for_a_shell(folder)}", ""), *NEXT):
        click.echo(f"  {line:<20}{what}".rstrip())


def at_a_terminal() -> bool:
    return sys.stdin.isatty()


def _read(key: str, value: Any) -> Any:
    """A flag's words or a person's as the model takes them."""
    if key not in _LISTS:
        return value
    return tuple(part.strip().lower() for part in value.split(",") if part.strip() not in ("", "-"))


def _without_empty(said: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in said.items() if key not in _OPTIONAL or value}


def _refuse_wrong(said: dict[str, Any], choices: Offered) -> None:
    """Before anything is asked, what was given wrong."""
    from builder.begin.answers import BeginError, flag_of, wrong_with

    if wrong := wrong_with(_without_empty(said), choices):
        raise BeginError("\n".join(f"{flag_of(key)}: {what}" for key, what in wrong.items()))


def _asked(key: str, said: Mapping[str, Any], choices: Offered) -> Any:
    """Ask until the answer can be one."""
    from builder.begin.answers import defaults, wrong_with

    default = "" if key in _OPTIONAL else defaults(choices, said.get("name", "")).get(key)
    if key in _LISTS:
        default = ",".join(default or "-")
    if key in ("population", "standards"):
        known = choices.populations if key == "population" else choices.standards
        click.echo("\n".join(f"  {name:<28}{title}" for name, title in known.items()))
    while True:
        answer = _read(key, click.prompt(_QUESTIONS[key], default=default, type=int if key == "weeks" else str))
        wrong = wrong_with(_without_empty({key: answer}), choices)
        if not wrong:
            return answer
        click.echo(f"  {wrong[key]}")


def _for_a_shell(folder: Path) -> str:
    text = str(folder)
    return f'"{text}"' if " " in text else text
