"""What people get: the pages, whether they are there, how they are called, packed and kept, and where they lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from urllib.parse import urljoin, urlsplit

from builder.doctor.asking import Reply, moment_of, unpacked
from builder.doctor.place import OUR_PAGE, Location, is_page, spread
from builder.doctor.signs import Sign
from builder.pages.kinds import KINDS, ending, kind_of

SAMPLE = 40
"""Addresses of one sort that are tried."""
KEPT_AT_MOST = 3600
"""Seconds that a browser may show a page without asking: hosts of pages take ten minutes."""
_OTHERS_NAMES = {
    "text/javascript": {"application/javascript"},
    "application/xml": {"text/xml"},
    "text/plain": {"application/octet-stream", ""},
    "application/gzip": {"application/x-gzip", "application/json"},
}
"""Other names under which a kind works as well."""
_ASKS = re.compile(r"<(?:script|img|link|iframe|source|video|audio|embed)\b[^>]*?\s(?:src|href)=[\"']?([^\"'\s>]+)", re.I)
_LISTS = ("assets/", "assets/css/", "assets/js/", "assets/fonts/", "search-index/")
_LEFT = (".git/HEAD", ".git/config", ".env", ".htpasswd", ".DS_Store", ".groupwork/", "library.lock", "requirements.txt", "curriculum/program.yml", "build/cache/", "build/", "site/", "site.zip", "backup.zip", "nginx.conf", "Caddyfile", "assets/js/frame.js.map", "assets/css/groupwork.css.map")  # fmt: skip


def pages_stand(location: Location) -> Iterator[Sign]:
    """Every file that was built here last is there; of a site that was not, what every site has."""
    names = [name for name in location.names() if name.rpartition("/")[2] != "404.html"]
    for name in spread(names, SAMPLE):
        reply = _head_of(location, name)
        if reply and reply.status != 200:
            yield Sign(reply.address, "link-lost", f"answers {reply.status}")


def kinds_are_right(location: Location) -> Iterator[Sign]:
    by_ending = {ending(name): name for name in reversed(location.names()) if ending(name) in KINDS}
    for name in by_ending.values():
        reply, wanted = _head_of(location, name), kind_of(name)
        if reply and reply.status == 200 and reply.kind not in {wanted} | _OTHERS_NAMES.get(wanted, set()):
            yield Sign(reply.address, "type", f"is called {reply.kind or 'nothing'}, and is {wanted}")


def _head_of(location: Location, name: str) -> Reply | None:
    """The answer for a file of the site by HEAD; by GET where a server refuses that."""
    path = name.removesuffix("index.html")
    reply = location.ask(path, "HEAD")
    return reply if reply is None or reply.status in (200, 404, 410) else location.ask(path)


def packed_is_the_same(location: Location) -> Iterator[Sign]:
    for name in ("", "help/", "assets/css/groupwork.css"):
        plain = location.ask(name)
        if not plain or plain.status != 200:
            continue
        seen = False
        for coding in ("gzip", "br"):
            reply = location.ask(name, Accept_Encoding=coding)
            if not reply or reply.status != 200 or not reply["content-encoding"]:
                continue
            seen = True
            if unpacked(reply) != unpacked(plain):
                yield Sign(reply.address, "packed-wrong", f"is something else when it is asked for with {coding}")
        if not seen and len(plain.body) >= 2048:
            yield Sign(plain.address, "not-packed", f"is sent plain, {len(plain.body):,} bytes")


def nothing_is_kept_too_long(location: Location) -> Iterator[Sign]:
    for name in ("", "help/", "sw.js", "catalogue.json", "assets/css/groupwork.css"):
        reply = location.ask(name)
        if not reply or reply.status != 200:
            continue
        age = _seconds_kept(reply)
        if age is None:
            yield Sign(reply.address, "kept-long", "does not say how long it may be shown without asking, so browsers guess")
        elif age > KEPT_AT_MOST:
            yield Sign(reply.address, "kept-long", f"may be shown for {age:,} seconds without asking")
        if not reply["etag"] and not reply["last-modified"]:
            yield Sign(reply.address, "not-asked-again", "has neither an ETag nor a date")


def _seconds_kept(reply: Reply) -> int | None:
    """How long a browser may show an answer without asking; None where nothing says so (RFC 9111, 4.2). A date that is none is over."""
    said = reply["cache-control"].lower()
    if "no-cache" in said or "no-store" in said:
        return 0
    if age := re.search(r"max-age=\"?(\d{1,12})", said):
        return int(age[1])
    if not reply["expires"]:
        return None
    ends, sent = moment_of(reply["expires"]), moment_of(reply["date"])
    if ends is None:
        return 0
    return None if sent is None else ends - sent


def what_is_not_there_says_so(location: Location) -> Iterator[Sign]:
    for path in (made_up(location), f"help/{made_up(location)}/", f"{made_up(location)}.pdf"):
        reply = location.ask(path)
        if reply and reply.status not in (404, 410):
            yield Sign(reply.address, "found-nothing", f"answers {reply.status}, and is not there")
        elif reply and not (is_page(reply) and OUR_PAGE.search(reply.text)):
            yield Sign(reply.address, "found-nothing", "does not show the site's own page for what is not there")


def made_up(location: Location) -> str:
    """A name that nothing has."""
    return f"nothing-{sha256(location.address.encode()).hexdigest()[:10]}"


def folders_lead_on(location: Location) -> Iterator[Sign]:
    former = [
        name
        for name in location.names()
        if location.local and name.endswith("/index.html") and b'http-equiv="refresh"' in (location.local / name).read_bytes()
    ]
    for name in ("help", *(name.removesuffix("/index.html") for name in spread(former, SAMPLE))):
        reply = location.ask(name)
        if not reply:
            continue
        there = reply.leads_to
        if there != location.at(f"{name}/"):
            yield Sign(reply.address, "folder", f"leads to {there}" if there else f"answers {reply.status} and does not lead to {name}/")
        elif name != "help" and (page := location.ask_at(there)) and page.status != 200:
            yield Sign(there, "folder", f"is a former address, and answers {page.status}")


def nothing_is_listed(location: Location) -> Iterator[Sign]:
    for path in _LISTS:
        reply = location.ask(path)
        if reply and reply.status == 200 and not OUR_PAGE.search(reply.text):
            yield Sign(reply.address, "listing", "shows what lies in the folder")


def nothing_lies_about(location: Location) -> Iterator[Sign]:
    """In the site, above it and at the top of its host; not where there is a page for everything."""
    for base in dict.fromkeys((location.address, location.at("../"), location.at("/"))):
        missing = location.ask_at(f"{base}{made_up(location)}")
        if missing is None or missing.status == 200:
            continue
        for path in _LEFT:
            reply = location.ask_at(f"{base}{path}")
            if reply and reply.status == 200 and reply.body and not OUR_PAGE.search(reply.text):
                yield Sign(reply.address, "left-lying", f"can be fetched, {len(reply.body):,} bytes")


def pages_ask_no_other_host(location: Location) -> Iterator[Sign]:
    own = urlsplit(location.address).netloc
    for name in dict.fromkeys(["index.html", "help/index.html", *spread([name for name in location.names() if name.endswith(".html")], 8)]):
        reply = location.ask(name.removesuffix("index.html"))
        for there in _asked_by(reply) if reply and is_page(reply) else ():
            if urlsplit(there).netloc not in ("", own) and urlsplit(there).scheme in ("http", "https"):
                yield Sign(location.at(name), "other-host", f"asks {urlsplit(there).netloc} for something")


def _asked_by(reply: Reply) -> Iterator[str]:
    for found in _ASKS.finditer(reply.text):
        if 'rel="canonical"' not in found[0]:
            try:
                yield urljoin(reply.address, found[1])
            except ValueError:
                continue
