"""A module as staff see it: what it is, routes through it for fewer meetings, and how its sessions depend on each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from builder.model.library import Library
from builder.model.module import Module
from builder.model.reference import Citation
from builder.model.session import Session
from builder.planner.hours import as_hours
from builder.planner.words import counted, listed
from builder.text.tree import Document, Drawing
from builder.views.card import PageLink, SessionCard, cards_of
from builder.views.common import citations, cover_of
from builder.views.page import Page


class RouteView(Struct, frozen=True):
    """A course of fewer meetings than the whole module."""

    title: str
    hours: str
    sessions: tuple[PageLink, ...]


class Branch(Struct, frozen=True, kw_only=True):
    """A session, and those that come after it. Each stands once: under the last in teaching order of those that it requires here."""

    session: PageLink
    also: str
    """What else it comes after, in this module or in another, as a sentence's end; empty for most."""
    helped: str
    """What helps when it comes earlier."""
    then: tuple[Branch, ...]


class ModuleView(Struct, frozen=True, kw_only=True):
    summary: str
    cover: tuple[Drawing, ...]
    """One, or none."""
    body: Document
    sessions: tuple[SessionCard, ...]
    hours: str
    routes: tuple[RouteView, ...]
    tree: tuple[Branch, ...]
    """Those sessions that others wait for, or that wait for others."""
    alone: tuple[PageLink, ...]
    """Those that can stand anywhere."""
    sources: tuple[tuple[str, Citation], ...]


def module_page(library: Library, module: Module) -> Page:
    return Page(path=module.id, title=module.meta.title, template="module.html", view=_view(library, module), description=module.meta.summary)


def _view(library: Library, module: Module) -> ModuleView:
    cited = dict.fromkeys(source for cite in module.body.cites() for source in cite.sources)
    total = sum(session.meta.minutes for session in module.sessions)
    under = _parents(module)
    roots = tuple(session for session in module.sessions if session.id not in under)
    tree = tuple(session for session in roots if session.id in under.values() or session.meta.requires)
    return ModuleView(
        summary=module.meta.summary,
        cover=cover_of(module),
        body=module.body,
        sessions=tuple(map(cards_of(library), module.sessions)),
        hours=as_hours(total),
        routes=tuple(_route(library, length, names) for length, names in sorted(module.meta.routes.items(), key=lambda one: int(one[0]))),
        tree=tuple(_branch(library, module, session, under) for session in tree),
        alone=tuple(_link(session) for session in roots if session not in tree) if tree else (),
        sources=citations(library, tuple(cited)),
    )


def _parents(module: Module) -> dict[str, str]:
    """Under which session of the module each stands that requires one."""
    order = [session.id for session in module.sessions]
    inside = {session.id: [name for name in session.meta.requires if name in order] for session in module.sessions}
    return {name: max(needed, key=order.index) for name, needed in inside.items() if needed}


def _branch(library: Library, module: Module, session: Session, under: Mapping[str, str]) -> Branch:
    parent = under.get(session.id)
    return Branch(
        session=_link(session),
        also=_named(library, module, (name for name in session.meta.requires if name != parent)),
        helped=_named(library, module, session.meta.builds_on),
        then=tuple(_branch(library, module, one, under) for one in module.sessions if under.get(one.id) == session.id),
    )


def _named(library: Library, module: Module, names: Iterable[str]) -> str:
    """Titles, those of other modules with the module's."""
    sessions = [library.sessions[name] for name in names]
    return listed(s.meta.title if s.module == module.id else f"{s.meta.title} ({library.module(s.module).meta.title})" for s in sessions)


def _route(library: Library, length: str, names: tuple[str, ...]) -> RouteView:
    sessions = [library.sessions[name] for name in names]
    hours = as_hours(sum(session.meta.minutes for session in sessions))
    return RouteView(counted(int(length), "meeting"), hours, tuple(map(_link, sessions)))


def _link(session: Session) -> PageLink:
    return PageLink(session.meta.title, session.id)
