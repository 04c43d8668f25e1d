"""`groupwork deploy`."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import click

from builder.commands.common import SITE, Given, refusals
from builder.planner.words import counted

HOSTS = {"groups.harbor.example": "address", "staff.harbor.example": "staff_address"}
"""The hosts that the settings name, and where a program says its own."""


@click.command("deploy")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@SITE
@click.pass_obj
def command(given: Given, folder: Path, site: str) -> None:
    """Write settings for a server into DIR: nginx, Caddy, a login, a container, hosts of pages. Their hosts are those that program.yml names. What is there stays."""
    from builder.installed import DEPLOY, templates_of
    from builder.load.library import load_library
    from builder.site.server_files import server_files
    from builder.site.tree import swap_in
    from builder.work.store import file_status

    root, _ = given
    with refusals("Nothing was written."):
        meta = load_library(root, site=site).published.program.meta
        if folder.exists() and any(folder.iterdir()):
            raise click.UsageError(f"{folder} is not empty: name a folder that is")
        hosts = {shipped: _host(getattr(meta, said) or "") or shipped for shipped, said in HOSTS.items()}
        files = {name: (DEPLOY / name).read_text(encoding="utf-8") for name in file_status(DEPLOY)} | server_files(templates_of(root))
        target = folder.absolute()
        target.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as aside:
            fresh = Path(aside) / "fresh"
            for name, text in files.items():
                for shipped, own in hosts.items():
                    text = text.replace(shipped, own)
                (fresh / name).parent.mkdir(parents=True, exist_ok=True)
                (fresh / name).write_text(text, encoding="utf-8", newline="\n")
            swap_in(fresh, target)
    click.echo(f"Wrote {counted(len(files), 'file')} into {folder}; README.md says which is for what.")


def _host(address: str) -> str:
    """The host of an address; empty where it has letters that mean something in settings."""
    host = urlsplit(address).hostname or ""
    return host if re.fullmatch(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", host) else ""
