"""Published addresses that a person may hold, in a QR code, a bookmark or a message, and that the next site would neither have nor lead on from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import PurePosixPath

from builder.site.record import SITES, in_site
from builder.views.running import GROUPS

_PAGE = "/index.html"
_PRINTED = frozenset({".pdf", ".docx", ".pptx", ".epub", ".csv"})
MOST = 20
"""Addresses that are named; the rest are counted."""


class AddressesLost(Exception):
    """A build that was to keep every address would lose some; what was published before stands."""

    def __init__(self, lost: Collection[str]):
        super().__init__("\n".join(told(lost)))


def lost_addresses_of(before: Iterable[str], after: Iterable[str]) -> tuple[str, ...]:
    """Of the paths of files in `site/` before and after, the addresses of pages and printed files that are gone. What belongs to a running group ends with it."""
    return tuple(sorted(set(_held(before)) - set(_held(after))))


def _held(paths: Iterable[str]) -> Iterator[str]:
    for path in paths:
        folder, name = in_site(path)
        if folder.rpartition("/")[2] in SITES and not name.startswith(f"{GROUPS}/"):
            if name.endswith(_PAGE):
                yield path.removesuffix(_PAGE)
            elif PurePosixPath(name).suffix in _PRINTED:
                yield path


def told(lost: Collection[str]) -> Iterator[str]:
    """The addresses as a person reads them: a page once, with what stood under it counted."""
    if not lost:
        return
    yield "1 published address leads nowhere now:" if len(lost) == 1 else f"{len(lost)} published addresses lead nowhere now:"
    tops = Counter(_top(address, lost) for address in sorted(lost))
    for address, count in list(tops.items())[:MOST]:
        yield f"  {address}" + (f" (and {count - 1} under it)" if count > 1 else "")
    if len(tops) > MOST:
        yield f"  and {len(tops) - MOST} more"
    yield "  hint: what was renamed keeps its addresses with `groupwork move OLD NEW`, which writes `was:` into it; what was deleted, with `groupwork retire`."


def _top(address: str, lost: Collection[str]) -> str:
    """The page that an address belongs to, the outermost that is gone too: a file begins with the address of its page."""
    pages = [
        page
        for page in lost
        if "." not in page.rpartition("/")[2] and address.startswith(page) and address[len(page) : len(page) + 1] in ("", "/", "-", ".")
    ]
    return min(pages, key=len, default=address)
