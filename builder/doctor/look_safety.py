"""What people's safety stands on beside the login of staff (look_staff.py): HTTPS, headers, crisis lines, and how old all of it is."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from urllib.parse import urljoin, urlsplit

from builder.doctor.asking import LOOPBACK, NoAnswerError, Reply, unpacked
from builder.doctor.place import OUR_PAGE, Location, by_http, mappings_in
from builder.doctor.signs import Sign, worst_first
from builder.pages.policy import HEADERS, OVER_TLS

OLD = datetime.timedelta(days=180)
"""After so long a build asks for the crisis lines to be looked at again."""
ENDS_SOON = datetime.timedelta(days=10)
_LEAST_STAY = 15_552_000
_TAGS = re.compile(r"<[^>]*>")
_DIALS = re.compile(r"href=[\"']?(?:tel|sms):")
_RULES = ("default-src", "script-src", "script-src-elem", "script-src-attr", "style-src", "style-src-elem", "style-src-attr", "object-src", "base-uri", "form-action")  # fmt: skip
_FETCHES = ("connect-src", "img-src", "font-src", "media-src", "frame-src", "child-src", "worker-src", "manifest-src")
"""Of a policy: what runs in a page and decides about it, where only words in quotes are safe; and what it shows and asks for, which it may hold itself too."""
_SAFE = re.compile(r"'(?!unsafe-)[^']+'", re.I)
_HELD = ("data:", "blob:")


def the_way_is_safe(location: Location) -> Iterator[Sign]:
    """To the participants' host, and to the staff's."""
    if location.on_this_machine:
        return
    if not location.by_https:
        yield Sign(location.address, "no-https", "is sent so that anyone on the way can read and change it")
    ways: dict[str, list[str]] = {}
    for address in (location.address, location.at("help/"), location.staff):
        if address.startswith("https:"):
            ways.setdefault(urlsplit(address).hostname or "", []).append(address)
    for host, (address, *others) in ways.items():
        if host in LOOPBACK:
            continue
        asked = dict.fromkeys(map(by_http, (urljoin(address, "/"), address, *others)))
        yield from worst_first(sign for one in asked for sign in _stays(location, one))[:1]
        try:
            ends = datetime.datetime.fromtimestamp(location.asker.certificate_ends(address), datetime.UTC).date()
        except NoAnswerError:
            continue
        if ends - location.today < ENDS_SOON:
            yield Sign(address, "certificate-ends", f"the certificate ends on {ends}")


def _stays(location: Location, address: str) -> Iterator[Sign]:
    """What an address by HTTP gives in place of leading to HTTPS."""
    plain = location.ask_at(address)
    if plain and plain.status == 200 and OUR_PAGE.search(plain.text):
        yield Sign(address, "no-https", "gives the page itself to whoever does not type https, so that anyone on the way can read and change it")
    elif plain and not plain.leads_to.startswith("https:"):
        yield Sign(address, "http-stays", f"answers {plain.status}, and leads nowhere safe")


def headers_are_sent(location: Location) -> Iterator[Sign]:
    """With pages, files, redirects and what is not there."""
    told: set[tuple[str, str]] = set()
    for path in ("", "help/", "help", "nothing-of-this-name", "sw.js", "assets/css/groupwork.css", "catalogue.json"):
        reply = location.ask(path)
        for code, message in _lacking(reply, location) if reply else ():
            if (code, message) not in told:
                told.add((code, message))
                yield Sign(location.at(path), "header-unsent" if location.by_a_host_of_pages else code, message)
        if reply and re.search(r"/\d", reply["server"]) and ("server-named", reply["server"]) not in told:
            told.add(("server-named", reply["server"]))
            yield Sign(location.at(path), "server-named", f"Server: {reply['server'][:80]}")


def _lacking(reply: Reply, location: Location) -> Iterator[tuple[str, str]]:
    """Code and message of each header that an answer should have."""
    policy = policy_of(reply)
    if not policy:
        yield "header", "Content-Security-Policy is not sent"
    for directive, words in policy.items():
        if _is_weak(directive, words.lower().split(), location.address):
            yield "header-weak", f"Content-Security-Policy lets too much happen: {directive} {words[:80]}"
    if policy and "default-src" not in policy:
        yield "header-weak", "Content-Security-Policy has no default-src"
    if policy and policy.get("frame-ancestors") not in ("'none'", "'self'"):
        yield "header-weak", "Content-Security-Policy lets other pages hold this one in a frame: frame-ancestors 'none' is missing"
    wanted = {name: value for name, value in HEADERS.items() if name not in ("X-Frame-Options", "Permissions-Policy")}
    for name, value in wanted.items():
        if reply[name].strip().lower() != value:
            yield ("header-weak", f"{name} is '{reply[name][:60]}', not '{value}'") if reply[name] else ("header", f"{name} is not sent")
    allowed = reply["permissions-policy"]
    open_still = [name for name in ("camera", "geolocation", "microphone") if not re.search(rf"(?:^|[\s,]){name}=\(\)", allowed)]
    if open_still:
        yield (
            ("header-weak", f"Permissions-Policy does not rule out {', '.join(open_still)}")
            if allowed
            else ("header", "Permissions-Policy is not sent")
        )
    age = re.search(r"max-age=\"?(\d{1,12})", reply["strict-transport-security"].lower())
    if location.by_https and not location.on_this_machine and not (age and int(age[1]) >= _LEAST_STAY):
        yield "header", f"Strict-Transport-Security is not sent for half a year or longer ({OVER_TLS['Strict-Transport-Security']})"


def _is_weak(directive: str, words: Sequence[str], address: str) -> bool:
    """Whether a directive lets in another host than the site's, a scheme, everything, or what stands in the page itself."""
    own = urlsplit(address)
    held = (*_HELD, own.netloc, f"{own.scheme}://{own.netloc}") if directive in _FETCHES else ()
    return directive in (*_RULES, *_FETCHES) and any(not _SAFE.fullmatch(word) and word not in held for word in words)


