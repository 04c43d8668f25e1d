"""A place where a site stands, as far as it is known: what it says of itself, what was built here last, and where the staff site should be."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping
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
    silent: list[str] = field(default_factory=list)
    """Addresses of the site that gave no answer."""

    def at(self, path: str) -> str:
        return urljoin(self.address, path)

    def ask(self, path: str, method: str = "GET", **headers: str) -> Reply | None:
        """The answer at a path of the site; None when there is none, which is told at the end. Raises NoTimeError."""
        reply = self.ask_at(self.at(path), method, **headers)
        if reply is None:
            self.silent.append(self.at(path))
        return reply

    def ask_at(self, address: str, method: str = "GET", **headers: str) -> Reply | None:
        """The answer at any address; None when there is none. Raises NoTimeError."""
        try:
            return self.asker.ask(address, method, **headers)
        except NoAnswerError:
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
        """Where the staff site is looked for: where it was said to be, and where a careless copy of `site/` puts it."""
        yield from dict.fromkeys(filter(None, (self.staff, self.at("../staff/"), self.at("staff/"), self.at("/staff/"), self.at("site/staff/"))))

    @property
    def local_staff(self) -> Path | None:
        """The staff site that was built here last."""
        folder = self.local.parent / "staff" if self.local else None
        return folder if folder and folder.is_dir() else None

    def staffs_paths(self) -> list[str]:
        """Paths in the staff site: all that were built here, else those that follow from what participants are told."""
        if self.local_staff:
            return [name.removesuffix("index.html") for name in sorted(file_status(self.local_staff))]
        guides = [f"{name}/{page}" for name in self._ids("sessions") for page in ("", "note/", "room/")]
        return [*EVERY_STAFF_SITE_HAS, *guides, *(f"tracks/{name}/" for name in self._ids("tracks"))]

    def _ids(self, key: str) -> list[str]:
        """The ids in a list of the catalogue, which may say anything."""
        return [one["id"] for one in mappings_in(self.catalogue.get(key)) if isinstance(one.get("id"), str) and _ID.fullmatch(one["id"])]


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


def mappings_in(value: object) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def found_there(asker: Asker, address: str, today: datetime.date, local: Path | None, staff: str) -> Location:
    """The place, with its first page and what its catalogue says. Raises NoAnswerError and NoTimeError."""
    home = asker.follow(address, lambda there: urlsplit(there).hostname == urlsplit(address).hostname)
    stands = home.address if home.status == 200 and home.address.endswith("/") else address
    place = Location(asker=asker, address=stands, today=today, local=local, staff=staff, home=home)
    told = place.ask("catalogue.json")
    try:
        catalogue = json.loads(told.body) if told and told.status == 200 else {}
    except (ValueError, RecursionError):
        catalogue = {}
    return replace(place, catalogue=catalogue if isinstance(catalogue, dict) else {})


def is_page(reply: Reply) -> bool:
    return reply.kind == "text/html" or reply.body.lstrip()[:9].lower() == b"<!doctype"


def is_staffs(reply: Reply, known: bytes | None = None) -> bool:
    """Whether an answer holds what is the staff's: one of its pages, what is `known` to stand there, or a file such as the staff site has, and no page of a login."""
    body = unpacked(reply)
    if not body:
        return False
    if body == known:
        return True
    if is_page(reply):
        return says_it_is_staffs(reply)
    if body.startswith((b"%PDF", b"PK\x03\x04", b"BEGIN:VCALENDAR", b"\x1f\x8b")):
        return True
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return False
    return bool(told) and isinstance(told, dict | list) and not (isinstance(told, dict) and told.keys() <= REFUSALS)


def says_it_is_staffs(reply: Reply) -> bool:
    """Whether an answer says of itself that it is the staff's, as their pages and their catalogue do."""
    body = unpacked(reply) or b""
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
