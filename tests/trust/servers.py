"""Real nginx and Caddy, with what `deploy/` ships, over the real curriculum: what they give without a login, and what they hold."""

from __future__ import annotations

from pathlib import Path

from builder.site.packing import pack_site
from builder.work.memo import Memo
from builder.work.store import Store
from builder.work.workers import spread
from tests.loading import WRK, Load, loaded
from tests.serving import LAYOUTS, MISSING, SERVERS, WHY_NOT, served
from tests.without_login import Crawl

TITLE = "On a server"
MINUTES = 15

GUESSED = 5_000
"""Addresses that are guessed in each layout of each server."""
A_SECOND, SECONDS, BESIDE = 2_000, 60, 15
PLAIN = {
    "include groupwork/headers-participants.conf;": "",
    "import groupwork_headers_participants\n": "\n",
    "import groupwork_types": "",
    "gzip_static on;": "",
    "brotli_static on;": "",
    "precompressed br gzip": "",
}
"""Settings without what is ours, for what the same server does with plain files."""


def figures(folder: Path, site: Path) -> dict[str, int | float | str]:
    """nginx and Caddy with the settings of `deploy/`, both sites on one host and on two: every known address and 10,000 guessed ones each, asked for without a login;
    then 2,000 requests a second for a minute by HTTPS, beside the same server with plain files and no headers (the time after which half of the answers were there,
    and all but one in a hundred)."""
    assert not MISSING, WHY_NOT
    assert WRK, "wrk is missing: `make servers` fetches it"
    store = Store(folder / "store")
    packed = {name: folder / "srv" / name for name in ("participants", "staff")}
    store_of_site = Store(site.parent / "build" / "cache")
    for name, target in packed.items():
        pack_site(site.parent, name, target, store_of_site, Memo(store), spread)
    found: dict[str, int | float | str] = {
        "known addresses asked for": 0,
        "guessed addresses asked for": 0,
        "answers with a byte of the staff's": 0,
        "headers looked at": 0,
    }
    for name in SERVERS:
        for layout in LAYOUTS:
            here = folder / f"{name}-{layout}"
            here.mkdir()
            with served(name, layout, here, packed["participants"], packed["staff"]) as server:
                crawl = Crawl(server, packed["participants"], packed["staff"])
                found["known addresses asked for"] = int(found["known addresses asked for"]) + crawl.known()
                found["guessed addresses asked for"] = int(found["guessed addresses asked for"]) + crawl.guessed(
                    GUESSED, seed=len(name) + len(layout)
                )
                found["headers looked at"] = int(found["headers looked at"]) + crawl.told["headers looked at"]
                print(f"{name}, {layout}: nothing of the staff's", flush=True)
        found |= _held(name, folder, packed)
    return found


def _held(name: str, folder: Path, packed: dict[str, Path]) -> dict[str, int | str]:
    """What a server holds with our settings, and beside it with plain files."""
    loads: list[Load] = []
    for edits, seconds in ((PLAIN, BESIDE), ({}, SECONDS)):
        here = folder / f"{name}-{seconds}"
        here.mkdir()
        with served(name, "two-hosts", here, packed["participants"], packed["staff"], edits) as server:
            paths = [
                server.path("participants", one)
                for one in Crawl(server, packed["participants"], packed["staff"]).names["participants"]
                if not one.endswith((".zip", ".pdf", ".docx", ".pptx", ".epub"))
            ]
            loads.append(loaded(server, paths, A_SECOND, seconds, here))
            print(f"{name}: {loads[-1]}", flush=True)
    plain, ours = loads
    assert ours.errors == 0, f"{name}: {ours.errors} of {ours.requests} requests had an error"
    assert ours.a_second >= A_SECOND, f"{name} held {ours.a_second:.0f} requests a second"
    return {
        f"{name}: requests in a minute": ours.requests,
        f"{name}: requests with an error": ours.errors,
        f"{name}: time beside plain files": f"{ours.half / plain.half:.2f} (half), {ours.most / plain.most:.2f} (99 of 100)",
    }