def policy_of(reply: Reply) -> Mapping[str, str]:
    """The directives of the content security policy that is sent; of several policies, which all hold, of the first."""
    parts = (part.split(None, 1) for part in reply["content-security-policy"].split(",")[0].split(";"))
    return {part[0].lower(): part[1].strip() if len(part) > 1 else "" for part in parts if part}


def crisis_lines_are_there(location: Location) -> Iterator[Sign]:
    """On the first page and on the page of help, and tried not long ago."""
    lines = [line for line in mappings_in(location.catalogue.get("crisis_lines")) if isinstance(line.get("name"), str)]
    page_of_help = location.ask("help/")
    if page_of_help is None or page_of_help.status != 200:
        yield Sign(location.at("help/"), "crisis-lines", f"answers {page_of_help.status}" if page_of_help else "gives no answer")
    for reply in filter(None, (location.home, page_of_help)):
        if reply.status == 200 and not _DIALS.search(reply.text):
            yield Sign(reply.address, "crisis-lines", "has no number to tap")
    said = " ".join(unescape(_TAGS.sub(" ", page_of_help.text)).split()) if page_of_help else ""
    for line in lines:
        if page_of_help and page_of_help.status == 200 and " ".join(line["name"].split()) not in said:
            yield Sign(page_of_help.address, "crisis-lines", f"does not name {line['name'][:80]}")
        tried = _day(line.get("checked"))
        if tried is None or location.today - tried > OLD:
            yield Sign(
                location.at("help/"), "crisis-lines-old", f"{line['name'][:80]}: last looked at {f'on {tried}' if tried else 'nobody knows when'}"
            )
    if not lines:
        yield Sign(location.at("catalogue.json"), "undated", "does not say when the crisis lines were last looked at")


def it_is_not_old(location: Location) -> Iterator[Sign]:
    built = _day(location.catalogue.get("built"))
    if built is None:
        yield Sign(location.at("catalogue.json"), "undated", "does not say when the site was built")
    elif location.today - built > OLD:
        yield Sign(location.address, "old", f"was built on {built}, {(location.today - built).days} days ago")
    if not location.local:
        return
    for name in ("sw.js", "help/index.html"):
        here, reply = location.local / name, location.ask(name.removesuffix("index.html"))
        if here.is_file() and reply and reply.status == 200 and unpacked(reply) != here.read_bytes():
            yield Sign(reply.address, "not-the-last", f"is not what stands in site/participants/{name}")
            return


def _day(value: object) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(str(value))
    except ValueError:
        return None
