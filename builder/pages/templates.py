"""The templates of pages and of the frame around each."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined


def page_environment(templates: Path, compiled: Path | None = None) -> Environment:
    """What `templates` holds for the web; `compiled` is a folder for what was compiled before, which takes longer than all else that a page needs."""
    if compiled:
        try:
            compiled.mkdir(parents=True, exist_ok=True)
        except OSError:  # a full disk, or a folder that may not be written to
            compiled = None
    return Environment(
        bytecode_cache=FileSystemBytecodeCache(str(compiled)) if compiled else None,
        loader=FileSystemLoader([templates / "pages", templates / "theme"]),
        auto_reload=False,
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
