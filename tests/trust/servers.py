"""Real nginx and Caddy, with what `deploy/` ships, over the real curriculum: what they give without a login, and what they hold."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

from builder.site.packing import pack_site
from builder.work.store import Store
from tests.loading import WRK, Load, loaded
from tests.project import ROOT
from tests.serving import LAYOUTS, MISSING, SERVERS, WHY_NOT, served
from tests.without_login import Crawl

TITLE = "On a server"
MINUTES = 4

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
    packed = {name: folder / "srv" / name for name in ("participants", "staff")}
    store = Store(site.parent / "build" / "cache")
    for name, target in packed.items():
        pack_site(site.parent, name, target, store)
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        crawls = list(pool.map(_crawled, [(name, layout) for name in SERVERS for layout in LAYOUTS], repeat(folder), repeat(packed)))
    found: dict[str, int | str] = {key: sum(crawl[key] for crawl in crawls) for key in crawls[0]}
    found["answers with a byte of the staff's"] = 0
    for name in SERVERS:
        found |= _held(name, folder, packed)
    return {**found}


def _crawled(place: tuple[str, str], folder: Path, packed: Mapping[str, Path]) -> dict[str, int]:
    """What one server was asked for in one layout; an answer with anything of the staff's raises AssertionError."""
    here = folder / "-".join(place)
    here.mkdir()
    with served(*place, here, packed["participants"], packed["staff"]) as server:
        crawl = Crawl(server, **packed)
        known, guessed = crawl.known(), crawl.guessed(GUESSED, seed=len(here.name))
    print(f"{here.name}: nothing of the staff's", flush=True)
    return {"known addresses asked for": known, "guessed addresses asked for": guessed, "headers looked at": crawl.told["headers looked at"]}


def _held(name: str, folder: Path, packed: Mapping[str, Path]) -> dict[str, int | str]:
    """What a server holds with our settings, and beside it with plain files."""
    loads: list[Load] = []
    settings = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "deploy" / name).rglob("*") if path.is_file())
    assert sum(each in settings for each in PLAIN) == 3, f"{name} has other settings than those that are taken away beside it"
    for edits, seconds in ((PLAIN, BESIDE), ({}, SECONDS)):
        here = folder / f"{name}-{seconds}"
        here.mkdir()
        with served(name, "two-hosts", here, packed["participants"], packed["staff"], edits) as server:
            paths = [
                server.path("participants", one)
                for one in Crawl(server, **packed).names["participants"]
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
        f"{name}: answered in (half; 99 of 100)": _times(ours),
        f"{name}, plain files and no headers": _times(plain),
    }


def _times(load: Load) -> str:
    return f"{load.half:.1f} ms; {load.most:.1f} ms"
