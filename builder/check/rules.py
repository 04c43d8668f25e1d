"""Every rule, in the order of the report's making. To add one: write a generator, add it here, give its code an entry in codes.toml and a folder in tests/broken."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from builder.check import dates, graph, handout, people, references, repeats, sources, track, variety
from builder.check.kept import HANDOUT_RULES, SESSION_RULES, Looks
from builder.finding import Finding, has_errors
from builder.model.library import Library

LIBRARY_RULES = (
    graph.prerequisite_cycles,
    graph.teaching_order,
    sources.sources_are_used,
    track.track_findings,
    track.reserved_names,
    handout.reserved_names,
    people.cast_findings,
)
"""Rules that look from one session to another, or at tracks."""

KEPT_RULES = (*SESSION_RULES, *HANDOUT_RULES, repeats.repeated_text, variety.repeated_traits)
"""Rules whose findings `Looks` keeps by session."""

RULES = (*LIBRARY_RULES, *KEPT_RULES)
"""Every rule; a build and a check run all of them, and what is not kept is run anew each time."""

DATED_RULES = (dates.crisis_lines_are_fresh, dates.sign_offs_hold, dates.passages_are_looked_at, dates.translations_are_current)


def check_library(
    library: Library, today: datetime.date, looks: Looks | None = None, meanwhile: Callable[[], object] = lambda: None
) -> tuple[Finding, ...]:
    """Every finding in a library, sorted by place. Unknown references stop it: the other rules may then take each name as good.

    What is known of single sessions is taken from `looks`, where it is given. `meanwhile` is done while these look, where nothing is wrong up to then.
    """
    unknown = tuple(sorted(references.reference_findings(library, looks.new(library) if looks else None)))
    if has_errors(unknown):
        return unknown
    found = [*unknown]
    for rule in RULES:
        if looks is None or rule not in KEPT_RULES:
            found.extend(rule(library))
    if looks:
        found.extend(looks.findings(library, (lambda: None) if has_errors(found) else meanwhile))
    for dated in DATED_RULES:
        found.extend(dated(library, today))
    return tuple(sorted(found))
