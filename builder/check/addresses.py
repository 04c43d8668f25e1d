"""Every address of both sites has one owner: a page of ours, a page of an author's, or a former id that leads to one."""

from __future__ import annotations

from collections.abc import Iterator

from builder.finding import Finding, Place
from builder.load.folders import WINDOWS_OWN
from builder.model.library import Library
from builder.model.session import Handout, Module, Session
from builder.model.track import Track

OURS = frozenset(
    "404 assets groups help index library missed new offline partials passages print program search search-index skills sources topics tracks".split()
)
"""Folders and pages of either site that no module may take. A test holds them against the sites."""
TRACKS = ("compare", "compose")
"""Pages that stand beside the tracks."""
BESIDE = ("note", "room", "wall")
"""Pages that stand beside a session's handouts."""


def one_owner_an_address(library: Library) -> Iterator[Finding]:
    """`id-taken` where a former id, or the name of a module, is the address of another page; its printed links would lead to the wrong one."""
    for module in library.modules:
        if module.id in OURS:
            message = f"a module cannot be called '{module.id}': each site has a page of that name"
            yield Finding(module.source.at(), "id-taken", message, f"rename the folder, such as {module.id}-module")
    for session in library.sessions.values():
        if WINDOWS_OWN.fullmatch(name := session.id.rpartition("/")[2]):
            message = f"a session cannot be called '{name}': Windows keeps this name for itself"
            yield Finding(session.source.at(), "id-taken", message, f"rename the folder, such as {name}-session")
    taken = dict(_owned(library))
    for former, _, place in former_ids(library):
        owner = taken.get(former) or _ours(former)
        if owner:
            hint = "delete it here, or give the other page another name"
            yield Finding(place, "id-taken", f"the former id '{former}' is the address of {owner}", hint)
        else:
            taken[former] = f"another page's former self ({place})"


def _owned(library: Library) -> Iterator[tuple[str, str]]:
    """The address of each page that an author wrote, and what it is."""
    yield from ((module.id, f"the module '{module.id}'") for module in library.modules)
    for session in library.sessions.values():
        yield session.id, f"the session '{session.id}'"
        yield from ((f"{session.id}/{name}", f"a page of the session '{session.id}'") for name in BESIDE)
        yield from ((cards.id, f"the cards '{cards.id}'") for cards in session.cards)
        for page in session.pages:
            address = page.id if page.language == "en" else f"{page.id}/{page.language}"
            yield address, f"the handout '{address}'"
    yield from ((f"tracks/{track.id}", f"the track '{track.id}'") for track in library.tracks)


def former_ids(library: Library) -> Iterator[tuple[str, str, Place]]:
    """Every former address, what it is now, and where that is written."""
    held: tuple[Module | Session | Handout | Track, ...] = (*library.modules, *library.sessions.values(), *library.handouts.values(), *library.tracks)
    for one in held:
        prefix = "tracks/" if isinstance(one, Track) else ""
        for index, former in enumerate(one.meta.was):
            yield prefix + former.removeprefix(prefix), prefix + one.id, one.source.at("was", index)


def _ours(address: str) -> str:
    """What of ours stands at an address, or below which page of ours it lies; nothing for one that is free."""
    first, _, rest = address.partition("/")
    if first not in OURS:
        return ""
    if first == "tracks" and rest and "/" not in rest and rest not in TRACKS:
        return ""
    return f"the page '{address}'" if not rest else f"a page under '{first}/'"
