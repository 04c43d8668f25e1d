"""A place where a site stands, as far as it is known: what it says of itself, what was built here last, and where the staff site should be."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from builder.doctor.asking import LOOPBACK, Asker, NoAnswerError, Reply, unpacked
from builder.site.record import SITES
from builder.work.store import file_status

STAFFS_PAGE = re.compile(r"<html\b[^>]*\bdata-site=[\"']?staff\b")
_ID = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)*")
OUR_PAGE = re.compile(r"class=[\"']?gw-|css/(?:groupwork|door)\.css")
_LEADS_TO_A_SITE = re.compile(r"<li><a href=[\"']?([^\"'\s>]*)")
"""On a page in front of others."""


@dataclass(frozen=True)
class Location:
    """`address` is the participants' site's, with its slash; `local` the same site as it was built here last, None where nothing was; `staff` where the staff's
    should stand, as far as anyone said."""

    asker: Asker
    address: str
    today: datetime.date
    local: Path | None = None
    staff: str = ""
    home: Reply = field(default_factory=lambda: Reply("", 0, {}, b""))
    catalogue: Mapping[str, Any] = field(default_factory=dict)
    silent: dict[str, str] = field(default_factory=dict)
    """Addresses that gave no answer, and why."""

    def at(self, path: str) -> str:
        return urljoin(self.address, path)

    def ask(self, path: str, method: str = "GET", **headers: str) -> Reply | None:
        """The answer at a path of the site; None when there is none, which is told at the end. Raises NoTimeError."""
        try:
            return self.asker.ask(self.at(path), method, **headers)
        except NoAnswerError as error:
            self.silent[self.at(path)] = str(error)
            return None

    def ask_at(self, address: str, method: str = "GET", **headers: str) -> Reply | None:
        """The answer at any address; None when there is none, which is told where we asked too often. Raises NoTimeError."""
        try:
            return self.asker.ask(address, method, **headers)
        except NoAnswerError as error:
            if error.busy:
                self.silent[address] = str(error)
            return None

    @property
    def by_https(self) -> bool:
        return self.address.startswith("https:")

    @property
    def on_this_machine(self) -> bool:
        return (urlsplit(self.address).hostname or "") in LOOPBACK

    @property
    def by_a_host_of_pages(self) -> bool:
        """Whether it stands where nobody can say which headers are sent."""
        host = urlsplit(self.address).hostname or ""
        return self.home["server"].lower().startswith(("github.com", "gitlab")) or host.endswith((".github.io", ".gitlab.io", ".pages.dev"))

    def names(self) -> list[str]:
        """The files of the site as it was built here last; of one that was not, those that every site has."""
        if self.local:
            return sorted(file_status(self.local))
        return [*EVERY_SITE_HAS, *(f"{name}/index.html" for name in self._ids("sessions"))]

    def staffs_addresses(self) -> Iterator[str]:
        """Where the staff site is looked for: where it was said to be, where that of one of several places stands, and where a careless copy of `site/` puts it."""
        of_places = (self.at(f"{above}staff/{name}/") for name in self._places() for above in ("../../", "/"))
        careless = map(self.at, ("../staff/", "staff/", "/staff/", "site/staff/"))
        yield from dict.fromkeys((*self.staffs_given(), *of_places, *careless))

    def staffs_given(self) -> list[str]:
        """Where the staff site was said to be, and its place below, where it is one of several."""
        return [f"{self.staff}{path}" for path in ("", *(f"{name}/" for name in self._places()))] if self.staff else []

    def _places(self) -> list[str]:
        """What the place may be called, of a program of several: as the address ends, and as it was built here."""
        names = (urlsplit(self.address).path.rstrip("/").rpartition("/")[2], self.local.parent.name if self.local else "")
        return [name for name in dict.fromkeys(names) if name not in ("", "site", *SITES)]

    @property
    def local_staff(self) -> Path | None:
        """The staff site that was built here last."""
        folder = self.local.parent / "staff" if self.local else None
        return folder if folder and folder.is_dir() else None

    def staffs_paths(self) -> list[str]:
        """Paths in the staff site, those first that a login by kinds of files forgets: all that were built here, and some of them packed; else those that follow from
        what participants are told."""
        printed = [f"tracks/{name}/syllabus-letter.pdf" for name in self._ids("tracks")]
        first = [*OFTEN_FORGOTTEN, *printed[:2]]
        if self.local_staff:
            names = sorted(file_status(self.local_staff))
            packed = [f"{name}.gz" for name in names if name.endswith(".html")][::10]
            return [*first, *(name.removesuffix("index.html") for name in names), *packed]
        guides = [f"{name}/{page}" for name in self._ids("sessions") for page in ("", "note/", "room/")]
        return [*first, *EVERY_STAFF_SITE_HAS, *guides, *(f"tracks/{name}/" for name in self._ids("tracks")), *printed[2:]]

    def _ids(self, key: str) -> list[str]:
        """The ids in a list of the catalogue, which may say anything."""
        return [one["id"] for one in mappings_in(self.catalogue.get(key)) if isinstance(one.get("id"), str) and _ID.fullmatch(one["id"])]


_NO_TEXT = (b"%PDF", b"PK\x03\x04", b"BEGIN:VCALENDAR", b"\x1f\x8b")
"""How files begin that are no pages, and that no login shows."""
REFUSALS = {"error", "errors", "message", "status", "code", "detail", "title", "type"}
"""What an answer without anything of the staff's says as data, where it should have said 401."""
EVERY_SITE_HAS = [
    "index.html",
    "help/index.html",
    "search/index.html",
    "offline/index.html",
    "topics/index.html",
    "404.html",
    "catalogue.json",
    "sw.js",
    "manifest.webmanifest",
    "assets/icon.svg",
    "assets/css/groupwork.css",
    "assets/js/frame.js",
    "search-index/head.json.gz",
    "groupwork-participants.zip",
]
OFTEN_FORGOTTEN = ["index.html.gz", "index.html.br", "library/coverage.csv"]
"""Of the staff site: what `groupwork pack` adds, and what is no page."""
EVERY_STAFF_SITE_HAS = [
    "catalogue.json",
    "program/",
    "passages/",
    "print/",
    "groups/",
    "groups/tonight.json",
    "tracks/",
    "tracks/compose/",
    "tracks/compose/planner.json",
    "library/",
    "library/sets.json",
    "library/cards/0.json",
    "sources/",
    "search/",
    "search-index/head.json.gz",
    "assets/planner.json",
    "offline/",
]


