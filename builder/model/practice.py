"""`own-practice` among the sources of a session or passage: it says honestly that a text rests on what a program has always done."""

from __future__ import annotations

from collections.abc import Sequence

OWN_PRACTICE = "own-practice"
"""Stands in `sources` alone: no entry of sources.yml, nothing to cite, and never counted as evidence."""

ALONE = "Rests on this program's own practice; no published source."
IN_PART = "Rests in part on this program's own practice; what has a published source cites it."


def published_sources(names: Sequence[str]) -> tuple[str, ...]:
    """The sources that someone else can look up."""
    return tuple(name for name in names if name != OWN_PRACTICE)


def practice_words(names: Sequence[str]) -> str:
    """How pages say it; nothing for a text that does not rest on it."""
    if OWN_PRACTICE not in names:
        return ""
    return IN_PART if published_sources(names) else ALONE
