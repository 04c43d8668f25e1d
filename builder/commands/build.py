"""`groupwork build`."""

from __future__ import annotations

import sys
from contextlib import suppress

import click

from builder.commands.common import FINDINGS, SITE, Given, refusals
from builder.finding import summary
from builder.installed import CHECKOUT
from builder.planner.words import counted

UNCHANGED = "Nothing was published; site/ is as it was."


@click.command("build")
@click.option("--pages-only", is_flag=True, help="Leave printed files, the search index and the copy for use without internet as they are published.")
@click.option("--no-cache", is_flag=True, help="Make everything anew.")
@click.option("--keep-addresses", is_flag=True, help="Publish nothing when an address that is published now would lead nowhere.")
@click.option("--quiet", is_flag=True, help="Say only what there is to mend.")
@SITE
@click.pass_obj
def command(given: Given, pages_only: bool, no_cache: bool, keep_addresses: bool, quiet: bool, site: str) -> None:
    """Build both sites into site/, of a program with several places those of all. What has not changed is not made again."""
    import atexit
    import gc

    gc.disable()  # a fifth of a build after an edit went into looking for cycles, of which there are hardly any
    atexit.register(gc.freeze)  # and another tenth at the end
    from builder.site.addresses_lost import AddressesLost, told
    from builder.site.published import nothing_changed, sources_key
    from builder.work.store import Store

    root, today = given
    say = (lambda line: None) if quiet else click.echo
    sources = sources_key(root, today, pages_only, site)
    if not no_cache and (before := nothing_changed(root, Store(root / "build" / "cache"), sources)):
        say(f"Nothing has changed; site/ stays as it is ({summary(before.findings)}).")
        return
    from builder import pipeline  # takes half a second

    try:
        with refusals(UNCHANGED), _Progress(quiet) as progress:
            built = pipeline.build(root, today, progress, pages_only, not no_cache, keep_addresses, site=site)
    except AddressesLost as error:
        click.echo(f"{error}\n{UNCHANGED}", err=True)
        sys.exit(FINDINGS)
    except pipeline.PublishError as error:
        click.echo(f"The finished sites failed the last look:\n{error}\n{UNCHANGED}", err=True)
        sys.exit(FINDINGS)
    for line in told(built.lost):
        click.echo(line, err=True)
    pages = ", ".join(f"{counted(count, 'page')} for {name}" for name, count in built.pages.items())
    say(f"Published {pages} ({summary(built.findings)}).")
    say(f"To look at it: groupwork serve{' (.venv/bin/groupwork serve)' if CHECKOUT else ''}, or open site/index.html through any web server.")


class _Progress:
    """One line that is written over on a terminal; plain lines elsewhere. Where nobody hears it any more, the build goes on."""

    def __init__(self, quiet: bool):
        self.quiet = quiet
        self.live = sys.stderr is not None and sys.stderr.isatty() and not quiet  # it is None where it was closed

    def __enter__(self) -> _Progress:
        return self

    def __call__(self, line: str) -> None:
        if self.quiet:
            return
        with suppress(OSError, ValueError):
            if self.live:
                click.echo(f"\r\x1b[2K{line} ...", err=True, nl=False)
            else:
                click.echo(line, err=True)

    def __exit__(self, *_error: object) -> None:
        if self.live:
            with suppress(OSError, ValueError):
                click.echo("\r\x1b[2K", err=True, nl=False)
