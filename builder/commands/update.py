"""`groupwork update`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from builder.commands.common import FINDINGS, Given, refusals
from builder.planner.words import counted

if TYPE_CHECKING:
    from builder.adopting.threeway import Stretch
    from builder.adopting.updating import Adopted, Texts3

_SAID = {
    "new": "new in the library",
    "newer": "newer in the library",
    "gone": "gone from the library",
    "kept": "yours, kept",
    "both": "yours, and the library's has changed since",
    "retired": "yours, and the library has given its own up",
}


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
            _show(item, updating.texts_of_item(root, item))
    for line in _next(items, waiting):
        click.echo(line)
    sys.exit(FINDINGS if waiting or _moved(items) else 0)


def _say(lines: Iterator[str] | list[str]) -> None:
    for line in lines:
        click.echo(line)


def _listed(items: tuple[Adopted, ...], every: bool) -> Iterator[str]:
    """The items whose texts are not the same, those of one state together."""
    for state, said in _SAID.items():
        found = [item for item in items if item.state == state]
        if found:
            yield f"{said}:"
            yield from (f"  {item.id}" + (f" ({item.why})" if item.why else "") for item in found)
    same, own = (sum(item.state == state for item in items) for state in ("unchanged", "yours"))
    yield f"unchanged: {counted(same, 'text')}; yours, on the library's text of today: {own}"
    if every:
        yield from (f"  {item.id}" for item in items if item.state in ("unchanged", "yours"))


def _show(item: Adopted, texts: Texts3) -> None:
    click.echo()
    click.secho(f"{item.id}: {_SAID[item.state]}", bold=True)
    if item.state == "retired":
        return
    if texts.base is None:
        click.echo("  the text that yours was made from is not kept any more: every difference is shown as one of both")
    if item.path.suffix not in (".md", ".yml"):
        click.echo("  a drawing: look at both in the browser (groupwork serve)")
        return
    for part in texts.parts:
        _show_part(part)


def _show_part(part: Stretch) -> None:
    match part.side:
        case "library":
            click.echo(f"  line {part.line}, the library changed:")
            _show_words(part.base, part.library)
        case "yours":
            click.echo(f"  line {part.line}, you changed:")
            _show_words(part.base, part.own)
        case "both":
            click.echo(f"  line {part.line}, both changed. You:")
            _show_words(part.base, part.own)
            click.echo("    the library:")
            _show_words(part.base, part.library)


def _show_words(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    """Words that went stand in [- -], those that came in {+ +}, in colour on a terminal."""
    from builder.adopting.threeway import in_words

    marks = {"same": ("", "", None), "gone": ("[-", "-]", "red"), "new": ("{+", "+}", "green")}
    text = "".join(click.style(marks[what][0] + words + marks[what][1], fg=marks[what][2]) for what, words in in_words(before, after))
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
