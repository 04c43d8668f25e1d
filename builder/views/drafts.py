"""Drafts as `groupwork serve` shows them: each is called so wherever its title stands, and says so on each of its pages. Nothing published comes this way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from msgspec import structs

from builder.check.references import whole_drafts
from builder.model.library import Library
from builder.model.module import Module
from builder.model.session import Cards, Handout, Session
from builder.views.page import Site

NOTE = "Draft. This page is not published: groupwork serve alone shows it. When it is ready, take “status: draft” out of its file."

Titled = TypeVar("Titled", Module, Session, Handout, Cards)


def with_drafts(library: Library) -> Library:
    """The library with those drafts that hold together, each called a draft in its title."""
    left = whole_drafts(library)
    drafts = draft_ids(left)
    if not drafts:
        return left
    modules = (replace(module, sessions=tuple(_session(session, drafts) for session in module.sessions)) for module in left.modules)
    return replace(left, modules=tuple(_marked(module) if module.id in drafts else module for module in modules))


def with_notes(library: Library, site: Site) -> Site:
    """The site with a note on each page of a draft, and of what stands under it."""
    drafts = draft_ids(library)
    pages = (structs.replace(page, note=NOTE) if drafts.intersection(_over(page.path)) else page for page in site.pages)
    return structs.replace(site, pages=tuple(pages)) if drafts else site


def draft_ids(library: Library) -> frozenset[str]:
    """Ids of the drafts in a library, and of modules that hold nothing else."""
    return library.drafts | ({module.id for module in library.modules} - {module.id for module in library.published.modules})


def _over(path: str) -> Sequence[str]:
    """A path and all that it stands under."""
    names = path.split("/")
    return ["/".join(names[:end]) for end in range(1, len(names) + 1)]


def _session(session: Session, drafts: frozenset[str]) -> Session:
    pages = {page.id for page in session.handouts if page.id in drafts}
    handouts = tuple(_marked(page) if page.id in pages else page for page in session.handouts)
    editions = {
        language: tuple(_marked(page) if page.id in pages or page.is_draft else page for page in each) for language, each in session.editions.items()
    }
    whole = replace(session, handouts=handouts, editions=editions)
    return _marked(replace(whole, cards=tuple(map(_marked, session.cards)))) if session.id in drafts else whole


def _marked(one: Titled) -> Titled:
    return replace(one, meta=one.meta.model_copy(update={"title": f"Draft: {one.meta.title}"}))
