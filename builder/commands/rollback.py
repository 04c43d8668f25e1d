"""`groupwork rollback`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from builder.commands.common import Given, refusals

UNCHANGED = "site/ is as it was."


@click.command("rollback")
@click.argument("version", type=int, required=False)
@click.pass_obj
def command(given: Given, version: int | None) -> None:
    """Put a version that was published before in the place of what stands in site/, in one step. Without a VERSION, list those that are kept.

    The curriculum is not touched: the next build publishes its present texts. Nor is what groupwork pack has put on a server: run it again.
    """
    from builder.site.tree import alone
    from builder.site.versions import VersionError, bring_back, day_of, heal
    from builder.work.store import Store

    root, build = given[0], given[0] / "build"
    if not (root / "site").is_dir():
        raise click.UsageError("nothing is published yet: there is no folder site/")
    with refusals(UNCHANGED, VersionError), alone(build, lambda: click.echo("waiting for a build to end")):
        store = Store(build / "cache")
        heal(root, store)
        if version is None:
            told = list(_listed(root, store.folder))
        else:
            day = day_of(bring_back(root, store, version), root / "site")
            told = [
                f"Version {version}, of {day}, is published again. What stood until now is kept: groupwork rollback lists it.",
                "The curriculum is as it was; groupwork build publishes its present texts.",
                "A server has a copy of its own, which is still the other one: groupwork pack, with the same DIR as before, brings this version there.",
            ]
    for line in told:  # whatever may not be said, this is done
        click.echo(line)


def _listed(root: Path, cache: Path) -> Iterator[str]:
    from builder.site.published import Standing, standing
    from builder.site.since import told_since
    from builder.site.versions import day_of, room_of, versions_of
    from builder.work.store import Store, signatures

    now, public = signatures(root / "site"), root / "site"
    known = standing(Store(cache))
    yield f"Published now: of {day_of(known if known.files == now else Standing(), public)}."
    kept = versions_of(root)
    if not kept:
        yield "No version is kept beside it yet."
        return
    yield f"Kept beside it, {room_of(root) / 1e6:.1f} MB in all:"
    for version in kept:
        then = version.known
        yield f"  {version.number:>4}  {day_of(then, version.tree)}. Since then:"
        yield from (f"          {line}" for line in told_since(version.tree, then.files, public, now))
    yield f"To put one in its place: groupwork rollback {kept[0].number}"
