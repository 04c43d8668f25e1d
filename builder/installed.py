"""Where the templates and the library of this installation are: beside the code in a checkout, inside it in a wheel."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from builder import __version__
from builder.work.store import digest_of_files

_HERE = Path(__file__).parent
_PACKED = _HERE / "data"
"""`setup.py` puts what stands beside the code in a checkout into the package; a checkout has no such folder."""
CHECKOUT = not _PACKED.is_dir()
_DATA = _HERE.parent if CHECKOUT else _PACKED
_OTHER = os.environ.get("GROUPWORK_LIBRARY", "")

TEMPLATES = _DATA / "templates"
MKDOCS = _DATA / "mkdocs.yml"
DEPLOY = _DATA / "deploy"
LIBRARY = Path(_OTHER).resolve() if _OTHER else _DATA / "curriculum"
"""The library's `curriculum/`. GROUPWORK_LIBRARY may name another one, to try a library before it is released."""
LIBRARY_VERSION = "unreleased" if _OTHER else __version__


@cache
def library_digest() -> str:
    """A digest of every file of the library; the same on every system."""
    return digest_of_files(LIBRARY)


def library_sessions() -> int:
    """How many sessions the library has."""
    return sum(1 for _ in LIBRARY.glob("modules/*/*/session.md"))


def templates_of(root: Path) -> Path:
    """The templates that a project's pages are made with: those of this installation; of a checkout, those that a copy of it has in their place."""
    own = root / "templates"
    return own if CHECKOUT and (own / "pages").is_dir() else TEMPLATES
