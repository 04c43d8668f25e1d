"""A text as a name: what an address, an anchor or a field is called after it."""

from __future__ import annotations

import re

_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def slug(text: str, most: int | None = None) -> str:
    """Small letters and numbers of a text, with hyphens between them, of `most` signs at most; empty where it has none."""
    return _NOT_SLUG.sub("-", text.lower()).strip("-")[:most].strip("-")
