"""Addresses at which someone without a login may look for what is the staff's: known ones, bent in every way that has ever led around a server's rules, and what
people leave lying about."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from random import Random
from urllib.parse import quote

LEFT = [
    ".git/HEAD",
    ".git/config",
    ".env",
    ".htpasswd",
    ".htaccess",
    ".DS_Store",
    ".well-known/../staff/",
    ".svn/entries",
    ".groupwork/left",
    "site.zip",
    "site.tar.gz",
    "backup.zip",
    "staff.zip",
    "staff.tar",
    "staff.bak",
    "staff~",
    "staff.old",
    "library.lock",
    "requirements.txt",
    "program.yml",
    "curriculum/program.yml",
    "curriculum/",
    "build/",
    "build/cache/",
    "build/fresh/",
    "build/fresh/staff/index.html",
    "site/",
    "site/staff/",
    "site/staff/catalogue.json",
    "staff/catalogue.json",
    "catalogue.json",
    "server-status",
    "nginx.conf",
    "Caddyfile",
    "groupwork-staff.htpasswd",
    "groupwork-staff.users",
    "node_modules/",
    "admin/",
    "login",
    "wp-login.php",
    "phpinfo.php",
    "index.php",
    "search-index/",
    "assets/js/app.js.map",
    "assets/",
    "cache/",
    "tmp/",
    "__pycache__/",
    "debug/",
    "metrics",
    "config.json",
    "favicon.ico",
    "robots.txt",
]
ENDINGS = (
    ".br",
    ".gz",
    "~",
    ".bak",
    ".old",
    ".swp",
    ".orig",
    "/",
    "//",
    "/.",
    "/..",
    "%00",
    "%20",
    "%2f",
    ".",
    "?",
    "?x=1",
    "#x",
    ";x=1",
    "%3f",
    "/index.html",
    "/index.htm",
    "::$DATA",
    "%0a",
    "%0d%0aX:y",
)
INTO = ("participants/../staff/", "participants/%2e%2e/staff/", "participants/..%2fstaff/", "participants../staff/", "participants%2f..%2fstaff/", "./staff/", "/staff/", "//staff/",
        "%2fstaff/", "STAFF/", "Staff/", "s%74aff/", "%73%74%61%66%66/", "%2573taff/", "staff%2f", "staff;/", "staff./", "staff%20/", "staff\\", "..\\staff\\", "participants/..;/staff/",
        "participants/assets/../../staff/", "oauth2/../staff/", "oauth2/auth/../../staff/", "x/../staff/", "staff/./", "staff/x/../", "../staff/", "../../staff/", "participants/../../staff/",
        "participants/./../staff/", "%e2%80%a6/staff/", "staff%00/", "staff%c0%af", "staff%252f", "participants/..%252fstaff/", "participants/..%5cstaff/", "participants/staff/", "")  # fmt: skip
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "PROPFIND", "TRACE")


PART = 2000
"""Bytes that whoever asks for a part asks for: the head of a page, with its title."""


def basic(name: str, password: str) -> str:
    return f"Authorization: Basic {base64.b64encode(f'{name}:{password}'.encode()).decode()}\r\n"


HEADERS = (
    basic("", ""), basic("lee", ""), basic("lee", "a wrong one"), basic("admin", "admin"), basic("lee\0", "x"), "Authorization: Basic\r\n", "Authorization: Basic !!!\r\n", "Authorization: Bearer x\r\n",
    "X-Original-URL: {at}\r\n", "X-Rewrite-URL: {at}\r\n", "X-Forwarded-For: 127.0.0.1\r\n", "X-Real-IP: 127.0.0.1\r\n", "X-Forwarded-User: lee\r\n", "X-Auth-Request-User: lee\r\n", "Remote-User: lee\r\n",
    "Cookie: _oauth2_proxy=x; in=0\r\n", f"Range: bytes=0-{PART - 1}\r\n", "If-None-Match: *\r\n", "If-Modified-Since: Thu, 01 Jan 1970 00:00:00 GMT\r\n", "Accept-Encoding: br, gzip\r\n", "X-HTTP-Method-Override: GET\r\n",
    "Forwarded: for=127.0.0.1;host=localhost\r\n", "X-Forwarded-Host: 127.0.0.1\r\n", "X-Forwarded-Prefix: /staff\r\n", "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n", "Referer: https://localhost/staff/\r\n",
)  # fmt: skip
"""More lines of a request; `{at}` is the address that it is about."""


@dataclass(frozen=True)
class Guess:
    path: str
    method: str = "GET"
    more: str = ""
    kind: str = ""


def guesses(names: Sequence[str], count: int, seed: int = 19, under: str = "/staff/") -> Iterator[Guess]:
    """So many, of every kind in turn, the same for the same seed. `names` are the paths of the staff site's files, `under` that of the site on its host."""
    chance = Random(seed)
    kinds = (_left, _bent, _ended, _asked_for, _with_headers, _mistyped, _encoded, _made_up)
    return islice((kind(chance, names, under) for kind in cycle(kinds)), count)


def _left(chance: Random, names: Sequence[str], under: str) -> Guess:
    return Guess(f"{chance.choice(('/', '/staff/', '/participants/', '/site/', '//'))}{chance.choice(LEFT)}", kind="left lying about")


def _bent(chance: Random, names: Sequence[str], under: str) -> Guess:
    return Guess(f"/{chance.choice(INTO)}{quote(chance.choice(names))}", kind="another way in")


def _ended(chance: Random, names: Sequence[str], under: str) -> Guess:
    return Guess(f"{under}{quote(chance.choice(names))}{chance.choice(ENDINGS)}", kind="another ending")


def _asked_for(chance: Random, names: Sequence[str], under: str) -> Guess:
    return Guess(f"{under}{quote(chance.choice(names))}", chance.choice(METHODS), "Content-Length: 0\r\n", kind="another method")


def _with_headers(chance: Random, names: Sequence[str], under: str) -> Guess:
    at = f"{under}{quote(chance.choice(names))}"
    return Guess(chance.choice((at, "/", "/participants/")), more=chance.choice(HEADERS).replace("{at}", at), kind="another header")


def _mistyped(chance: Random, names: Sequence[str], under: str) -> Guess:
    name = list(chance.choice(names))
    at = chance.randrange(len(name))
    name[at : at + chance.randint(0, 1)] = chance.choice(("", "-", "0", "/", "%2e", name[at].upper()))
    return Guess(f"{chance.choice((under, '/'))}{quote(''.join(name), safe='/%')}", kind="nearly known")


def _encoded(chance: Random, names: Sequence[str], under: str) -> Guess:
    whole = f"{under}{chance.choice(names)}"
    return Guess(
        "/" + "".join(f"%{ord(letter):02x}" if letter != "/" and chance.random() < 0.3 else quote(letter) for letter in whole[1:]), kind="encoded"
    )


def _made_up(chance: Random, names: Sequence[str], under: str) -> Guess:
    parts = [chance.choice(names).split("/")[0] for _ in range(chance.randint(1, 4))]
    return Guess(
        chance.choice(("", "https://localhost", "http://127.0.0.1"))
        + "/"
        + quote("/".join(parts))
        + chance.choice(("", "/", ".json", ".pdf", ".html")),
        kind="made up",
    )
