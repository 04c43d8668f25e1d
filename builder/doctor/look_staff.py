"""Whether anyone reads what is the staff's without a login: where their site was said to stand, where it is often forgotten, and wherever those addresses lead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from builder.doctor.asking import LOOPBACK, STEPS, NoAnswerError, Reply
from builder.doctor.place import OUR_PAGE, Location, by_http, content_of, is_page, is_staffs, says_it_is_staffs, spread
from builder.doctor.signs import Sign

ENTRIES = ("", "catalogue.json")
"""By these it shows whether a staff site stands at an address at all."""
FIRST = 12
"""Addresses beside them of which one at least has to be there, or refused, for others to be tried."""
FEW, MANY = 40, 120
"""Addresses of the staff site that are tried before all else, and at the end, evenly over all of them."""
MOST_NAMED = 5
"""Addresses of staff's that are named: one is enough to act on."""
_ASKS_WHO = re.compile(
    r"<input\b[^<>]*?\s(?:type\s*=\s*[\"']?(?:password|email)\b|(?:name|id|autocomplete)\s*=\s*[\"']?(?:[\w-]+ )*(?:user|user_?name|login|e-?mail)(?=[\"'\s/>]))",
    re.I,
)
"""A field for a password, or for the name or the address of whoever comes; a box to search in is none."""
_SIGN_IN = re.compile(
    r"/oauth2/(?:start|sign_in|auth)|/cdn-cgi/access/login|[?&](?:client_id|SAMLRequest|wtrealm)=", re.I
)  # OpenID Connect, SAML, WS-Federation

_BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
_AGAINST_ROBOTS = ("cf-mitigated", "x-amzn-waf-action")
"""Headers by which a guard in front of a server says that it was the one that refused."""


def staff_stay_behind_a_login(location: Location) -> Iterator[Sign]:
    """By a few addresses of each place where their site may stand."""
    if is_staffs(location.home):
        yield Sign(location.address, "staff-open", "is the staff site, and anyone can read it")
    paths, seen = location.staffs_paths(), set[str]()
    for base in _bases(location):
        found = _looked_at(location, base, [*ENTRIES, *paths[:FIRST]], spread(paths, FEW))
        yield from found.signs
        if found.seen:
            seen.add(base)
        if base == location.staff and base.startswith("http:") and (urlsplit(base).hostname or "") not in LOOPBACK:
            yield Sign(base, "no-https", "asks staff for a password where anyone can read along")
    if location.staff and location.staff != location.address and not any(base.startswith(location.staff) for base in seen):
        yield Sign(location.staff, "staff-unseen", "neither the staff site nor a login was found there")
    elif not seen:
        yield Sign(location.address, "staff-unseen", "no staff site was found to look at")


def the_other_pages_of_staff_stay_there_too(location: Location) -> Iterator[Sign]:
    """Evenly over all of them, wherever a staff site or its login stands."""
    paths = spread(location.staffs_paths(), MANY)
    for base in _bases(location):
        yield from _looked_at(location, base, ENTRIES, paths).signs


@dataclass(frozen=True)
class _Found:
    """`seen` where a staff site or a login stands, or what keeps us from looking is told; and what is wrong there."""

    seen: bool
    signs: Sequence[Sign]


def _bases(location: Location) -> Iterator[str]:
    """Where staff's is looked for; where it was said to stand by HTTPS, by HTTP too."""
    parts = urlsplit(location.staff)
    bare = map(by_http, location.staffs_given()) if parts.scheme == "https" and parts.hostname not in LOOPBACK else ()
    yield from (base for base in (*location.staffs_addresses(), *bare) if base != location.address)


def _looked_at(location: Location, base: str, first: Sequence[str], others: Sequence[str]) -> _Found:
    """What stands at an address: the `others` are tried where one of the `first` shows that anything does."""
    seen, signs = False, list[Sign]()
    for number, path in enumerate(dict.fromkeys((*first, *others))):
        if (number >= len(first) and not seen) or len(signs) == MOST_NAMED:
            break
        try:
            way = _way(location, base + path, through=path in ENTRIES)
        except NoAnswerError as error:
            untrusted = error.certificate and base in location.staffs_given()
            if untrusted:
                signs.append(Sign(location.staff, "certificate", f"{error}; whether staff's can be read there was not looked at"))
            elif seen or error.busy:
                signs.append(Sign(base + path, "no-answer", f"{error}; what else stands there of staff's was not looked at"))
            seen = seen or untrusted or error.refused or error.busy
            break
        known = _known(location.local_staff, path)
        opened = next((reply for reply in way if _is_open(location, base, reply, known)), None)
        if opened:
            led = f"leads to {opened.address}, which " if opened.address != base + path else ""
            signs.append(Sign(base + path, "staff-open", f"{led}can be read without a login ({len(opened.body):,} bytes)"))
        seen = seen or bool(opened) or any(map(_is_login, way)) or _is_looked_at(location, way[-1])
    return _Found(seen, signs)


def _way(location: Location, address: str, through: bool) -> list[Reply]:
    """The answers from an address to where it leads in the end; no further than to where a sign-in begins, unless we go `through` to see what comes of it."""
    way = [_answer(location, address)]
    while (there := way[-1].leads_to) and len(way) <= STEPS and (through or not _SIGN_IN.search(there)) and not _is_looked_at(location, way[-1]):
        try:
            way.append(_answer(location, there))
        except NoAnswerError as error:
            if error.busy:
                raise
            break
    return way


def _answer(location: Location, address: str) -> Reply:
    """What an ordinary browser is answered, where we are refused: many a server refuses whatever else asks."""
    reply = location.asker.ask(address)
    return location.asker.ask(address, User_Agent=_BROWSER) if reply.status == 403 else reply


def _is_looked_at(location: Location, reply: Reply) -> bool:
    """Whether it leads from HTTP to where staff's is looked at by HTTPS."""
    return reply.address.startswith("http:") and location.staff.startswith("https:") and reply.leads_to.startswith(location.staff)


def _is_open(location: Location, base: str, reply: Reply, known: bytes | None) -> bool:
    """Whether an answer gives what is the staff's, whatever its status. Elsewhere than below `base` other things stand too: there it has to say so of itself, or to
    be what is `known`; what participants have in common with staff is theirs."""
    if reply.status == 404:
        return False
    if reply.address.startswith(base):
        return is_staffs(reply, known)
    shared = reply.address.startswith(location.address)
    return says_it_is_staffs(reply) or (bool(known) and not shared and content_of(reply) == known)


def _is_login(reply: Reply) -> bool:
    """Refused, asked for a certificate, led to a sign-in, or asked who someone is; a page of ours has fields too, and asks nobody."""
    asks = reply.status == 200 and is_page(reply) and bool(_ASKS_WHO.search(reply.text)) and not OUR_PAGE.search(reply.text)
    by_certificate = reply.status == 400 and "SSL certificate" in reply.text
    return _refuses(reply) or by_certificate or bool(_SIGN_IN.search(reply.leads_to)) or asks


def _refuses(reply: Reply) -> bool:
    """By 401, or a file by 403: so a server answers for a folder whose files it does not list, and a guard against robots for everything."""
    is_file = bool(urlsplit(reply.address).path.rpartition("/")[2])
    return reply.status == 401 or (reply.status == 403 and is_file and not any(reply[name] for name in _AGAINST_ROBOTS))


def _known(folder: Path | None, path: str) -> bytes | None:
    file = folder / (f"{path}index.html" if not path or path.endswith("/") else path) if folder else None
    return file.read_bytes() if file and file.is_file() else None
