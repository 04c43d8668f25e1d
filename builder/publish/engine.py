"""The one place that knows MkDocs: a docs tree and its mkdocs.yml in, HTML out."""

from __future__ import annotations

import logging
import os
from pathlib import Path

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException


class EngineError(Exception):
    """MkDocs refused a docs tree that we made: a defect of ours, not of an author."""


def build_html(folder: Path) -> Path:
    """Build `folder/docs` by `folder/mkdocs.yml` into `folder/site`, and return that folder. Warnings of the engine are errors here."""
    handler = _Collector()
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.WARNING)
    logger.addHandler(handler)
    try:
        config = load_config(str(folder / "mkdocs.yml"))
        build(config)
    except MkDocsException as error:
        raise EngineError(str(error)) from error
    finally:
        logger.removeHandler(handler)
    if handler.messages:
        raise EngineError("\n".join(handler.messages))
    return folder / "site"


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())
