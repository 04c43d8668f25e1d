"""One part, in a process of its own: `python -m tests.trust._one PART DAY FOLDER SITE`. Its figures, or what it promised and did not hold, go into FOLDER.json."""

from __future__ import annotations

import datetime
import inspect
import json
import sys
from importlib import import_module
from pathlib import Path


def main(name: str, day: str, folder: str, site: str) -> int:
    given = {"folder": Path(folder), "site": Path(site), "today": datetime.date.fromisoformat(day)}
    figures = import_module(f"tests.trust.{name}").figures
    try:
        said: dict[str, object] = {"figures": figures(**{parameter: given[parameter] for parameter in inspect.signature(figures).parameters})}
    except AssertionError as broken:
        said = {"broken": str(broken) or "a promise was broken"}
    Path(f"{folder}.json").write_text(json.dumps(said), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
