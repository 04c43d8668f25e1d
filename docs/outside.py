"""A hook of MkDocs: what stands beside docs/ becomes a page too, and links lead to it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File

ROOT = Path(__file__).parents[1]
OUTSIDE = {"CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changelog.md", "SECURITY.md": "security.md", "TRUST.md": "trust.md"}


def on_files(files: Any, config: Any) -> Any:
    """The files above, with their links as seen from docs/."""
    for name, page in OUTSIDE.items():
        text = re.sub(r"\]\(docs/", "](", (ROOT / name).read_text(encoding="utf-8"))
        files.append(File.generated(config, page, content=text))
    return files


def on_page_markdown(markdown: str, **_given: Any) -> str:
    """Links to the files above, which lead out of docs/ for whoever reads the files themselves."""
    for name, page in OUTSIDE.items():
        markdown = re.sub(rf"\]\((?:\.\./)*{re.escape(name)}", f"]({page}", markdown)
    return markdown
