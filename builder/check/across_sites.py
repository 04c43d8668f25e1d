"""Findings of several sites of one program as one list: each is told once, and with the names of sites only where it is not of all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from builder.finding import OWN, Finding, in_order
from builder.model.site import FOLDER
from builder.planner.words import listed


def together(whole: Mapping[str, tuple[Finding, ...]], broken: Mapping[str, tuple[Finding, ...]]) -> tuple[Finding, ...]:
    """The findings by site. At a `broken` one, which could not be looked at to its end, there may be all that the others have too."""
    where: dict[Finding, list[str]] = {}
    for site, findings in (*whole.items(), *broken.items()):
        for finding in dict.fromkeys(findings):
            where.setdefault(finding, []).append(site)
    return in_order(_named(finding, sites) if whole.keys() - set(sites) else finding for finding, sites in where.items())


def _named(finding: Finding, sites: list[str]) -> Finding:
    """With the sites at which it is so; the file of a site, or of a group that meets at one, says that by itself."""
    return (
        finding
        if finding.place.file.startswith((f"{FOLDER}/", f"{OWN}/groups/"))
        else replace(finding, message=f"{finding.message} (at {listed(sites)})")
    )
