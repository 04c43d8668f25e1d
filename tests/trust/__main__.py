"""`make trust`: runs the parts that stand beside this file, one after the other, and writes what they count into TRUST.md."""

from __future__ import annotations

import datetime
import inspect
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from builder import __version__
from builder.work.store import signatures

ROOT = Path(__file__).parents[2]
TRUST = ROOT / "TRUST.md"
ALLOWED = 58
"""Minutes of all parts together: with the site that they look at, an hour."""
BEGINNING = """\
# Trust

What the long tests count, as `make trust` last found it (an hour; each day's `make test` runs short ones of the same). Every table says of which version and day it
is: a part that was not run again keeps its last figures. What is promised, and what is not, stands in [SECURITY.md](SECURITY.md).
"""
NEVER = "Not counted yet."


@dataclass(frozen=True)
class Part:
    name: str
    title: str
    minutes: int
    about: str
    given: tuple[str, ...]


def parts() -> tuple[Part, ...]:
    """Every part, by name."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("_"))
    return tuple(map(_part, names))


def _part(name: str) -> Part:
    module = import_module(f"tests.trust.{name}")
    about = " ".join((module.figures.__doc__ or "").split())
    return Part(name, module.TITLE, module.MINUTES, about, tuple(inspect.signature(module.figures).parameters))


def run(part: Part, day: datetime.date, folder: Path, site: Path, spare: float = 0) -> tuple[str, bool]:
    """What stands in TRUST.md of a part that was run, and whether all that it promises held. It may take its own minutes, and the seconds that others had to `spare`."""
    inside = folder / part.name
    inside.mkdir()
    before, began = signatures(site), time.monotonic()
    arguments = [sys.executable, "-m", "tests.trust._one", part.name, day.isoformat(), str(inside), str(site)]
    process = subprocess.Popen(arguments, cwd=ROOT, start_new_session=True)
    allowed = part.minutes * 60 + spare
    try:
        ended = process.wait(allowed)
        said = json.loads(Path(f"{inside}.json").read_text(encoding="utf-8")) if ended == 0 else {"broken": f"it ended with {ended}"}
    except subprocess.TimeoutExpired:
        said = {"broken": f"it was stopped after {_minutes(allowed)}"}
    finally:
        _end_all(process)
    broken = str(said.get("broken", "")) or ("it changed the site that all parts look at" if signatures(site) != before else "")
    stamp = f"Groupwork {__version__}, {day}"
    if broken:
        return f"**Did not hold** ({stamp}): {broken.splitlines()[0]}", False
    return f"{stamp}, in {_minutes(time.monotonic() - began)}.\n\n{_table(said['figures'])}", True


def _end_all(process: subprocess.Popen[bytes]) -> None:
    """A part and whatever it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait()


def _minutes(seconds: float) -> str:
    whole = max(1, round(seconds / 60))
    return "a minute" if whole == 1 else f"{whole} minutes"


def _table(figures: Any) -> str:
    rows = (f"| {name} | {value:,} |" if isinstance(value, int | float) else f"| {name} | {value} |" for name, value in figures.items())
    return "\n".join(("| counted | |", "| --- | ---: |", *rows))


def written(text: str, listed: Iterable[Part], results: Mapping[str, tuple[str, bool]]) -> str:
    """TRUST.md anew: what was run has what it found; what was not, or did not hold, its last figures."""
    standing = dict(re.findall(r"^## (.+)\n\n.+\n\n((?:(?!^## ).*\n?)*)", text, re.M))
    sections = []
    for part in listed:
        last = standing.get(part.title, NEVER).strip()
        found, held = results.get(part.name, (last, True))
        if not held:
            found += "\n\n" + re.sub(r"^[*]{2}Did not hold.*\n\n", "", last)
        sections.append(f"\n## {part.title}\n\n{part.about}\n\n{found}\n")
    return BEGINNING + "".join(sections)


@click.command()
@click.argument("names", nargs=-1, metavar="[PART]...")
@click.option("--day", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The day that tests take for today, and TRUST.md says.")
def main(names: tuple[str, ...], day: datetime.datetime) -> None:
    """Run the parts named, or all, and write TRUST.md."""
    every = parts()
    if unknown := set(names) - {part.name for part in every}:
        raise click.UsageError(f"there is no part {', '.join(sorted(unknown))}; there are {', '.join(part.name for part in every)}")
    asked = [part for part in every if not names or part.name in names]
    held, spare = True, 0.0
    with TemporaryDirectory(prefix="trust-") as scratch:
        folder = Path(scratch)
        site = _site(folder, day.date()) if any("site" in part.given for part in asked) else folder / "site"
        for part in asked:
            click.echo(f"{part.title} ({_minutes(part.minutes * 60 + spare)} at most)")
            began = time.monotonic()
            result = run(part, day.date(), folder, site, spare)
            spare = max(0.0, spare + part.minutes * 60 - (time.monotonic() - began))
            click.echo(f"{result[0]}\n")
            held = held and result[1]
            text = TRUST.read_text(encoding="utf-8") if TRUST.is_file() else ""
            TRUST.write_text(written(text, every, {part.name: result}), encoding="utf-8", newline="\n")
    sys.exit(not held)


def _site(folder: Path, today: datetime.date) -> Path:
    """Both sites of the real curriculum."""
    from builder.pipeline import build
    from tests.project import a_root

    click.echo("Building both sites")
    build(a_root(folder / "whole"), today)
    return folder / "whole" / "site"


if __name__ == "__main__":
    main()
