"""Sources: what a guide claims is cited, what is cited is listed, what is listed is used."""

from __future__ import annotations

from collections.abc import Iterator

from builder.finding import Finding
from builder.model.base import Source
from builder.model.library import Goals, Library
from builder.model.practice import OWN_PRACTICE, published_sources
from builder.model.session import Session
from builder.text.tree import Cite, walk

BOOKS = ("book", "manual")


def cited_sources_are_listed(session: Session) -> Iterator[Finding]:
    cited: set[str] = set()
    for cite in own_cites(session):
        cited.update(cite.sources)
        yield from (unlisted(name, cite, session.source) for name in cite.sources if name not in session.meta.sources)
    for index, name in enumerate(session.meta.sources):
        if name not in cited and name != OWN_PRACTICE:
            hint = f"write [@{name}] where it is leaned on, or take it out"
            yield Finding(session.source.at("sources", index), "source-uncited", f"'{name}' is listed but nothing cites it", hint)


def unlisted(name: str, cite: Cite, source: Source) -> Finding:
    """For a citation of what the front matter does not list."""
    message, hint = f"'{name}' is cited here but not in `sources`", f"add '{name}' to `sources` in the front matter"
    return Finding(source.line(cite.line, cite.column), "source-unlisted", message, hint)


def own_cites(session: Session) -> Iterator[Cite]:
    """The citations of a guide's own words; those of a passage are the passage's."""
    return (node for node in walk(session.guide.document.blocks, passages=False) if isinstance(node, Cite))


def books_are_cited_by_place(session: Session, goals: Goals) -> Iterator[Finding]:
    """`cite-locator`: nobody can check a claim against a book without its chapter or page. A source that could not be looked at says so: `unseen`."""
    told: set[str] = set()
    for cite in own_cites(session):
        for name, locator in cite.located():
            source = goals.sources.citations.get(name)
            if source and source.kind in BOOKS and not locator and not source.unseen and name not in told:
                told.add(name)
                message = f"'{name}' is a {source.kind}, and nothing says where in it this stands"
                hint = f"write [@{name}, ch. 3] or [@{name}, pp. 12-14], or say under `unseen` in sources.yml why that cannot be told"
                yield Finding(session.source.line(cite.line, cite.column), "cite-locator", message, hint)


def sources_are_used(library: Library) -> Iterator[Finding]:
    words = {entry.source for entry in (*library.language.meta.words, *library.language.meta.suicide)}
    for name, count in library.citations.items():
        place = library.sources.source.marks.key_place(name)
        if not count and name not in words and not place.is_librarys:
            yield Finding(place, "source-unused", f"no session leans on '{name}'", "cite it, or take it out")


def every_session_has_a_source(session: Session) -> Iterator[Finding]:
    """A full session has a published one; below that its own practice will do, where it is said."""
    if not session.meta.sources:
        message = f"'{session.id}' makes claims without a source"
        yield Finding(session.source.at("sources"), "source-none", message, "add `sources: [...]` and cite them as [@id]")
    elif session.meta.status == "full" and not published_sources(session.meta.sources):
        message = f"'{session.id}' rests on this program's own practice alone, and says that it is full"
        yield Finding(session.source.at("sources"), "source-none", message, "add a published source and cite it as [@id], or write `status: adopted`")