def spread(names: Sequence[str], most: int) -> Sequence[str]:
    """At most so many, evenly over all of them."""
    return names[:: max(1, -(-len(names) // most))]


def mappings_in(value: object) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def found_there(asker: Asker, address: str, today: datetime.date, local: Path | None, staff: str) -> Location:
    """The place, with its first page and what its catalogue says. Raises NoAnswerError and NoTimeError."""
    home = asker.follow(address, lambda there: urlsplit(there).hostname == urlsplit(address).hostname)
    stands = home.address if home.status == 200 and home.address.endswith("/") else address
    place = Location(asker=asker, address=stands, today=today, local=local, staff=staff, home=home)
    told = place.ask("catalogue.json")
    try:
        catalogue = json.loads(told.text) if told and told.status == 200 else {}
    except (ValueError, RecursionError):
        catalogue = {}
    return replace(place, catalogue=catalogue if isinstance(catalogue, dict) else {})


def by_http(address: str) -> str:
    """The same address by HTTP, where browsers ask for that."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    return f"http://{f'[{host}]' if ':' in host else host}{parts.path}"


def led_to(front: Reply) -> list[str] | None:
    """The addresses of the participants' sites to which a page in front of them leads; None where it is none."""
    text = front.text
    if "css/door.css" not in text or "css/groupwork.css" in text:
        return None
    there = (urljoin(front.address, href.removesuffix("index.html")) for href in _LEADS_TO_A_SITE.findall(text))
    return [address for address in dict.fromkeys(there) if not address.endswith("/staff/")]


def content_of(reply: Reply) -> bytes:
    """What an answer holds, without what it was packed in for the way; of a file that is packed itself, as its address says, what is in it."""
    body = unpacked(reply) or b""
    coding = {"gz": "gzip", "br": "br"}.get(urlsplit(reply.address).path.rpartition(".")[2])
    return (unpacked(Reply("", 200, {"content-encoding": coding}, body)) if coding else None) or body


def is_page(reply: Reply) -> bool:
    return reply.kind == "text/html" or content_of(reply).lstrip()[:9].lower() == b"<!doctype"


def is_staffs(reply: Reply, known: bytes | None = None) -> bool:
    """Whether an answer holds what is the staff's: one of its pages, what is `known` to stand there, or a file such as the staff site has, and no page of a login. What
    comes as data with a refusal has to say so of itself: each server refuses in words of its own."""
    body, sent = content_of(reply), unpacked(reply) or b""
    if not body:
        return False
    if known in (body, sent):
        return True
    if is_page(reply):
        return says_it_is_staffs(reply)
    if (reply.kind == "text/csv" and reply.status == 200) or any(one.startswith(_NO_TEXT) for one in (body, sent)):
        return True
    if reply.status >= 400:
        return says_it_is_staffs(reply)
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return False
    return bool(told) and isinstance(told, dict | list) and not (isinstance(told, dict) and told.keys() <= REFUSALS)


def says_it_is_staffs(reply: Reply) -> bool:
    """Whether an answer says of itself that it is the staff's, as their pages and their catalogue do."""
    body = content_of(reply)
    if is_page(reply):
        return bool(STAFFS_PAGE.search(body.decode("utf-8", errors="replace")))
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return False
    return isinstance(told, dict) and told.get("site") == "staff"


def local_site(root: Path, site: str) -> Path | None:
    """The participants' site that was last built here: of the place `site`, or the only one."""
    folder = root / "site" / site / SITES[0]
    return folder if folder.is_dir() else None
