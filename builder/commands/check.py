"""`groupwork check`."""

from __future__ import annotations

import sys

import click

from builder.commands.common import CLEAN, FINDINGS, SITE, Given, refusals, style_option
from builder.finding import FORMATS, has_errors


@click.command("check")
@style_option(FORMATS, "How findings are printed.")
@SITE
@click.pass_obj
def command(given: Given, style: str, site: str) -> None:
    """Look at every file and say what is to be mended."""
    from builder import pipeline

    with refusals():
        findings = pipeline.check(*given, site=site)
    output = FORMATS[style](findings)
    if output:
        click.echo(output)
    sys.exit(FINDINGS if has_errors(findings) else CLEAN)
