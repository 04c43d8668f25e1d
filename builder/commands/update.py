"""`groupwork update`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from builder.commands.common import FINDINGS, Given, refusals
from builder.planner.words import counted

if TYPE_CHECKING:
    from builder.adopting.comparing import Comparison, OneSide
    from builder.adopting.updating import Adopted


@click.command("update")
@click.option("--accept", multiple=True, metavar="ID", help="Take the library's text in place of yours, as a draft. Yours is kept aside.")
@click.option("--merge", multiple=True, metavar="ID", help="Join what you and the library have changed, as a draft.")
@click.option("--keep", multiple=True, metavar="ID", help="Let your text stand as it is, with --why.")
@click.option("--why", default="", help="Why what is kept stays as it is.")
@click.option("--take-up", is_flag=True, help="Name the library that is installed in library.lock: all that is not your own follows it.")
@click.option("--all", "every", is_flag=True, help="List what has not changed, too.")
@click.pass_obj
def command(given: Given, accept: tuple[str, ...], merge: tuple[str, ...], keep: tuple[str, ...], why: str, take_up: bool, every: bool) -> None:
    """Show what the library has changed, and decide item by item. Without a flag nothing is changed.

    Exits with 1 while something is open.
    """
    from builder.adopting import updating
    from builder.adopting.comparing import compared
    from builder.adopting.lock import AdoptError

    root = given[0]
    with refusals("What is said above was done, and nothing else.", AdoptError):
        for identity in accept:
            _say(updating.accept(root, identity))
        for identity in merge:
            _say(updating.merge(root, identity))
        for identity in keep:
            _say(updating.keep(root, identity, why))
        if take_up:
            _say(updating.take_up(root))
        if accept or merge or keep:
            return
        items = updating.items_of(root)
        for line in _listed(items, every):
            click.echo(line)
        waiting = [item for item in items if item.state in updating.OPEN]
        for item in waiting:
            _show(compared(root, item))
    for line in _next(items, waiting):
        click.echo(line)
    sys.exit(FINDINGS if waiting or _moved(items) else 0)


def _say(lines: Iterator[str] | list[str]) -> None:
    for line in lines:
        click.echo(line)


def _listed(items: tuple[Adopted, ...], every: bool) -> Iterator[str]:
    """The items whose texts are not the same, those of one state together."""
    from builder.adopting.comparing import SAID

    for state, said in SAID.items():
        found = [item for item in items if item.state == state]
        if found:
            yield f"{said}:"
            yield from (f"  {item.id}" + (f" ({item.why})" if item.why else "") for item in found)
    same, own = (sum(item.state == state for item in items) for state in ("unchanged", "yours"))
    yield f"unchanged: {counted(same, 'text')}; yours, on the library's text of today: {own}"
    if every:
        yield from (f"  {item.id}" for item in items if item.state in ("unchanged", "yours"))


def _show(one: Comparison) -> None:
    from builder.adopting.comparing import SAID

    click.echo()
    click.secho(f"{one.item.id}: {SAID[one.item.state]}", bold=True)
    if one.note:
        click.echo(f"  {one.note}")
    for change in one.changes:
        who = "the library" if change.side == "library" else "you"
        click.echo(f"  line {change.line}, {f'both changed; {who}' if change.shared else f'{who} changed'}:")
        _show_words(change)


def _show_words(change: OneSide) -> None:
    """Words that went stand in [- -], those that came in {+ +}, in colour on a terminal."""
    marks = {"same": ("", "", None), "gone": ("[-", "-]", "red"), "new": ("{+", "+}", "green")}
    text = "".join(click.style(marks[what][0] + words + marks[what][1], fg=marks[what][2]) for what, words in change.words)
    for line in text.split("\n"):
        click.echo(f"      {line}")


def _moved(items: tuple[Adopted, ...]) -> bool:
    return any(item.state in ("new", "newer", "gone") for item in items)


def _next(items: tuple[Adopted, ...], waiting: list[Adopted]) -> Iterator[str]:
    if waiting:
        name = waiting[0].id
        yield ""
        yield f'To decide: groupwork update --accept {name}, --merge {name}, or --keep {name} --why "...". The browser shows it too: groupwork serve.'
    if _moved(items):
        yield "To take up what is new in the library: groupwork update --take-up"
