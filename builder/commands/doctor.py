"""`groupwork doctor`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from builder.commands.common import CLEAN, FINDINGS, SITE, Given, style_option
from builder.doctor.signs import SIGN_FORMATS, Sign


@click.command("doctor")
@click.argument("where", metavar="URL|DIR")
@click.option(
    "--staff", default="", metavar="URL", help="Where the staff site stands (default: staff_address in program.yml, and where it is often forgotten)."
)
@style_option(SIGN_FORMATS, "How it is told.")
@SITE
@click.pass_obj
def command(given: Given, where: str, staff: str, style: str, site: str) -> None:
    """Look at the participants' site where it stands, as a stranger sees it: staff's pages without a login, headers, crisis lines, age, what lies about. Or at a
    folder before it is published."""
    root, today = given
    if staff:
        _refuse_what_is_no_address(staff, "--staff")
    if "://" in where:
        from builder.doctor.examine import examine
        from builder.doctor.place import local_site

        _refuse_what_is_no_address(where, "URL")
        if not staff and (staff := _staffs_address(root, site)):
            _refuse_what_is_no_address(staff, "staff_address")
        signs = examine(where, today, local_site(root, site), staff)
    elif Path(where).is_dir():
        from builder.doctor.folder import examine_folder

        signs = examine_folder(Path(where).absolute(), root)
    else:
        raise click.UsageError(f"'{where}' is neither an address that begins with https:// nor a folder")
    click.echo(SIGN_FORMATS[style](signs))
    sys.exit(FINDINGS if any(map(_is_error, signs)) else CLEAN)


def _is_error(sign: Sign) -> bool:
    return sign.is_error


def _refuse_what_is_no_address(address: str, name: str) -> None:
    from builder.doctor.asking import NoAnswerError, host_and_port

    try:
        host_and_port(address)
    except NoAnswerError as error:
        raise click.BadParameter(str(error), param_hint=name) from error


def _staffs_address(root: Path, site: str) -> str:
    """As program.yml says it; empty where it does not, or is not to be read: the doctor looks at what stands, not at a curriculum."""
    from builder.finding import CurriculumError, SiteError
    from builder.load.library import load_library

    try:
        meta = load_library(root, site=site).published.program.meta
    except (CurriculumError, SiteError, OSError):
        return ""
    return meta.staff_address or ""
