"""Sources: what a guide claims is cited, what is cited is listed, what is listed is used."""

from __future__ import annotations

from collections.abc import Iterator

from builder.finding import Finding
from builder.model.library import Library


def cited_sources_are_listed(library: Library) -> Iterator[Finding]:
    for session in library.sessions.values():
        cited: set[str] = set()
        for cite in session.guide.document.cites():
            for name in cite.sources:
                cited.add(name)
                if name not in session.meta.sources:
                    place = session.source.line(cite.line, cite.column)
                    yield Finding(
                        place, "source-unlisted", f"'{name}' is cited here but not in `sources`", f"add '{name}' to `sources` in the front matter"
                    )
        for index, name in enumerate(session.meta.sources):
            if name not in cited:
                yield Finding(
                    session.source.at("sources", index),
                    "source-uncited",
                    f"'{name}' is listed but nothing cites it",
                    f"write [@{name}] where it is leaned on, or take it out",
                )


def sources_are_used(library: Library) -> Iterator[Finding]:
    words = {entry.source for entry in (*library.language.meta.words, *library.language.meta.suicide)}
    for name, count in library.citations.items():
        if not count and name not in words:
            place = library.sources.source.marks.key_place(name)
            yield Finding(place, "source-unused", f"no session leans on '{name}'", "cite it, or take it out")


def every_session_has_a_source(library: Library) -> Iterator[Finding]:
    for session in library.sessions.values():
        if not session.meta.sources:
            yield Finding(
                session.source.at("sources"),
                "source-none",
                f"'{session.id}' makes claims without a source",
                "add `sources: [...]` and cite them as [@id]",
            )
