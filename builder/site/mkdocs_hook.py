"""For plain `mkdocs build` and `mkdocs serve` at the project's root: plan and render the staff site, then let MkDocs build it."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))


def on_config(config: Any) -> Any:
    """Point MkDocs at the docs tree made from the curriculum."""
    from builder.pipeline import export_docs

    folder, settings = export_docs(ROOT, datetime.date.today())["staff"]
    config["docs_dir"] = str(folder / "docs")
    config["nav"] = settings["nav"]
    config["extra"].update(settings["extra"])
    config["extra_css"] = settings["extra_css"]
    config["site_name"] = settings["site_name"]
    config["watch"].extend([str(ROOT / "curriculum"), str(ROOT / "templates")])
    return config
