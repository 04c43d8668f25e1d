"""catalogue.json of the staff site: the library and its tracks as data."""

from __future__ import annotations

import datetime
from typing import Any

from builder import __version__
from builder.model.library import Library
from builder.planner.hours import as_clock
from builder.tracks.plan import Syllabus
from builder.views.printed import printed_catalogue


def said_of(library: Library, site: str, today: datetime.date) -> dict[str, Any]:
    """What the catalogue of either site says of the site itself, for whoever looks after the place where it stands (`groupwork doctor`)."""
    lines = [{"name": line.name, "checked": line.verified_on.isoformat()} for line in library.program.meta.crisis_lines]
    return {"site": site, "groupwork": __version__, "built": today.isoformat(), "crisis_lines": lines}


def staff_catalogue(library: Library, syllabi: tuple[Syllabus, ...]) -> dict[str, Any]:
    """Every session with its computed numbers, every track with its hours."""
    return {
        "sessions": [
            {
                "id": s.id,
                "title": s.meta.title,
                "summary": s.meta.summary,
                "module": s.module,
                "minutes": s.meta.minutes,
                "short_minutes": s.short_minutes,
                "load": s.meta.load,
                "newcomers": s.meta.newcomers,
                "objectives": list(s.meta.objectives),
                "topics": list(s.meta.topics),
                "suits": list(s.meta.suits),
                "requires": list(s.meta.requires),
                "builds_on": list(s.meta.builds_on),
                "handouts": [h.id for h in library.handouts_of(s)],
                "cards": [cards.id for cards in s.cards],
                "passages": list(s.passages),
                "sources": list(s.meta.sources),
                "approved": s.approved,
                "digest": s.source.digest,
                "editions": s.edition_digests,
            }
            for s in library.sessions.values()
        ],
        "printed": printed_catalogue("staff"),
        "passages": [
            {"id": p.id, "title": p.meta.title, "approved": p.approved, "digest": p.source.digest, "due": p.meta.due.isoformat()}
            for p in library.passages.values()
        ],
        "tracks": [
            {
                "id": s.track.id,
                "title": s.track.meta.title,
                "population": s.track.meta.population,
                "enrolment": s.track.meta.enrolment,
                "totals": s.totals,
                "meetings": [
                    {
                        "id": m.id,
                        "week": m.week,
                        "day": m.day,
                        "start": as_clock(m.start),
                        "end": as_clock(m.end),
                        "net_minutes": m.minutes,
                        "parts": [
                            {"kind": p.kind, "session": p.session.id if p.session else None, "again": p.again, "start": as_clock(p.start), "end": as_clock(p.end), "minutes": p.minutes}
                            for p in m.parts
                        ],
                    }
                    for m in s.meetings
                ],
            }
            for s in syllabi
        ],
    }  # fmt: skip
