"""Every address of both sites has one owner: a page of ours, a page of an author's, or a former id that leads to one."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from builder.finding import Finding, Place
from builder.model.library import Library
from builder.model.module import Module
from builder.model.products import ending, product_rows
from builder.model.session import Cards, Handout, Session
from builder.model.track import Track

OURS = frozenset(
    "404 assets groups help index library missed new offline partials passages print program search search-index skills sources topics tracks".split()
)
"""Folders and pages of either site that no module may take. A test holds them against the sites."""
TRACKS = ("compare", "compose")
"""Pages that stand beside the tracks."""
BESIDE = ("note", "room", "self-rating", "wall")
"""Pages that stand beside a session's handouts."""


def one_owner_an_address(library: Library) -> Iterator[Finding]:
    """`id-taken` where a former id, or the name of a module, is the address of another page; its printed links would lead to the wrong one."""
    for module in library.modules:
        if module.id in OURS:
            message = f"a module cannot be called '{module.id}': each site has a page of that name"
            yield Finding(module.source.at(), "id-taken", message, f"rename the folder, such as {module.id}-module")
    taken, endings = owned(library), dict[str, tuple[str, ...]]()
    for identity, owner, place, behind in printed(library):
        endings[identity] = (*endings.get(identity, ()), *behind)
        there = next((path for path in (identity + each for each in behind) if taken.setdefault(path, owner) != owner), "")
        if there:
            yield Finding(place, "id-taken", f"'{there}' would be a file of {owner}, and is one of {taken[there]}", "rename one of the two")
    for former, now, place in former_ids(library):
        addresses = (former, *(former + each for each in (endings.get(now, ()) if former.count("/") == now.count("/") else ())))
        owner = next((taken[address] for address in addresses if address in taken), "") or ours(former)
        if owner:
            hint = "delete it here, or give the other page another name"
            yield Finding(place, "id-taken", f"the former id '{former}' is the address of {owner}", hint)
        else:
            taken[former] = f"another page's former self ({place})"


def owned(library: Library) -> dict[str, str]:
    """The address of each page that an author wrote, and what it is."""
    found = {module.id: f"the module '{module.id}'" for module in library.modules}
    for session in library.sessions.values():
        found[session.id] = f"the session '{session.id}'"
        found |= {f"{session.id}/{name}": f"a page of the session '{session.id}'" for name in BESIDE}
        found |= {cards.id: f"the cards '{cards.id}'" for cards in session.cards}
        for page in session.pages:
            address = page.id if page.language == "en" else f"{page.id}/{page.language}"
            found[address] = f"the handout '{address}'"
    return found | {f"tracks/{track.id}": f"the track '{track.id}'" for track in library.tracks}


def printed(library: Library) -> Iterator[tuple[str, str, Place, tuple[str, ...]]]:
    """What is printed beside a session: the id that its files begin with, whose they are, where that is written, and with what they end."""
    for session in library.sessions.values():
        for page in session.handouts:
            languages = [one.language for one in session.pages if one.id == page.id]
            kinds = ("handout", *(["wallet"] if page.cards else []), *(["words"] if page.meta.poster else []))
            behind = (ending(edition, language) for kind in kinds for edition in product_rows()[kind].editions for language in languages)
            yield page.id, f"the handout '{page.id}'", page.source.at(), tuple(behind)
        for cards in session.cards:
            yield cards.id, f"the cards '{cards.id}'", cards.source.at(), tuple(map(ending, product_rows()["cards"].editions))
        if session.walls:
            yield f"{session.id}/slides", f"the session '{session.id}'", session.source.at(), tuple(map(ending, product_rows()["slides"].editions))


def former_ids(library: Library) -> Iterator[tuple[str, str, Place]]:
    """Every former address, what it is now, and where that is written."""
    held: tuple[Module | Session | Handout | Cards | Track, ...] = (
        *library.modules,
        *library.sessions.values(),
        *library.handouts.values(),
        *library.cards.values(),
        *library.tracks,
    )
    for one in held:
        prefix = "tracks/" if isinstance(one, Track) else ""
        for index, former in enumerate(one.meta.was):
            yield prefix + former.removeprefix(prefix), prefix + one.id, one.source.at("was", index)


Addressed = Collection[tuple[str, str]]
"""Pages and files by their addresses, each with the page that it belongs to: a page belongs to itself."""


def redirects(library: Library, standing: Addressed) -> dict[str, str]:
    """Former addresses to present ones, so that printed links and QR codes live on: with a page go its files, and with a module, a session or a track
    all that stands under it. What stands at a former address itself stays there."""
    found: dict[str, str] = {}
    for former, now, _ in sorted(
        former_ids(library), key=lambda one: len(one[0])
    ):  # what is said of one page comes after what is said of all around it
        with_all_under = former.count("/") == now.count("/")
        for page, path in standing:
            if page == now or (with_all_under and page.startswith(f"{now}/")):
                found[former + path.removeprefix(now)] = path
    there = {path for _, path in standing}
    return {former: now for former, now in found.items() if former not in there}


def file_redirects(library: Library, files: Addressed, pages: Collection[str]) -> dict[str, str]:
    """The same for files. Where a page of another kind took the place of one, its files lead to the page."""
    found = redirects(library, files)
    modules = {module.id for module in library.modules}
    endings = {(page.count("/"), path.removeprefix(page)) for page, path in files if page.partition("/")[0] in modules}
    for former, now, _ in former_ids(library):
        if now in pages and former.count("/") != now.count("/"):
            found |= {former + ending: now for depth, ending in sorted(endings) if depth == former.count("/") and former + ending not in found}
    there = {path for _, path in files}
    return {former: now for former, now in found.items() if former not in there}


def ours(address: str) -> str:
    """What of ours stands at an address, or below which page of ours it lies; nothing for one that is free."""
    first, _, rest = address.partition("/")
    if first not in OURS:
        return ""
    if first == "tracks" and rest and "/" not in rest and rest not in TRACKS:
        return ""
    return f"the page '{address}'" if not rest else f"a page under '{first}/'"
