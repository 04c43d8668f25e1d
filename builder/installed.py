"""Where the templates and the library of this installation are: beside the code in a checkout, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent
_DATA = _HERE / "data" if (_HERE / "data").is_dir() else _HERE.parent
"""`setup.py` puts both folders into the package; a checkout has no such folder."""

TEMPLATES = _DATA / "templates"
LIBRARY = _DATA / "curriculum"


def templates_of(root: Path) -> Path:
    """The templates that a project's pages are made with: its own where it is a checkout, those of this installation otherwise."""
    own = root / "templates"
    return own if (own / "pages").is_dir() else TEMPLATES
