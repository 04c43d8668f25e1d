"""`groupwork check`."""

from __future__ import annotations

import sys

import click

from builder.commands.common import CLEAN, FINDINGS, Given, style_option
from builder.finding import FORMATS, has_errors


@click.command("check")
@style_option(FORMATS, "How findings are printed.")
@click.pass_obj
def command(given: Given, style: str) -> None:
    """Look at every file and say what is to be mended."""
    from builder import pipeline

    findings = pipeline.check(*given)
    output = FORMATS[style](findings)
    if output:
        click.echo(output)
    sys.exit(FINDINGS if has_errors(findings) else CLEAN)
