"""Two things at one address, whatever they are: the rule `one_owner_an_address` knows the names that are ours, and this asks all that is planned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from builder.check.addresses import former_ids
from builder.finding import Finding, Place
from builder.model.library import Library
from builder.model.module import Module
from builder.model.session import Cards, Handout, Session
from builder.views.page import Site


def double_addresses(library: Library, site: Site) -> Iterator[Finding]:
    """`id-taken` where two pages, a page and a file, or a former id and either would be one, at whatever an author wrote of that."""
    files = (path.removesuffix("/index.html") for path in site.files)
    for address, count in sorted(Counter((*(page.path for page in site.pages), *files, *site.redirects)).items()):
        if count > 1:
            message = f"two things of {site.folder}/ would have the address '{address}'"
            yield Finding(_place(library, address), "id-taken", message, "give one of them another name")


def _place(library: Library, address: str) -> Place:
    """Where the nearest name to an address is written."""
    held: tuple[Module | Session | Handout | Cards, ...] = (
        *library.modules,
        *library.sessions.values(),
        *library.handouts.values(),
        *library.cards.values(),
    )
    known = {one.id: one.source.at() for one in held} | {f"tracks/{track.id}": track.source.at() for track in library.tracks}
    known |= {former: place for former, _, place in former_ids(library)}
    around = [name for name in known if address == name or address.startswith(f"{name}/")]
    return known[max(around, key=len)] if around else library.program.source.at()
