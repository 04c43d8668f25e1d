"""Every rule, in the order of the report's making. To add one: write a generator, add it here, give its code an entry in codes.toml and a folder in tests/broken."""

from __future__ import annotations

import datetime

from builder.check import dates, graph, guide, handout, language, paper, references, repeats, sources, track
from builder.finding import Finding, has_errors
from builder.model.library import Library

RULES = (
    graph.prerequisite_cycles,
    graph.teaching_order,
    guide.agenda_fills_session,
    guide.short_version_fits,
    guide.guide_has_its_parts,
    guide.objectives_are_few,
    guide.guide_length,
    handout.sessions_have_a_handout,
    handout.handouts_have_room_to_write,
    handout.handout_length,
    handout.reading_grade_fits,
    language.words_to_avoid,
    sources.cited_sources_are_listed,
    sources.sources_are_used,
    sources.every_session_has_a_source,
    repeats.repeated_text,
    paper.print_findings,
    track.track_findings,
    track.reserved_names,
)

DATED_RULES = (dates.crisis_lines_are_fresh, dates.sign_offs_hold, dates.translations_are_current)


def check_library(library: Library, today: datetime.date) -> tuple[Finding, ...]:
    """Every finding in a library, sorted by place. Unknown references stop it: the other rules may then take each name as good."""
    unknown = tuple(sorted(references.reference_findings(library)))
    if has_errors(unknown):
        return unknown
    found = [*unknown]
    for rule in RULES:
        found.extend(rule(library))
    for dated in DATED_RULES:
        found.extend(dated(library, today))
    return tuple(sorted(found))
