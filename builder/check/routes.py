"""Routes: what of a module is taught where there are only a few meetings."""

from __future__ import annotations

from collections.abc import Iterator

from builder.finding import Finding
from builder.model.library import Library
from builder.planner.words import counted


def routes_can_be_taught(library: Library) -> Iterator[Finding]:
    """`module-route`: as many sessions as the route says, each once, and none before what it requires."""
    for module in library.modules:
        for length, names in module.meta.routes.items():
            place = module.source.at("routes", length)
            meetings = counted(int(length), "meeting")
            if not len(names) == len(set(names)) == int(length):
                message = f"the route for {meetings} names {counted(len(set(names)), 'session')}"
                yield Finding(place, "module-route", message, "name one session for each meeting")
            for index, name in enumerate(names):
                missing = [needed for needed in library.sessions[name].meta.requires if needed not in names[:index]]
                if missing:
                    message = f"'{name}' requires '{missing[0]}', which does not come before it in the route for {meetings}"
                    hint = "put it earlier in the route, or choose another session"
                    yield Finding(module.source.at("routes", length, index), "module-route", message, hint)
